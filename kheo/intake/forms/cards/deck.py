"""Strips become cards: a title begins one, and so does a label that comes again after a card was ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kheo.campaigns.paper import Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.cards.naming import UNIT, Name
from kheo.intake.forms.cards.strips import Strip
from kheo.intake.forms.cells import is_cross, said_under
from kheo.intake.forms.columns import Column
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.heads import unit_of
from kheo.intake.forms.labels import codes_of
from kheo.intake.forms.margins import is_end, is_nil
from kheo.intake.forms.sections import Section, Sections, section_before
from kheo.office.tables import Line
from kheo.office.wording import fold, words

# Under these, several labels of a card say one thing together ("Mục tiêu: …", "Chỉ tiêu: …").
_LONG = frozenset({"goals", "results", "need", "resources", "replication", "replication_plan"})
_TITLED = re.compile(r"^(?:dang cong san|cong hoa xa hoi|doc lap|phieu|ban dang ky|bieu|mau so|phu luc|so\s*:)")
_NEXT = re.compile(
    r"^(?:mo hinh|dien hinh|phieu|mau)(?: so)? (?:thu )?(?:\d{1,3}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)$"
)
_SIGN = re.compile(r"^(?:[ivxlc]+|\d{1,2}) ")
_BULLET = re.compile(r"^\s*[-+•*–(\d]")
# "3. Số điện thoại: …" is a label we do not know; "- Giải pháp: …" and "5.3. Giải pháp: …" belong to what is above.
_OTHER_LABEL = re.compile(r"^\s*(?:\d{1,2}[.)/]\s+|[IVX]+\s*[.)/]\s*)?[^\W\d_][^:\n]{1,60}:", re.UNICODE)
_DEEPER = re.compile(r"^\s*(?:\d{1,2}\.\d|[a-zđ]\s*[.)]|[-+•*–])")
_MOST_TEXT = 20_000
_CAPITALS = 8


@dataclass(slots=True)
class Card:
    """One model: its values, the labels met (key → field), whose it is."""

    at: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    spare: set[str] = field(default_factory=set)
    unit: Value | None = None
    problems: list[Problem] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    nil_at: str = ""

    @property
    def has_title(self) -> bool:
        return "title" in self.labels.values()

    @property
    def row(self) -> Row | None:
        return Row(self.values) if "title" in self.values else None


class Deck:
    """The cards of one paper, dealt strip by strip; `unit` is whose they are where no card says it."""

    def __init__(self, paper: Paper, unit: Value | None = None) -> None:
        self._paper = paper
        self._cards: list[Card] = []
        self._card = Card(unit=unit)
        self._known = unit
        # What stands above the next card, and how far down in it we are.
        self._heads: list[Grid] = []
        self._above: list[Line] = []
        self._open = ""
        self._ended = False
        self._sections = Sections()
        self._strip: Strip | None = None

    def deal(self, strip: Strip) -> None:
        if strip.name is None:
            self._go_on(strip)
        elif not strip.name.field:
            self._leave(strip.name.label, strip.at)
        else:
            self._begin(strip.name, strip.at)
            if strip.name.field == UNIT:
                self._owned(strip.name, strip)
            elif strip.name.code:
                self._subject(strip.name, strip)
            else:
                self._say(strip.name, strip)
        self._strip = strip

    def head(self, grid: Grid) -> None:
        """A table that is no card: the head of a letter, or signatures."""
        self._heads.append(grid)
        self.end()

    def end(self) -> None:
        """What is labelled next may belong to another card."""
        self._open, self._ended = "", True

    def cards(self) -> Sequence[Card]:
        self._close()
        return self._cards

    def _begin(self, name: Name, at: str) -> None:
        card, again = self._card, name.key in self._card.labels
        title_again = name.field == "title" and (again or self._ended)
        next_head = name.field == UNIT and self._ended
        first_again = again and (self._ended or name.key == next(iter(card.labels)))
        if card.has_title and (title_again or next_head or first_again):
            self._close()
        card = self._card
        if not card.labels:
            card.at = at
            card.unit = unit_of(self._heads, self._above, None, 0)
            card.values = {**self._sections.said}
            card.spare = set(card.values)
            self._heads, self._above = [], []
        self._ended = False
        self._open = ""
        card.labels.setdefault(name.key, name.field)

    def _close(self) -> None:
        card = self._card
        if card.labels:
            card.unit = card.unit or self._known
            self._known = card.unit
            self._cards.append(card)
        self._card = Card()

    def _owned(self, name: Name, strip: Strip) -> None:
        card = self._card
        if not strip.text:
            return
        performs = card.has_title and not name.sender
        if performs and any(known.name == "unit_name" for known in self._paper.fields):
            card.values.setdefault("unit_name", Value(strip.text, strip.at))
        elif not performs or card.unit is None:
            card.unit = Value(strip.text, strip.at)

    def _subject(self, name: Name, strip: Strip) -> None:
        """The label "Tập thể" or "Cá nhân" with a name, or with a cross."""
        card = self._card
        if not strip.text:
            return
        card.values["subject"] = Value(name.code, strip.at)
        if is_cross(strip.text):
            return
        if name.code != "collective":
            card.values.setdefault("person_name", Value(strip.text, strip.at))
        elif card.unit is None:
            card.unit = Value(strip.text, strip.at)

    def _say(self, name: Name, strip: Strip) -> None:
        card, known = self._card, name.field
        before = None if known in card.spare else card.values.get(known)
        if before and known not in _LONG:
            if strip.text and words(strip.text) != words(before.value):
                self._leave(name.label, strip.at)
            return
        self._open = "" if codes_of(self._paper, known) else known
        if known == "title" and is_nil(strip.text):
            card.nil_at = strip.at
        elif before and strip.text:
            card.values[known] = Value(f"{before.value}\n{strip.text}", before.at)
        elif strip.text:
            self._put(name, strip)

    def _put(self, name: Name, strip: Strip) -> None:
        card = self._card
        card.values.pop(name.field, None)
        column = Column(0, name.label, name.field)
        for known, value in said_under(column, strip.text, strip.at, self._paper, card.problems):
            if known == name.field or known not in card.values or known in card.spare:
                card.values[known] = value
                card.spare.discard(known)
        if name.spare:
            card.spare.add(name.field)

    def _leave(self, label: str, at: str) -> None:
        self._open = ""
        if self._card.labels:
            self._card.unread.append((label, at))

    def _go_on(self, strip: Strip) -> None:
        text, card = strip.text, self._card
        if self._ends_here(strip):
            self.end()
            self._above.append(Line(text, strip.at, 0))
            return
        opened = self._section(text, strip.at)
        if opened:
            self._sections.enter(opened)
            self.end()
        elif not self._open:
            self._above.append(Line(text, strip.at, 0))
        elif self._strip and strip.row == self._strip.row and strip.row >= 0:
            # Hints and remarks beside a value.
            return
        elif _is_other_label(text) and not (self._open in _LONG and _DEEPER.match(text)):
            self._leave(text.split(":")[0].strip(), strip.at)
        else:
            card.values[self._open] = _run_on(card.values.get(self._open), text, strip.at)

    def _ends_here(self, strip: Strip) -> bool:
        folded = fold(strip.text).strip()
        if is_end(strip.text) or _TITLED.match(folded) or _NEXT.match(_SIGN.sub("", words(strip.text))):
            return True
        return strip.text.isupper() and len(strip.text) >= _CAPITALS

    def _section(self, text: str, at: str) -> list[Section]:
        return section_before(self._paper, text, at) if not self._open or text.isupper() else []


def _is_other_label(text: str) -> bool:
    return bool(_OTHER_LABEL.match(text))


def _run_on(before: Value | None, text: str, at: str) -> Value:
    """On paper a line ends where the margin is; elsewhere where somebody ended it."""
    if before is None:
        return Value(text, at)
    between = " " if at.startswith("page ") and not _BULLET.match(text) else "\n"
    return Value(f"{before.value}{between}{text}"[:_MOST_TEXT], before.at)
