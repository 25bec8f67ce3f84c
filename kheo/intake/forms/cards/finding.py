"""The cards of a file: each sheet for itself, a document as a whole, read as the paper most of its labels belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kheo.campaigns.paper import Paper, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.cards.deck import Card, Deck
from kheo.intake.forms.cards.naming import UNIT
from kheo.intake.forms.cards.strips import labelled_rows, of_grid, of_line, side_by_side
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import told_by
from kheo.intake.forms.heads import unit_of
from kheo.intake.forms.lists.gathering import MOST_TABLES, Part
from kheo.office.tables import Book, Line, Shape

# A title and two things more: less is a letter that mentions a model.
_FEWEST = 3
_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class _Stack:
    """What is read together: one sheet, or all of a document; each table with the paragraphs before it."""

    blocks: tuple[tuple[Sequence[Line], Grid | None], ...]
    places: frozenset[int]
    sheet: str = ""


def cards_in(book: Book, grids: Sequence[Grid], papers: Sequence[Paper]) -> list[Part]:
    """One part for each unit that cards are of, in the order of the file."""
    return [part for stack in _stacks(book, grids) for part in _best(stack, papers)]


def _stacks(book: Book, grids: Sequence[Grid]) -> Iterator[_Stack]:
    rest: list[tuple[Sequence[Line], Grid | None]] = []
    places = set()
    lines: dict[int, list[Line]] = {}
    for line in book.lines:
        lines.setdefault(line.before, []).append(line)
    for place, grid in enumerate(grids[:MOST_TABLES]):
        if grid.table.shape is Shape.SHEET:
            yield _Stack((((), grid),), frozenset({place}), grid.table.name)
        else:
            rest.append((lines.get(place, ()), grid))
            places.add(place)
    rest.append((lines.get(len(grids), ()), None))
    yield _Stack(tuple(rest), frozenset(places))


def _best(stack: _Stack, papers: Sequence[Paper]) -> list[Part]:
    dealt = [(_labels(cards := _deal(stack, paper)), paper, cards) for paper in papers]
    title = told_by("\n".join(_plain(stack)))
    fitting = [one for one in dealt if "title" in one[0] and len(one[0]) >= _FEWEST]
    if not fitting:
        return []
    met, paper, cards = max(
        fitting, key=lambda one: (len(one[0] - {UNIT}) + (title == one[1].code), title == one[1].code)
    )
    return list(_parts(stack, paper, cards, len(met)))


def _labels(cards: Sequence[Card]) -> frozenset[str]:
    return frozenset(field for card in cards for field in card.labels.values())


def _plain(stack: _Stack) -> Iterator[str]:
    for lines, grid in stack.blocks:
        yield from (line.text for line in lines if len(line.text) < 200)
        yield from (text for text in (grid.table.cells.values() if grid else ()) if len(text) < 200)


def _deal(stack: _Stack, paper: Paper) -> Sequence[Card]:
    deck = Deck(paper, _unit_of_sheet(stack, paper))
    for lines, grid in stack.blocks:
        for line in lines:
            for strip in of_line(line, paper):
                deck.deal(strip)
        if grid is not None:
            _deal_table(deck, grid, paper)
    return deck.cards()


def _unit_of_sheet(stack: _Stack, paper: Paper) -> Value | None:
    grid = stack.blocks[0][1]
    if not stack.sheet or grid is None:
        return None
    top = next(iter(labelled_rows(grid, paper)), None)
    return unit_of((), (), grid, grid.table.height if top is None else top)


def _deal_table(deck: Deck, grid: Grid, paper: Paper) -> None:
    for columns in side_by_side(grid, paper) or [frozenset[int]()]:
        strips = of_grid(grid, paper, columns)
        labels = sum(bool(strip.name and strip.name.field not in {"", UNIT}) for strip in strips)
        if grid.table.shape is Shape.TABLE and labels < 2:
            deck.head(grid)
            return
        for strip in strips:
            deck.deal(strip)
        deck.end()


def _parts(stack: _Stack, paper: Paper, cards: Sequence[Card], explained: int) -> Iterator[Part]:
    for card in cards:
        if not card.has_title:
            continue
        problems = [*card.problems, *_unread(card)]
        yield Part(
            paper,
            card.unit,
            card.at,
            stack.sheet,
            explained,
            rows=(card.row,) if card.row else (),
            problems=tuple(problems),
            nil_at=card.nil_at,
            places=stack.places,
        )


def _unread(card: Card) -> Iterator[Problem]:
    if card.unread:
        names = "; ".join(label[:60] for label, _ in card.unread[:_MOST_NAMES])
        yield Problem("unknown_columns", card.unread[0][1], {"names": names})
