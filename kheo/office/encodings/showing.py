"""What was converted, so that a person sees it: the places where a book changed between its two readings."""

from collections.abc import Iterator
from itertools import chain, groupby

from kheo.office.encodings.letters import Encoding, read_as
from kheo.office.tables import Book, Conversion, Table
from kheo.office.wording import tidy

_MOST = 50
_MOST_SHOWN = 60

# Where it stood, the place, as typed and as read.
_Change = tuple[str, str, str, str]


def conversions(typed: Book, read: Book) -> tuple[Conversion, ...]:
    """One for each encoding and table (and one for the paragraphs), with its first place and how many there are."""
    tables = (_of_table(*pair) for pair in zip(typed.tables, read.tables, strict=True))
    before = {line.at: line.text for line in typed.lines}
    pairs = ((line.at, before.get(line.at, ""), line.text) for line in read.lines)
    lines = (("", at, old, new) for at, old, new in pairs if old != new)
    found: list[Conversion] = []
    for _, changes in groupby(chain(lines, *tables), key=lambda change: change[0]):
        found += _by_encoding(list(changes))
    return tuple(found[:_MOST])


def _of_table(typed: Table, read: Table) -> Iterator[_Change]:
    for place, text in read.cells.items():
        before = typed.cells.get(place, "")
        if before != text:
            yield read.name, read.address(*place), before, text


def _by_encoding(changes: list[_Change]) -> Iterator[Conversion]:
    told: dict[Encoding, list[_Change]] = {}
    for change in changes:
        told.setdefault(_encoding(*change[2:]), []).append(change)
    for encoding, (first, *more) in told.items():
        _, at, typed, read = first
        yield Conversion(encoding, at, 1 + len(more), typed[:_MOST_SHOWN], read[:_MOST_SHOWN])


def _encoding(typed: str, read: str) -> Encoding:
    """That which explains the most words of what was read."""
    wanted = set(read.casefold().split())
    both = (Encoding.TCVN3, Encoding.VNI)
    return max(both, key=lambda encoding: len(wanted & set(tidy(read_as(encoding, typed)).casefold().split())))
