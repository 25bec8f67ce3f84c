"""What came of appraisal: for who commends, one result an entry; for a panel's own screen, places and progress."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from kheo.awards.appraisal.conflicts import conflicts_of
from kheo.awards.appraisal.models import Appraisal, Appraiser, Closure, Conflict, Panel, Score, Verdict
from kheo.awards.appraisal.reckoning import tied_paths
from kheo.awards.appraisal.rules import rules_of
from kheo.records.models import Entry

# In, for one's own part: scored, or said that one does not.
DONE = (Score.State.SCORED, Score.State.ABSTAINED)


@dataclass(frozen=True)
class Result:
    """`score` None: no counted sheet; `class_name` as printed, empty below all thresholds; `closed`: frozen."""

    score: Decimal | None
    class_name: str
    closed: bool


@dataclass(frozen=True)
class Progress:
    """How far one appraiser is; entries they are tied to are not theirs to do."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return max(0, self.total - self.done)


def result_of(entry_ids: Iterable[int]) -> dict[int, Result]:
    """Entry → its result; entries never appraised are left out. Frozen where the panel closed, else as it stands now.

    An entry that its unit sent anew has the result of the version that was appraised in the same campaign. Where
    several panels had it, the one that closed last counts, else the one opened last.
    """
    wanted = list(Entry.objects.filter(pk__in=set(entry_ids)).values_list("pk", "same_as", "campaign"))
    firsts = {same_as or pk for pk, same_as, _ in wanted}
    rows = Appraisal.objects.standing().filter(panel__withdrawn_at=None)
    found = list(rows.filter(entry__in=_versions(firsts)).select_related("entry", "panel__rubric").order_by("pk"))
    verdicts = _verdicts([one.pk for one in found])
    by_entry: dict[int, Appraisal] = {}
    by_thing: dict[tuple[int, int], Appraisal] = {}
    # The last one written stays: those that closed come after those that did not.
    for one in sorted(found, key=lambda one: verdicts[one.pk].closure_id if one.pk in verdicts else 0):
        by_entry[one.entry_id] = one
        by_thing[one.entry.campaign_id, one.entry.same_as_id or one.entry_id] = one
    chosen = {
        pk: appraisal
        for pk, same_as, campaign in wanted
        if (appraisal := by_entry.get(pk) or by_thing.get((campaign, same_as or pk)))
    }
    return {pk: _result(one, verdicts.get(one.pk)) for pk, one in chosen.items()}


def progress_of(panel: Panel, appraiser: Appraiser, tied: set[int] | None = None) -> Progress:
    """How many entries of the panel are this person's to score, and how many they are done with."""
    tied = conflicts_of(panel.pk, appraiser.user_id) if tied is None else tied
    total = Appraisal.objects.standing().filter(panel=panel).count()
    done = Score.objects.filter(appraiser=appraiser, current=True, state__in=DONE, appraisal__withdrawn_at=None)
    return Progress(done.exclude(appraisal__in=tied).count() if tied else done.count(), total - len(tied))


def progress_in(own: Sequence[Appraiser]) -> list[tuple[Appraiser, Progress]]:
    """How far one person is in each of their panels (five queries, however many they are)."""
    panels, users = [one.panel_id for one in own], {one.user_id for one in own}
    rows = Appraisal.objects.standing().filter(panel__in=panels)
    totals = dict(rows.order_by().values_list("panel").annotate(Count("pk")))
    declared = Conflict.objects.filter(appraisal__in=rows, user__in=users, withdrawn_at=None)
    paths = set().union(*tied_paths(users).values())
    tied = set(declared.values_list("appraisal__panel", "appraisal"))
    tied |= set(rows.filter(entry__unit__path__in=paths).values_list("panel", "pk"))
    done = Score.objects.filter(appraiser__in=own, current=True, state__in=DONE, appraisal__withdrawn_at=None)
    done = done.exclude(appraisal__in={pk for _, pk in tied})
    counted = dict(done.order_by().values_list("panel").annotate(Count("pk")))
    fewer = Counter(panel for panel, _ in tied)
    return [
        (one, Progress(counted.get(one.panel_id, 0), totals.get(one.panel_id, 0) - fewer[one.panel_id])) for one in own
    ]


def progress_of_all(panel: Panel, appraisers: Sequence[Appraiser]) -> list[tuple[Appraiser, Progress]]:
    """As `progress_of` for each of them (five queries, however many they are)."""
    users = {one.user_id for one in appraisers}
    rows = Appraisal.objects.standing().filter(panel=panel)
    total = rows.count()
    tied: dict[int, set[int]] = defaultdict(set)
    declared = Conflict.objects.filter(appraisal__in=rows, user__in=users, withdrawn_at=None)
    for user, appraisal in declared.values_list("user", "appraisal"):
        tied[user].add(appraisal)
    paths = tied_paths(users)
    near = rows.filter(entry__unit__path__in=set().union(*paths.values())).values_list("pk", "entry__unit__path")
    for pk, path in near:
        for user in (user for user in users if path in paths.get(user, ())):
            tied[user].add(pk)
    done = Score.objects.filter(panel=panel, appraiser__in=appraisers, current=True, state__in=DONE)
    done = done.filter(appraisal__withdrawn_at=None).order_by()
    counted = Counter(dict(done.values_list("appraiser").annotate(Count("pk"))))
    # Few are tied, and fewer scored before they were.
    every = set().union(*tied.values()) if tied else set()
    for appraiser, user, appraisal in done.filter(appraisal__in=every).values_list(
        "appraiser", "appraiser__user", "appraisal"
    ):
        counted[appraiser] -= appraisal in tied[user]
    return [(one, Progress(counted.get(one.pk, 0), total - len(tied[one.user_id]))) for one in appraisers]


def places(panel: Panel, page: Sequence[Appraisal]) -> dict[int, int]:
    """The place of each appraisal of a page that is in the order of `rank_key`, best first (one query)."""
    ranked = [one for one in page if one.rank_key]
    if not ranked:
        return {}
    better = Appraisal.objects.standing().filter(panel=panel, rank_key__gt=ranked[0].rank_key).count()
    # The first of the page may share its place with some of the page before.
    before = Appraisal.objects.standing().filter(panel=panel, rank_key=ranked[0].rank_key, pk__lt=ranked[0].pk).count()
    found: dict[int, int] = {}
    place, last = better + 1, ranked[0].rank_key
    for number, one in enumerate(ranked, start=better + before + 1):
        if one.rank_key != last:
            place, last = number, one.rank_key
        found[one.pk] = place
    return found


def _versions(firsts: set[int]) -> list[int]:
    later = Entry.objects.filter(same_as__in=firsts).values_list("pk", flat=True)
    return [*firsts, *later]


def _verdicts(appraisals: Sequence[int]) -> dict[int, Verdict]:
    standing = Closure.objects.filter(reopened_at=None)
    rows = Verdict.objects.filter(appraisal__in=appraisals, closure__in=standing).defer("content")
    return {one.appraisal_id: one for one in rows}


def _result(one: Appraisal, verdict: Verdict | None) -> Result:
    if verdict is not None:
        return Result(verdict.score, verdict.class_name, closed=True)
    reached = rules_of(one.panel.rubric.content).class_of(one.score)
    return Result(one.score, reached.name if reached else "", closed=False)
