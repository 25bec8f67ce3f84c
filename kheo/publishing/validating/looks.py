"""Compares how words look with a style of the rule set: size, weight, slant, underline, capitals."""

from collections.abc import Iterable

from kheo.publishing.rulesets import Style
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.facts import Run

# Sizes in files go in half points.
_NEAR = 0.26


def size_words(style: Style) -> str:
    """'cỡ 14' or 'cỡ 14–15'."""
    low, high = style.allowed
    return f"cỡ {low:g}" if low == high else f"cỡ {low:g}–{high:g}"


def fits(run: Run, style: Style) -> bool:
    low, high = style.allowed
    return low - _NEAR <= run.size <= high + _NEAR


def lettered(runs: Iterable[Run]) -> list[Run]:
    """The runs that hold letters or figures; blanks and marks carry odd settings nobody sees."""
    return [run for run in runs if any(letter.isalnum() for letter in run.text)] or [run for run in runs if run.text]


def look(code: str, pieces: Iterable[Piece], style: Style, *, bold: bool | None = None) -> Departures:
    """One departure at the first piece that looks otherwise. `bold` None: as the style says."""
    weight = style.bold if bold is None else bold
    for piece in pieces:
        wrong = next((run for run in lettered(piece.runs) if not _right(run, style, weight=weight)), None)
        if wrong is not None:
            yield Departure(code, piece.at, f"{quoted(piece.text)}: {_said(wrong)}", _wanted(style, weight=weight))
            return
        if style.caps and any(letter.islower() for letter in piece.text):
            yield Departure(code, piece.at, f"{quoted(piece.text)}: chữ thường", "chữ in hoa")
            return


def _right(run: Run, style: Style, *, weight: bool) -> bool:
    return fits(run, style) and run.bold == weight and run.italic == style.italic and run.underline == style.underline


def _said(run: Run) -> str:
    return ", ".join(_features(f"cỡ {run.size:g}", run.bold, run.italic, run.underline))


def _wanted(style: Style, *, weight: bool) -> str:
    return ", ".join(_features(size_words(style), weight, style.italic, style.underline))


def _features(size: str, bold: bool, italic: bool, underline: bool) -> list[str]:  # noqa: FBT001 - three marks of a look
    features = [size, "chữ nghiêng" if italic else "chữ đứng"]
    features += ["đậm"] if bold else ["không đậm"]
    return features + (["gạch chân"] if underline else [])
