"""Gives certificates out: numbers of the golden book, codes, reissues and withdrawals. Nothing given is ever lost."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal.book import Happening, note, note_all
from kheo.office.wording import tidy, words
from kheo.publishing.certificates.codes import address_of, new_code
from kheo.publishing.certificates.faces import unknown_letters
from kheo.publishing.certificates.layout import Printed
from kheo.publishing.certificates.models import Certificate, Design
from kheo.publishing.certificates.recipients import Recipient
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.papers import Signature

MOST_NUMBER = 999_999
_LONGEST_REASON = 300


class CannotGiveError(Exception):
    """What keeps a certificate from being given, reissued or withdrawn, as a sentence."""


@dataclass(frozen=True, slots=True)
class Award:
    """What is the same for the whole list: design, decision, merit, who signs, and where the golden book goes on.

    `first`: the first golden-book number; None: the next one. `numbered` False: no golden book for these.
    """

    design: Design
    decision_number: str
    decided_on: dt.date
    signature: Signature
    merit: str = ""
    numbered: bool = True
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    certificates: tuple[Certificate, ...]
    # Those who already hold one of the same decision; they get no second one.
    skipped: tuple[Recipient, ...] = ()
    # Lines that stand in the list a second time, word for word.
    doubled: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Who of a list gets one, who already holds one, and which lines are there twice."""

    left: tuple[Recipient, ...]
    skipped: tuple[Recipient, ...]
    doubled: tuple[Recipient, ...]


@transaction.atomic
def give(campaign: Campaign, recipients: Sequence[Recipient], award: Award, *, actor: User | None) -> Given:
    """One certificate each, in their order; asking twice gives nobody a second one.

    The issuer's row is locked, so that golden-book numbers follow each other without doubles, whoever gives at once.
    Raises CannotGiveError with a sentence, and gives nothing then; NoFaceError where nothing can be printed.
    """
    issuer = Issuer.objects.select_for_update(no_key=True).get(pk=award.design.issuer_id)
    planned = plan(campaign, recipients, award)
    left = planned.left
    _must_print(*(text for one in left for text in _key(one)))
    first = _first(issuer, award, len(left)) if award.numbered and left else None
    now = timezone.now()
    rows = [
        _certificate(campaign, issuer, award, one, None if first is None else first + place)
        for place, one in enumerate(left)
    ]
    for row in rows:
        row.issued_at, row.issued_by = now, actor
    made = Certificate.objects.bulk_create(rows, batch_size=500)
    note_all([Happening("certificate.given", one, actor, {"campaign": campaign.slug}) for one in made])
    return Given(tuple(made), planned.skipped, planned.doubled)


def plan(campaign: Campaign, recipients: Sequence[Recipient], award: Award) -> Plan:
    """What giving them out would do as things stand; nothing is kept free."""
    held = _held(campaign, award)
    left: dict[Recipient, None] = {}
    skipped: dict[Recipient, None] = {}
    doubled = []
    for one in (_with_merit(each, award) for each in recipients):
        if one in left or one in skipped:
            doubled.append(one)
        else:
            (skipped if _key(one) in held else left)[one] = None
    return Plan(tuple(left), tuple(skipped), tuple(doubled))


def next_book_number(issuer: Issuer, year: int) -> int:
    """The golden-book number the next certificate of that year would get; nothing is kept free."""
    rows = Certificate.objects.filter(issuer=issuer, book_year=year)
    return (rows.aggregate(last=Max("book_number"))["last"] or 0) + 1


@transaction.atomic
def reissue(certificate: Certificate, changes: Mapping[str, str], *, reason: str, actor: User | None) -> Certificate:
    """Another in its stead, with a code of its own and on the same line of the golden book; the old one stays.

    `changes`: recipient, of_unit, merit, where they were wrong. Raises CannotGiveError.
    """
    found = _locked(certificate)
    reason = _said(reason)
    if not reason:
        raise CannotGiveError("Hãy ghi lý do cấp lại, ví dụ: sai họ tên, bị rách, bị mất.")
    if Certificate.objects.filter(replaces=found).exists():
        raise CannotGiveError("Giấy này đã được cấp lại trước đó; hãy cấp lại từ giấy mới nhất.")
    if found.withdrawn_at is not None:
        raise CannotGiveError("Giấy này đã thu hồi nên không cấp lại được.")
    said = {name: " ".join(tidy(changes.get(name, getattr(found, name))).split()) for name in _CHANGEABLE}
    if not said["recipient"] or max(len(said["recipient"]), len(said["of_unit"])) > 250:
        raise CannotGiveError("Hãy ghi tên người nhận; tên và đơn vị dài nhất 250 chữ.")
    _must_print(*said.values())
    code = new_code()
    printed = Printed.from_plain({**found.printed, **said, "code": code})
    again = Certificate.objects.get(pk=found.pk)
    again.pk, again._state.adding = None, True  # noqa: SLF001 Django's own way to copy a row
    again.recipient, again.of_unit, again.merit = said["recipient"], said["of_unit"], said["merit"]
    again.folded = _folded(said["recipient"], said["of_unit"], found.decision_number)
    again.code, again.printed, again.replaces, again.reason = code, printed.as_plain(), found, reason
    again.issued_at, again.issued_by = timezone.now(), actor
    again.save()
    note("certificate.reissued", again, actor=actor, replaces=found.pk, reason=reason)
    return again


@transaction.atomic
def withdraw(certificate: Certificate, *, reason: str, actor: User | None) -> Certificate:
    """It is worth nothing any more; its number is never given again. Raises CannotGiveError."""
    found = _locked(certificate)
    reason = _said(reason)
    if not reason:
        raise CannotGiveError("Hãy ghi lý do thu hồi.")
    if found.withdrawn_at is not None:
        raise CannotGiveError("Giấy này đã thu hồi trước đó.")
    found.withdrawn_at, found.withdrawn_reason = timezone.now(), reason
    found.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    note("certificate.withdrawn", found, actor=actor, reason=reason)
    return found


def printed_of(certificate: Certificate) -> Printed:
    """What is printed on it, as on the day it was given; the QR leads to where the site is reached now."""
    return replace(Printed.from_plain(certificate.printed), address=address_of(certificate.code))


_CHANGEABLE = ("recipient", "of_unit", "merit")


def _certificate(campaign: Campaign, issuer: Issuer, award: Award, one: Recipient, number: int | None) -> Certificate:
    printed = Printed(
        recipient=one.recipient,
        of_unit=one.of_unit,
        merit=one.merit,
        title=award.design.title,
        organ=issuer.organ,
        parent_organ=issuer.parent_organ,
        place=issuer.place,
        decision_number=award.decision_number,
        decided_on=award.decided_on.isoformat(),
        book_number=number,
        book_year=None if number is None else award.decided_on.year,
        signer_titles=award.signature.titles,
        signer_name=award.signature.person,
        code=new_code(),
    )
    return Certificate(
        campaign=campaign,
        issuer=issuer,
        design=award.design,
        code=printed.code,
        recipient=one.recipient,
        of_unit=one.of_unit,
        merit=one.merit,
        folded=_folded(one.recipient, one.of_unit, award.decision_number),
        decision_number=award.decision_number,
        decided_on=award.decided_on,
        book_number=number,
        book_year=printed.book_year,
        printed=printed.as_plain(),
    )


def _must_print(*texts: str) -> None:
    """Raises CannotGiveError naming what would be printed as empty boxes, or as the braces of a tag."""
    if letters := unknown_letters("".join(texts)):
        where = next(text for text in texts if letters[0] in text)
        raise CannotGiveError(
            f"Chưa cấp được: phông chữ không in được các ký tự {letters[:20]} (ở “{where[:60]}”); hãy phiên âm."
        )
    if braced := next((text for text in texts if "{" in text or "}" in text), ""):
        raise CannotGiveError(f"Chưa cấp được: “{braced[:60]}” có dấu {{ }} của thẻ mẫu; hãy ghi tên thật.")


def _folded(*said: str) -> str:
    return " | ".join(words(one) for one in said)


def _with_merit(one: Recipient, award: Award) -> Recipient:
    return one if one.merit else replace(one, merit=award.merit)


def _held(campaign: Campaign, award: Award) -> set[tuple[str, str, str]]:
    rows = Certificate.objects.filter(
        campaign=campaign,
        issuer=award.design.issuer_id,
        decision_number=award.decision_number,
        decided_on=award.decided_on,
        withdrawn_at=None,
        printed__title=award.design.title,
    )
    return set(rows.values_list("recipient", "of_unit", "merit"))


def _key(one: Recipient) -> tuple[str, str, str]:
    return (one.recipient, one.of_unit, one.merit)


def _first(issuer: Issuer, award: Award, many: int) -> int:
    """Where the golden book goes on. A number typed by hand may leave a gap, but not go back."""
    following = next_book_number(issuer, award.decided_on.year)
    if award.first is not None and award.first < following:
        raise CannotGiveError(
            f"Sổ vàng năm {award.decided_on.year} của {issuer.organ} đã đến số {following - 1}; số đầu tiên phải từ "
            f"{following} trở lên."
        )
    first = award.first or following
    if first + many - 1 > MOST_NUMBER:
        raise CannotGiveError(f"Số sổ vàng lớn nhất là {MOST_NUMBER}.")
    return first


def _locked(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)


def _said(reason: str) -> str:
    return " ".join(tidy(reason).split())[:_LONGEST_REASON]
