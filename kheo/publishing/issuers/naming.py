"""Whether an organ's symbol, name and place are written as the rules want: faults of symbols, doubts about names."""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kheo.office.wording import fold, tidy, words
from kheo.publishing.issuers import posts
from kheo.publishing.issuers.models import Issuer

_FILE = Path(__file__).with_name("names.toml")
_PROVINCES = Path(__file__).parents[2] / "data" / "admin_units" / "provinces_34.csv"
_COMMUNE = re.compile(r"(dang uy|dang bo|uy ban nhan dan|hoi dong nhan dan) (xa|phuong|dac khu|thi tran)\b")
_ABBREVIATED = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Suggested:
    """A symbol the rules or the usage know, and whose it is."""

    symbol: str
    organ: str


def symbol_of(typed: str) -> str:
    """The symbol as typed, without what white space stands around it: "Số 51 -CV/BCĐ" came from typing it each time."""
    return tidy(typed).strip()


def symbol_faults(symbol: str) -> list[str]:
    """Why a symbol cannot be printed: capitals and figures, hyphens only between joint organs (05-HD/VPTW, I.3.2.2)."""
    if not symbol:
        return ["Chưa ghi ký hiệu cơ quan, ví dụ: BTGDVTU, BCĐ, UBND."]
    if re.search(r"\s", symbol):
        return [f"Ký hiệu “{symbol}” có dấu cách; viết liền, ví dụ: {''.join(symbol.split()).upper()}."]
    if "/" in symbol:
        return ["Chỉ ghi ký hiệu cơ quan; phần tên loại (CV, KH, …) và dấu “/” được in tự động."]
    if not all(part.isalnum() for part in symbol.split("-")):
        return [f"Ký hiệu “{symbol}” chỉ gồm chữ in hoa, chữ số và dấu “-” giữa các cơ quan cùng ban hành."]
    if symbol != symbol.upper():
        return [f"Ký hiệu viết bằng chữ in hoa: {symbol.upper()}."]
    return []


def archive_line_of(typed: str) -> str:
    """'Lưu VT' of '- Lưu VT.': the dash and the full stop are printed by the rules."""
    return " ".join(tidy(typed).split()).strip(" -–—•+.;,")


def suggestions(regime: str) -> list[Suggested]:
    """Symbols known for organs of the regime."""
    return [Suggested(one["symbol"], one["organ"]) for one in _data()["symbols"] if one["regime"] == regime]


def warnings(issuer: Issuer) -> list[str]:
    """What in the issuer's names and place calls for a second look, a sentence each."""
    party = issuer.regime == Issuer.Regime.PARTY
    # The State allows common abbreviations in the name of the organ above (Decree 30, annex I, II.2a).
    names = (issuer.organ, issuer.parent_organ) if party else (issuer.organ,)
    found = [said for name in names if (said := abbreviation_warning(name))]
    if said := place_warning(issuer.place, party=party, upper=_is_upper(issuer)):
        found.append(said)
    if party and not issuer.has_seal and not issuer.seal_of.strip() and not posts.is_cell(issuer.organ):
        found.append("Cơ quan không có con dấu riêng: ghi dùng con dấu của cơ quan nào.")
    return found


def abbreviation_warning(name: str) -> str:
    """About abbreviations in an organ's name, which is written in full; empty: none is seen."""
    all_capitals = name == name.upper()
    known = set(_data()["names"]["abbreviations"])
    found = [
        word
        for word in _ABBREVIATED.findall(tidy(name))
        if word in known or (word == word.upper() and not all_capitals)
    ]
    if not found:
        return ""
    return f"Tên cơ quan “{name}” có chữ viết tắt ({', '.join(dict.fromkeys(found))}); thể thức yêu cầu ghi đầy đủ."


def place_warning(place: str, *, party: bool = True, upper: bool = False) -> str:
    """Whether the level must stand before the place's name; empty: nothing seems to be missing.

    Party (05-HD/VPTW, I.4.1.1c): a person's name, one syllable, or a province's name borne by a commune; State (Decree
    30, annex I, II.4a): a person's name or figures. `upper`: the organ is a province's, whose own name is right.
    """
    name = tidy(place).strip()
    if not name or any(f"{words(name)} ".startswith(f"{words(level)} ") for level in _data()["places"]["levels"]):
        return ""
    if _is_person(name):
        return f"Nếu “{name}” là tên người thì ghi thêm cấp hành chính phía trước, ví dụ: Phường {name}, Xã {name}."
    if name.isdigit():
        return f"“{name}” là số; ghi thêm cấp hành chính phía trước, ví dụ: Phường {name}."
    if party and len(name.split()) == 1:
        return f"Địa danh một âm tiết phải ghi thêm cấp hành chính: Thành phố {name}, Phường {name} hoặc Xã {name}."
    if party and not upper and fold(name) in _provinces():
        return f"“{name}” trùng tên tỉnh, thành phố; văn bản của xã, phường ghi thêm cấp: Phường {name} hoặc Xã {name}."
    return ""


def _is_person(name: str) -> bool:
    places = _data()["places"]
    family = len(name.split()) >= 2 and name.split(maxsplit=1)[0] in places["families"]
    return family or fold(name) in {fold(one) for one in places["persons"]}


def _is_upper(issuer: Issuer) -> bool:
    """The organ is a province's: by the kind of its node, or by what it is named after."""
    upper = {words(kind) for kind in _data()["places"]["upper"]}
    said = f"{words(issuer.parent_organ)} {words(issuer.organ)}"
    named = any(f" {kind} " in f" {said} " for kind in ("tinh", "tinh uy", "thanh uy"))
    return words(issuer.unit.kind) in upper or (named and not _COMMUNE.search(said))


@cache
def _provinces() -> frozenset[str]:
    with _PROVINCES.open(encoding="utf-8", newline="") as file:
        full = [row["name_2026"] for row in csv.DictReader(file)]
    return frozenset(fold(name.removeprefix("Tỉnh ").removeprefix("Thành phố ")) for name in full)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
