"""The table's filters as they stand in the address."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import QueryDict

from kheo.awards.catalogue.models import Award
from kheo.awards.proposals import stages
from kheo.awards.proposals.funnel import having_reached
from kheo.awards.proposals.models import Proposal, ProposalQuerySet
from kheo.campaigns.models import Campaign
from kheo.office.wording import words
from kheo.records.models import Entry
from kheo.units.models import Bloc
from kheo.web.paging import Page, page_of
from kheo.web.pills import Choice, Pill, chosen, pills

LABELS = {
    "q": "Tìm",
    "stage": "Đang ở bước",
    "reached": "Đã qua bước",
    "subject": "Đối tượng",
    "bloc": "Khối",
    "award": "Hình thức",
    "shelf": "Danh sách",
}
_SHELF = [("withdrawn", "Đã rút")]


class Sieve:
    """`asked`: the address's query; `awards`: those of the office."""

    def __init__(self, asked: QueryDict, campaign: Campaign, awards: Sequence[Award]) -> None:
        self.asked, self.campaign, self.awards = asked, campaign, awards

    @cached_property
    def choices(self) -> list[Choice]:
        named = [(stage.code, stage.name) for stage in stages.stages().values()]
        options = {
            "stage": named,
            "reached": named,
            "subject": list(Entry.Subject.choices),
            "bloc": [(str(bloc.pk), bloc.name) for bloc in Bloc.objects.all()],
            "award": [(str(award.pk), award.name) for award in self.awards if award.form == Award.Form.COMMENDATION],
            "shelf": _SHELF,
        }
        return [
            Choice(name, LABELS[name], values, chosen(self.asked, name, values))
            for name, values in options.items()
            if values
        ]

    @property
    def text(self) -> str:
        return self.asked.get("q", "").strip()[:200]

    @property
    def query(self) -> str:
        """The address's query without its page, for acts on all that is filtered."""
        rest = self.asked.copy()
        rest.pop("page", None)
        return rest.urlencode()

    def pills(self) -> list[Pill]:
        return pills(self.asked, LABELS, {choice.name: choice.said for choice in self.choices})

    def proposals(self) -> ProposalQuerySet:
        values = {choice.name: choice.value for choice in self.choices}
        rows = Proposal.objects.filter(campaign=self.campaign, withdrawn_at__isnull=not values.get("shelf"))
        for name, column in (("stage", "stage"), ("subject", "subject"), ("bloc", "unit__bloc"), ("award", "award")):
            if values.get(name):
                rows = rows.filter(**{column: values[name]})
        if values.get("reached"):
            rows = having_reached(rows, values["reached"])
        for word in words(self.text).split():
            rows = rows.filter(Q(key__contains=word) | Q(entry__folded__contains=word))
        return rows.order_by("unit__path", "pk")

    def page(self, shown: QuerySet[Proposal]) -> Page:
        return page_of(self.proposals(), shown, self.asked.get("page"))
