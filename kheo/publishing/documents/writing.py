"""A paper in the making: the words of its folder, the officer's answers, the campaign's places, put together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kheo.campaigns.letter_text import LetterText, Paragraph, compose, fill
from kheo.campaigns.models import Campaign
from kheo.campaigns.places import PLACE, Places, cite, lowered
from kheo.publishing.documents.answers import Answers
from kheo.publishing.documents.kind import Texts, texts
from kheo.publishing.documents.order import Order, cited, full_issuer, head_of, letter_cited, receivers_of, signature_of
from kheo.publishing.documents.phrases import Spans, Value, ended, phrase, text_of
from kheo.publishing.papers import HEADING, Head, Paper

# What the rules set before a subject, so that it is not typed as well.
_ABOUT = re.compile(r"^(?:về việc|v/v)[\s:.]+", re.IGNORECASE)
# A number or dash typed before a line is its marker: none is set beside it.
_MARKER = re.compile(r"^([-–•+]|\d{1,2}[.)]|[a-zđ]\)|Điều \d{1,2}\.)\s+")
# "Như trên" means those after Kính gửi.
_AS_ABOVE = "Như trên"


@dataclass(frozen=True)
class Writing:
    """`module` is the file of the kind's composer: its words stand beside it."""

    module: str
    campaign: Campaign
    order: Order

    @cached_property
    def texts(self) -> Texts:
        return texts(self.module)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.texts.needs, self.order.given)

    @cached_property
    def letter(self) -> LetterText:
        """The campaign's own letter, for what every paper takes from it."""
        return compose(self.campaign)

    @cached_property
    def issuer(self) -> str:
        return full_issuer(self.campaign, self.order)

    @cached_property
    def collector(self) -> str:
        return self.campaign.collector or self.issuer

    @cached_property
    def places(self) -> Places:
        return Places(self.campaign, self.order.printed)

    def say(self, key: str, **values: Value) -> Spans:
        """The folder's words for `key`, or the campaign's own ([wording] plan_opening), filled."""
        own = self.campaign.wording.get(f"{self.texts.code.replace('-', '_')}_{key}")
        known: dict[str, Value] = {
            "issuer": self.issuer,
            "collector": self.collector,
            "title": lowered(self.campaign.title),
            "year": str(self.campaign.year),
            "next_year": str(self.campaign.year + 1),
        }
        return phrase(str(own or self.texts.words[key]), **{**known, **values})

    def body(self, key: str, **values: Value) -> Paragraph:
        return Paragraph("body", self.say(key, **values))

    def heading(self, marker: str, key: str) -> Paragraph:
        return Paragraph(HEADING, self.say(key), marker)

    def typed(self, text: str) -> Spans:
        """Words of the officer with the campaign's places filled ({registration.due}); stars are stars."""
        return fill(text, self.places)

    def items(self, key: str, marker: str = "-") -> Iterator[Paragraph]:
        """The lines of an answer; `marker` "1." numbers them. One that was typed with a marker keeps its own."""
        for number, line in enumerate(self.answers.lines(key), start=1):
            found = _MARKER.match(line)
            own = f"{number}." if marker == "1." else marker
            words = line[found.end() :] if found else line
            yield Paragraph("item", self.typed(words), found[1] if found else own)

    def answer_or_words(self, key: str) -> Spans:
        """What the officer typed for `key`; where that is nothing, the folder's words, if it has any."""
        typed = self.answers.text(key)
        if typed or key not in self.texts.words:
            return self.typed(typed)
        return self.say(key)

    def given(self, key: str) -> bool:
        """Was the optional answer given?"""
        return bool(self.answers.text(key))

    @cached_property
    def subject(self) -> str:
        """As the officer words it, or as the folder does."""
        typed = {need.key: self.answers.text(need.key) for need in self.texts.needs if need.kind == "line"}
        own = typed.pop("subject", "")
        return _subject(text_of(self.typed(own))) if own else text_of(self.say("subject", **typed))

    @cached_property
    def head(self) -> Head:
        said = self.texts
        return head_of(
            self.letter,
            self.order,
            subject=self.subject,
            type_name=said.type_name,
            type_symbol=said.type_symbol,
        )

    def opening(self, **values: Value) -> Paragraph:
        """The words of `opening` on the papers the campaign stands on, of `opening_bare` where there are none."""
        bases = self.places.value("bases")
        key = "opening" if bases else "opening_bare"
        letter = letter_cited(self.campaign, self.letter)
        return self.body(key, bases=bases or "", letter=letter, subject=self.subject, **values)

    @cached_property
    def cited(self) -> str:
        """This paper as its annexes cite it."""
        return cited(self.campaign, self.head, self.order)

    def bases(self) -> tuple[str, ...]:
        """The papers the campaign stands on, each cited in full (05-HD/VPTW, first citation)."""
        bases = self.places.bases
        return tuple(cite(basis, bases) for basis in bases if basis.strand is None)

    def receivers(self, *, as_above: bool = False) -> tuple[str, ...]:
        """Those the officer names, or whom the campaign addresses; 'Như trên' first where somebody is addressed."""
        typed = self.answers.items("receivers")
        kept = tuple(line for line in self.letter.recipients if not line.startswith("Như"))
        if as_above:
            return self.receivers_as((_AS_ABOVE, *(typed or kept)))
        return self.receivers_as(typed or (*self.letter.addressees, *kept))

    def receivers_as(self, named: tuple[str, ...]) -> tuple[str, ...]:
        """Those named, and the archive."""
        return receivers_of(self.letter, self.order, named)

    def paper(self, paragraphs: Iterable[Paragraph], receivers: tuple[str, ...]) -> Paper:
        """Head, text, who gets it, who signs; what a kind has beside is added to it, and `finished` ends it."""
        return Paper(
            head=self.head,
            signature=signature_of(self.letter, self.order),
            receivers=receivers,
            paragraphs=tuple(paragraphs),
        )


def finished(paper: Paper) -> Paper:
    """The paper with a mark at the end of every paragraph, and every place named that nothing fills (in braces)."""
    paper = replace(paper, paragraphs=tuple(map(ended, paper.paragraphs)))
    words = [span.text for paragraph in paper.paragraphs for span in paragraph.spans if not span.tied]
    signers = [paper.signature, *filter(None, [paper.left_signature])]
    words += [paper.head.subject, *paper.addressees, *paper.receivers, *paper.bases, *(one.name for one in signers)]
    listings = [*paper.annexes, *filter(None, [paper.listing])]
    words += [text for one in listings for text in (one.subtitle, one.attached, one.note)]
    # Of tables only a row that is missing as a whole: units may type braces.
    headings = [line.cells[0] for one in listings for line in one.grid.lines if line.level]
    words += [heading for heading in headings if PLACE.fullmatch(heading)]
    found = (place.strip() for text in words for place in PLACE.findall(text))
    return replace(paper, unfilled=tuple(dict.fromkeys((*paper.unfilled, *found))))


def _subject(typed: str) -> str:
    """Without "về việc", "V/v" and the full stop: the rules set what stands before it, and nothing after it."""
    words = _ABOUT.sub("", typed)
    return words if words.endswith(("v.v.", "…", "...")) else words.rstrip(" ./")
