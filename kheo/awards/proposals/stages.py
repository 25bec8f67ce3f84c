"""The way of a proposal as data (data/awards/stages.toml): its stages, and which move leads from where to where."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kheo.awards.catalogue.shipped import FOLDER

BY_FACT, BY_DECISION, BY_MEETING, BY_HAND = "fact", "decision", "meeting", "hand"
REGISTERED, REPORTED, RECOGNISED, TYPICAL, PROPOSED = "registered", "reported", "recognised", "typical", "proposed"
CHOSEN, RETURNED, HIGHER, NOT_CHOSEN = "chosen", "returned", "higher", "not_chosen"


@dataclass(frozen=True, slots=True)
class Stage:
    code: str
    name: str
    badge: str
    # How the proposal ended, as far as this office goes.
    outcome: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    left: str
    reached: str
    by: tuple[str, ...]
    reason: bool = False
    guarded: bool = False


def stages() -> dict[str, Stage]:
    """By code, in the order of the way."""
    return _stages()


def outcomes() -> list[Stage]:
    return [stage for stage in stages().values() if stage.outcome]


def move_of(left: str, reached: str, by: str) -> Move | None:
    """The move from one stage to another by such an act, or None where there is none."""
    move = _moves().get((left, reached))
    return move if move is not None and by in move.by else None


def moves_from(left: str, by: str) -> list[Move]:
    """In the order of the file."""
    return [move for move in _moves().values() if move.left == left and by in move.by]


def all_moves() -> Sequence[Move]:
    return tuple(_moves().values())


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "stages.toml").read_text(encoding="utf-8"))


@cache
def _stages() -> dict[str, Stage]:
    return {one["code"]: Stage(**one) for one in _content()["stages"]}


@cache
def _moves() -> dict[tuple[str, str], Move]:
    found = {}
    for one in _content()["moves"]:
        for left in one["from"]:
            found[(left, one["to"])] = Move(
                left, one["to"], tuple(one["by"]), one.get("reason", False), one.get("guarded", False)
            )
    return found
