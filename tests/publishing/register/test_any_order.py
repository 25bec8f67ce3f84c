"""Whatever is given, entered by hand and taken back, in any order: no number is ever there twice or given again."""

import datetime as dt
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.publishing.register.giving import give, next_number, void
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError
from tests.cast import Cast
from tests.publishing.issuers.organs import party, state

_TYPES = st.sampled_from(["Quyết định", "Quy định"])
_DAYS = st.dates(dt.date(2025, 9, 1), dt.date(2026, 2, 1))
_ACTS = st.one_of(
    st.tuples(st.just("give"), _TYPES, _DAYS),
    st.tuples(st.just("hand"), _TYPES, _DAYS, st.integers(-1, 12)),
    st.tuples(st.just("void"), st.integers(0, 20)),
)
_SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.parametrize("regime", ["party", "state"])
@given(acts=st.lists(_ACTS, max_size=14))
@_SETTINGS
def test_no_number_is_there_twice(regime: str, cast: Cast, acts: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        issuer = party(cast.district) if regime == "party" else state(cast.district)
        ever: list[tuple[object, ...]] = []
        for act in acts:
            with suppress(CannotGiveError):
                if act[0] == "void":
                    rows = list(issuer.numbers.order_by("pk"))
                    if rows:
                        void(rows[act[1] % len(rows)], "thử", None)  # type: ignore[operator]
                    continue
                hand = act[3] if act[0] == "hand" else None
                expected = None if hand is not None else next_number(issuer, act[1], act[2])  # type: ignore[arg-type]
                made = give(issuer, act[1], act[2], number=hand, reason="thử")  # type: ignore[arg-type]
                assert expected in {None, made.number}
                ever.append((made.period, made.type_name, made.number))

        kept = list(Number.objects.values_list("period", "type_name", "number"))
        assert (len(ever), len(set(ever)), sorted(kept)) == (len(kept), len(kept), sorted(ever))
        transaction.set_rollback(True)
