"""The sender's own files back with the cells marked: made in the confined process, kept in the vault."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from kheo.confinement.pool import Readers
from kheo.intake.models import Submission
from kheo.intake.replies import told_of
from kheo.journal import vault
from kheo.journal.models import Original
from kheo.office.marking.marking import MARK_FILE, marked_of, request

# What all enclosures of one letter may weigh: beyond it mail servers refuse the letter.
MOST_BYTES = 9 * 1024 * 1024


def marked_files(submissions: Sequence[Submission], readers: Readers) -> list[tuple[str, Original]]:
    """(name, original) of each file with cells to look at that could be marked; others are left to the words."""
    wanted = list(_wanted(submissions))
    outcomes = readers.each((MARK_FILE, request(data, marks)) for _, data, marks in wanted)
    made: list[tuple[str, bytes]] = []
    room = MOST_BYTES
    for (name, _, _), outcome in zip(wanted, outcomes, strict=True):
        marked = marked_of(outcome) if isinstance(outcome, dict) else None
        if marked is not None and len(marked) <= room:
            made.append((name, marked))
            room -= len(marked)
    originals = vault.keep([data for _, data in made]) if made else []
    return [(name, original) for (name, _), original in zip(made, originals, strict=True)]


def _wanted(submissions: Sequence[Submission]) -> Iterator[tuple[str, bytes, dict[str, str]]]:
    """A file once, with the cells of all its forms: name, bytes, address → what is said there."""
    by_original: dict[int, dict[str, list[str]]] = {}
    shown: dict[int, Submission] = {}
    for one in submissions:
        for problem in told_of(one):
            if problem["at"]:
                places = by_original.setdefault(one.original_id, {})
                places.setdefault(problem["at"], []).append(problem["message"])
                shown.setdefault(one.original_id, one)
    for pk, places in by_original.items():
        try:
            data = vault.read(shown[pk].original)
        except FileNotFoundError:
            # The self-check tells of it; the answer goes without.
            continue
        yield _name(shown[pk].filename), data, {at: "\n".join(said) for at, said in places.items()}


def _name(filename: str) -> str:
    path = PurePath(filename or "bieu")
    return f"{path.stem} (cần xem){path.suffix}"
