"""A number asked for by hand for a paper made at once: refused where another paper has it; nothing is entered."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from kheo.campaigns.models import Campaign
from kheo.office.wording import count, short_date, words
from kheo.publishing.documents.order import LETTER, CannotComposeError
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.kinds import KINDS, Kind
from kheo.publishing.models import Document
from kheo.publishing.papers import Head
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, NoTermError, period_of, type_of

_CALL_LETTER = "call-letter"


@dataclass(frozen=True)
class _Asked:
    """The number asked for, in its series; the issuer is the one there is, else one that is not kept."""

    campaign: Campaign
    kind: Kind
    head: Head
    number: int
    day: dt.date

    @cached_property
    def type_name(self) -> str:
        return type_of(self.head.kind or LETTER)

    @cached_property
    def issuer(self) -> Issuer:
        there = Issuer.objects.filter(unit=self.campaign.root_id)
        found = (one for one in there if _key(one.parent_organ, one.organ, one.symbol) == _of(self.campaign))
        return next(
            found, Issuer(unit_id=self.campaign.root_id, regime=self.campaign.regime, organ=self.campaign.organ)
        )

    @property
    def own(self) -> bool:
        """The campaign's own number for its own letter."""
        return self.kind.code == _CALL_LETTER and self.number == self.campaign.number

    def in_period(self, day: dt.date) -> bool:
        return _period(self.issuer, day) == _period(self.issuer, self.day)


def refuse_taken(campaign: Campaign, kind: Kind, head: Head, day: dt.date) -> None:
    """Raises CannotComposeError where the number of the head, on this day, is another paper's.

    The same paper is one of the same campaign, kind and day, which may be printed again; the campaign's own number is
    its own letter's. Issuers are compared as `issuers.finding` compares them; an issuer without a term has one period.
    """
    if head.number is None:
        return
    asked = _Asked(campaign, kind, head, head.number, day)
    if said := next(chain(_in_register(asked), _on_papers(asked), _on_letters(asked)), ""):
        raise CannotComposeError(
            f"Số {count(asked.number)} của loại {asked.type_name.lower()} {said}. Ghi số khác, hoặc để trống số."
        )


def _in_register(asked: _Asked) -> Iterator[str]:
    rows = Number.objects.filter(
        issuer__unit=asked.campaign.root_id, number=asked.number, type_name=asked.type_name
    ).select_related("issuer", "document")
    for row in rows:
        if _key(row.issuer.parent_organ, row.issuer.organ, row.issuer.symbol) != _of(asked.campaign):
            continue
        if not asked.in_period(row.dated):
            continue
        paper = row.document
        same = paper is not None and (paper.campaign_id, paper.kind) == (asked.campaign.pk, asked.kind.code)
        if row.voided_at is not None:
            yield "đã thu hồi trong sổ và không cấp lại"
        elif not (same and row.dated == asked.day) and not (asked.own and (same or paper is None)):
            yield f"đã cấp trong sổ cho văn bản ngày {short_date(row.dated)}"


def _on_papers(asked: _Asked) -> Iterator[str]:
    """Papers made at once; those of drafts stand in the register."""
    papers = Document.objects.filter(draft=None, campaign__root=asked.campaign.root_id, number=asked.number)
    for one in papers.select_related("snapshot", "campaign"):
        head = one.snapshot.content["head"]
        same = (one.campaign_id, one.kind, one.dated) == (asked.campaign.pk, asked.kind.code, asked.head.day)
        of_type = head.get("numbered", True) and type_of(head.get("kind") or LETTER) == asked.type_name
        of_series = of_type and _of(one.campaign) == _of(asked.campaign)
        if of_series and not same and asked.in_period(one.dated or one.snapshot.as_of.date()):
            title = KINDS[one.kind].title if one.kind in KINDS else one.kind
            yield f"đã ghi trên {title}{f' ngày {short_date(one.dated)}' if one.dated else ''} đã in"


def _on_letters(asked: _Asked) -> Iterator[str]:
    """The letters of campaigns, which were sent before."""
    letters = Campaign.objects.filter(root=asked.campaign.root_id, number=asked.number, issued_on__isnull=False)
    for letter in letters:
        of_series = type_of(letter.document_type or LETTER) == asked.type_name and _of(letter) == _of(asked.campaign)
        mine = asked.own and letter.pk == asked.campaign.pk
        if of_series and not mine and letter.issued_on and asked.in_period(letter.issued_on):
            yield f"đã ghi trên văn bản ngày {short_date(letter.issued_on)} của đợt “{letter.title}”"


def _period(issuer: Issuer, day: dt.date) -> str:
    try:
        return period_of(issuer, day)
    except NoTermError:
        return ""
    except CannotGiveError:
        # Before the first term the office told us of.
        return "?"


def _of(campaign: Campaign) -> tuple[str, ...]:
    return _key(campaign.parent_organ, campaign.organ, campaign.organ_symbol)


def _key(*names: str) -> tuple[str, ...]:
    return tuple(words(name) for name in names)
