"""What was read of a submission, row by row and cell by cell, with what is doubtful and what was mended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kheo.campaigns.paper import PaperField, Row, place_of
from kheo.intake.desk.standing import filled_of
from kheo.intake.models import Submission
from kheo.intake.taking import KINDS
from kheo.office.pages.addresses import cell_of
from kheo.web.cells import anchor

_CODE_WORDS = {
    "practice": "Mô hình", "exemplar": "Điển hình",
    "collective": "Tập thể", "individual": "Cá nhân", "household": "Hộ gia đình",
    "new": "Mới", "continued": "Duy trì",
    "replicated": "Hiệu quả, đã nhân rộng", "effective": "Hiệu quả, chưa nhân rộng",
    "not_replicable": "Thực hiện nhưng không nhân rộng được", "not_done": "Chưa thực hiện",
}  # fmt: skip
# Problems that stand at a row's first cell, while it is this empty field that wants mending.
_WANTING = {"missing_title": "title", "missing_person": "person_name", "missing_outcome": "outcome"}


@dataclass(frozen=True)
class Cell:
    """One value: `codes` are the choices where it is a code; `was` is set where it was mended."""

    name: str
    label: str
    value: str
    at: str
    codes: Sequence[tuple[str, str]]
    problems: Sequence[Mapping[str, Any]]
    was: str | None

    @property
    def place(self) -> str:
        return anchor(self.at) if self.at else ""

    @property
    def picture(self) -> tuple[int, int, int] | None:
        """The page, row and column to be looked at, where a machine was unsure of what it read there."""
        doubted = any(problem["code"] == "doubtful_value" for problem in self.problems)
        return cell_of(self.at) if doubted else None

    @property
    def said(self) -> str:
        return dict(self.codes).get(self.value, self.value)

    @property
    def doubtful(self) -> bool:
        return any(problem["severity"] != "info" for problem in self.problems)


@dataclass(frozen=True)
class ShownRow:
    number: int
    cells: Sequence[Cell]
    others: Sequence[Cell]
    problems: Sequence[Mapping[str, Any]]

    @property
    def worst(self) -> str:
        found = {problem["severity"] for problem in self.problems}
        return "block" if "block" in found else "warn" if "warn" in found else ""

    @property
    def index(self) -> int:
        return self.number - 1

    @property
    def doubtful(self) -> bool:
        return any(cell.doubtful for cell in self.cells)


def shown_rows(submission: Submission) -> list[ShownRow]:
    """The rows with mends in place; empty where nothing was read."""
    reading = submission.reading or {}
    paper = KINDS.get(reading.get("paper") or "")
    if paper is None:
        return []
    by_place: dict[str, list[Mapping[str, Any]]] = {}
    for problem in submission.problems:
        if problem.get("at"):
            by_place.setdefault(problem["at"], []).append(problem)
    was = {(mend["row"], mend["field"]): mend["was"] for mend in reversed(submission.mends)}
    rows = filled_of(submission).rows
    return [
        _row(number, row, paper.PAPER.fields, by_place, _wanting(row, rows, by_place), was)
        for number, row in enumerate(rows, start=1)
    ]


def marks(submission: Submission, rows: Iterable[ShownRow]) -> dict[str, str]:
    """Address → how the original's cell is marked; the graver mark wins."""
    found = {cell.at: "cell-used" for row in rows for cell in row.cells if cell.at}
    found |= {mend["cell"]: "cell-mended" for mend in submission.mends}
    grave = sorted(submission.problems, key=lambda problem: problem["severity"] == "block")
    found |= {one["at"]: f"cell-{one['severity']}" for one in grave if one.get("at") and one["severity"] != "info"}
    return found


def _wanting(
    row: Row, rows: Sequence[Row], by_place: Mapping[str, list[Mapping[str, Any]]]
) -> dict[str, Mapping[str, Any]]:
    """Field → the problem that nothing stands there; it is told at the empty cell, or where the row begins."""
    found = {}
    for code, name in _WANTING.items():
        places = {place_of(row, name, rows), row.start} if not row.text(name) else set()
        for problem in (one for place in places for one in by_place.get(place or "", [])):
            if problem["code"] == code:
                found[name] = problem
    return found


def _row(
    number: int,
    row: Row,
    fields: Sequence[PaperField],
    by_place: Mapping[str, list[Mapping[str, Any]]],
    wanting: Mapping[str, Mapping[str, Any]],
    was: Mapping[tuple[int, str], str],
) -> ShownRow:
    told: set[str] = set()

    def cell(field: PaperField) -> Cell:
        empty = wanting.get(field.name)
        at = row.at(field.name) or (str(empty["at"]) if empty and empty["at"] != row.start else "")
        # Values set by one section row share its cell: its problem is told once.
        problems = [one for one in by_place.get(at, []) if at not in told and one not in wanting.values()]
        problems += [empty] if empty else []
        told.add(at)
        codes = [(code, _CODE_WORDS.get(code, code)) for code in field.codes]
        before = was.get((number - 1, field.name))
        return Cell(field.name, field.label, row.text(field.name), at, codes, problems, before)

    cells = [cell(field) for field in fields]
    shown = [one for one in cells if one.at or one.value or one.problems or one.was is not None]
    rest = [one for one in cells if one not in shown]
    return ShownRow(number, shown, rest, [problem for one in shown for problem in one.problems])
