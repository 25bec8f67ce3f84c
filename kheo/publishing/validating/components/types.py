"""The types of papers of a regime, in full, from the data of the register."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[2] / "register" / "types.toml"


@cache
def type_names(regime: str) -> tuple[str, ...]:
    """'Công văn', 'Kế hoạch' …; `regime` is "party" or "state"."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))[regime]["types"])
