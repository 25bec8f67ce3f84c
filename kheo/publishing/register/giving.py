"""The only door to a number: given in turn when a paper is issued, entered by hand with a reason, or taken back.

Numbers of one series are given one after the other under a lock of the issuer, so that two officers never get the
same one; what was given stays in the book for good.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.office.wording import count, short_date, tidy
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, ReasonNeededError, period_of, type_of

MOST = 99_999
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Series:
    """The papers that are numbered together."""

    issuer: Issuer
    period: str
    type_name: str

    @property
    def said(self) -> str:
        return f"sổ {self.type_name.lower()} của {self.issuer.organ} ({self.period})"


def series_of(issuer: Issuer, type_name: str, dated: dt.date) -> Series:
    """Raises CannotGiveError where the day belongs to no period."""
    return Series(issuer, period_of(issuer, dated), type_of(type_name))


@transaction.atomic
def give(  # noqa: PLR0913 the words every caller uses
    issuer: Issuer,
    type_name: str,
    dated: dt.date,
    *,
    document: Document | None = None,
    subject: str = "",
    number: int | None = None,
    reason: str = "",
    actor: User | None = None,
) -> Number:
    """The next number of the series for a paper of that day; or `number`, entered by hand.

    Raises CannotGiveError, as ReasonNeededError where only a reason is missing: for every number entered by hand, and
    for one in turn whose paper is dated before papers numbered earlier.
    """
    issuer = Issuer.objects.select_for_update(no_key=True).get(pk=issuer.pk)
    _must_be_open(issuer, dated)
    series = series_of(issuer, type_name, dated)
    reason = _short(reason)
    expected = _following(series)
    chosen = _free(series, number, reason) if number is not None else _within(series, expected)
    late = _is_late(series, dated, number, reason)
    given = Number.objects.create(
        issuer=issuer,
        period=series.period,
        type_name=series.type_name,
        number=chosen,
        dated=dated,
        given_at=timezone.now(),
        given_by=actor,
        document=document,
        subject=_short(subject),
        reason=reason,
    )
    how = {"by_hand": number is not None, "skipped": max(0, chosen - expected), "late": late}
    said = {"issuer": issuer.pk, "period": series.period, "type": series.type_name, "number": chosen}
    note("number.given", given, actor=actor, **said, **how, dated=dated.isoformat(), reason=reason)
    return given


def next_number(issuer: Issuer, type_name: str, dated: dt.date) -> int:
    """The number the next paper of that type and day would get; nothing is kept free. Raises CannotGiveError."""
    series = series_of(issuer, type_name, dated)
    return _within(series, _following(series))


@transaction.atomic
def void(number: Number, reason: str, actor: User | None) -> Number:
    """Take a number back: it stays in the book with its reason and is never given again. Raises CannotGiveError."""
    found = Number.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=number.pk)
    reason = _short(reason)
    if found.voided_at is not None:
        raise CannotGiveError(f"Số {count(found.number)} đã thu hồi trước đó; lý do: {found.void_reason}.")
    if not reason:
        raise ReasonNeededError(f"Ghi lý do thu hồi số {count(found.number)}; số thu hồi không cấp lại.")
    found.voided_at, found.void_reason = timezone.now(), reason
    found.save(update_fields=["voided_at", "void_reason"])
    said = {"issuer": found.issuer_id, "period": found.period, "type": found.type_name, "number": found.number}
    note("number.voided", found, actor=actor, **said, reason=reason)
    return found


def letters_elsewhere(issuer: Issuer, period: str) -> list[Campaign]:
    """Campaigns whose own letter bears a number of this period: sent, though the book may not hold it. One query."""
    rows = Campaign.objects.filter(
        root=issuer.unit_id,
        regime=issuer.regime,
        parent_organ=issuer.parent_organ,
        organ=issuer.organ,
        organ_symbol=issuer.symbol,
        number__range=(1, MOST),
        issued_on__isnull=False,
    )
    fields = ("slug", "title", "subject", "number", "issued_on", "document_type")
    return [one for one in rows.only(*fields) if _in_period(one, issuer, period)]


def _in_period(campaign: Campaign, issuer: Issuer, period: str) -> bool:
    assert campaign.issued_on is not None
    try:
        return period_of(issuer, campaign.issued_on) == period
    except CannotGiveError:
        return False


def _must_be_open(issuer: Issuer, dated: dt.date) -> None:
    if issuer.closed_on and dated >= issuer.closed_on:
        raise CannotGiveError(
            f"{issuer.organ} thôi ban hành văn bản từ ngày {short_date(issuer.closed_on)}; văn bản ngày "
            f"{short_date(dated)} phải do cơ quan khác ban hành."
        )


def _following(series: Series) -> int:
    """After the last that stands; a number typed wrong and taken back does not drag the series with it."""
    rows = Number.objects.filter(issuer=series.issuer, period=series.period, type_name=series.type_name)
    last = rows.filter(voided_at=None).aggregate(last=Max("number"))["last"] or 0
    sent = letters_elsewhere(series.issuer, series.period)
    last = max([last, *(one.number or 0 for one in sent if type_of(one.document_type or "?") == series.type_name)])
    taken = set(rows.filter(number__gt=last).values_list("number", flat=True))
    chosen = last + 1
    while chosen in taken:
        chosen += 1
    return chosen


def _within(series: Series, number: int) -> int:
    if number > MOST:
        raise CannotGiveError(f"Không cấp được số tiếp theo trong {series.said}: số cuối đã là {number - 1}.")
    return number


def _free(series: Series, number: int, reason: str) -> int:
    if not 1 <= number <= MOST:
        raise CannotGiveError(f"Số văn bản phải từ 1 đến {MOST}.")
    held = Number.objects.filter(
        issuer=series.issuer, period=series.period, type_name=series.type_name, number=number
    ).first()
    if held is not None:
        why = "đã thu hồi và không cấp lại" if held.voided_at else f"đã cấp cho văn bản ngày {short_date(held.dated)}"
        raise CannotGiveError(f"Số {count(number)} trong {series.said} {why}. Chọn số khác.")
    if not reason:
        raise ReasonNeededError(
            f"Ghi lý do nhập tay số {count(number)} vào {series.said}, ví dụ: văn bản đã ban hành trước khi dùng Khéo."
        )
    return number


def _is_late(series: Series, dated: dt.date, number: int | None, reason: str) -> bool:
    """Does a paper of a later day already have an earlier number? Then a reason is due: raises ReasonNeededError."""
    rows = Number.objects.filter(
        issuer=series.issuer, period=series.period, type_name=series.type_name, voided_at=None, dated__gt=dated
    )
    earlier = (rows if number is None else rows.filter(number__lt=number)).order_by("number").last()
    if earlier is not None and not reason:
        raise ReasonNeededError(
            f"Văn bản ghi ngày {short_date(dated)}, nhưng số {count(earlier.number)} trong {series.said} đã cấp cho "
            f"văn bản ngày {short_date(earlier.dated)}. Sửa ngày văn bản, hoặc ghi lý do cấp số muộn."
        )
    return earlier is not None


def _short(text: str) -> str:
    text = " ".join(tidy(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
