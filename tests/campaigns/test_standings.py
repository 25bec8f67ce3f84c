"""Whatever comes in whatever order: the columns are the last standing, and the past is the fold of what is known."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.campaigns.deciding import Refused, accept, excuse, extend, give_back, withdraw
from kheo.campaigns.ledger import settle, standing_as_of
from kheo.campaigns.models import Obligation, Standing
from kheo.campaigns.standings import Act, Stand, follow
from tests.campaigns.ledger_world import DUE, SHORT, answer, duty_of, hours, published
from tests.cast import Cast

ACTS = st.sampled_from(
    ["received", "short", "accepted", "returned", "missing", "accept", "give_back", "excuse", "extend", "withdraw"]
)
HISTORIES = st.lists(st.tuples(ACTS, st.integers(-6, 6)), min_size=1, max_size=8)


def act(duty: Obligation, verb: str, at: int) -> None:
    duty.refresh_from_db()
    decide: dict[str, Any] = {"accept": accept, "give_back": give_back, "excuse": excuse, "withdraw": withdraw}
    try:
        if verb in decide:
            decide[verb]([duty], at=hours(at), reason="Lý do")
        elif verb == "extend":
            extend([duty], due_at=hours(at + 3), at=hours(at), reason="Lý do")
        elif verb == "short":
            settle([answer(duty, at, "received", SHORT)], noted_at=hours(99))
        else:
            settle([answer(duty, at, verb)], noted_at=hours(99))
    except Refused:
        pass


def folded(duty: Obligation, at: int) -> Stand:
    stand = Stand(DUE)
    for row in duty.standings.exclude(act=Act.RESTATED).filter(at__lte=hours(at)).order_by("at", "id"):
        stand = follow(stand, row)
    return stand


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_columns_and_past_instants_are_the_fold_of_all_acts(cast: Cast, history: list[tuple[str, int]]) -> None:
    call = getattr(cast, "call", None) or published_once(cast)
    Standing.objects.all().delete()
    Obligation.objects.update(
        state="missing", since=None, received_at=None, on_time=None, due_at=DUE, short=[], is_short=False
    )
    duty = duty_of(call, "AB")

    for verb, at in history:
        act(duty, verb, at)

    duty.refresh_from_db()
    assert folded(duty, 99).same_as(duty)
    for at in range(-7, 8):
        row = standing_as_of(call, hours(at)).first()
        assert folded(duty, at).same_as(row or Obligation(due_at=DUE))


def published_once(cast: Cast) -> Any:
    call = published(cast)
    object.__setattr__(cast, "call", call)
    return call
