"""What a paper holds, as plain values: head, text, tables, signature. Rule sets decide how it looks only."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kheo.campaigns.letter_text import Paragraph, Span

DOOR = "door"
# What a paragraph may be beside the parts of letters (campaigns/letter_text.py): how it is set follows from it.
HEADING = "heading"  # "I. MỤC ĐÍCH, YÊU CẦU": bold, on a line of its own
ARTICLE = "article"  # "Điều 1.": the marker and name bold, the text after it
RESOLVES = "resolves"  # "QUYẾT ĐỊNH:": centred, bold, in capitals
CENTRED = "centred"
_MARKS = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")


@dataclass(frozen=True, slots=True)
class Head:
    """Who issues it, under which number and symbol ("CV/BDVHU"), where and when; empty number and date are drafts."""

    parent_organ: str
    organ: str
    symbol: str
    place: str
    number: int | None = None
    # ISO dates, so that a paper is plain values through and through.
    dated: str = ""
    # The year printed while the day is left blank.
    year: int | None = None
    # Trích yếu, without "về việc": under the number of a letter, under the type (`kind`) of all others.
    subject: str = ""
    # Lists and tables are no documents of their own and bear no number.
    numbered: bool = True
    # Tên loại as the rules name it ("Kế hoạch"); a letter (công văn) prints none.
    kind: str = ""
    # Set words of the rules: "KHẨN"; where it may go ("TÀI LIỆU HỘI NGHỊ"); "Dự thảo lần 2".
    urgency: str = ""
    circulation: str = ""
    draft_mark: str = ""

    @property
    def day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.dated) if self.dated else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, a heading it shares with its neighbours (`under`), width in shares."""

    heading: str
    share: float
    under: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. A section (`level` 1, 2) spans all columns; `source` leads a list's line back to its cell."""

    cells: tuple[str, ...]
    level: int = 0
    source: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    # The lines of a section (`level` 1) are one thing: they stand on one page where there is room.
    held: bool = False

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines that are not section headings."""
        return tuple(line for line in self.lines if not line.level)


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on landscape pages of its own, counted apart; `attached` names the paper it belongs to."""

    title: str
    subtitle: str
    grid: Grid
    attached: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines above the hand, and the name below it; a further post above the name (State, kiêm) ends a line."""

    titles: tuple[str, ...]
    name: str

    @property
    def person(self) -> str:
        """The name alone."""
        return self.name.rpartition("\n")[2]


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter (addressees, paragraphs, annexes), or a list of its own where `listing` is set."""

    head: Head
    signature: Signature
    receivers: tuple[str, ...]
    addressees: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    annexes: tuple[Annex, ...] = ()
    listing: Annex | None = None
    # Places of the text that nothing fills; a paper with any is not issued.
    unfilled: tuple[str, ...] = ()
    # The campaign's address on the web; its QR code stands under the paragraph that names it (part DOOR).
    door: str = ""
    # Căn cứ, one a paragraph, without dash and closing mark.
    bases: tuple[str, ...] = ()
    # Who signs on the left: the secretary of minutes, the other organ of a joint paper.
    left_signature: Signature | None = None
    # "Kính trình:" of a tờ trình instead of "Kính gửi:".
    presented: bool = False
    # "NguyenVanAn-26" at the end of Nơi nhận; the line of contact at the foot of the last page.
    drafter: str = ""
    contact: str = ""
    # A list that hangs on a paper made elsewhere: printed as its annex, without head and signature.
    annexed: bool = False

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def as_plain(self) -> dict[str, Any]:
        """Only dictionaries, lists, strings and numbers, as a snapshot keeps them."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Paper":
        listing = plain["listing"]
        return cls(
            head=Head(**plain["head"]),
            signature=Signature(tuple(plain["signature"]["titles"]), plain["signature"]["name"]),
            receivers=tuple(plain["receivers"]),
            addressees=tuple(plain["addressees"]),
            paragraphs=tuple(_paragraph(paragraph) for paragraph in plain["paragraphs"]),
            annexes=tuple(_annex(annex) for annex in plain["annexes"]),
            listing=_annex(listing) if listing else None,
            unfilled=tuple(plain["unfilled"]),
            # Snapshots from before there were doors say nothing of them.
            door=plain.get("door", ""),
            bases=tuple(plain.get("bases", ())),
            left_signature=_signature(plain.get("left_signature")),
            presented=plain.get("presented", False),
            drafter=plain.get("drafter", ""),
            contact=plain.get("contact", ""),
            annexed=plain.get("annexed", False),
        )


def marked(text: str) -> tuple[Span, ...]:
    """The words of `text` with **bold** and *italic* ones told apart, as campaigns mark them."""
    return tuple(
        Span(piece.strip("*"), bold=piece.startswith("**"), italic=piece[:1] == "*" and piece[1:2] != "*")
        for piece in _MARKS.split(text)
        if piece
    )


def _signature(plain: Mapping[str, Any] | None) -> Signature | None:
    return Signature(tuple(plain["titles"]), plain["name"]) if plain else None


def _paragraph(plain: Mapping[str, Any]) -> Paragraph:
    return Paragraph(plain["part"], tuple(Span(**span) for span in plain["spans"]), plain["marker"])


def _annex(plain: Mapping[str, Any]) -> Annex:
    grid = plain["grid"]
    lines = tuple(Line(tuple(line["cells"]), line["level"], line["source"]) for line in grid["lines"])
    columns = tuple(Column(**column) for column in grid["columns"])
    return Annex(**{**plain, "grid": Grid(columns, lines, grid.get("held", False))})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
