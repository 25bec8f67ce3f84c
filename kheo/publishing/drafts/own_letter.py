"""The campaign's own letter: its number stands in the campaign too, where every later paper cites it from."""

import datetime as dt

from django.contrib.auth.models import User

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.publishing.drafts.models import Draft
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import period_of

CALL_LETTER = "call-letter"
# Said in the register for a number that was typed into the campaign before.
OWN_NUMBER = "Số đã ghi trong đợt thi đua"


def own_number(draft: Draft, type_name: str, dated: dt.date) -> int | None:
    """The number typed for the campaign's letter, as long as no paper has it. Raises CannotGiveError."""
    number = draft.campaign.number if draft.kind == CALL_LETTER else None
    if number is None:
        return None
    period = period_of(draft.issuer, dated)
    taken = Number.objects.filter(issuer=draft.issuer, period=period, type_name=type_name, number=number)
    return None if taken.exists() else number


def keep_number(draft: Draft, document: Document, actor: User | None) -> None:
    """The campaign's letter is issued, or issued anew: later papers cite it under this number and day."""
    if draft.kind != CALL_LETTER:
        return
    Campaign.objects.filter(pk=draft.campaign_id).update(number=document.number, issued_on=document.dated)
    said = {"number": document.number, "dated": document.dated.isoformat() if document.dated else ""}
    note("campaign.numbered", document.campaign, actor=actor, **said)
