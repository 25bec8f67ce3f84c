"""Giving units their links: made, renewed, put off, revoked, sent by letter."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.campaigns.places import due_words
from kheo.intake.links.models import Link
from kheo.intake.links.tokens import address_of, digest_of, new_seed, token_from
from kheo.journal.book import Happening, note, note_all
from kheo.office.wording import official_moment
from kheo.post.models import Mailbox, Outgoing
from kheo.post.outbox import Draft, queue
from kheo.units.models import Contact

# Whoever is excused, or answers with another unit, sends nothing.
_OWING_NOTHING = (Obligation.State.EXCUSED, Obligation.State.MERGED)


def over_at(duty: Obligation) -> datetime:
    """Late answers are taken too: until some days after the duty's deadline units may come by themselves."""
    return duty.due_at + timedelta(days=settings.LINK_DAYS_AFTER_DUE)


def expiry(duty: Obligation, now: datetime) -> datetime:
    """A link made now serves until the duty is over; one made after the deadline just as long from now."""
    return max(over_at(duty), now + timedelta(days=settings.LINK_DAYS_AFTER_DUE))


def standing(links: QuerySet[Link]) -> QuerySet[Link]:
    """Neither revoked nor run out."""
    return links.filter(revoked_at=None, expires_at__gt=timezone.now())


@transaction.atomic
def give(duties: Collection[Obligation], *, actor: User | None) -> list[Link]:
    """A link for each of these duties that has none standing; gives the new ones. Run-out ones make room."""
    now = timezone.now()
    wanted = Obligation.objects.filter(pk__in=[duty.pk for duty in duties]).exclude(state__in=_OWING_NOTHING)
    locked = list(wanted.order_by("pk").select_for_update(of=("self",), no_key=True))
    held = Link.objects.filter(obligation__in=locked, revoked_at=None)
    held.filter(expires_at__lte=now).update(revoked_at=now, revoked_by=actor)
    having = set(held.filter(revoked_at=None).values_list("obligation_id", flat=True))
    fresh = [_made(duty, now, actor) for duty in locked if duty.pk not in having]
    Link.objects.bulk_create(fresh, batch_size=1_000)
    note_all([Happening("link.given", link, actor, {"obligation": link.obligation_id}) for link in fresh])
    return fresh


@transaction.atomic
def renew(link: Link, *, actor: User) -> Link:
    """A new token in place of one that leaked, was lost or ran out; the old one opens nothing from now on."""
    revoke(link, actor=actor)
    duty = Obligation.objects.select_for_update(of=("self",)).get(pk=link.obligation_id)
    now = timezone.now()
    fresh = _made(duty, now, actor)
    fresh.save()
    note("link.renewed", fresh, actor=actor, obligation=duty.pk, instead_of=link.pk)
    return fresh


@transaction.atomic
def revoke(link: Link, *, actor: User | None) -> None:
    """The link opens nothing any more, not even for who is inside; doing it twice changes nothing."""
    revoked = Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=actor)
    if revoked:
        note("link.revoked", link, actor=actor, obligation=link.obligation_id)


@dataclass(frozen=True)
class Lettered:
    """What sending links by letter came to: how many letters were queued, which units have no address."""

    queued: int
    without: tuple[str, ...]


def addressed(links: QuerySet[Link]) -> QuerySet[Link]:
    """With unit, call and the addresses known of the unit."""
    contacts = Contact.objects.exclude(email="").order_by("learnt", "id")
    return links.select_related("obligation__unit", "obligation__call__campaign").prefetch_related(
        Prefetch("obligation__unit__contacts", queryset=contacts)
    )


@transaction.atomic
def send_letters(links: Sequence[Link], mailbox: Mailbox, *, at: str, rounds: dict[int, int], actor: User) -> Lettered:
    """A letter with its link to every unit that has an address; `rounds` says which letter of each link it is.

    The same round again gives the same letter, so that a doubled press sends nothing twice.
    """
    queued, without = 0, []
    for link in links:
        unit = link.obligation.unit
        to = list(dict.fromkeys(contact.email for contact in unit.contacts.all()))
        address = address_of(link, at=at)
        if not to or not address:
            without.append(unit.name)
            continue
        number = rounds.get(link.pk, link.letters) + 1
        fresh = Link.objects.filter(pk=link.pk, letters=number - 1).update(letters=number, lettered_at=timezone.now())
        if fresh:
            queue(_letter(link, to, address, number), mailbox, held=False)
            note("link.lettered", link, actor=actor, to=to)
            queued += 1
    return Lettered(queued, tuple(without))


def links_of(campaign: Campaign, call: Call) -> QuerySet[Link]:
    """The links not revoked of a call, run-out ones too, in the order of the tree."""
    rows = Link.objects.filter(obligation__call=call, obligation__call__campaign=campaign, revoked_at=None)
    return rows.order_by("obligation__unit__path")


def _made(duty: Obligation, now: datetime, actor: User | None) -> Link:
    seed = new_seed()
    return Link(
        obligation=duty,
        seed=seed,
        digest=digest_of(token_from(seed)),
        created_at=now,
        created_by=actor,
        expires_at=expiry(duty, now),
        let_in_from=now,
    )


def _letter(link: Link, to: Sequence[str], address: str, number: int) -> Draft:
    duty, campaign = link.obligation, link.obligation.call.campaign
    until = official_moment(timezone.localtime(link.expires_at))
    body = "\n".join(
        (
            f"Kính gửi: {duty.unit.name}",
            "",
            f"Để gửi “{duty.call.title}” ({due_words(duty.due_at, duty.call.due_wording)}), đơn vị mở địa chỉ:",
            "",
            address,
            "",
            "Địa chỉ này là của riêng đơn vị. Khi mở, một mã dùng một lần được gửi đến hộp thư này;",
            "không cần tài khoản hay mật khẩu. Điền trên điện thoại hoặc máy tính đều được,",
            "đang viết dở vẫn được giữ lại.",
            f"Địa chỉ dùng được đến {until}. Nếu người phụ trách đã đổi, đề nghị trả lời thư này.",
            "",
            campaign.collector or campaign.organ,
        )
    )
    return Draft(
        key=f"link:{link.pk}:{number}",
        kind=Outgoing.Kind.LINK,
        to=to,
        subject=f"Địa chỉ gửi “{duty.call.title}” của {duty.unit.name}",
        body=body,
        campaign=campaign,
        unit=duty.unit,
    )
