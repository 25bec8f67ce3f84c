"""A letter opened: who sent it, what it is about, and each office file in it as a submission of its own."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from kheo.campaigns.models import Campaign
from kheo.campaigns.problems import Problem
from kheo.intake.doors import Arrival, enter
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.journal.models import Original
from kheo.mail.letter import Attachment, Letter

_OFFICE_NAMES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx", ".docm", ".doc", ".odt", ".rtf", ".csv", ".pdf"}
    | {".zip", ".rar", ".7z"}
)
_OFFICE_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"{\\rtf")


def to_read(letter: Letter) -> list[Attachment]:
    """The attachments a unit may have answered in; pictures of signatures and the like stay in the letter."""
    return [
        attachment
        for attachment in letter.attachments
        if attachment.data
        and (PurePath(attachment.name.lower()).suffix in _OFFICE_NAMES or attachment.data.startswith(_OFFICE_STARTS))
    ]


def keep_attachments(letters: Mapping[int, Letter]) -> dict[int, list[Original]]:
    """Store what the letters (by submission id) bring, before any row speaks of it."""
    contents = [(pk, attachment.data) for pk, letter in letters.items() for attachment in to_read(letter)]
    kept: dict[int, list[Original]] = {pk: [] for pk in letters}
    originals = vault.keep([data for _, data in contents]) if contents else []
    for (pk, _), original in zip(contents, originals, strict=True):
        kept[pk].append(original)
    return kept


def open_letters(
    letters: Sequence[tuple[Submission, Letter]], originals: Mapping[int, Sequence[Original]]
) -> list[Submission]:
    """Mark these letters opened (not saved yet) and enter their attachments, which are returned."""
    arrived: dict[Campaign, list[tuple[Arrival, Original]]] = {}
    for submission, letter in letters:
        submission.sender = letter.sender.strip().lower()[:254]
        submission.subject = letter.subject[:500]
        submission.authenticity = list(letter.authenticity)
        for attachment, original in zip(to_read(letter), originals[submission.pk], strict=True):
            arrived.setdefault(submission.campaign, []).append((_arrival(submission, attachment), original))
    entered = {campaign: iter(enter(arrivals, campaign=campaign)) for campaign, arrivals in arrived.items()}
    parts: list[Submission] = []
    for submission, letter in letters:
        own = [(attachment, next(entered[submission.campaign])) for attachment in to_read(letter)]
        _mark(submission, own)
        parts += [part for _, part in own]
    return parts


def _arrival(letter: Submission, attachment: Attachment) -> Arrival:
    return Arrival(
        data=attachment.data,
        received_at=letter.received_at,
        channel=Submission.Channel.LETTER,
        filename=attachment.name,
        sender=letter.sender,
        subject=letter.subject,
        unit=letter.unit if letter.decided_by_id else None,
        call=letter.call,
        told_by=letter.decided_by,
        part_of=letter,
        authenticity=tuple(letter.authenticity),
    )


def _mark(letter: Submission, parts: Sequence[tuple[Attachment, Submission]]) -> None:
    """Opened; but a letter with nothing to read, or with another sender's file, is for a person to see."""
    known = [(attachment, part) for attachment, part in parts if part.part_of_id != letter.pk]
    problems = [
        Problem("attached_before", details={"name": attachment.name, "code": part.code}) for attachment, part in known
    ]
    if not parts:
        problems.append(Problem("no_attachment"))
    puzzling = not parts or any(part.sender != letter.sender for _, part in known)
    letter.state = Submission.State.PUZZLING if puzzling else Submission.State.OPENED
    letter.problems = [problem.as_json() for problem in problems]
