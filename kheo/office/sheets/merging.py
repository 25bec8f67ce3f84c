"""Merged areas of one sheet: bounded, and only the top-left cell shows."""

from dataclasses import dataclass, field

from kheo.confinement.refusal import Refusal
from kheo.office.tables import Span

MAX_MERGES = 50_000
MAX_MERGED_AREA = 100_000
MAX_MERGED_IN_ALL = 1_000_000


@dataclass
class Merging:
    """The merged areas taken so far."""

    spans: list[Span] = field(default_factory=list)
    _area: int = 0

    def take(self, span: Span, cells: dict[tuple[int, int], str]) -> tuple[int, int] | None:
        """Cells under the area are taken out of `cells`; the first of them is returned, if there was any.

        Refusal for areas that no form has.
        """
        area = (span.bottom - span.top + 1) * (span.right - span.left + 1)
        self._area += area
        backward = span.bottom < span.top or span.right < span.left
        if backward or area > MAX_MERGED_AREA or self._area > MAX_MERGED_IN_ALL:
            raise Refusal("damaged_file", "vùng gộp ô sai")
        if len(self.spans) == MAX_MERGES:
            raise Refusal("too_large", "trang tính gộp quá nhiều ô")
        if area == 1:
            return None
        self.spans.append(span)
        covered = [
            (row, column)
            for row in range(span.top, span.bottom + 1)
            for column in range(span.left, span.right + 1)
            if (row, column) in cells and (row, column) != (span.top, span.left)
        ]
        for place in covered:
            del cells[place]
        return covered[0] if covered else None
