"""Closing a panel freezes each outcome as plain values; reopening needs a reason, and loses nothing."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.appraisal.models import Appraisal, Closure, Panel, Score, Verdict
from kheo.awards.appraisal.panels import CannotAppraiseError, closure_of, locked
from kheo.awards.appraisal.reckoning import counted_scores, reckon, sum_for
from kheo.awards.appraisal.rules import Rules, content_of, plain, rules_of
from kheo.awards.appraisal.weighing import Sum, places_of
from kheo.journal.book import note

_AT_ONCE = 500


@transaction.atomic
def close(panel: Panel, *, actor: User | None) -> Closure:
    """Reckon all anew and freeze it; entries without a counted score get a verdict that says so. Raises if closed."""
    held = locked(panel)
    rules = rules_of(held.rubric.content)
    rows = Appraisal.objects.standing().filter(panel=held)
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    if not pks:
        raise CannotAppraiseError("Tổ này chưa có mô hình nào để chốt.")
    reckon(held, pks)
    keys = dict(rows.values_list("pk", "rank_key"))
    places = dict(zip(pks, places_of([keys[pk] for pk in pks]), strict=True))
    closure = Closure.objects.create(panel=held, closed_at=timezone.now(), closed_by=actor)
    for start in range(0, len(pks), _AT_ONCE):
        _freeze(closure, pks[start : start + _AT_ONCE], rules, places)
    note("panel.closed", held, actor=actor, closure=closure.pk, appraisals=len(pks))
    return closure


@transaction.atomic
def reopen(panel: Panel, *, reason: str, actor: User) -> None:
    """Scores can be changed again; the verdicts of the closure stay with it."""
    if not reason.strip():
        raise CannotAppraiseError("Ghi lý do mở lại.")
    Panel.objects.select_for_update().get(pk=panel.pk)
    closure = closure_of(panel)
    if closure is None:
        raise CannotAppraiseError("Tổ này chưa chốt.")
    closure.reopened_at, closure.reopened_by, closure.reason = timezone.now(), actor, reason.strip()
    closure.save(update_fields=["reopened_at", "reopened_by", "reason"])
    note("panel.reopened", panel, actor=actor, closure=closure.pk, reason=reason.strip())


def _freeze(closure: Closure, pks: Sequence[int], rules: Rules, places: dict[int, int | None]) -> None:
    rows = Appraisal.objects.filter(pk__in=pks).select_related("entry__unit", "panel__rubric").order_by("pk")
    appraisals = list(rows)
    counted = counted_scores(appraisals)
    own = Score.objects.filter(appraisal__in=pks, appraiser=None, current=True, state=Score.State.SCORED)
    own_totals = dict(own.values_list("appraisal", "total"))
    verdicts = []
    for one in appraisals:
        scores = counted.get(one.pk, [])
        found = sum_for(scores, rules)
        content = _content(one, scores, found, rules)
        content |= {"place": places[one.pk], "own": plain(own_totals.get(one.pk))}
        reached = {"class_code": found.reached.code, "class_name": found.reached.name} if found.reached else {}
        verdicts.append(Verdict(closure=closure, appraisal=one, score=found.score, content=content, **reached))
    Verdict.objects.bulk_create(verdicts)


def _content(one: Appraisal, scores: Sequence[Score], found: Sum, rules: Rules) -> dict[str, Any]:
    rubric = one.panel.rubric
    return {
        "entry": {"id": one.entry_id, "title": one.entry.title, "person": one.entry.person_name},
        "unit": {"code": one.entry.unit.code, "name": one.entry.unit.name},
        "rubric": {"code": rubric.code, "version": rubric.version, "sample": rubric.sample, "rules": content_of(rules)},
        "mean": plain(found.mean),
        "median": plain(found.median),
        "spread": plain(found.spread),
        "criteria": {code: plain(value) for code, value in (found.criteria or {}).items()},
        "sheets": [
            {
                "appraiser": str(score.appraiser),
                "state": score.state,
                "total": plain(score.total),
                "points": score.points,
                "reason": score.reason,
            }
            for score in scores
        ],
    }
