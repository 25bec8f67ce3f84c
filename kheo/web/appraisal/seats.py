"""From where a person looks at a panel: what they may do there, whether they appraise in it, what they are blind to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from kheo.awards.appraisal.conflicts import conflicts_of
from kheo.awards.appraisal.models import Appraisal, AppraisalQuerySet, Appraiser, Closure, Panel, Score
from kheo.awards.appraisal.panels import SCORE, WRITE, closure_of
from kheo.awards.appraisal.results import DONE, Progress, progress_of
from kheo.awards.appraisal.rules import Rules, rules_of
from kheo.web.rights import need, person, rights_at, seen


@dataclass
class Seat:
    """`appraiser` is the person's own place in the panel; whoever has none runs it, or only looks."""

    panel: Panel
    rights: dict[str, bool]
    appraiser: Appraiser | None

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.panel.rubric.content)

    @cached_property
    def closure(self) -> Closure | None:
        return closure_of(self.panel)

    @property
    def writes(self) -> bool:
        """May set the panel up, now."""
        return self.rights.get(WRITE.replace(".", "_"), False)

    @property
    def works(self) -> bool:
        """Neither closed nor withdrawn: acts are taken."""
        return self.closure is None and self.panel.withdrawn_at is None

    @property
    def may_join(self) -> bool:
        return self.appraiser is None and self.works and self.rights.get(SCORE.replace(".", "_"), False)

    @cached_property
    def tied(self) -> set[int]:
        """Appraisals the person may not score."""
        return conflicts_of(self.panel.pk, self.appraiser.user_id) if self.appraiser else set()

    @cached_property
    def progress(self) -> Progress | None:
        return progress_of(self.panel, self.appraiser, self.tied) if self.appraiser else None

    @property
    def sees_results(self) -> bool:
        """An appraiser sees the ranking when nothing is left for them to score, or the panel is closed."""
        return self.closure is not None or self.progress is None or self.progress.left == 0

    def standing(self) -> AppraisalQuerySet:
        return Appraisal.objects.standing().filter(panel=self.panel)

    def open_to(self, appraisals: Sequence[int]) -> set[int]:
        """Those of them whose scores the person may see: their own is in, or they do not score in this panel."""
        if self.closure is not None or self.appraiser is None:
            return set(appraisals)
        own = Score.objects.filter(appraiser=self.appraiser, current=True, state__in=DONE, appraisal__in=appraisals)
        return set(own.values_list("appraisal", flat=True)) - self.tied

    def left(self) -> AppraisalQuerySet:
        """What this person has still to score, in the order of the list."""
        done = Score.objects.filter(appraiser=self.appraiser, current=True, state__in=DONE).values("appraisal")
        rows = self.standing().exclude(pk__in=done)
        return rows.exclude(pk__in=self.tied).order_by("pk") if self.tied else rows.order_by("pk")

    def next_after(self, appraisal: int) -> int | None:
        """The next to score after this one, else the first that was left behind."""
        rest = self.left().exclude(pk=appraisal)
        return rest.filter(pk__gt=appraisal).values_list("pk", flat=True).first() or (
            rest.values_list("pk", flat=True).first()
        )


def seat_at(request: HttpRequest, number: int, *, to_write: bool = False) -> Seat:
    """The panel as this person sees it (else 404); `to_write`: only who sets panels up (else 403 with why)."""
    rows = Panel.objects.visible_to(person(request)).select_related("rubric", "campaign__root")
    panel = seen(rows, pk=number)
    if to_write:
        need(request, WRITE, panel.campaign.root)
    return _seat(request, panel)


def seat_of(request: HttpRequest, number: int, *, to_write: bool = False) -> tuple[Seat, Appraisal]:
    """One entry under appraisal with the seat before it."""
    rows = Appraisal.objects.visible_to(person(request)).select_related(
        "panel__rubric", "panel__campaign__root", "entry__unit__bloc", "entry__area", "entry__campaign"
    )
    one = seen(rows, pk=number)
    if to_write:
        need(request, WRITE, one.panel.campaign.root)
    return _seat(request, one.panel), one


def _seat(request: HttpRequest, panel: Panel) -> Seat:
    own = Appraiser.objects.filter(panel=panel, user=person(request), ended_at=None).select_related("user").first()
    return Seat(panel, rights_at(request, panel.campaign.root), own)
