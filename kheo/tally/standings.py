"""How each obligation stood: the columns it carries now, or its last standing at or before an instant.

The same names (`then_state`, `then_on_time`, …) stand for both, so that a list filters alike on either.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from kheo.campaigns.models import Obligation, Standing

State = Obligation.State
_ANSWERED = Q(then_state__in=[State.RECEIVED, State.RETURNED, State.ACCEPTED])
# What a counter of the board links to.
CHOICES: dict[str, Q] = {
    "": Q(),
    **{str(state): Q(then_state=state) for state in State},
    "answered": _ANSWERED,
    "on_time": _ANSWERED & Q(then_on_time=True),
    "late": _ANSWERED & Q(then_on_time=False),
    "short": _ANSWERED & ~Q(then_short=[]),
}


def group_counts(calls: Sequence[int], as_of: dt.datetime | None) -> Iterable[Sequence[Any]]:
    """(call, bloc, state, on_time, is_short, number) for each group of obligations of these calls."""
    owed = Obligation.objects.filter(call__in=calls)
    if as_of is None:
        groups = owed.values_list("call_id", "bloc_id", "state", "on_time", "is_short")
        return groups.annotate(number=Count("pk")).order_by()
    stood = list(_group_counts_then(calls, as_of))
    waiting = {(call, bloc): number for call, bloc, number in _group_sizes(owed)}
    for call, bloc, *_, number in stood:
        waiting[call, bloc] -= number
    unheard = [(call, bloc, State.MISSING, None, False, number) for (call, bloc), number in waiting.items() if number]
    return stood + unheard


def rows(
    calls: Sequence[int], as_of: dt.datetime | None, *, bloc: int | None = None, state: str = ""
) -> QuerySet[Obligation, Any]:
    """Obligations with `then_state`, `then_received_at`, `then_on_time`, `then_due_at`, `then_short`.

    `bloc` None: of every bloc; 0: of units in no bloc.
    """
    owed = Obligation.objects.filter(call__in=calls)
    if bloc is not None:
        owed = owed.filter(bloc=bloc or None)
    columns = _columns_now() if as_of is None else _columns_then(as_of)
    return owed.annotate(**columns).filter(CHOICES[state])


def _group_sizes(owed: QuerySet[Obligation]) -> Iterable[Sequence[Any]]:
    return owed.values_list("call_id", "bloc_id").annotate(number=Count("pk")).order_by()


def _group_counts_then(calls: Sequence[int], as_of: dt.datetime) -> Iterable[Sequence[Any]]:
    is_short = Case(When(short=[], then=Value(value=False)), default=Value(value=True), output_field=BooleanField())
    last = _last(as_of, "obligation").values("pk")[:1]
    stood = Standing.objects.filter(obligation__call__in=calls, at__lte=as_of, pk=Subquery(last))
    groups = stood.annotate(is_short=is_short).values_list(
        "obligation__call_id", "obligation__bloc_id", "state", "on_time", "is_short"
    )
    return groups.annotate(number=Count("pk")).order_by()


def _last(as_of: dt.datetime, obligation: str) -> QuerySet[Standing]:
    """An obligation's standing in force at `as_of`: the latest effect, of equals the one written last."""
    return Standing.objects.filter(obligation=OuterRef(obligation), at__lte=as_of).order_by("-at", "-id")


def _columns_now() -> dict[str, Any]:
    return {
        "then_state": F("state"),
        "then_received_at": F("received_at"),
        "then_on_time": F("on_time"),
        "then_due_at": F("due_at"),
        "then_short": F("short"),
    }


def _columns_then(as_of: dt.datetime) -> dict[str, Any]:
    def stood(column: str) -> Subquery:
        return Subquery(_last(as_of, "pk").values(column)[:1])

    return {
        "then_state": Coalesce(stood("state"), Value(str(State.MISSING))),
        "then_received_at": stood("received_at"),
        "then_on_time": stood("on_time"),
        "then_due_at": Coalesce(stood("due_at"), F("due_at")),
        "then_short": Coalesce(stood("short"), Value([], JSONField())),
    }
