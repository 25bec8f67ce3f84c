"""What the office decides about duties: accept, give back, excuse, extend, join, and take such a relief back.

Each act takes duties of any calls, effective at `at`, and is written by the ledger with its reason, which boards and
letters show. What the state does not allow, or a missing reason, raises Refused with the sentence for the screen.
"""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.ledger import locked, write
from kheo.campaigns.models import Obligation, Standing
from kheo.campaigns.standings import RELIEVED, Act, State

_LONGEST_REASON = 500
# verb → the states from which it may be done; screens make their buttons from it.
VERBS: dict[str, frozenset[str]] = {
    "accept": frozenset({State.RECEIVED, State.RETURNED}),
    "give_back": frozenset({State.RECEIVED, State.ACCEPTED}),
    "excuse": frozenset({State.MISSING, State.RECEIVED, State.RETURNED}),
    "join": frozenset({State.MISSING, State.RECEIVED, State.RETURNED}),
    "extend": frozenset(set(State) - RELIEVED),
    "withdraw": frozenset(State),
}


class Refused(Exception):  # noqa: N818 - a verdict on an act
    """The act is not possible as things stand; the text says why, in Vietnamese."""


def may(verb: str, duty: Obligation) -> bool:
    """Does the state of the duty allow the act? (Whether the person may is asked of units.access.)"""
    if verb == "withdraw":
        return duty.state in RELIEVED or duty.due_at != duty.call.due_at
    return duty.state in VERBS[verb]


@transaction.atomic
def accept(
    duties: Collection[Obligation], *, at: datetime, reason: str = "", actor: User | None = None
) -> list[Obligation]:
    """Take the answers as fulfilling the duty; what they are short of stays visible and asks for a reason."""
    found = _ready("accept", duties)
    if any(duty.short for duty in found.values()):
        _insist(reason)
    steps = [
        _step(duty, Act.DECIDED, at=at, reason=reason, actor=actor, state=State.ACCEPTED) for duty in found.values()
    ]
    return write(found, steps, happened="obligation.accepted", actor=actor)


@transaction.atomic
def give_back(
    duties: Collection[Obligation], *, at: datetime, reason: str, actor: User | None = None
) -> list[Obligation]:
    """Return the answers; the units are asked to send again."""
    _insist(reason)
    found = _ready("give_back", duties)
    steps = [
        _step(duty, Act.DECIDED, at=at, reason=reason, actor=actor, state=State.RETURNED) for duty in found.values()
    ]
    return write(found, steps, happened="obligation.returned", actor=actor)


@transaction.atomic
def excuse(duties: Collection[Obligation], *, at: datetime, reason: str, actor: User | None = None) -> list[Obligation]:
    """Free the units of the duty (miễn); they are counted apart and no longer expected."""
    _insist(reason)
    found = _ready("excuse", duties)
    steps = [
        _step(duty, Act.EXCUSED, at=at, reason=reason, actor=actor, state=State.EXCUSED) for duty in found.values()
    ]
    return write(found, steps, happened="obligation.excused", actor=actor)


@transaction.atomic
def join(
    duties: Collection[Obligation], *, into: Obligation, at: datetime, reason: str, actor: User | None = None
) -> list[Obligation]:
    """Let the units fulfil the duty together with another unit, whose answer stands for all (thực hiện chung)."""
    _insist(reason)
    found = _ready("join", duties)
    into = locked([into])[into.pk]
    if into.pk in found:
        raise Refused("Không thể gộp nghĩa vụ của một đơn vị vào chính đơn vị ấy.")
    if into.state in RELIEVED:
        raise Refused("Đơn vị nhận thực hiện chung đang được miễn hoặc đã gộp vào đơn vị khác.")
    if {duty.call_id for duty in found.values()} != {into.call_id}:
        raise Refused("Chỉ gộp được trong cùng một nội dung yêu cầu.")
    if Obligation.objects.filter(joint_with__in=found).exists():
        raise Refused("Có đơn vị khác đang thực hiện chung với đơn vị này; hãy bỏ gộp ở đó trước.")
    steps = [_step(duty, Act.JOINED, at=at, reason=reason, actor=actor, state=State.MERGED) for duty in found.values()]
    for duty in found.values():
        duty.joint_with = into
    return write(found, steps, happened="obligation.joined", actor=actor)


@transaction.atomic
def extend(
    duties: Collection[Obligation], *, due_at: datetime, at: datetime, reason: str, actor: User | None = None
) -> list[Obligation]:
    """Give a later deadline (exclusive upper bound); answers on hand are judged by it at once."""
    _insist(reason)
    found = _ready("extend", duties)
    if any(due_at <= duty.due_at for duty in found.values()):
        raise Refused("Hạn mới phải sau hạn đang áp dụng.")
    steps = [_step(duty, Act.EXTENDED, at=at, reason=reason, actor=actor, due_at=due_at) for duty in found.values()]
    return write(found, steps, happened="obligation.extended", actor=actor)


@transaction.atomic
def withdraw(
    duties: Collection[Obligation], *, at: datetime, reason: str, actor: User | None = None
) -> list[Obligation]:
    """Take back an excuse or a joint duty, so that what lies beneath stands again; else take back an extension."""
    _insist(reason)
    found = locked(duties)
    steps = []
    for duty in found.values():
        if not may("withdraw", duty):
            raise Refused(f"{duty.unit}: không có miễn, gộp hay gia hạn nào để bỏ.")
        due_at = duty.due_at if duty.state in RELIEVED else duty.call.due_at
        steps.append(_step(duty, Act.WITHDRAWN, at=at, reason=reason, actor=actor, due_at=due_at))
    return write(found, steps, happened="relief.withdrawn", actor=actor)


def _ready(verb: str, duties: Collection[Obligation]) -> dict[int, Obligation]:
    found = locked(duties)
    for duty in found.values():
        if not may(verb, duty):
            raise Refused(f"{duty.unit}: đang ở trạng thái “{State(duty.state).label}”, không làm việc này được.")
    return found


def _insist(reason: str) -> None:
    if not reason.strip():
        raise Refused("Cần ghi lý do; lý do được hiện trên bảng theo dõi.")
    if len(reason) > _LONGEST_REASON:
        raise Refused(f"Lý do dài {len(reason)} chữ; hãy rút gọn còn nhiều nhất {_LONGEST_REASON} chữ.")


def _step(  # noqa: PLR0913 the columns of one standing
    duty: Obligation,
    act: Act,
    *,
    at: datetime,
    reason: str,
    actor: User | None,
    state: str = "",
    due_at: datetime | None = None,
) -> Standing:
    return Standing(
        obligation_id=duty.pk,
        at=at,
        noted_at=timezone.now(),
        act=act,
        state=state or duty.state,
        received_at=duty.received_at,
        on_time=duty.on_time,
        due_at=due_at or duty.due_at,
        short=duty.short,
        reason=reason.strip(),
        actor=actor,
    )
