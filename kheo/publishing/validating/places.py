"""Whether the level must stand before a place's name (05-HD/VPTW, I.4.1.1c; Decree 30, annex I, II.4a).

The names come from the data of the issuers; their own warning needs the database, which the confined process has not.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kheo.office.wording import fold, tidy, words

_ROOT = Path(__file__).parents[2]
_NAMES = _ROOT / "publishing" / "issuers" / "names.toml"
_PROVINCES = _ROOT / "data" / "admin_units" / "provinces_34.csv"


def place_wanted(place: str, *, party: bool, upper: bool) -> str:
    """What the place should be; empty: nothing seems to be missing. `upper`: the organ is a province's or higher."""
    name = tidy(place).strip(" ,")
    if not name or any(f"{words(name)} ".startswith(f"{words(level)} ") for level in _places()["levels"]):
        return ""
    if name.isdigit() or _is_person(name):
        return f"ghi thêm cấp hành chính: Phường {name}, Xã {name}"
    if party and len(name.split()) == 1:
        return f"địa danh một âm tiết ghi thêm cấp hành chính: Thành phố {name}, Phường {name}"
    if party and not upper and fold(name) in _provinces():
        return f"địa danh trùng tên tỉnh ghi thêm cấp hành chính: Phường {name}, Xã {name}"
    return ""


def _is_person(name: str) -> bool:
    family = len(name.split()) >= 2 and name.split(maxsplit=1)[0] in _places()["families"]
    return family or fold(name) in {fold(one) for one in _places()["persons"]}


@cache
def _places() -> dict[str, Any]:
    return dict(tomllib.loads(_NAMES.read_text(encoding="utf-8"))["places"])


@cache
def _provinces() -> frozenset[str]:
    with _PROVINCES.open(encoding="utf-8", newline="") as file:
        full = [row["name_2026"] for row in csv.DictReader(file)]
    return frozenset(fold(name.removeprefix("Tỉnh ").removeprefix("Thành phố ")) for name in full)
