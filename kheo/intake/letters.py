"""A letter opened: who sent it, what it is about, and each office file in it as a submission of its own.

A plain zip goes the same way, as a letter without words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from kheo.campaigns.models import Campaign
from kheo.campaigns.problems import Problem
from kheo.intake.doors import Arrival, enter
from kheo.intake.forms.margins import is_nil
from kheo.intake.models import Submission
from kheo.intake.recognising import Directory, contradicts
from kheo.journal import vault
from kheo.journal.models import Original
from kheo.mail.contents.bodies import own_words
from kheo.mail.letter import Attachment, Letter, letter_of

_OFFICE_NAMES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx", ".docm", ".doc", ".odt", ".rtf", ".csv", ".pdf"}
    | {".zip", ".rar", ".7z"}
)
_BEGINNING = re.compile(r"(?:\A|\n|[.;!?]\s)\s*")
_SENTENCE_END = re.compile(r"[.;!?](?:\s|$)|\n\s*\n")
# A sentence that says there is nothing is short.
_MOST_LOOKED_AT = 200
_OFFICE_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"{\\rtf")
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_BODY_NAME = "Bảng trong nội dung thư.html"


def to_read(letter: Letter) -> list[Attachment]:
    """The attachments a unit may have answered in: documents, else pages it photographed, else a table in the letter.

    Pictures of signatures and the like stay in the letter: they come without their bytes (kheo.mail.contents).
    """
    return [
        attachment
        for attachment in letter.attachments
        if attachment.data
        and (
            attachment.in_body
            or PurePath(attachment.name.lower()).suffix in _OFFICE_NAMES
            or attachment.data.startswith(_OFFICE_STARTS + _PICTURE_STARTS)
        )
    ]


def bundle_of(members: Sequence[Mapping[str, Any]], *, sent_as: Submission | None = None) -> Letter:
    """What a zip holds (see kheo.office.opening:open_sent), as a letter from whoever sent the zip."""
    words = dict.fromkeys(("sender_name", "message_id", "dated", "text"), "")
    known = {
        "sender": sent_as.sender if sent_as else "",
        "subject": sent_as.subject if sent_as else "",
        "authenticity": sent_as.authenticity if sent_as else [],
    }
    return letter_of({**words, **known, "auto_submitted": False, "attachments": members})


def keep_attachments(letters: Mapping[int, Letter]) -> dict[int, list[Original]]:
    """Store what the letters (by submission id) bring, before any row speaks of it."""
    contents = [(pk, attachment.data) for pk, letter in letters.items() for attachment in to_read(letter)]
    kept: dict[int, list[Original]] = {pk: [] for pk in letters}
    originals = vault.keep([data for _, data in contents]) if contents else []
    for (pk, _), original in zip(contents, originals, strict=True):
        kept[pk].append(original)
    return kept


def open_letters(
    letters: Sequence[tuple[Submission, Letter]],
    originals: Mapping[int, Sequence[Original]],
    directory_of: Callable[[Campaign], Directory],
) -> list[Submission]:
    """Mark these letters opened (not saved yet) and enter their attachments, which are returned."""
    arrived: dict[Campaign, list[tuple[Arrival, Original]]] = {}
    for submission, letter in letters:
        submission.sender = letter.sender.strip().lower()[:254]
        submission.subject = letter.subject[:500]
        submission.authenticity = list(letter.authenticity)
        submission.message_id = letter.message_id[:998]
        submission.automatic = letter.auto_submitted
        for attachment, original in zip(to_read(letter), originals[submission.pk], strict=True):
            arrived.setdefault(submission.campaign, []).append((_arrival(submission, attachment), original))
    entered = {campaign: iter(enter(arrivals, campaign=campaign)) for campaign, arrivals in arrived.items()}
    parts: list[Submission] = []
    for submission, letter in letters:
        own = [(attachment, next(entered[submission.campaign]).submission) for attachment in to_read(letter)]
        _mark(submission, letter, own, directory_of(submission.campaign))
        if not own and says_nil(letter.text):
            submission.problems.append(Problem("nil_letter").as_json())
        parts += [part for _, part in own]
    return parts


def _arrival(letter: Submission, attachment: Attachment) -> Arrival:
    return Arrival(
        data=attachment.data,
        received_at=letter.received_at,
        channel=Submission.Channel.LETTER if letter.sender else Submission.Channel(letter.channel),
        filename=_BODY_NAME if attachment.in_body else attachment.name,
        sender=letter.sender,
        forwarded_from=attachment.forwarded_from,
        subject=letter.subject,
        unit=letter.unit if letter.decided_by_id else None,
        call=letter.call,
        told_by=letter.decided_by,
        part_of=letter,
        authenticity=tuple(letter.authenticity),
    )


def _mark(
    submission: Submission, letter: Letter, parts: Sequence[tuple[Attachment, Submission]], among: Directory
) -> None:
    """Opened; but a letter with nothing to read, or with what another unit has answered by, is for a person to see.

    What can only be mended by the unit goes back to it; what a machine wrote of itself is set aside.
    """
    known = [(attachment, part) for attachment, part in parts if part.part_of_id != submission.pk]
    problems = [
        Problem("attached_before", details={"name": attachment.name, "code": part.code}) for attachment, part in known
    ]
    problems += [Problem("attachment_too_large", details={"name": name or "không tên"}) for name in letter.left_out]
    if letter.links and not parts:
        problems.append(Problem("links_instead", details={"link": letter.links[0][:80]}))
    elif not parts and not letter.left_out:
        problems.append(Problem("automatic_letter" if submission.automatic else "no_attachment"))
    others = any(part.unit_id and contradicts(submission.sender, part.unit_id, among) for _, part in known)
    submission.state = _state(submission, letter, others=others, empty=not parts)
    submission.problems = [problem.as_json() for problem in problems]


def _state(submission: Submission, letter: Letter, *, others: bool, empty: bool) -> Submission.State:
    if not empty:
        return Submission.State.PUZZLING if others else Submission.State.OPENED
    if submission.automatic:
        return Submission.State.ASIDE
    return Submission.State.RETURNED if letter.links or letter.left_out else Submission.State.PUZZLING


def says_nil(text: str) -> bool:
    """Does a sentence of the letter say that there is nothing to report? What it quotes (>) is not its own."""
    own = "\n".join(line for line in own_words(text).splitlines() if not line.lstrip().startswith(">"))
    for beginning in _BEGINNING.finditer(own):
        rest = own[beginning.end() : beginning.end() + _MOST_LOOKED_AT]
        # Lines may be wrapped within the sentence, or end it without a stop.
        for said in (_SENTENCE_END.split(rest)[0], rest.split("\n")[0]):
            if " " in said and is_nil(" ".join(said.split())):
                return True
    return False
