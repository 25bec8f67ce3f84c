"""All that hinders a list from being taken, at once: units not known, lines without a title, words not understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kheo.campaigns.paper import Row, Value, place_of
from kheo.intake.earlier.arriving import book_in
from kheo.intake.earlier.fields import FIELDS, UNIT
from kheo.intake.earlier.layout import Layout, layout_at
from kheo.intake.earlier.lines import Line, lines_of
from kheo.intake.earlier.models import EarlierList
from kheo.records.models import Registration, Report
from kheo.records.reporting import ending_of
from kheo.records.situation import rows_of
from kheo.units.matching import Candidate, Index, index_for
from kheo.units.models import Unit

# So many of each sort on one page: a form may hold a thousand fields.
MOST_SHOWN = 150


@dataclass(frozen=True)
class UnknownUnit:
    """One spelling that means no unit for sure, and the lines it stands in."""

    text: str
    lines: Sequence[Line]
    candidates: Sequence[Candidate] = ()


@dataclass(frozen=True)
class Fault:
    """One cell to mend: `field` with what stands there now; `codes` where only certain words are understood."""

    line: Line
    # Where it stands, or would stand.
    at: str
    field: str
    sentence: str
    value: str = ""

    @property
    def label(self) -> str:
        return FIELDS[self.field].label

    @property
    def codes(self) -> list[tuple[str, str]]:
        return list(FIELDS[self.field].codes.items())


@dataclass(frozen=True)
class Judgement:
    """The lines with everything mended in place, whose each is, and all that is still wrong."""

    lines: Sequence[tuple[Line, Unit]] = ()
    unknown: Sequence[UnknownUnit] = ()
    faults: Sequence[Fault] = ()
    # Units that answered for this year already: their lines would replace what they sent.
    answered: Mapping[Unit, Sequence[Line]] = field(default_factory=dict)
    left_out: Sequence[Line] = ()
    # Lines of all sorts.
    total: int = 0
    # Nobody said which column holds the titles.
    untitled: bool = False

    @property
    def wrong(self) -> int:
        return len(self.unknown) + len(self.faults) + len(self.answered) + self.untitled

    @property
    def ready(self) -> bool:
        return not self.wrong and bool(self.lines)


def layout_in(found: EarlierList) -> Layout | None:
    return layout_at(book_in(found), found.table, found.heading_top)


def columns_in(found: EarlierList) -> dict[int, str]:
    return {int(column): name for column, name in found.columns.items()}


def judge(found: EarlierList) -> Judgement:
    """A fixed number of queries, however many lines there are."""
    layout, columns = layout_in(found), columns_in(found)
    if layout is None:
        return Judgement()
    index = index_for(found.office)
    meant = _Meant(index, found)
    lines = lines_of(book_in(found), layout, columns, meant.is_name)
    kept = [_mended(line, found.mends) for line in lines if line.key not in found.left_out]
    units, unknown = _units(kept, meant)
    placed = [(line, units[line.unit.value]) for line in kept if line.unit.value in units]
    return Judgement(
        lines=placed,
        unknown=unknown,
        faults=list(_faults(kept)) if "title" in columns.values() else [],
        answered=_answered(placed, found),
        left_out=[line for line in lines if line.key in found.left_out],
        total=len(lines),
        untitled="title" not in columns.values(),
    )


class _Meant:
    """Which unit a spelling of this list means: as was chosen, in this list or one before, else by the index."""

    def __init__(self, index: Index, found: EarlierList) -> None:
        self._index = index
        self._chosen = dict(found.units)
        self._whole = found.whole_unit.code if found.whole_unit else ""
        self._on = date(found.year, 7, 1)
        self._known: dict[str, tuple[str | None, Sequence[Candidate]]] = {}

    def is_name(self, text: str) -> bool:
        """For what stands alone in a row or names a sheet: a unit for sure."""
        return bool(text) and (text in self._chosen or self._match(text)[0] is not None)

    def code(self, text: str) -> tuple[str | None, Sequence[Candidate]]:
        if text in self._chosen:
            return self._chosen[text], ()
        if not text:
            return self._whole or None, ()
        return self._match(text)

    def _match(self, text: str) -> tuple[str | None, Sequence[Candidate]]:
        if text not in self._known:
            # As the tree stood in the middle of that year; what is younger or older only where nothing else fits.
            found = self._index.match(text, on=self._on)
            if found.verdict != "sure":
                any_day = self._index.match(text)
                found = any_day if any_day.verdict == "sure" or not found.candidates else found
            self._known[text] = (found.unit, found.candidates)
        return self._known[text]


def _mended(line: Line, mends: Mapping[str, Mapping[str, str]]) -> Line:
    said = mends.get(line.key)
    if not said:
        return line
    cells = dict(line.cells)
    for name, text in said.items():
        if name == UNIT:
            continue
        cells[name] = Value(text, cells[name].at if name in cells else line.at)
    unit = Value(said[UNIT], line.unit.at or line.at) if UNIT in said else line.unit
    return replace(line, unit=unit, cells={name: value for name, value in cells.items() if value.value})


def _units(lines: Sequence[Line], meant: _Meant) -> tuple[dict[str, Unit], list[UnknownUnit]]:
    by_text: dict[str, list[Line]] = {}
    for line in lines:
        by_text.setdefault(line.unit.value, []).append(line)
    codes = {text: meant.code(text) for text in by_text}
    rows = {unit.code: unit for unit in Unit.objects.filter(code__in={code for code, _ in codes.values() if code})}
    units = {text: rows[code] for text, (code, _) in codes.items() if code in rows}
    unknown = [UnknownUnit(text, by_text[text], codes[text][1]) for text in by_text if text not in units]
    return units, unknown


def _faults(lines: Sequence[Line]) -> Iterable[Fault]:
    rows = [Row(line.cells) for line in lines]
    for line, row in zip(lines, rows, strict=True):
        if not line.text("title"):
            at = place_of(row, "title", rows) or line.at
            yield Fault(line, at, "title", "Dòng này chưa có tên mô hình, điển hình.")
        for name, value in line.cells.items():
            codes = FIELDS[name].codes
            # How it ended may be told in any words, as long as they tell it.
            told = name == "outcome" and bool(ending_of(Row(line.cells)))
            if codes and value.value not in codes and not told:
                said = f"Không hiểu “{value.value[:80]}” ở cột {FIELDS[name].label}."
                yield Fault(line, value.at, name, said, value.value)


def _answered(placed: Sequence[tuple[Line, Unit]], found: EarlierList) -> dict[Unit, list[Line]]:
    """Units of which a record of that year stands, brought by something else than this list."""
    units = {unit for _, unit in placed}
    known: set[int] = set()
    for kind in (Registration, Report):
        rows = rows_of(kind).filter(unit__in=units, replaced_by=None, withdrawn_at=None)
        rows = rows.filter(call__campaign__root=found.office_id, call__campaign__year=found.year)
        known |= set(rows.exclude(original=found.original_id).values_list("unit_id", flat=True))
    answered: dict[Unit, list[Line]] = {}
    for line, unit in placed:
        if unit.pk in known:
            answered.setdefault(unit, []).append(line)
    return answered


def outcome_said(line: Line) -> bool:
    return any(line.text(name) for name in ("results", "replication", "replication_plan", "outcome"))
