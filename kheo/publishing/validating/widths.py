"""How long words are in print, by the widths of letters kept as data beside the rule sets."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.pieces import Piece

_FOLDER = Path(__file__).parent.parent / "rules" / "widths"
_NOMINAL = "m"


def length(piece: Piece, rules: RuleSet) -> float:
    """Points from its first letter to its last, by the size and weight of its first run; 0 where unknown."""
    if not piece.runs:
        return 0.0
    run = piece.runs[0]
    slope = "bold-italic" if run.bold and run.italic else "bold" if run.bold else "italic" if run.italic else "regular"
    widths = _widths(rules.font).get(slope, {})
    return sum(widths.get(letter, widths.get(_NOMINAL, 0)) for letter in piece.text) * run.size


@cache
def _widths(font: str) -> Mapping[str, Mapping[str, float]]:
    path = _FOLDER / f"{font.lower().replace(' ', '-')}.json"
    if not path.exists():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    return {
        face: {letter: int(width) / data["units"] for width, letters in groups.items() for letter in letters}
        for face, groups in data["faces"].items()
    }
