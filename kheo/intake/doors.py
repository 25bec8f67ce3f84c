"""Where things arrive: bytes are kept and noted, nothing is asked; what returns from here is acknowledged.

Vault first, then one transaction for submissions, deliveries and journal (docs/decisions/0004-order-of-writes.md).
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign
from kheo.intake.models import Delivery, Submission
from kheo.intake.recognising import is_unproven
from kheo.intake.typed import Typed, bytes_of
from kheo.journal import vault
from kheo.journal.book import Happening, note_all
from kheo.journal.models import Original
from kheo.office.wording import tidy
from kheo.post.models import Mailbox
from kheo.post.sorting import Kept
from kheo.units.models import Unit

# Crockford's base 32: no I, L, O, U, so that a code can be read out over the telephone.
_CODE_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEADER = re.compile(rb"^(?:From |[!-9;-~]{1,60}:)")
_LETTER_HEADERS = re.compile(
    rb"^(?:received|from|to|date|subject|message-id|mime-version|return-path):", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class Arrival:
    """One thing that came in: its bytes and what is known around them.

    `unit` only when a signed-in person (`told_by`) said so; `call` when the sender came in by that call's door.
    """

    data: bytes
    received_at: datetime
    channel: Submission.Channel = Submission.Channel.UPLOAD
    filename: str = ""
    sender: str = ""
    subject: str = ""
    unit: Unit | None = None
    call: Call | None = None
    told_by: User | None = None
    part_of: Submission | None = None
    authenticity: tuple[str, ...] = ()
    message_id: str = ""
    automatic: bool = False
    mailbox: Mailbox | None = None
    forwarded_from: str = ""


def by_upload(
    files: Iterable[tuple[str, bytes]],
    *,
    campaign: Campaign,
    received_at: datetime,
    call: Call | None = None,
    unit: Unit | None = None,
    actor: User | None = None,
) -> list[Submission]:
    """Files (name, bytes) from a page; `unit` when the person signed in sends for that unit."""
    told_by = actor if unit else None
    arrivals = [
        Arrival(data, received_at, filename=name, unit=unit, call=call, told_by=told_by) for name, data in files
    ]
    return keep(arrivals, campaign=campaign, actor=actor)


def by_letter(
    letters: Iterable[bytes], *, campaign: Campaign, received_at: datetime, call: Call | None = None
) -> list[Submission]:
    """Raw letters as the mailbox had them; sender and subject are read later, in the confined process."""
    arrivals = [Arrival(raw, received_at, Submission.Channel.LETTER, call=call) for raw in letters]
    return keep(arrivals, campaign=campaign)


def by_mailbox(letters: Sequence[Kept], mailbox: Mailbox, campaign: Campaign) -> list[Submission]:
    """Letters fetched from a mailbox, in the vault already; called within the transaction that writes them down."""
    arrived = [
        (
            Arrival(
                letter.raw,
                letter.received_at,
                Submission.Channel.LETTER,
                sender=letter.sender,
                subject=letter.subject,
                message_id=letter.message_id,
                automatic=letter.automatic,
                mailbox=mailbox,
            ),
            letter.original,
        )
        for letter in letters
    ]
    return [delivery.submission for delivery in enter(arrived, campaign=campaign)]


def by_screen(typed: Typed, *, unit: Unit, call: Call, received_at: datetime, actor: User) -> Submission:
    """What an officer typed in for a unit; recorded as typed in by that officer."""
    data = bytes_of(typed, call=call.slug, unit=unit.code, typed_at=timezone.now())
    arrival = Arrival(data, received_at, Submission.Channel.SCREEN, unit=unit, call=call, told_by=actor)
    return keep([arrival], campaign=call.campaign, actor=actor)[0]


def by_link(typed: Typed, *, unit: Unit, call: Call, received_at: datetime, sender: str) -> Submission:
    """What a unit typed in behind its own link; `sender` is the address whose code let it in."""
    data = bytes_of(typed, call=call.slug, unit=unit.code, typed_at=received_at)
    arrival = Arrival(data, received_at, Submission.Channel.LINK, sender=sender, unit=unit, call=call)
    return keep([arrival], campaign=call.campaign)[0]


def keep(arrivals: Sequence[Arrival], *, campaign: Campaign, actor: User | None = None) -> list[Submission]:
    """Keep all that arrived, in order; bytes that came before for this campaign give the earlier submission.

    When this returns, nothing of it can be lost any more.
    """
    return [delivery.submission for delivery in deliver(arrivals, campaign=campaign, actor=actor)]


def deliver(arrivals: Sequence[Arrival], *, campaign: Campaign, actor: User | None = None) -> list[Delivery]:
    """As `keep`, giving the delivery each arrival became; the first of a submission has the lowest id of all."""
    originals = vault.keep([arrival.data for arrival in arrivals])
    return enter(list(zip(arrivals, originals, strict=True)), campaign=campaign, actor=actor)


@transaction.atomic
def enter(
    arrived: Sequence[tuple[Arrival, Original]], *, campaign: Campaign, actor: User | None = None
) -> list[Delivery]:
    """Write the rows for what the vault already holds; safe when several processes enter the same bytes at once."""
    # One door at a time for a campaign: two batches of the same bytes in another order would wait for each other.
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    drafts: dict[int, Submission] = {}
    for arrival, original in arrived:
        drafts.setdefault(original.pk, _draft(arrival, original, campaign))
    codes = {draft.code for draft in drafts.values()}
    found = _insert(drafts, campaign, codes)
    submissions = [found[original.pk] for _, original in arrived]
    deliveries = _deliver([arrival for arrival, _ in arrived], submissions, actor)
    _look_again([(arrival, found[original.pk]) for arrival, original in arrived])
    _note(submissions, codes, actor)
    return deliveries


def new_code() -> str:
    """K-7XQ2-M9PD: forty random bits in eight digits."""
    digits = "".join(secrets.choice(_CODE_DIGITS) for _ in range(8))
    return f"K-{digits[:4]}-{digits[4:]}"


def is_letter(data: bytes) -> bool:
    """Do these bytes begin like an e-mail? Looks at the first lines only and trusts no file name."""
    start = data[:4096]
    return b"\0" not in start and bool(_HEADER.match(start)) and len(set(_LETTER_HEADERS.findall(start))) >= 2


def _draft(arrival: Arrival, original: Original, campaign: Campaign) -> Submission:
    now = timezone.now()
    return Submission(
        code=new_code(),
        campaign=campaign,
        original=original,
        part_of=arrival.part_of,
        channel=arrival.channel,
        received_at=arrival.received_at,
        filename=shown_name(arrival.filename),
        sender=arrival.sender.strip().lower()[:254],
        subject=tidy(arrival.subject).replace("\0", "")[:500],
        authenticity=list(arrival.authenticity),
        message_id=arrival.message_id[:998],
        automatic=arrival.automatic,
        mailbox=arrival.mailbox,
        forwarded_from=arrival.forwarded_from.strip().lower()[:254],
        state_at=now,
        unit=arrival.unit,
        call=arrival.call,
        decided_by=arrival.told_by,
    )


def shown_name(filename: str) -> str:
    """A file's name for showing only: no folders, no control characters; the vault never uses it."""
    last = re.split(r"[\\/]", filename)[-1]
    return "".join(letter for letter in tidy(last) if letter.isprintable())[:250]


def _insert(drafts: Mapping[int, Submission], campaign: Campaign, codes: set[str]) -> dict[int, Submission]:
    """Insert those not there yet; a draft whose code was taken by chance tries again with another."""
    missing = dict(drafts)
    found: dict[int, Submission] = {}
    while missing:
        Submission.objects.bulk_create(missing.values(), ignore_conflicts=True)
        rows = Submission.objects.filter(campaign=campaign, original__in=list(missing), portion=0)
        found.update({row.original_id: row for row in rows})
        missing = {key: draft for key, draft in missing.items() if key not in found}
        for draft in missing.values():
            draft.code = new_code()
            codes.add(draft.code)
    return found


def _deliver(arrivals: Sequence[Arrival], submissions: Sequence[Submission], actor: User | None) -> list[Delivery]:
    return Delivery.objects.bulk_create(
        Delivery(
            submission=submission,
            channel=arrival.channel,
            at=arrival.received_at,
            sender=arrival.sender.strip().lower()[:254],
            filename=shown_name(arrival.filename),
            actor=actor,
        )
        for arrival, submission in zip(arrivals, submissions, strict=True)
    )


def _look_again(arrived: Iterable[tuple[Arrival, Submission]]) -> None:
    """A sender not heard of before may tell whose the bytes are that nobody could place: they wait once more."""
    unplaced = {Submission.State.RECEIVED, Submission.State.PUZZLING}
    telling: dict[Submission, list[Arrival]] = {}
    for arrival, submission in arrived:
        if submission.state in unplaced and arrival.sender.strip().lower() not in {"", submission.sender}:
            telling.setdefault(submission, []).append(arrival)
    if not telling:
        return
    rows = Submission.objects.filter(
        pk__in=[submission.pk for submission in telling], unit=None, decided_by=None, state__in=unplaced
    )
    if connection.features.has_select_for_update_skip_locked:
        # Whoever holds one is deciding it just now.
        rows = rows.select_for_update(skip_locked=True, no_key=True)
    free = set(rows.values_list("pk", flat=True))
    again = [submission for submission in telling if submission.pk in free]
    for submission in again:
        submission.state, submission.state_at = Submission.State.RECEIVED, timezone.now()
        submission.tries, submission.problems = 0, []
        unproven = [arrival for arrival in telling[submission] if is_unproven(arrival.authenticity)]
        if unproven and not is_unproven(submission.authenticity):
            # One sender who failed the test is enough for a person to be asked.
            submission.authenticity = [*submission.authenticity, *unproven[0].authenticity]
    Submission.objects.bulk_update(again, ["state", "state_at", "tries", "problems", "authenticity"])


def _note(submissions: Sequence[Submission], codes: set[str], actor: User | None) -> None:
    """One event an arrival: received the first time, repeated every other."""
    seen: set[int] = set()
    happenings = []
    for submission in submissions:
        first = submission.code in codes and submission.pk not in seen
        seen.add(submission.pk)
        name = "submission.received" if first else "submission.repeated"
        happenings.append(Happening(name, submission, actor, {"code": submission.code}))
    note_all(happenings)
