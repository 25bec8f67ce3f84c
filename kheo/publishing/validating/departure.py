"""One departure of a paper from its rule set."""

from collections.abc import Iterator
from dataclasses import dataclass

MOST_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Departure:
    """`rule`: its code (articles.toml); `at`: the place in words; what was found there, and what the rules want."""

    rule: str
    at: str
    found: str
    wanted: str


Departures = Iterator[Departure]


def quoted(text: str) -> str:
    """The words in quotation marks, cut where they are long."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= MOST_QUOTED else plain[: MOST_QUOTED - 1] + '…'}”"


def ending(text: str) -> str:
    """The last words in quotation marks, as they show a closing mark."""
    plain = text.rstrip()
    return quoted(plain if len(plain) <= 50 else f"…{plain[-48:]}")
