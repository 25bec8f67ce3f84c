"""One-time codes: six figures to an address known beforehand, few of them, each tried few times and soon dead.

The limits count rows, so that they hold over several processes and a restart.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from kheo.intake.links.models import Code, Link
from kheo.journal.book import note
from kheo.post.models import Outgoing
from kheo.post.outbox import Draft, mailbox_of, queue
from kheo.units.models import Contact, Unit

LASTS = timedelta(minutes=10)
MOST_TRIES = 5
# How many codes within an hour: for one link, to one address (it may serve several units), from one network.
_SPAN = timedelta(hours=1)
_MOST_A_LINK, _MOST_AN_ADDRESS, _MOST_AN_ORIGIN = 5, 10, 30
_FIGURES = 6
# What a letter that carried a code holds once the code is dead.
_WIPED = "Mã trong thư này đã hết hạn và được xóa."


class Asked(StrEnum):
    """What asking for a code came to."""

    SENT = "sent"
    TOO_MANY = "too_many"
    NO_MAILBOX = "no_mailbox"


@dataclass(frozen=True)
class Purpose:
    """What a code is for, and who asked: `origin` is the network address of the browser, if it says anything."""

    kind: Code.Purpose = Code.Purpose.ENTRY
    origin: str | None = None


def addresses(unit: Unit) -> list[Contact]:
    """Where codes may go: the addresses the office listed; those learnt from letters only where it listed none."""
    known = list(unit.contacts.exclude(email="").order_by("id")[:20])
    return [contact for contact in known if not contact.learnt] or known


def masked(email: str) -> str:
    """'v***@anbinh.example.vn': enough to know one's own address by, too little to learn another's."""
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"


def masked_phone(phone: str) -> str:
    """'*** 512': the last three figures."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    return f"*** {figures[-3:]}"


@transaction.atomic
def send(link: Link, contact: Contact, purpose: Purpose) -> Asked:
    """Send a fresh code to this address; the codes before it are dead from then on."""
    campaign = link.obligation.call.campaign
    mailbox = mailbox_of(campaign)
    if mailbox is None:
        return Asked.NO_MAILBOX
    _lock(link)
    now = timezone.now()
    if _is_too_much(link, contact.email, purpose.origin, now):
        return Asked.TOO_MANY
    code, figures = _made(link, purpose, Code.Way.EMAIL, contact.email, now)
    unit = link.obligation.unit
    doing = "nhận bàn giao phiếu" if purpose.kind == Code.Purpose.HANDOVER else "mở phiếu"
    letter = Draft(
        key=f"code:{code.pk}",
        kind=Outgoing.Kind.CODE,
        to=[contact.email],
        subject=f"Mã xác nhận {figures}",
        body=(
            f"Mã để {doing} của {unit.name}: {figures}\n\n"
            "Mã dùng được một lần, trong 10 phút. Không ai ở cơ quan hỏi lại mã này.\n"
            "Nếu đơn vị không yêu cầu mã, xin bỏ qua thư này; không ai vào được khi không có mã.\n\n"
            f"{campaign.collector or campaign.organ}"
        ),
        campaign=campaign,
        unit=unit,
    )
    queue(letter, mailbox, held=False)
    note("code.sent", link, to=contact.email, purpose=purpose.kind)
    return Asked.SENT


@transaction.atomic
def read_out(link: Link, contact: Contact, *, actor: User) -> str:
    """A code for an officer to read to the unit's known telephone number: given back once, kept only as a hash."""
    _lock(link)
    _, figures = _made(link, Purpose(), Code.Way.TELEPHONE, contact.phone, timezone.now())
    note("code.readout", link, actor=actor, to=contact.phone)
    return figures


@transaction.atomic
def is_right(link: Link, typed: str, *, kind: Code.Purpose = Code.Purpose.ENTRY) -> bool:
    """Is this the link's newest code, alive and unused? Every question counts as a try; a right one uses it up."""
    _lock(link)
    now = timezone.now()
    code = Code.objects.filter(link=link, purpose=kind).order_by("-created_at", "-pk").first()
    said = "".join(sign for sign in typed if sign.isdigit())
    if code is None or code.used_at or code.expires_at <= now or code.tries >= MOST_TRIES:
        return False
    code.tries += 1
    right = constant_time_compare(code.digest, _digest(link, code.created_at, said))
    code.used_at = now if right else None
    code.save(update_fields=["tries", "used_at"])
    if right and kind == Code.Purpose.ENTRY:
        Link.objects.filter(pk=link.pk).update(opened_at=now)
    note("code.accepted" if right else "code.mistaken", link, tries=code.tries, purpose=kind)
    return right


def forget_codes(now: datetime) -> int:
    """Wipe what letters with dead codes say, and where old requests came from; a letter not sent yet is given up."""
    dead = Outgoing.objects.filter(kind=Outgoing.Kind.CODE, created_at__lt=now - LASTS).exclude(body=_WIPED)
    waiting = dead.filter(state__in=(Outgoing.State.QUEUED, Outgoing.State.HELD))
    given_up = waiting.update(state=Outgoing.State.CANCELLED, subject="Mã xác nhận", body=_WIPED)
    wiped = dead.exclude(state=Outgoing.State.SENDING).update(subject="Mã xác nhận", body=_WIPED)
    Code.objects.filter(created_at__lt=now - timedelta(days=1)).exclude(asked_from=None).update(asked_from=None)
    return given_up + wiped


def _lock(link: Link) -> None:
    """One question at a time a link: tries made side by side would not count each other."""
    Link.objects.select_for_update(no_key=True).get(pk=link.pk)


def _is_too_much(link: Link, address: str, origin: str | None, now: datetime) -> bool:
    lately = Code.objects.filter(created_at__gt=now - _SPAN)
    counted = origin if origin and not ip_address(origin).is_loopback else None
    return (
        lately.filter(link=link, way=Code.Way.EMAIL).count() >= _MOST_A_LINK
        or lately.filter(sent_to__iexact=address).count() >= _MOST_AN_ADDRESS
        or (counted is not None and lately.filter(asked_from=counted).count() >= _MOST_AN_ORIGIN)
    )


def _made(link: Link, purpose: Purpose, way: Code.Way, sent_to: str, now: datetime) -> tuple[Code, str]:
    figures = f"{secrets.randbelow(10**_FIGURES):0{_FIGURES}d}"
    code = Code.objects.create(
        link=link,
        purpose=purpose.kind,
        way=way,
        sent_to=sent_to,
        digest=_digest(link, now, figures),
        created_at=now,
        expires_at=now + LASTS,
        asked_from=purpose.origin,
    )
    return code, figures


def _digest(link: Link, created_at: datetime, figures: str) -> str:
    """Keyed, so that a stolen database does not give up a million possibilities."""
    said = f"{link.digest}:{created_at.timestamp():.6f}:{figures}"
    return salted_hmac("kheo.intake.links.codes", said, algorithm="sha256").hexdigest()
