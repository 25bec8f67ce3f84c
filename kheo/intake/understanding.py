"""From bytes to what they say: the confined processes open, the parent finds the paper.

Knows no rows but the submission's own, and runs outside every transaction.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kheo.campaigns.paper import Filled, Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.confinement.pool import Readers, Refused
from kheo.intake.division import kept_lines, own_lines
from kheo.intake.doors import is_letter
from kheo.intake.letters import bundle_of, to_read
from kheo.intake.models import Submission
from kheo.intake.reading import read_book
from kheo.intake.typed import filled_of
from kheo.journal import vault
from kheo.mail.letter import Letter, letter_of
from kheo.office.opening import OPEN_SENT, book_of
from kheo.office.tables import Book

OPEN_LETTER = "kheo.mail.letter:parse"
# Typed on a page of ours: the bytes are rows already, no reader is needed.
TYPED_IN = frozenset({Submission.Channel.SCREEN, Submission.Channel.LINK})


@dataclass(frozen=True)
class Understood:
    """One submission and what its bytes came to: a filled paper, a letter, a refusal, or a mistake of ours.

    `further` are the other forms of the same file, which become submissions of their own.
    """

    submission: Submission
    said: Filled | Letter | Refused | Exception
    further: tuple[Filled, ...] = ()


def understand(
    submissions: Iterable[Submission], readers: Readers, papers_for: Callable[[Submission], Sequence[Paper]]
) -> Iterator[Understood]:
    """Each submission with what it says, in order; one that cannot be understood never stops the others.

    `papers_for` gives the papers a file may hold, that of the call which was told first.
    """
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
    reading["rows"] = [
        [
            *(_stored(name, cell) for name, cell in row.cells.items()),
            *([name, "", at] for name, at in row.empty.items() if name not in row.cells),
        ]
        for row in filled.rows
    ]
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
        rows=tuple(_row(cells) for cells in reading["rows"]),
        nil=reading["nil"],
        # Readings kept from before forms had fingerprints say nothing of them.
        marks=tuple(reading.get("marks", ())),
        problems=tuple(
            Problem(problem["code"], problem["at"], dict(problem["details"])) for problem in reading["problems"]
        ),
    )


def _row(cells: Iterable[Sequence[Any]]) -> Row:
    said = {name: Value(*rest) for name, *rest in cells}
    empty = {name: value.at for name, value in said.items() if not value.value}
    return Row({name: value for name, value in said.items() if name not in empty}, empty)


def _stored(name: str, value: Value) -> list[Any]:
    """Only what was read from a picture says how surely."""
    said: list[Any] = [name, value.value, value.at]
    return said if value.confidence is None else [*said, value.confidence]


def _begin(submission: Submission) -> tuple[tuple[str, bytes] | None, Understood | None]:
    """The job for a confined process, or what is understood without one."""
    if submission.portion and submission.reading and submission.reopened_at is None:
        # A further form of a file: it was read together with the first.
        return None, Understood(submission, restored(submission.reading))
    try:
        data = vault.read(submission.original)
        if submission.channel in TYPED_IN:
            return None, Understood(submission, filled_of(data))
    except Exception as error:  # noqa: BLE001 one submission's trouble stays its own
        return None, Understood(submission, error)
    return (OPEN_LETTER if is_letter(data) else OPEN_SENT, data), None


def _finish(
    submission: Submission, function: str, value: Any, papers_for: Callable[[Submission], Sequence[Paper]]
) -> Understood:
    if isinstance(value, Refused):
        return Understood(submission, value)
    try:
        if function == OPEN_LETTER:
            return Understood(submission, letter_of(value))
        if "members" in value:
            return Understood(submission, _unpacked(submission, bundle_of(value["members"], sent_as=submission)))
        return _understood(submission, _forms(book_of(value), submission, papers_for(submission)))
    except Exception as error:  # noqa: BLE001 one submission's trouble stays its own
        return Understood(submission, error)


def _forms(book: Book, submission: Submission, papers: Sequence[Paper]) -> tuple[Filled, ...]:
    """The forms of a file; as the paper of the call that was told where nothing else in it is that paper."""
    found = read_book(book, papers)
    if submission.call is None or any(filled.paper == submission.call.paper for filled in found):
        return found
    told = read_book(book, papers[:1])
    return told if told[0].paper else found


def _understood(submission: Submission, found: tuple[Filled, ...]) -> Understood:
    """The form that is this submission's, and what the first of a file leaves to others."""
    if by_hand := own_lines(found, submission):
        return Understood(submission, by_hand)
    if submission.portion >= len(found):
        return Understood(submission, Filled(paper=None))
    said = kept_lines(found[submission.portion], submission)
    return Understood(submission, said, () if submission.portion else found[1:])


def _unpacked(submission: Submission, bundle: Letter) -> Letter | Refused:
    """A zip is opened as it came, or out of a letter; deeper nothing is, however it is folded."""
    deep = submission.part_of is not None and submission.part_of.part_of_id is not None
    return bundle if to_read(bundle) and not deep else Refused("archive_file", "tệp nén ZIP")


def _done_before(waiting: deque[tuple[Submission, str, Understood | None]]) -> Iterator[Understood]:
    while waiting and waiting[0][2] is not None:
        done = waiting.popleft()[2]
        if done is not None:
            yield done
