"""Which lines of a file are a submission's own, where it was split by hand."""

from collections.abc import Sequence
from dataclasses import replace

from kheo.campaigns.paper import Filled
from kheo.intake.models import Submission


def own_lines(found: Sequence[Filled], submission: Submission) -> Filled | None:
    """Of a part split off by hand: the form that holds its lines, with these alone; None for every other submission."""
    if not submission.own_lines:
        return None
    own = set(submission.own_lines)
    fullest = max(found, key=lambda filled: sum(row.start in own for row in filled.rows))
    return _with(fullest, submission, own)


def kept_lines(filled: Filled, submission: Submission) -> Filled:
    """What a submission has left of its lines after some were given away."""
    if not submission.given_lines:
        return filled
    given = set(submission.given_lines)
    return _with(filled, submission, {row.start for row in filled.rows} - given)


def _with(filled: Filled, submission: Submission, own: set[str | None]) -> Filled:
    """These lines alone, and what is said of them or of the file. Whose it is was said by a person, not by the head."""
    rows = tuple(row for row in filled.rows if row.start in own and row.start not in submission.given_lines)
    others = {value.at for row in filled.rows if row not in rows for value in row.cells.values()}
    mine = {value.at for row in rows for value in row.cells.values()}
    problems = tuple(one for one in filled.problems if one.at is None or one.at in mine or one.at not in others)
    unit = None if submission.own_lines else filled.unit
    return replace(filled, rows=rows, problems=problems, unit=unit)
