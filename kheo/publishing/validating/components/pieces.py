"""Pieces of lines: what stands between two tabs, as heads and signatures set by tabs have two things on one line."""

import re
from dataclasses import dataclass, replace

from kheo.office.wording import words
from kheo.publishing.validating.facts import Line, Run

# Wide gaps part two things only where a new one begins: "Số      -CV/…" and "ngày      tháng" are drafts.
_GAP = re.compile(r"\t+| {4,}(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Piece:
    """`number` counts the lines of the paper; `gap`: an empty line stands before it."""

    text: str
    line: Line
    number: int
    runs: tuple[Run, ...] = ()
    gap: bool = False
    # Of a line with several pieces: which one, and is it the last?
    place: int = 0
    only: bool = True

    @property
    def at(self) -> str:
        return self.line.at

    @property
    def key(self) -> str:
        """Its words without accents, case and marks."""
        return words(self.text)

    @property
    def capitals(self) -> bool:
        return self.text.isupper()

    @property
    def column(self) -> tuple[int, int]:
        """What stands in one column of one frame belongs together; (0, 0): in no table."""
        return (self.line.cell.table, self.line.cell.column) if self.line.cell else (0, 0)


def pieces_of(lines: tuple[Line, ...]) -> list[Piece]:
    """All pieces with text outside tables with lines."""
    found: list[Piece] = []
    gap = False
    for number, line in enumerate(lines):
        if line.cell is not None and line.cell.grid:
            continue
        parts = [part for part in _parts(line) if part.text]
        for place, part in enumerate(parts):
            found.append(replace(part, number=number, gap=gap, place=place, only=len(parts) == 1))
        gap = not parts
    return found


def _parts(line: Line) -> list[Piece]:
    ends = [(found.start(), found.end()) for found in _GAP.finditer(line.text) if _parts_here(line.text, found)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(line.text)]
    return [_cut(line, start, stop) for start, stop in zip(starts, stops, strict=True)]


def _parts_here(text: str, gap: re.Match[str]) -> bool:
    return "\t" in gap[0] or text[gap.end()].isupper()


def _cut(line: Line, start: int, stop: int) -> Piece:
    """The part of the line from `start` to `stop`, with the parts of its runs, without blanks around."""
    taken: list[Run] = []
    place = 0
    for run in line.runs:
        text = run.text[max(start - place, 0) : max(stop - place, 0)]
        if text.strip():
            taken.append(replace(run, text=text))
        place += len(run.text)
    return Piece(line.text[start:stop].strip(), line, 0, tuple(taken))
