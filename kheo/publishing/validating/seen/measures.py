"""Lengths as Word writes them: twentieths of a point, EMU, and CSS-like lengths of old shapes."""

import re

_LENGTH = re.compile(r"^(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|mm|cm|px|pc)?$")
_POINTS = {"pt": 1.0, "": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "px": 0.75, "pc": 12.0}
_MM_A_POINT = 25.4 / 72
_EMU_A_POINT = 12_700


def points(twentieths: str) -> float:
    """'360' → 18.0; strict documents write '18pt'; 0 for what is no length."""
    text = twentieths.strip()
    if re.fullmatch(r"-?\d{1,7}(\.\d{1,3})?", text):
        return float(text) / 20
    return css_points(text)


def millimetres(twentieths: str) -> float:
    return points(twentieths) * _MM_A_POINT


def emu_points(text: str) -> float:
    """A length in English Metric Units as points; 0 for what is none."""
    return int(text) / _EMU_A_POINT if re.fullmatch(r"-?\d{1,10}", text) else 0.0


def css_points(text: str) -> float:
    """'206.65pt', '2in', '30mm' → points; 0 for what is no length."""
    found = _LENGTH.match(text.strip())
    return float(found[1]) * _POINTS[found[2] or ""] if found else 0.0


def as_millimetres(length: float) -> float:
    return length * _MM_A_POINT
