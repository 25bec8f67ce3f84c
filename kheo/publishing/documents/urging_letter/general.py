"""The text of an urging letter for campaigns whose own letter has no part for figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kheo.campaigns.letter_text import LetterText, Paragraph
from kheo.campaigns.models import Call, Campaign
from kheo.campaigns.places import due_words, lowered, said_due
from kheo.publishing.documents.kind import texts
from kheo.publishing.documents.order import Order, full_issuer, letter_cited
from kheo.publishing.documents.phrases import Spans, Value, amount, listed, phrase, text_of, tied
from kheo.publishing.documents.urging_letter.status import CONFERENCE, done_words, main_call
from kheo.tally.owing import Board, Figures


def words(campaign: Campaign, key: str) -> str:
    """The campaign's own words for `key`, or the ones that go for any campaign."""
    return str(campaign.wording.get(f"urging_{key}") or texts(__file__).words[key])


@dataclass(frozen=True)
class GeneralText:
    """Writes subject and paragraphs from the board and the status lines."""

    campaign: Campaign
    letter: LetterText
    board: Board
    calls: Mapping[str, Call]
    order: Order
    # The new deadline the office gives, as printed; empty: none.
    new_due: str = ""

    @property
    def subject(self) -> str:
        return text_of(phrase(words(self.campaign, "subject"), title=lowered(self.campaign.title)))

    def paragraphs(self, status: tuple[Spans, ...]) -> Iterator[Paragraph]:
        yield self._paragraph("opening", **self._opening())
        for line in status:
            yield Paragraph("status", line, "-")
        if not self._figures.missing and not self._figures.returned and not self._figures.short:
            yield self._paragraph("all_done")
            return
        yield self._paragraph("remaining", remaining=_remaining(self._figures))
        yield self._paragraph("request", issuer=full_issuer(self.campaign, self.order))
        for number, item in enumerate(self._items(), start=1):
            yield Paragraph("item", item, f"{number}.")
        yield self._paragraph("closing")

    @property
    def _figures(self) -> Figures:
        return main_call(self.board).figures

    def _opening(self) -> dict[str, Value]:
        campaign = self.campaign
        return {
            "letter": letter_cited(campaign, self.letter),
            "subject": self.letter.subject,
            "as_of": tied(self.order.moment_words),
            "collector": campaign.collector or full_issuer(campaign),
            "done": done_words(main_call(self.board), campaign.wording),
        }

    def _items(self) -> Iterator[Spans]:
        figures = self._figures
        if figures.missing:
            yield self._missing()
        for key, number in (("returned", figures.returned), ("short", figures.short)):
            if number:
                yield phrase(words(self.campaign, key))
        if any(call.paper == "results" and call.figures.expected for call in self.board.calls):
            yield phrase(words(self.campaign, "honest"))

    def _missing(self) -> Spans:
        main = main_call(self.board)
        call = self.calls[main.slug]
        late = call.due_at <= self.order.moment
        key = "missing_again" if self.new_due and late else "missing_late" if late else "missing"
        return phrase(
            words(self.campaign, key),
            do=f"{'tổ chức' if main.paper == CONFERENCE else 'hoàn thành'} {lowered(main.title)}",
            collector=self.campaign.collector or full_issuer(self.campaign),
            email=f" (địa chỉ thư điện tử: {self.campaign.email})" if self.campaign.email else "",
            due=tied(due_words(call.due_at, call.due_wording))
            if late or not self.new_due
            else said_due(call.due_wording, self.new_due),
            new_due=said_due(call.due_wording, self.new_due),
        )

    def _paragraph(self, key: str, **filled: Value) -> Paragraph:
        return Paragraph("body", phrase(words(self.campaign, key), **filled))


def _remaining(figures: Figures) -> Spans:
    said = [
        phrase("{begun} {number} đơn vị {what}", begun=begun, number=tied(amount(number)), what=what)
        for begun, number, what in (
            ("còn", figures.missing, "chưa thực hiện"),
            ("có", figures.returned, "phải gửi lại vì bản đã gửi không đọc được"),
            ("có", figures.short, "đã gửi nhưng còn thiếu so với yêu cầu"),
        )
        if number
    ]
    return listed(said, ", ")
