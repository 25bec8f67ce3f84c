"""Letters of the outbox go out: queued → sending → sent, or back, or failed, or nobody knows.

A letter is claimed in one transaction, handed over outside of any, and its fate written in another. Whoever dies in
between leaves a claim that outlives its lease: then a copy in our own mailbox tells whether the letter went out, and
only a letter that surely did not is sent again, under the same Message-ID. Several workers share each mailbox's rate,
counted over the rows.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from kheo.journal import vault
from kheo.journal.book import note
from kheo.mail.smtp import Connection, Fate, NoServer, Server, Verdict
from kheo.mail.tokens import TokenRefused
from kheo.mail.writing import GENERATED, REPLIED, Leaf, Unwritable, Writing, written
from kheo.post.copies import copy_seen
from kheo.post.credentials import credentials_of, forget_token
from kheo.post.models import Mailbox, Outgoing
from kheo.post.sealing import SealBroken

State = Outgoing.State
Kind = Outgoing.Kind
# Says why a letter is no longer wanted, or nothing; it may write the letter anew where less is left to be said.
Unwanted = Callable[[Outgoing], str]
Clock = Callable[[], datetime]

MOST_TRIES = 12
_PAUSES = (1, 5, 15, 60, 240, 480)
_LONGEST_PAUSE_OF_MAILBOX = timedelta(minutes=30)
_MINUTE = timedelta(minutes=1)


def send_due(*, unwanted: Unwanted = lambda _: "", clock: Clock = timezone.now) -> int:
    """Send what is due, mailbox by mailbox, as far as each one's rate allows; gives how many letters went out."""
    ready = Mailbox.objects.filter(pk__in=due(clock()).values("mailbox")).order_by("pk")
    return sum(_send_from(mailbox, unwanted, clock) for mailbox in ready)


def due(now: datetime) -> QuerySet[Outgoing]:
    """Letters that wait for nothing but a sender."""
    waiting = Outgoing.objects.filter(state=State.QUEUED, next_try_at__lte=now)
    return waiting.filter(mailbox__enabled=True).exclude(mailbox__smtp_host="")


def look_after(now: datetime) -> int:
    """What was cut off while sending: unsure at first, then found to have gone out, or queued again."""
    for outgoing in Outgoing.objects.filter(state=State.SENDING, next_try_at__lt=now):
        _write(outgoing, State.UNSURE, now, "letter.unsure", said="Bộ gửi dừng giữa chừng.")
    settled = 0
    unsure = Outgoing.objects.filter(state=State.UNSURE, mailbox__copies_itself=True).select_related("mailbox")
    for outgoing in unsure.order_by("pk"):
        settled += _settle(outgoing, now)
    return settled


@transaction.atomic
def claim(mailbox_id: int, now: datetime, unwanted: Unwanted = lambda _: "") -> Outgoing | None:
    """The next letter to send from this mailbox, for nobody else until its lease ends; None: not now."""
    # Held only for this short transaction: senders of one mailbox count its rate one after another.
    mailbox = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox_id)
    claimed = Outgoing.objects.filter(mailbox=mailbox, claimed_at__gt=now - _MINUTE)
    if not mailbox.enabled or claimed.aggregate(number=Count("pk"))["number"] >= mailbox.per_minute:
        return None
    while (outgoing := _next(mailbox, now)) is not None:
        reason = unwanted(outgoing)
        if not reason:
            outgoing.state, outgoing.claimed_at = State.SENDING, now
            outgoing.tries += 1
            outgoing.next_try_at = now + settings.SENDING_LEASE
            outgoing.save(update_fields=["state", "claimed_at", "tries", "next_try_at"])
            return outgoing
        outgoing.state, outgoing.error = State.CANCELLED, reason[:500]
        outgoing.save(update_fields=["state", "error"])
        note("letter.dropped", outgoing, key=outgoing.key, reason=reason)
    return None


def _next(mailbox: Mailbox, now: datetime) -> Outgoing | None:
    """Codes first: somebody sits before a page and waits for one."""
    rows = Outgoing.objects.filter(mailbox=mailbox, state=State.QUEUED, next_try_at__lte=now)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, no_key=True, of=("self",))
    urgency = Case(When(kind=Kind.CODE, then=Value(0)), default=Value(1))
    return rows.order_by(urgency, "next_try_at", "id").first()


def _send_from(mailbox: Mailbox, unwanted: Unwanted, clock: Clock) -> int:
    outgoing = claim(mailbox.pk, clock(), unwanted)
    sent = 0
    if outgoing is None:
        return 0
    try:
        with Connection(_server(mailbox)) as server:
            while outgoing is not None:
                sent += _send(server, outgoing, mailbox, clock)
                outgoing = claim(mailbox.pk, clock(), unwanted)
    except NoServer as why:
        forget_token(mailbox)
        _put_back(outgoing, str(why), clock())
    except (SealBroken, TokenRefused) as why:
        _put_back(outgoing, str(why), clock())
    return sent


def _server(mailbox: Mailbox) -> Server:
    signs = credentials_of(mailbox)
    return Server(
        mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, signs.username, signs.password, signs.token
    )


def _send(server: Connection, outgoing: Outgoing, mailbox: Mailbox, clock: Clock) -> int:
    try:
        data = _written(outgoing, mailbox, clock())
    except Unwritable as why:
        _write(outgoing, State.FAILED, clock(), "letter.failed", said=str(why))
        return 0
    except FileNotFoundError:
        _write(outgoing, State.FAILED, clock(), "letter.failed", said="Tệp gửi kèm không còn trong kho.")
        return 0
    copy_to = mailbox.address if mailbox.copies_itself else ""
    verdict = server.send(mailbox.address, outgoing.to, data, copy_to=copy_to)
    _FATES[verdict.fate](outgoing, verdict, clock())
    return int(verdict.fate is Fate.TAKEN)


def _written(outgoing: Outgoing, mailbox: Mailbox, now: datetime) -> bytes:
    enclosures = outgoing.enclosures.select_related("original").order_by("pk")
    return written(
        Writing(
            sender=mailbox.address,
            sender_name=mailbox.name or (outgoing.campaign.organ if outgoing.campaign else ""),
            to=outgoing.to,
            subject=outgoing.subject,
            body=outgoing.body,
            message_id=outgoing.message_id,
            dated=timezone.localtime(now),
            in_reply_to=outgoing.in_reply_to,
            automatic=REPLIED if outgoing.kind == Kind.ANSWER else GENERATED,
            bulk=outgoing.kind in {Kind.ANSWER, Kind.REMINDER, Kind.ESCALATION},
            enclosures=[Leaf(one.name, vault.read(one.original)) for one in enclosures],
        )
    )


def _taken(outgoing: Outgoing, verdict: Verdict, now: datetime) -> None:
    missed = f"Máy chủ không nhận cho: {', '.join(verdict.missed)}." if verdict.missed else ""
    _write(outgoing, State.SENT, now, "letter.sent", said=missed)


def _refused(outgoing: Outgoing, verdict: Verdict, now: datetime) -> None:
    said = f"Máy chủ thư không nhận thư này: {verdict.said}"
    _write(outgoing, State.FAILED, now, "letter.failed", said=said)


def _later(outgoing: Outgoing, verdict: Verdict, now: datetime) -> None:
    if outgoing.tries >= MOST_TRIES:
        said = f"Đã thử {outgoing.tries} lần, máy chủ vẫn chưa nhận: {verdict.said}"
        _write(outgoing, State.FAILED, now, "letter.failed", said=said)
        return
    said = f"Máy chủ thư tạm thời chưa nhận, sẽ gửi lại: {verdict.said}"
    _write(outgoing, State.QUEUED, now, "letter.deferred", said=said)


def _unsure(outgoing: Outgoing, verdict: Verdict, now: datetime) -> None:
    said = f"Đã chuyển thư nhưng không nghe máy chủ trả lời: {verdict.said}"
    _write(outgoing, State.UNSURE, now, "letter.unsure", said=said)


_FATES = {Fate.TAKEN: _taken, Fate.REFUSED: _refused, Fate.LATER: _later, Fate.UNSURE: _unsure}


@transaction.atomic
def _put_back(outgoing: Outgoing | None, why: str, now: datetime) -> None:
    """The server is away: this letter and all that wait with it are left in peace for a while, longer each time."""
    if outgoing is None:
        return
    pause = min(timedelta(seconds=15 * 2 ** min(outgoing.tries - 1, 10)), _LONGEST_PAUSE_OF_MAILBOX)
    mine = Outgoing.objects.filter(pk=outgoing.pk, state=State.SENDING, claimed_at=outgoing.claimed_at)
    mine.update(state=State.QUEUED, next_try_at=now, error=why[:500])
    waiting = Outgoing.objects.filter(mailbox=outgoing.mailbox_id, state=State.QUEUED, next_try_at__lt=now + pause)
    waiting.update(next_try_at=now + pause)


@transaction.atomic
def _write(outgoing: Outgoing, state: State, now: datetime, happened: str, *, said: str) -> bool:
    """Write the fate of a claimed letter; of another's claim only that it went out, which is true for all."""
    rows = Outgoing.objects.select_for_update(of=("self",))
    still = Q(state=State.SENDING) | Q(state=State.UNSURE)
    known = still | Q(state=State.QUEUED) if state == State.SENT else still
    found = rows.filter(known, pk=outgoing.pk, claimed_at=outgoing.claimed_at).first()
    if found is None:
        return False
    found.state, found.error = state, said[:500]
    if state == State.SENT:
        found.sent_at = now
    elif state == State.QUEUED:
        found.next_try_at = now + timedelta(minutes=_PAUSES[min(found.tries, len(_PAUSES)) - 1])
    elif state == State.UNSURE:
        found.next_try_at = now + settings.COPY_GRACE
    found.save(update_fields=["state", "error", "sent_at", "next_try_at"])
    note(happened, found, key=found.key, said=said)
    return True


def _settle(outgoing: Outgoing, now: datetime) -> bool:
    seen = copy_seen(outgoing)
    if seen:
        return _write(outgoing, State.SENT, now, "letter.sent", said="Đã thấy bản lưu trong hộp thư.")
    if seen is None or now < outgoing.next_try_at:
        return False
    return _again(outgoing, now)


@transaction.atomic
def _again(outgoing: Outgoing, now: datetime) -> bool:
    """No copy came within the grace: it did not go out, and goes under the same Message-ID."""
    mine = Outgoing.objects.filter(pk=outgoing.pk, state=State.UNSURE, claimed_at=outgoing.claimed_at)
    if not mine.update(state=State.QUEUED, next_try_at=now):
        return False
    note("letter.requeued", outgoing, key=outgoing.key)
    return True
