"""The annexes of the report: figures by bloc and field, the list of what was registered, the list of results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.figures import bloc_annex, entry_annex
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.registrations.composing import listing as registered
from kheo.publishing.documents.results.composing import listing as reported
from kheo.publishing.papers import Annex
from kheo.tally.counts import EntryCount
from kheo.tally.lists import OutcomeLine
from kheo.tally.owing import Board


@dataclass(frozen=True)
class Annexes:
    """Those there is something in, numbered as the layout numbers them; `attached` cites the report."""

    campaign: Campaign
    board: Board
    counts: Sequence[EntryCount]
    outcomes: Sequence[OutcomeLine]
    order: Order
    attached: str

    @property
    def all(self) -> tuple[Annex, ...]:
        return tuple(self._found.values())

    def named(self, *keys: str) -> str:
        """'Phụ lục 1, Phụ lục 2'; without a number where it is the only one (05-HD/VPTW)."""
        places = list(self._found)
        numbers = [places.index(key) + 1 for key in keys if key in places]
        return ", ".join("Phụ lục" if len(places) == 1 else f"Phụ lục {number}" for number in numbers)

    @cached_property
    def _found(self) -> dict[str, Annex]:
        note = f"(Số liệu tính đến {self.order.moment_words})"
        found: dict[str, Annex] = {}
        if any(call.figures.expected for call in self.board.calls):
            found["blocs"] = bloc_annex(self.board, note=note, attached=self.attached)
        if self.counts:
            found["counts"] = entry_annex(self.campaign, self.counts, note=note, attached=self.attached)
            found["entries"] = replace(registered(self.campaign, self.order), attached=self.attached)
        if self.outcomes:
            found["outcomes"] = replace(reported(self.campaign, self.order), attached=self.attached)
        return found
