"""What the counted scores of appraisals come to, written on them; the only writer of those columns.

Counted are complete sheets of who is of the panel still and has no tie to the entry; nothing else is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kheo.awards.appraisal.models import Appraisal, Conflict, Panel, Score
from kheo.awards.appraisal.rules import Rules, decimals_of, rules_of
from kheo.awards.appraisal.weighing import Sum, sum_of
from kheo.units.models import PATH_STEP, Membership

_AT_ONCE = 500
_COLUMNS = ["score", "mean", "median", "spread", "counted", "abstained", "class_code", "rank_key"]


def reckon(panel: Panel, appraisals: Iterable[int]) -> None:
    """Reckon these anew, by the panel's rubric."""
    rules = rules_of(panel.rubric.content)
    wanted = sorted(set(appraisals))
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Appraisal.objects.filter(pk__in=wanted[start : start + _AT_ONCE], panel=panel)
        _reckon(list(rows.select_related("entry__unit").only("panel", "entry__unit__path", *_COLUMNS)), rules)


def counted_scores(appraisals: Sequence[Appraisal]) -> dict[int, list[Score]]:
    """Appraisal → the sheets and abstentions that count, in the order of the appraisers (three queries)."""
    pks = [one.pk for one in appraisals]
    paths = {one.pk: one.entry.unit.path for one in appraisals}
    rows = Score.objects.filter(
        appraisal__in=pks, current=True, appraiser__ended_at=None, appraiser__isnull=False,
        state__in=(Score.State.SCORED, Score.State.ABSTAINED),
    )  # fmt: skip
    scores = list(rows.select_related("appraiser__user").order_by("appraiser", "pk"))
    users = {score.appraiser.user_id for score in scores if score.appraiser}
    tied = tied_paths(users)
    declared = set(Conflict.objects.filter(appraisal__in=pks, withdrawn_at=None).values_list("appraisal", "user"))
    found: dict[int, list[Score]] = defaultdict(list)
    for score in scores:
        user = score.appraiser.user_id if score.appraiser else 0
        if (score.appraisal_id, user) not in declared and paths[score.appraisal_id] not in tied.get(user, ()):
            found[score.appraisal_id].append(score)
    return found


def sum_for(scores: Sequence[Score], rules: Rules) -> Sum:
    """What these sheets come to; abstentions among them give nothing."""
    return sum_of([decimals_of(one.points) for one in scores if one.state == Score.State.SCORED], rules)


def tied_paths(users: Iterable[int]) -> dict[int, set[str]]:
    """User → paths of the units they have a role at and of all above: they are of those or below them (one query)."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.current().filter(user__in=list(users)).values_list("user", "unit__path")
    for user, path in rows:
        found[user].update(path[:end] for end in range(PATH_STEP, len(path) + 1, PATH_STEP))
    return found


def _reckon(appraisals: Sequence[Appraisal], rules: Rules) -> None:
    scores = counted_scores(appraisals)
    before = {one.pk: _written(one) for one in appraisals}
    for one in appraisals:
        own = scores.get(one.pk, [])
        found = sum_for(own, rules)
        one.score, one.mean, one.median, one.spread = found.score, found.mean, found.median, found.spread
        one.counted, one.rank_key = found.counted, found.rank_key
        one.abstained = len(own) - found.counted
        one.class_code = found.reached.code if found.reached else ""
    Appraisal.objects.bulk_update([one for one in appraisals if _written(one) != before[one.pk]], _COLUMNS)


def _written(one: Appraisal) -> list[object]:
    return [getattr(one, name) for name in _COLUMNS]
