"""To whom an answer goes, or why to nobody: machines, ourselves, and those we know no address of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from kheo.intake.answers.wholes import Whole
from kheo.intake.models import Answer, Submission
from kheo.intake.recognising import is_unproven
from kheo.mail.writing import is_address
from kheo.post.models import Mailbox
from kheo.post.outbox import mailbox_of
from kheo.units.models import Contact, Unit

Silence = Answer.Silence
# Mailboxes of programs: who writes from them reads nothing (RFC 3834 §2, RFC 2142).
_MACHINES = frozenset(("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce"))
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Whom:
    """An address and the mailbox to write from, or a silence."""

    address: str = ""
    mailbox: Mailbox | None = None
    silence: str = ""


def whom(whole: Whole, *, ours: frozenset[str]) -> Whom:
    """`ours`: the addresses of all our mailboxes."""
    top = whole.top
    if top.channel == Submission.Channel.SCREEN:
        return Whom(silence=Silence.TYPED)
    if top.automatic:
        return Whom(silence=Silence.AUTOMATIC)
    mailbox = top.mailbox or mailbox_of(top.campaign)
    if mailbox is None:
        return Whom(silence=Silence.NO_MAILBOX)
    address = top.sender if top.channel == Submission.Channel.LETTER else _known_address(whole)
    silence = _silence(address.lower(), ours)
    return Whom(silence=silence) if silence else Whom(address.lower(), mailbox)


def _silence(address: str, ours: frozenset[str]) -> str:
    if not is_address(address):
        return Silence.NOBODY
    if address in ours:
        return Silence.OWN
    return Silence.AUTOMATIC if address.partition("@")[0] in _MACHINES else ""


def our_addresses() -> frozenset[str]:
    return frozenset(address.lower() for address in Mailbox.objects.values_list("address", flat=True))


def held_because(whole: Whole, found: Whom, now: datetime) -> str | None:
    """Why a person must see the letter before it goes; empty: the office wants to see them all; None: it may go."""
    sent = Answer.objects.filter(address=found.address, at__gt=now - _DAY).exclude(outgoing=None).count()
    if sent >= settings.MOST_ANSWERS_A_DAY:
        return f"Đã có {sent} thư trả lời địa chỉ này trong một ngày; đề nghị xem có phải máy tự trả lời nhau không."
    if is_unproven(whole.top.authenticity):
        return "Chưa xác minh được người gửi thư (SPF, DKIM hoặc DMARC không đạt); đề nghị xem trước khi trả lời."
    assert found.mailbox is not None
    return "" if found.mailbox.answering == Mailbox.Answering.HOLD else None


def _known_address(whole: Whole) -> str:
    """What came without a letter is answered to its unit, where that is clear and has an address."""
    sent_from = whole.top.sender if whole.top.channel == Submission.Channel.LINK else ""
    units = {one.unit_id: one.unit for one in whole.spoken_of if one.unit is not None}
    if sent_from or len(units) != 1:
        return sent_from
    (unit,) = units.values()
    return address_of(unit)


def address_of(unit: Unit) -> str:
    """The address the office listed for the unit, else one learnt from its letters, else nothing."""
    contacts = Contact.objects.filter(unit=unit).exclude(email="").order_by("learnt", "pk")
    return contacts.values_list("email", flat=True).first() or ""
