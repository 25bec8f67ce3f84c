"""Whatever is withdrawn and restored leaves the same state, and no path of acts loses a version."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.awards.appraisal import closing, conflicts, opening, panels, rubrics, scoring
from kheo.awards.appraisal.models import Appraisal, Appraiser, Conflict, Panel, Score
from kheo.awards.appraisal.panels import CannotAppraiseError
from kheo.awards.appraisal.results import result_of
from tests.awards.appraisal.panelists import Ground, all_alike
from tests.cast import Cast

_COLUMNS = ("pk", "score", "mean", "median", "spread", "counted", "abstained", "class_code", "rank_key", "withdrawn_at")
_SAID = ("appraisal", "appraiser", "state", "points", "total", "reason", "remark", "site_note")
_ACTS = ("give", "abstain", "withdraw_score", "restore_score", "declare", "take_back", "withdraw", "end")


def state(panel: Panel) -> list[Any]:
    """All that stands: what is read of the panel anywhere, versions and instants aside."""
    return [
        list(Appraisal.objects.filter(panel=panel).order_by("pk").values_list(*_COLUMNS)),
        list(Score.objects.filter(panel=panel, current=True).order_by("appraisal", "appraiser").values_list(*_SAID)),
        list(Appraiser.objects.filter(panel=panel).order_by("pk").values_list("pk", "ended_at")),
        list(Conflict.objects.filter(withdrawn_at=None).order_by("pk").values_list("appraisal", "user")),
        result_of(Appraisal.objects.filter(panel=panel).values_list("entry", flat=True)),
        Panel.objects.values_list("name", "withdrawn_at").get(pk=panel.pk),
    ]


def act(ground: Ground, cast: Cast, name: str, where: int, who: int, points: int) -> None:
    """One act of those people do; what is refused as things stand is left undone."""
    appraisal, appraiser = ground.appraisals[where], ground.appraisers[who]
    score = scoring.current_score(appraisal, appraiser)
    conflict = Conflict.objects.filter(appraisal=appraisal, user=appraiser.user_id, withdrawn_at=None).first()
    acts: dict[str, Callable[[], object]] = {
        "give": lambda: scoring.give(appraisal, all_alike(ground.panel, points), appraiser=appraiser, actor=cast.lan),
        "abstain": lambda: scoring.abstain(appraisal, reason="x", appraiser=appraiser, actor=cast.lan),
        "withdraw_score": lambda: score and scoring.withdraw_score(score, actor=cast.lan),
        "restore_score": lambda: score and scoring.restore_score(score, actor=cast.lan),
        "declare": lambda: conflicts.declare(appraisal, appraiser.user, reason="x", actor=cast.lan),
        "take_back": lambda: conflict and conflicts.take_back(conflict, actor=cast.lan),
        "withdraw": lambda: opening.withdraw(appraisal, reason="x", actor=cast.lan),
        "end": lambda: panels.end_appraiser(appraiser, reason="x", actor=cast.lan),
    }
    try:
        acts[name]()
    except CannotAppraiseError:
        return


def there_and_back(ground: Ground, cast: Cast) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """Each act that takes something away, with what gives it back; only of what stands now."""
    panel, rubric, lan = ground.panel, ground.panel.rubric, cast.lan
    found: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "panel": (
            lambda: panels.withdraw_panel(panel, reason="x", actor=lan),
            lambda: panels.restore_panel(panel, actor=lan),
        ),
        "closing": (lambda: closing.close(panel, actor=lan), lambda: closing.reopen(panel, reason="x", actor=lan)),
        "rubric": (lambda: rubrics.retire(rubric, actor=lan), lambda: rubrics.bring_back(rubric, actor=lan)),
    }
    for one in Appraisal.objects.standing().filter(panel=panel):
        found[f"appraisal {one.pk}"] = (
            partial(opening.withdraw, one, reason="x", actor=lan),
            partial(opening.restore, one, actor=lan),
        )
    for person in Appraiser.objects.filter(panel=panel, ended_at=None):
        found[f"appraiser {person.pk}"] = (
            partial(panels.end_appraiser, person, reason="x", actor=lan),
            partial(panels.name_appraiser, panel, person.user, actor=lan),
        )
    for score in Score.objects.filter(panel=panel, current=True).exclude(state="withdrawn"):
        found[f"score {score.pk}"] = (
            partial(scoring.withdraw_score, score, actor=lan),
            partial(scoring.restore_score, score, actor=lan),
        )
    return found


_PATH = st.lists(
    st.tuples(st.sampled_from(_ACTS), st.integers(0, 2), st.integers(0, 2), st.integers(0, 20)), max_size=14
)


def walked(ground: Ground, cast: Cast, path: list[tuple[str, int, int, int]]) -> None:
    for step in path:
        act(ground, cast, *step)


@given(path=_PATH, pick=st.integers(0, 999))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_withdrawing_and_restoring_gives_the_same_state(
    ground: Ground, cast: Cast, path: list[tuple[str, int, int, int]], pick: int
) -> None:
    with transaction.atomic():
        walked(ground, cast, path)
        before, versions = state(ground.panel), Score.objects.count()
        possible = there_and_back(ground, cast)
        away, back = possible[sorted(possible)[pick % len(possible)]]
        try:
            away()
        except CannotAppraiseError:
            # Nothing left to close, or a tie stands against it: refused, and nothing was done.
            back = str
        back()
        after, versions_after = state(ground.panel), Score.objects.count()
        transaction.set_rollback(True)

    assert after == before
    # Nothing is deleted: versions are only added.
    assert versions_after >= versions


@given(path=_PATH)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_every_path_the_columns_are_what_the_counted_sheets_come_to(
    ground: Ground, cast: Cast, path: list[tuple[str, int, int, int]]
) -> None:
    with transaction.atomic():
        walked(ground, cast, path)
        found = list(Appraisal.objects.filter(panel=ground.panel).values_list("pk", "counted", "spread"))
        declared = set(Conflict.objects.filter(withdrawn_at=None).values_list("appraisal", "user"))
        rows = Score.objects.filter(current=True, state="scored", appraiser__ended_at=None)
        rows = rows.filter(total__isnull=False)
        counted = [
            (appraisal, user, total or Decimal(0))
            for appraisal, user, total in rows.values_list("appraisal", "appraiser__user", "total")
        ]
        transaction.set_rollback(True)

    for pk, count, spread in found:
        totals = [total for appraisal, user, total in counted if appraisal == pk and (pk, user) not in declared]
        assert (count, spread) == (len(totals), max(totals) - min(totals) if totals else None)
