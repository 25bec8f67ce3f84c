"""The text of an urging letter for campaigns whose own letter has no part for figures."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kheo.campaigns.letter_text import LetterText, Paragraph, Span
from kheo.campaigns.models import Call, Campaign
from kheo.campaigns.places import due_words, lowered
from kheo.office.wording import count
from kheo.publishing.documents.order import Order, cited, full_issuer, head_of
from kheo.publishing.documents.urging_letter.status import CONFERENCE, done_words, main_call
from kheo.publishing.papers import marked
from kheo.tally.owing import Board, Figures


@cache
def _defaults() -> Mapping[str, str]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def words(campaign: Campaign, key: str) -> str:
    """The campaign's own words for `key`, or the ones that go for any campaign."""
    return str(campaign.wording.get(f"urging_{key}") or _defaults()[key])


@dataclass(frozen=True)
class GeneralText:
    """Writes subject and paragraphs from the board and the status lines."""

    campaign: Campaign
    letter: LetterText
    board: Board
    calls: Mapping[str, Call]
    order: Order

    @property
    def subject(self) -> str:
        return words(self.campaign, "subject").format(title=lowered(self.campaign.title))

    def paragraphs(self, status: tuple[str, ...]) -> Iterator[Paragraph]:
        yield self._paragraph("opening", **self._opening())
        for line in status:
            yield Paragraph("status", (Span(line),), "-")
        if not self._figures.missing and not self._figures.returned and not self._figures.short:
            yield self._paragraph("all_done")
            return
        yield self._paragraph("remaining", remaining=_remaining(self._figures))
        yield self._paragraph("request", issuer=full_issuer(self.campaign))
        for number, item in enumerate(self._items(), start=1):
            yield Paragraph("item", marked(item), f"{number}.")
        yield self._paragraph("closing")

    @property
    def _figures(self) -> Figures:
        return main_call(self.board).figures

    def _opening(self) -> dict[str, str]:
        campaign = self.campaign
        head = head_of(self.letter, Order(self.order.now, number=campaign.number, dated=campaign.issued_on))
        return {
            "letter": cited(campaign, head),
            "subject": self.letter.subject,
            "as_of": self.order.moment_words,
            "collector": campaign.collector or full_issuer(campaign),
            "done": done_words(main_call(self.board), campaign.wording),
        }

    def _items(self) -> Iterator[str]:
        figures = self._figures
        if figures.missing:
            yield self._missing()
        for key, number in (("returned", figures.returned), ("short", figures.short)):
            if number:
                yield words(self.campaign, key)
        if any(call.paper == "results" and call.figures.expected for call in self.board.calls):
            yield words(self.campaign, "honest")

    def _missing(self) -> str:
        main = main_call(self.board)
        call = self.calls[main.slug]
        late = call.due_at <= self.order.moment
        return words(self.campaign, "missing_late" if late else "missing").format(
            do=f"{'tổ chức' if main.paper == CONFERENCE else 'hoàn thành'} {lowered(main.title)}",
            collector=self.campaign.collector or full_issuer(self.campaign),
            email=f" (địa chỉ thư điện tử: {self.campaign.email})" if self.campaign.email else "",
            due=due_words(call.due_at, call.due_wording),
        )

    def _paragraph(self, key: str, **filled: str) -> Paragraph:
        return Paragraph("body", marked(words(self.campaign, key).format(**filled)))


def _remaining(figures: Figures) -> str:
    said = [
        f"{phrase} {count(number)} đơn vị {what}"
        for phrase, number, what in (
            ("còn", figures.missing, "chưa thực hiện"),
            ("có", figures.returned, "phải gửi lại vì bản đã gửi không đọc được"),
            ("có", figures.short, "đã gửi nhưng còn thiếu so với yêu cầu"),
        )
        if number
    ]
    return ", ".join(said)
