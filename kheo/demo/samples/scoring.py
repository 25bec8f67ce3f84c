"""How much of what stands in the samples was read: right cells of all expected cells, and what was wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kheo.campaigns.paper import Filled, Row
from kheo.demo.samples.sample import Expected, Said, Sample

# Titles less alike than this belong to different lines.
_ALIKE = 60


@dataclass(slots=True)
class Score:
    """`marked` are wrong cells that wait for a person as doubtful; `extra` were read and stand nowhere."""

    cells: int = 0
    right: int = 0
    marked: int = 0
    extra: int = 0
    units: int = 0
    units_right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.cells if self.cells else 1.0

    def add(self, other: "Score") -> None:
        self.cells += other.cells
        self.right += other.right
        self.marked += other.marked
        self.extra += other.extra
        self.units += other.units
        self.units_right += other.units_right
        self.wrong += other.wrong


def score(sample: Sample, read: Sequence[Filled]) -> Score:
    """The forms in order; where a paper's value stands, its address too must be right if the sample knows it."""
    total = Score()
    for number, expected in enumerate(sample.forms):
        filled = read[number] if number < len(read) else Filled(paper=None)
        if filled.paper != expected.paper:
            total.wrong.append(f"{sample.name}: {expected.paper} was read as {filled.paper}")
            filled = Filled(paper=None, unit=filled.unit)
        total.add(_of_form(sample, expected, filled))
    total.extra += sum(len(row.cells) for filled in read[len(sample.forms) :] for row in filled.rows)
    return total


def _of_form(sample: Sample, expected: Expected, filled: Filled) -> Score:
    found = Score(units=1, units_right=int((filled.unit.value if filled.unit else "") == expected.unit))
    if not found.units_right:
        found.wrong.append(f"{sample.name}: unit {expected.unit!r} was read as {filled.unit and filled.unit.value!r}")
    doubted = {problem.at for problem in filled.problems if problem.code == "doubtful_value"}
    pairs = list(_paired(expected.rows, filled.rows))
    for said, row in pairs:
        for name, (value, at) in said.items():
            cell = row.cells.get(name) if row else None
            good = cell is not None and cell.value == value and (not sample.placed or cell.at == at)
            found.cells += 1
            found.right += good
            if not good:
                found.marked += bool(row and _is_doubted(row, name, doubted))
                found.wrong.append(f"{sample.name}: {name} {value!r} at {at or '?'}, read {cell}")
    known = sum(name in said for said, row in pairs if row for name in row.cells)
    found.extra = sum(len(row.cells) for row in filled.rows) - known
    return found


def _is_doubted(row: Row, name: str, doubted: set[str | None]) -> bool:
    """A cell that is missing is told of by whatever of its line is doubted."""
    cell = row.cells.get(name)
    return cell.at in doubted if cell else any(value.at in doubted for value in row.cells.values())


def _paired(rows: Sequence[Said], read: Sequence[Row]) -> Iterator[tuple[Said, Row | None]]:
    """Line by line; where their number differs, each with the next one whose title is alike."""
    if len(rows) == len(read):
        yield from zip(rows, read, strict=True)
        return
    start = 0
    for said in rows:
        title = said.get("title", ("", ""))[0]
        likeness = [fuzz.ratio(title, row.text("title")) for row in read[start:]]
        best = max(range(len(likeness)), key=lambda place: (likeness[place] >= _ALIKE, -place), default=None)
        if best is None or likeness[best] < _ALIKE:
            yield said, None
            continue
        yield said, read[start + best]
        start += best + 1
