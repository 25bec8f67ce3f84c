"""What a letter from a mailbox is (an answer to keep, a copy of our own, a repetition, a bounce), written down once.

Each letter's row is written in the transaction that keeps it, so that it is kept exactly once however often the
fetching is cut off. One transaction for each campaign: two of them in one would wait for each other in a ring.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.journal.book import note
from kheo.journal.models import Original
from kheo.mail.identity import Known
from kheo.post.addressing import campaign_of, campaigns_of_threads
from kheo.post.models import Fetched, Mailbox, Outgoing

State = Outgoing.State
COPY, REPEATED, BOUNCE, TOO_LARGE = "bản lưu thư của ta", "thư lặp lại", "báo thư bị trả lại", "quá lớn, chưa lấy"
_MAY_BOUNCE = frozenset({State.SENT, State.SENDING, State.UNSURE})


@dataclass(frozen=True)
class Met:
    """One letter met in a mailbox: where it lies, when the server got it, its bytes, what is told of it."""

    uid: int
    arrived_at: datetime
    raw: bytes
    known: Known


@dataclass(frozen=True)
class Kept:
    """One letter that is to go down the river, already in the vault. `automatic`: never to be answered."""

    raw: bytes
    original: Original
    received_at: datetime
    message_id: str
    sender: str
    subject: str
    automatic: bool


# Lets letters of a mailbox in for a campaign, within the transaction it is called in.
Keep = Callable[[Sequence[Kept], Mailbox, Campaign], object]


class Lost(Exception):  # noqa: N818 - somebody else has taken over
    """Another process fetches from this mailbox now; what it keeps, this one must not."""


@dataclass(frozen=True)
class Place:
    """The folder as the server numbers it now, and the claim under which rows may be written for it."""

    mailbox: Mailbox
    folder: str
    uidvalidity: int

    def row(self, uid: int, known: Known, now: datetime, note: str = "", original: Original | None = None) -> Fetched:
        return Fetched(
            mailbox=self.mailbox,
            folder=self.folder,
            uidvalidity=self.uidvalidity,
            uid=uid,
            message_id=known.message_id,
            fingerprint=known.fingerprint,
            original=original,
            note=note,
            at=now,
        )

    def check_claim(self) -> None:
        """Hold the mailbox's row: whoever takes over waits until this transaction ends. Raises Lost."""
        mine = Mailbox.objects.select_for_update(no_key=True).filter(pk=self.mailbox.pk)
        if not mine.filter(fetch_after=self.mailbox.fetch_after).exists():
            raise Lost


def sort_out(met: Sequence[Met], place: Place, campaigns: Sequence[Campaign], keep: Keep, now: datetime) -> int:
    """Write all of these letters down and keep those that are for us; gives how many were kept. Raises Lost."""
    ours = _ours(met)
    seen = _seen_before(met, place.mailbox)
    rows: list[Fetched] = []
    bounces: list[tuple[Met, list[Outgoing]]] = []
    rest: list[Met] = []
    for one in met:
        if ours.get(one.known.message_id) == one.known.sender:
            rows.append(place.row(one.uid, one.known, now, COPY))
        elif one.known.fingerprint in seen:
            rows.append(place.row(one.uid, one.known, now, REPEATED))
        elif one.known.bounced and (returned := _returned(one.known)):
            bounces.append((one, returned))
        else:
            rest.append(one)
        seen.add(one.known.fingerprint)
    for one, returned in bounces:
        _file_bounce(one, returned, place, now)
    _keep_all(rest, place, campaigns, keep, now)
    # Last: the first of two deliveries in one batch must be kept before the second counts as its repetition.
    write_down(rows, place)
    return len(rest)


def write_down(rows: Sequence[Fetched], place: Place) -> None:
    """Rows for letters of which nothing is kept. Raises Lost."""
    if rows:
        with transaction.atomic():
            place.check_claim()
            _insert(rows)


def _ours(met: Iterable[Met]) -> dict[str, str]:
    """Message-ID → the address it went out from, of letters of ours: with another sender it is no copy."""
    ids = {one.known.message_id for one in met if one.known.message_id}
    rows = Outgoing.objects.filter(message_id__in=ids).values_list("message_id", "mailbox__address")
    return {message_id: address.lower() for message_id, address in rows}


def _seen_before(met: Iterable[Met], mailbox: Mailbox) -> set[str]:
    """Kept earlier under another number: the server or the folder changed, or it was delivered twice."""
    fingerprints = {one.known.fingerprint for one in met}
    rows = Fetched.objects.filter(mailbox=mailbox, fingerprint__in=fingerprints).exclude(original=None)
    return set(rows.values_list("fingerprint", flat=True))


def _returned(known: Known) -> list[Outgoing]:
    return list(Outgoing.objects.filter(message_id__in=known.bounced))


def _file_bounce(one: Met, returned: Sequence[Outgoing], place: Place, now: datetime) -> None:
    """The bounce is kept beside the letters it speaks of, and goes no further."""
    (original,) = vault.keep([one.raw])
    with transaction.atomic():
        place.check_claim()
        pks = [outgoing.pk for outgoing in returned]
        found = Outgoing.objects.select_for_update(of=("self",)).filter(pk__in=pks, state__in=_MAY_BOUNCE)
        letters = list(found.order_by("pk"))
        for outgoing in letters:
            outgoing.sent_at = outgoing.sent_at or outgoing.claimed_at
            outgoing.state, outgoing.error = State.BOUNCED, f"Thư bị trả lại: {one.known.reason}"[:500]
            outgoing.save(update_fields=["state", "error", "sent_at"])
        _insert([place.row(one.uid, one.known, now, BOUNCE, original)])
        for outgoing in letters:
            note("letter.bounced", outgoing, key=outgoing.key, reason=one.known.reason)


def _keep_all(met: Sequence[Met], place: Place, campaigns: Sequence[Campaign], keep: Keep, now: datetime) -> None:
    originals = vault.keep([one.raw for one in met]) if met else []
    threads = campaigns_of_threads({reference for one in met for reference in one.known.references})
    by_campaign: dict[Campaign, list[tuple[Met, Original]]] = {}
    for one, original in zip(met, originals, strict=True):
        campaign = campaign_of(one.known.subject, one.known.references, campaigns, threads=threads)
        by_campaign.setdefault(campaign, []).append((one, original))
    for campaign, some in by_campaign.items():
        with transaction.atomic():
            place.check_claim()
            _insert([place.row(one.uid, one.known, now, original=original) for one, original in some])
            keep([_kept(one, original, now) for one, original in some], place.mailbox, campaign)


def _kept(one: Met, original: Original, now: datetime) -> Kept:
    known = one.known
    return Kept(
        raw=one.raw,
        original=original,
        # What the mail server says it got in the future did not come later than now.
        received_at=min(one.arrived_at, now),
        message_id=known.message_id,
        sender=known.sender,
        subject=known.subject,
        automatic=known.automatic,
    )


def _insert(rows: Sequence[Fetched]) -> None:
    try:
        Fetched.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Lost from error
