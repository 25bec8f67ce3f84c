"""From bytes to what they say: the confined processes open, the parent finds the paper.

Knows no rows but the submission's own, and runs outside every transaction.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kheo.campaigns.paper import Filled, Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.confinement.pool import Readers, Refused
from kheo.intake.doors import is_letter
from kheo.intake.letters import bundle_of, to_read
from kheo.intake.models import Submission
from kheo.intake.reading import read_book
from kheo.intake.typed import filled_of
from kheo.journal import vault
from kheo.mail.letter import Letter, letter_of
from kheo.office.opening import OPEN_SENT, book_of

OPEN_LETTER = "kheo.mail.letter:parse"


@dataclass(frozen=True)
class Understood:
    """One submission and what its bytes came to: a filled paper, a letter, a refusal, or a mistake of ours."""

    submission: Submission
    said: Filled | Letter | Refused | Exception


def understand(
    submissions: Iterable[Submission], readers: Readers, papers_for: Callable[[Submission], list[Paper]]
) -> Iterator[Understood]:
    """Each submission with what it says, in order; one that cannot be understood never stops the others."""
    waiting: deque[tuple[Submission, str, Understood | None]] = deque()

    def jobs() -> Iterator[tuple[str, bytes]]:
        for submission in submissions:
            job, done = _begin(submission)
            waiting.append((submission, job[0] if job else "", done))
            if job:
                yield job

    for value in readers.each(jobs()):
        yield from _done_before(waiting)
        submission, function, _ = waiting.popleft()
        yield _finish(submission, function, value, papers_for)
    yield from _done_before(waiting)


def stored(filled: Filled) -> dict[str, Any]:
    """Filled.as_json() and what that leaves out: where the head's name stands, whether it is nil, problems' details.

    Cells are a list: a database may keep an object's keys in an order of its own, and the first cell names its line.
    """
    reading = filled.as_json()
    reading["rows"] = [[[name, cell.value, cell.at] for name, cell in row.cells.items()] for row in filled.rows]
    reading["unit_at"] = filled.unit.at if filled.unit else None
    reading["nil"] = filled.nil
    reading["marks"] = list(filled.marks)
    reading["problems"] = [problem.as_json() | {"details": problem.details} for problem in filled.problems]
    return reading


def restored(reading: Mapping[str, Any]) -> Filled:
    """What was stored; nothing where the file could not be read."""
    if not reading:
        return Filled(paper=None)
    unit = reading["unit"]
    return Filled(
        paper=reading["paper"],
        unit=Value(unit, reading["unit_at"] or "") if unit else None,
        rows=tuple(Row({name: Value(value, at) for name, value, at in cells}) for cells in reading["rows"]),
        nil=reading["nil"],
        # Readings kept from before forms had fingerprints say nothing of them.
        marks=tuple(reading.get("marks", ())),
        problems=tuple(
            Problem(problem["code"], problem["at"], dict(problem["details"])) for problem in reading["problems"]
        ),
    )


def _begin(submission: Submission) -> tuple[tuple[str, bytes] | None, Understood | None]:
    """The job for a confined process, or what is understood without one."""
    try:
        data = vault.read(submission.original)
        if submission.channel == Submission.Channel.SCREEN:
            return None, Understood(submission, filled_of(data))
    except Exception as error:  # noqa: BLE001 one submission's trouble stays its own
        return None, Understood(submission, error)
    return (OPEN_LETTER if is_letter(data) else OPEN_SENT, data), None


def _finish(
    submission: Submission, function: str, value: Any, papers_for: Callable[[Submission], list[Paper]]
) -> Understood:
    if isinstance(value, Refused):
        return Understood(submission, value)
    try:
        if function == OPEN_LETTER:
            return Understood(submission, letter_of(value))
        if "members" in value:
            return Understood(submission, _unpacked(submission, bundle_of(value["members"], sent_as=submission)))
        return Understood(submission, read_book(book_of(value), papers_for(submission)))
    except Exception as error:  # noqa: BLE001 one submission's trouble stays its own
        return Understood(submission, error)


def _unpacked(submission: Submission, bundle: Letter) -> Letter | Refused:
    """A zip is opened as it came, or out of a letter; deeper nothing is, however it is folded."""
    deep = submission.part_of is not None and submission.part_of.part_of_id is not None
    return bundle if to_read(bundle) and not deep else Refused("archive_file", "tệp nén ZIP")


def _done_before(waiting: deque[tuple[Submission, str, Understood | None]]) -> Iterator[Understood]:
    while waiting and waiting[0][2] is not None:
        done = waiting.popleft()[2]
        if done is not None:
            yield done
