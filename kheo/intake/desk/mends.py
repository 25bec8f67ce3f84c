"""Cells mended by an officer, laid over what was read; what arrived and what was read stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kheo.campaigns.paper import Filled, Row, Value
from kheo.campaigns.problems import Problem


def mended(filled: Filled, mends: Sequence[Mapping[str, Any]]) -> Filled:
    """The reading with every mend (Submission.mends) in place; a problem of a mended cell is gone.

    A mend of a cell that is read otherwise by now is not laid over it, and a person is told.
    """
    if not mends:
        return filled
    rows = [dict(row.cells) for row in filled.rows]
    places: set[str] = set()
    unfitting = []
    for mend in mends:
        cells = rows[mend["row"]] if mend["row"] < len(rows) else None
        if cells is None or _text(cells, mend["field"]) != mend["was"]:
            unfitting.append(Problem("mend_unfitting", mend["cell"], {"now": mend["now"]}))
            continue
        cells[mend["field"]] = Value(mend["now"], mend["cell"])
        places.add(mend["cell"])
    kept = [problem for problem in filled.problems if problem.at is None or problem.at not in places]
    # A cell made empty stays, so that what is said of it names its place.
    lines = (
        Row({name: value for name, value in cells.items() if value.value or value.at in places}, row.empty)
        for cells, row in zip(rows, filled.rows, strict=True)
    )
    return replace(filled, rows=tuple(lines), problems=(*kept, *unfitting))


def _text(cells: Mapping[str, Value], field: str) -> str:
    value = cells.get(field)
    return value.value if value else ""
