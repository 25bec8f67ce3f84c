"""The types of papers of a regime, in full, from the data of the register; and the symbols printed for them."""

import tomllib
from functools import cache
from pathlib import Path

from kheo.office.wording import words

_FILE = Path(__file__).parents[2] / "register" / "types.toml"
_SYMBOLS = Path(__file__).with_name("symbols.toml")


@cache
def type_names(regime: str) -> tuple[str, ...]:
    """'Công văn', 'Kế hoạch' …; `regime` is "party" or "state"."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))[regime]["types"])


@cache
def type_symbols(regime: str) -> dict[str, str]:
    """'ke hoach' → 'KH'; types without a symbol in the rules are left out."""
    held = tomllib.loads(_SYMBOLS.read_text(encoding="utf-8"))
    return {words(name): symbol for name, symbol in {**held["both"], **held[regime]}.items()}


def type_of(key: str, regime: str) -> str:
    """'ket luan' for 'ket luan cua ban thuong vu': the type a title names; empty: none."""
    known = sorted(map(words, type_names(regime)), key=len, reverse=True)
    return next((name for name in known if key == name or key.startswith(f"{name} ")), "")
