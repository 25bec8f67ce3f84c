"""The campaign's own letter: its number stands in the campaign too, where every later paper cites it from."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import QuerySet

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.office.wording import count, short_date
from kheo.publishing.drafts.models import Draft
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, period_of

CALL_LETTER = "call-letter"
# Said in the register for a number that was typed into the campaign before.
OWN_NUMBER = "Số đã ghi trong đợt thi đua"


def own_number(draft: Draft, type_name: str, dated: dt.date) -> int | None:
    """The number typed for the campaign's letter; None where it has none, or its letter was issued under it before.

    Raises CannotGiveError where the register gives that number to something else: it is never exchanged in silence.
    """
    number = draft.campaign.number if draft.kind == CALL_LETTER else None
    if number is None:
        return None
    row = _row(draft, type_name, dated, number).select_related("document").first()
    if row is None:
        return number
    if row.document is not None and (row.document.campaign_id, row.document.kind) == (draft.campaign_id, CALL_LETTER):
        return None
    if wrong := _wrong(row, dated):
        raise CannotGiveError(f"Chưa cấp được số: số {count(number)} ghi trong đợt thi đua {wrong}")
    return number


def entered_by_hand(draft: Draft, type_name: str, dated: dt.date, number: int) -> Number | None:
    """The line of the register written for this letter before it was made here, locked; it gets the document."""
    rows = _row(draft, type_name, dated, number).filter(document=None, voided_at=None)
    return rows.select_for_update(of=("self",)).first()


def keep_number(draft: Draft, document: Document, actor: User | None) -> None:
    """The campaign's letter is issued, or issued anew: later papers cite it under this number and day."""
    if draft.kind != CALL_LETTER:
        return
    Campaign.objects.filter(pk=draft.campaign_id).update(number=document.number, issued_on=document.dated)
    said = {"number": document.number, "dated": document.dated.isoformat() if document.dated else ""}
    note("campaign.numbered", document.campaign, actor=actor, **said)


def _row(draft: Draft, type_name: str, dated: dt.date, number: int) -> QuerySet[Number]:
    period = period_of(draft.issuer, dated)
    return Number.objects.filter(issuer=draft.issuer, period=period, type_name=type_name, number=number)


def _wrong(row: Number, dated: dt.date) -> str:
    """Why this line of the register cannot be the letter's; empty: it can."""
    if row.voided_at is not None:
        return (
            f"đã thu hồi trong sổ (lý do: {row.void_reason}) và không cấp lại. Sửa số của công văn trong đợt thi đua "
            "rồi ban hành."
        )
    if row.document_id is not None:
        return (
            f"đã cấp cho văn bản khác ngày {short_date(row.dated)}. Sửa số của công văn trong đợt thi đua rồi ban hành."
        )
    if row.dated != dated:
        return (
            f"đã vào sổ bằng tay với ngày {short_date(row.dated)}, còn văn bản ghi ngày {short_date(dated)}. Chọn ngày "
            f"ban hành {short_date(row.dated)}; nếu sổ ghi nhầm thì thu hồi số ấy, ghi lý do, và sửa số trong đợt."
        )
    return ""
