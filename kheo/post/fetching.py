"""Letters of a mailbox fetched, each exactly once, and filed on the server once they are kept.

What is new is what lies there and has no row yet; a letter's row and the letter are written in one transaction
(`sorting`), and only then is it marked as read or moved. So the fetching may be cut off anywhere: before the rows, the
letter is met again; after them, only the filing is left to do. One process at a time holds a claim on a mailbox, which
ends by itself when its holder dies.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.confinement.pool import Readers, Refused, shared
from kheo.journal.book import note
from kheo.mail.identity import LOOK, known_of, unknown
from kheo.mail.imap import Folder, Lying, NoFolder, NotLetIn
from kheo.mail.smtp import NoServer, Server
from kheo.mail.tokens import TokenRefused
from kheo.post.addressing import open_campaigns
from kheo.post.copies import look_elsewhere
from kheo.post.credentials import credentials_of, forget_token
from kheo.post.mailboxes.trying import sentence
from kheo.post.models import Fetched, Mailbox
from kheo.post.sealing import SealBroken
from kheo.post.sorting import TOO_LARGE, Keep, Lost, Met, Place, sort_out, write_down

# A worker has other things to do: what is left after so long is for the next task.
SECONDS = 30
MOST_AT_ONCE = 50
MOST_BYTES_AT_ONCE = 8 * 1024 * 1024
# Bytes a second of an office's line on a bad day.
SLOWEST_LINE = 50_000
# Once the line broke it is tried again at these intervals, then left in peace for longer.
_PAUSES = (1, 5)
_LONGEST_REST = timedelta(minutes=30)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fetching:
    """What one fetching did; `more`: it stopped since its time was over."""

    met: int = 0
    kept: int = 0
    more: bool = False


def fetch(mailbox_id: int, keep: Keep, *, readers: Readers | None = None, seconds: float = SECONDS) -> Fetching:
    """Fetch what is new in this mailbox, unless another process is at it. `keep` lets letters in for a campaign."""
    begun = timezone.now()
    mailbox = _claim(mailbox_id, begun)
    if mailbox is None:
        return Fetching()
    try:
        done = _persistently(mailbox, keep, readers or shared(), time.monotonic() + seconds)
        _succeeded(mailbox, begun, done)
    except Lost:
        return Fetching()
    except NoServer as why:
        _failed(mailbox, sentence(why, Server(mailbox.imap_host, mailbox.imap_port, mailbox.imap_security)))
        return Fetching()
    except (SealBroken, TokenRefused) as why:
        _failed(mailbox, str(why))
        return Fetching()
    return done


def fetchable(now: datetime) -> QuerySet[Mailbox]:
    """Mailboxes nobody is fetching from and that do not rest after a failure."""
    return Mailbox.objects.filter(_is_free(now), enabled=True).exclude(imap_host="").order_by("pk")


def server_of(mailbox: Mailbox) -> Server:
    """Where the mailbox's letters come in. Raises SealBroken, TokenRefused."""
    signs = credentials_of(mailbox)
    return Server(
        mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, signs.username, signs.password, signs.token
    )


def _is_free(now: datetime) -> Q:
    return Q(fetch_after=None) | Q(fetch_after__lte=now)


def _claim(mailbox_id: int, now: datetime) -> Mailbox | None:
    ends = now + settings.FETCHING_LEASE
    if not Mailbox.objects.filter(_is_free(now), pk=mailbox_id, enabled=True).update(fetch_after=ends):
        return None
    return Mailbox.objects.get(pk=mailbox_id)


def _renew(mailbox: Mailbox, weighs: int = 0) -> None:
    """The claim holds anew, long enough to fetch so many bytes. Raises Lost where somebody else took over meanwhile."""
    ends = timezone.now() + settings.FETCHING_LEASE + timedelta(seconds=weighs / SLOWEST_LINE)
    if not Mailbox.objects.filter(pk=mailbox.pk, fetch_after=mailbox.fetch_after).update(fetch_after=ends):
        raise Lost
    mailbox.fetch_after = ends


def _persistently(mailbox: Mailbox, keep: Keep, readers: Readers, until: float) -> Fetching:
    """Once more where the line broke or a token had ended; what was kept before that stays kept."""
    pauses = iter(_PAUSES)
    while True:
        try:
            return _fetch(mailbox, keep, readers, until)
        except NoFolder:
            raise
        except NotLetIn:
            if mailbox.sign_in != Mailbox.SignIn.OAUTH2 or next(pauses, None) is None:
                raise
            forget_token(mailbox)
        except NoServer:
            pause = next(pauses, None)
            if pause is None or time.monotonic() + pause > until:
                raise
            time.sleep(pause)
        _renew(mailbox)


def _fetch(mailbox: Mailbox, keep: Keep, readers: Readers, until: float) -> Fetching:
    campaigns = open_campaigns(mailbox)
    met = kept = 0
    with Folder(server_of(mailbox), mailbox.folder) as folder:
        place = Place(mailbox, mailbox.folder, folder.uidvalidity)
        _forget_old_numbers(place)
        for batch in _batches(_new(folder, place, campaigns)):
            _renew(mailbox, sum(one.size for one in batch))
            kept += _take(folder, batch, place, campaigns, keep, readers)
            met += len(batch)
            if time.monotonic() > until:
                return Fetching(met, kept, more=True)
        _file(folder, place)
        look_elsewhere(folder, place, among_new=not campaigns)
    return Fetching(met, kept)


def _new(folder: Folder, place: Place, campaigns: Sequence[Campaign]) -> Iterator[Lying]:
    """What came since the oldest open campaign and has no row; nothing where no campaign is open."""
    since = _since(place.mailbox, campaigns)
    if since is None:
        return
    written = set(_rows(place).values_list("uid", flat=True))
    # The server's day may have begun earlier than ours.
    uids = [uid for uid in folder.uids(since - _DAY) if uid not in written]
    for lying in folder.lying(uids):
        if timezone.localtime(lying.arrived_at).date() >= since:
            yield lying


def _since(mailbox: Mailbox, campaigns: Sequence[Campaign]) -> date | None:
    """No answer came before the letter it answers; the office may have set a later day."""
    letters = [
        min(timezone.localtime(campaign.published_at).date(), campaign.issued_on or date.max)
        for campaign in campaigns
        if campaign.published_at
    ]
    return max(min(letters), mailbox.since or date.min) if letters else None


def _rows(place: Place) -> QuerySet[Fetched]:
    return Fetched.objects.filter(mailbox=place.mailbox, folder=place.folder, uidvalidity=place.uidvalidity)


def _forget_old_numbers(place: Place) -> None:
    """The folder was numbered anew: what was not filed under an old number is met again under another, and filed."""
    unfiled = Fetched.objects.filter(mailbox=place.mailbox, folder=place.folder, filed_at=None)
    unfiled.exclude(uidvalidity=place.uidvalidity).update(filed_at=timezone.now())


def _batches(lying: Iterable[Lying]) -> Iterator[list[Lying]]:
    """As many at once as memory likes."""
    batch: list[Lying] = []
    size = 0
    for one in lying:
        weighs = 0 if one.size > settings.MAX_LETTER_BYTES else one.size
        if batch and (len(batch) == MOST_AT_ONCE or size + weighs > MOST_BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += weighs
    if batch:
        yield batch


def _take(
    folder: Folder, batch: Sequence[Lying], place: Place, campaigns: Sequence[Campaign], keep: Keep, readers: Readers
) -> int:
    now = timezone.now()
    small = {one.uid: one for one in batch if one.size <= settings.MAX_LETTER_BYTES}
    _leave([one for one in batch if one.uid not in small], place, now)
    raw = folder.letters(list(small))
    looked = readers.each((LOOK, data) for data in raw.values())
    met = [
        Met(uid, small[uid].arrived_at, data, unknown(data) if isinstance(known, Refused) else known_of(known))
        for (uid, data), known in zip(raw.items(), looked, strict=True)
    ]
    kept = sort_out(met, place, campaigns, keep, now)
    _file(folder, place)
    return kept


def _leave(large: Sequence[Lying], place: Place, now: datetime) -> None:
    """Too large to be fetched: it stays as it is, unread, and the office is told."""
    if not large:
        return
    rows = [place.row(one.uid, unknown(f"{place.uidvalidity}/{one.uid}".encode()), now, TOO_LARGE) for one in large]
    for row in rows:
        row.filed_at = now
    write_down(rows, place)
    for one in large:
        note("mailbox.leftout", place.mailbox, uid=one.uid, size=one.size, folder=place.folder)


def _file(folder: Folder, place: Place) -> None:
    """Mark as read, or move, what is kept and was not filed yet: now, or when an earlier fetching was cut off."""
    unfiled = list(_rows(place).filter(filed_at=None).values_list("uid", flat=True))
    if unfiled:
        folder.file(unfiled, folder=place.mailbox.done_folder)
        _rows(place).filter(uid__in=unfiled).update(filed_at=timezone.now())


@transaction.atomic
def _succeeded(mailbox: Mailbox, begun: datetime, done: Fetching) -> None:
    looked = {} if done.more else {"last_fetched_at": begun}
    mine = Mailbox.objects.filter(pk=mailbox.pk, fetch_after=mailbox.fetch_after)
    if not mine.update(fetch_after=None, failing_since=None, last_error="", **looked):
        raise Lost
    if mailbox.failing_since:
        note("mailbox.recovered", mailbox)
    if done.met:
        note("mailbox.fetched", mailbox, met=done.met, kept=done.kept)


@transaction.atomic
def _failed(mailbox: Mailbox, why: str) -> None:
    """Left in peace for half as long as it has been failing already."""
    now = timezone.now()
    since = mailbox.failing_since or now
    rest = min(max((now - since) / 2, settings.FETCHING_REST), _LONGEST_REST)
    mine = Mailbox.objects.filter(pk=mailbox.pk, fetch_after=mailbox.fetch_after)
    if mine.update(fetch_after=now + rest, failing_since=since, last_error=why[:500]) and not mailbox.failing_since:
        note("mailbox.failed", mailbox, why=why)
