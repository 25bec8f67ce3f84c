"""The day a Party issuer's term began: a new term begins a new book, a mended day takes its numbers along.

05-HD/VPTW 3.1.1b: a term runs from the closing of one congress to that of the next, or from the first plenum held
during it, or from the day an appointing decision takes effect; so only the officer knows the day.
"""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.office.wording import count, short_date, tidy
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import term_period


class CannotTurnError(Exception):
    """The term cannot begin on that day; the message says why."""


@transaction.atomic
def begin_term(issuer: Issuer, started: dt.date, *, actor: User) -> Issuer:
    """A new term: its numbers begin from 01, those of the earlier one stay. Raises CannotTurnError."""
    issuer = _locked(issuer)
    earlier = issuer.term_started_on
    if earlier and started <= earlier and _held(issuer, earlier):
        raise CannotTurnError(
            f"Nhiệm kỳ mới phải bắt đầu sau ngày {short_date(earlier)} của nhiệm kỳ đang ghi; nếu ngày ấy ghi "
            "nhầm thì chọn “Sửa ngày ghi nhầm”."
        )
    _set(issuer, started)
    before = earlier.isoformat() if earlier else None
    note("issuer.termbegun", issuer, actor=actor, started=started.isoformat(), before=before)
    return issuer


@transaction.atomic
def mend_term(issuer: Issuer, started: dt.date, reason: str, *, actor: User) -> Issuer:
    """The present term began on another day than was written; its numbers go along. Raises CannotTurnError."""
    issuer = _locked(issuer)
    wrong = issuer.term_started_on
    reason = " ".join(tidy(reason).split())[:300]
    if wrong is None:
        raise CannotTurnError("Chưa ghi ngày bắt đầu nhiệm kỳ nào để sửa.")
    if not reason:
        raise CannotTurnError("Ghi lý do sửa ngày bắt đầu nhiệm kỳ; lý do được giữ trong nhật ký.")
    held = Number.objects.filter(issuer=issuer, period=term_period(wrong))
    if early := held.filter(dated__lt=started).order_by("number").first():
        raise CannotTurnError(
            f"Số {count(early.number)} ({early.type_name.lower()}) của nhiệm kỳ này ghi ngày "
            f"{short_date(early.dated)}, trước ngày {short_date(started)}. Xem lại ngày bắt đầu nhiệm kỳ."
        )
    if started != wrong and _held(issuer, started):
        raise CannotTurnError(f"Sổ đã có một nhiệm kỳ bắt đầu ngày {short_date(started)}.")
    moved = held.update(period=term_period(started))
    _set(issuer, started)
    said = {"started": started.isoformat(), "before": wrong.isoformat(), "numbers": moved}
    note("issuer.termmended", issuer, actor=actor, reason=reason, **said)
    return issuer


def _locked(issuer: Issuer) -> Issuer:
    return Issuer.objects.select_for_update(no_key=True).get(pk=issuer.pk)


def _held(issuer: Issuer, started: dt.date) -> bool:
    return Number.objects.filter(issuer=issuer, period=term_period(started)).exists()


def _set(issuer: Issuer, started: dt.date) -> None:
    issuer.term_started_on = started
    issuer.save(update_fields=["term_started_on"])
