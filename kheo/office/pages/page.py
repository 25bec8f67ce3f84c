"""One page as found: its lines and tables from top to bottom, in units of its own (points, or pixels of a scan)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kheo.office.tables import Span

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Ruled:
    """One table of a page. `edges` are its vertical rules as shares of the page's width, for telling what goes on."""

    cells: dict[Place, str]
    spans: tuple[Span, ...]
    rows: int
    edges: tuple[float, ...]
    sureness: dict[Place, float] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        return len(self.edges) - 1


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 1; a block is a line of text or a table."""

    number: int
    blocks: tuple[str | Ruled, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "blocks": [block if isinstance(block, str) else _packed(block) for block in self.blocks],
            "warnings": self.warnings,
        }


def page_of(answer: dict[str, Any]) -> Page:
    """The page that `as_json` wrote."""
    blocks = [block if isinstance(block, str) else _ruled(*block) for block in answer["blocks"]]
    return Page(answer["number"], tuple(blocks), tuple(answer["warnings"]))


def _packed(table: Ruled) -> list[Any]:
    return [
        [[*place, text] for place, text in table.cells.items()],
        [[span.top, span.left, span.bottom, span.right] for span in table.spans],
        table.rows,
        table.edges,
        [[*place, sure] for place, sure in table.sureness.items()],
    ]


def _ruled(
    cells: Sequence[Any], spans: Sequence[Sequence[int]], rows: int, edges: Sequence[float], sureness: Sequence[Any]
) -> Ruled:
    return Ruled(
        {(row, column): text for row, column, text in cells},
        tuple(Span(*span) for span in spans),
        rows,
        tuple(edges),
        {(row, column): sure for row, column, sure in sureness},
    )
