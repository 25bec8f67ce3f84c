"""The components of a paper as found in it; what was not found is None or empty."""

from dataclasses import dataclass

from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.facts import Line, Section


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: lines of authority and post, then the name."""

    posts: tuple[Piece, ...]
    name: Piece | None


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature: 'Phụ lục 1', its title, the line naming its paper; its own head if it has one."""

    pieces: tuple[Piece, ...]
    label: Piece | None = None
    note: Piece | None = None
    title: Piece | None = None
    head: Piece | None = None
    section: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    title: Piece | None = None
    motto: Piece | None = None
    issuer: tuple[Piece, ...] = ()
    below_issuer: Piece | None = None
    number: Piece | None = None
    place_date: Piece | None = None
    subject: tuple[Piece, ...] = ()
    # Another regime's title stands where this one's should.
    foreign: Piece | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """Tên loại and its subject; a list ("DANH SÁCH") stands in the same place but is no type."""

    name: Piece | None = None
    subject: tuple[Piece, ...] = ()
    below: Piece | None = None
    listing: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    head: Head
    kind: Kind
    salute: Piece | None
    addressees: tuple[Piece, ...]
    bases: tuple[Line, ...]
    body: tuple[Line, ...]
    receivers_label: Piece | None
    receivers: tuple[Piece, ...]
    signatures: tuple[Signature, ...]
    annexes: tuple[Annex, ...]
    # All lines, with those in tables.
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    formatted: bool
    decomposed: tuple[str, ...]
    traces: tuple[tuple[str, str, str], ...] = ()
    # The file is an annex by itself.
    alone: bool = False

    @property
    def letter(self) -> bool:
        """A công văn: no type is printed, its subject stands under the number."""
        return self.kind.name is None

    def drawn_under(self, *pieces: Piece | None) -> tuple[float, ...]:
        """The lines drawn at these pieces' paragraphs or at the empty ones that follow at once, in points."""
        found: list[float] = []
        for piece in filter(None, pieces):
            # Lines parted by breaks are one paragraph, whose shapes hang on its last.
            end = next(
                (place for place in range(piece.number, len(self.lines)) if self.lines[place].last), piece.number
            )
            for place, line in enumerate(self.lines[piece.number : end + 3], start=piece.number):
                other = line.text.strip() and place > end
                if other or (line.cell is None) != (piece.line.cell is None):
                    break
                found += line.strokes
        return tuple(found)
