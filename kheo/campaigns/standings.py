"""How a duty stands after each thing that was done about it: a fold without database or clock.

The rule of punctuality, which has its only home here: an answer is on time when it arrived before the deadline in
force; what replaces an answer that was on time, readable and short of nothing stays on time, however late it comes.

What cannot be read only stands where nothing better does: it displaces neither a readable answer nor a relief.
A readable answer ends an excuse or a joint duty: who answers is counted as having answered.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from kheo.campaigns.models import Obligation

State = Obligation.State
READABLE = frozenset({State.RECEIVED, State.ACCEPTED})
RELIEVED = frozenset({State.EXCUSED, State.MERGED})


class Act(StrEnum):
    """What a standing came from."""

    ANSWERED = "answered"  # a paper came; or what was taken by mistake stands no more (state missing)
    DECIDED = "decided"  # an officer accepted the answer or gave it back
    EXCUSED = "excused"
    JOINED = "joined"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"  # an excuse, a joint duty or an extension was taken back
    RESTATED = "restated"  # no act of its own: the standing of that instant, seen with what came to light later


class Step(Protocol):
    """One act with its inputs; a saved Standing keeps them in its own columns."""

    act: str
    state: str
    received_at: datetime | None
    due_at: datetime
    short: Any


@dataclass(frozen=True, slots=True)
class Stand:
    """A duty at an instant; `under` is the state of its answer beneath an excuse or joint duty."""

    due_at: datetime
    state: str = State.MISSING
    under: str = State.MISSING
    received_at: datetime | None = None
    on_time: bool | None = None
    short: tuple[dict[str, Any], ...] = ()

    def same_as(self, other: Any) -> bool:
        """Do the columns of `other` (an Obligation or Standing) say the same?"""
        return (self.state, self.received_at, self.on_time, self.due_at, list(self.short)) == (
            other.state,
            other.received_at,
            other.on_time,
            other.due_at,
            other.short,
        )


def follow(stand: Stand, step: Step) -> Stand:
    """The stand after one more act; acts are followed in the order of the instants at which they took effect."""
    match step.act:
        case Act.ANSWERED | Act.DECIDED:
            return _answered(stand, step)
        case Act.EXCUSED:
            return replace(stand, state=State.EXCUSED)
        case Act.JOINED:
            return replace(stand, state=State.MERGED)
        case Act.EXTENDED:
            return _due(stand, step.due_at)
        case Act.WITHDRAWN:
            return _due(replace(stand, state=stand.under), step.due_at)
    raise ValueError(step.act)


def _answered(stand: Stand, step: Step) -> Stand:
    if step.act == Act.ANSWERED:
        if step.state == State.RETURNED and stand.state not in {State.MISSING, State.RETURNED}:
            return stand
        if step.state == State.MISSING and stand.state in RELIEVED:
            return Stand(stand.due_at, stand.state)
    return Stand(
        due_at=stand.due_at,
        state=step.state,
        under=step.state,
        received_at=step.received_at,
        on_time=_on_time(step.received_at, stand.due_at, stays=_was_punctual(stand)),
        short=tuple(step.short),
    )


def _due(stand: Stand, due_at: datetime) -> Stand:
    stays = bool(stand.on_time) and _kept(stand)
    return replace(stand, due_at=due_at, on_time=_on_time(stand.received_at, due_at, stays=stays))


def _was_punctual(stand: Stand) -> bool:
    return bool(stand.on_time) and stand.under in READABLE and (not stand.short or _kept(stand))


def _kept(stand: Stand) -> bool:
    """Is it on time only because of an earlier answer?"""
    return stand.received_at is not None and stand.received_at >= stand.due_at


def _on_time(received_at: datetime | None, due_at: datetime, *, stays: bool) -> bool | None:
    return None if received_at is None else stays or received_at < due_at
