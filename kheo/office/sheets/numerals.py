"""Numbers of a worksheet written as the sheet shows them: dates, percentages, zeros in front, no digit lost."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

# Formats that a workbook may name without writing them down (ECMA-376 part 1, 18.8.30).
BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16), "d/m/yyyy"), 17: "m/yyyy"}
BUILT_IN |= {**dict.fromkeys((18, 20), "h:mm"), **dict.fromkeys((19, 21), "h:mm:ss"), 22: "d/m/yyyy h:mm"}
BUILT_IN |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", **dict.fromkeys((*range(27, 37), *range(50, 59)), "d/m/yyyy")}

_LITERALS = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+(?:E[-+]?[0-9]{1,3})?\Z", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"-?[0-9]+\Z", re.ASCII)
# Excel's own last day, 31/12/9999.
_LAST_DAY = 2_958_465
_DIGITS_WRITTEN_OUT = 21


class Numerals:
    """The number formats of one workbook; `code_of` gives the format code of a style, asked when a number needs it."""

    def __init__(self, code_of: Callable[[str], str], *, from_1904: bool) -> None:
        self._code_of = code_of
        self._from_1904 = from_1904
        self._codes: dict[str, str] = {}

    def shown(self, number: str, style: str | None) -> str:
        """What a person sees for the number stored as this text under this style; what is no number stays as it is."""
        if style is None or style == "0":
            return plain(number)
        code = self._codes.get(style)
        if code is None:
            code = self._codes[style] = _essence(self._code_of(style))
        return self._formatted(number, code) if code else plain(number)

    def _formatted(self, number: str, code: str) -> str:
        if not _NUMBER.match(number):
            return number
        value = float(number)
        if code == "%":
            return plain(repr(value * 100)) + "%"
        if code.startswith("0"):
            return number.zfill(len(code)) if _WHOLE.match(number) else plain(number)
        if not 0 <= value <= _LAST_DAY:
            return plain(number)
        return self._moment(value, code)

    def _moment(self, value: float, code: str) -> str:
        seconds = round(value * 86_400)
        clock = _clock(seconds if "[" in code else seconds % 86_400, code) if set("hs") & set(code) else ""
        if not set("yd") & set(code) and clock:
            return clock
        day = self._day(seconds // 86_400)
        if "y" in code and not set("md") & set(code):
            return day[6:]
        if "d" not in code and "y" in code:
            day = day[3:]
        return f"{day} {clock}".strip()

    def _day(self, number: int) -> str:
        if self._from_1904:
            return f"{datetime(1904, 1, 1) + timedelta(number):%d/%m/%Y}"  # noqa: DTZ001 - a day, not an instant
        if number == 60:  # Excel keeps the leap day which 1900 did not have
            return "29/02/1900"
        return f"{datetime(1899, 12, 30) + timedelta(number + (number < 60)):%d/%m/%Y}"  # noqa: DTZ001


def plain(number: str) -> str:
    """At most 15 significant digits, as Excel computes; a whole number keeps every digit it has."""
    if _WHOLE.match(number) or not _NUMBER.match(number):
        return number
    shortest = f"{float(number):.15g}"
    if "e" in shortest and abs(Decimal(shortest).adjusted()) <= _DIGITS_WRITTEN_OUT:
        return f"{Decimal(shortest):f}"
    return shortest


def iso_day(text: str) -> str:
    """A date which the workbook stores as text (ISO 8601), written like the others."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment:%d/%m/%Y}" if moment.time() == datetime.min.time() else f"{moment:%d/%m/%Y %H:%M}"


def _essence(code: str) -> str:
    """`%`, a row of zeros, the letters of a date or time, or nothing for every other format."""
    bare = _LITERALS.sub("", code.partition(";")[0]).lower()
    if "%" in bare:
        return "%"
    if bare and not bare.strip("0"):
        return bare if len(bare) > 1 else ""
    if "#" in bare or "general" in bare or not set("ydmhs") & set(bare):
        return ""
    return bare


def _clock(seconds: int, code: str) -> str:
    hours, rest = divmod(seconds, 3_600)
    clock = f"{hours:02d}:{rest // 60:02d}"
    return f"{clock}:{rest % 60:02d}" if "s" in code else clock
