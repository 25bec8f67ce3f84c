"""Địa danh và ngày, tháng, năm: the comma, the words in full, the rule of zeros."""

import datetime as dt
import re

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import look
from kheo.publishing.validating.places import place_wanted

_BLANK = r"[\s.…_]*"
_FORM = re.compile(
    rf"^(?P<place>.*?\S)(?P<comma>\s*,)?\s+ngày(?P<day>\s+\d{{1,2}}\s+|{_BLANK}\s)"
    rf"tháng(?P<month>\s+\d{{1,2}}\s+|{_BLANK}\s)năm(?P<year>\s+\d{{4}}|{_BLANK})$"
)


def check(parts: Parts, rules: RuleSet) -> Departures:
    piece = parts.head.place_date
    if piece is None:
        yield Departure("place_date.missing", "trang đầu, dưới tiêu đề", "không có", _example())
        return
    found = _FORM.match(piece.text)
    if found is None:
        yield Departure("place_date.form", piece.at, quoted(piece.text), _example())
    else:
        yield from _comma(piece, found)
        yield from _level(piece, found["place"], parts, rules)
        yield from _zeros(piece, found, rules)
    if parts.formatted:
        yield from look("place_date.look", [piece], rules.style("place_date"))


def zeros(day: str, month: str, rules: RuleSet) -> tuple[str, str]:
    """Day and month as the rules write them: '03' and '02', '27' and '5'."""
    return (
        f"{int(day):02d}" if int(day) < rules.zeros.day_below else str(int(day)),
        f"{int(month):02d}" if int(month) < rules.zeros.month_below else str(int(month)),
    )


def exists(day: int, month: int, year: int = 0) -> bool:
    """Is there such a day? Without a year, in some year."""
    try:
        dt.date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _level(piece: Piece, place: str, parts: Parts, rules: RuleSet) -> Departures:
    said = f" {' '.join(one.key for one in parts.head.issuer)} "
    commune = any(f" {level} " in said for level in ("xa", "phuong", "dac khu", "thi tran"))
    wanted = place_wanted(place, party=rules.regime == "party", upper=not commune)
    if wanted:
        yield Departure("place_date.level", piece.at, quoted(place), wanted)


def _comma(piece: Piece, found: re.Match[str]) -> Departures:
    if (found["comma"] or "") != ",":
        wanted = "dấu phẩy ngay sau địa danh, trước chữ “ngày”"
        yield Departure("place_date.comma", piece.at, quoted(piece.text), wanted)


def _zeros(piece: Piece, found: re.Match[str], rules: RuleSet) -> Departures:
    day, month = found["day"].strip(" .…_"), found["month"].strip(" .…_")
    if not day or not month:
        return
    if not exists(int(day), int(month), int(found["year"].strip(" .…_") or 0)):
        yield Departure("place_date.impossible", piece.at, f"ngày {day} tháng {month}", "ngày có trong lịch")
        return
    right = zeros(day, month, rules)
    if right != (day, month):
        wanted = f"ngày {right[0]} tháng {right[1]}"
        yield Departure("place_date.zero", piece.at, f"ngày {day} tháng {month}", wanted)


def _example() -> str:
    return "dạng “Hà Nội, ngày 03 tháng 02 năm 2026”"
