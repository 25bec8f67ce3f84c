"""What is asked for when a paper is made, and what every paper takes from its campaign: head, signature, receivers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from kheo.campaigns.letter_text import LetterText
from kheo.campaigns.models import Campaign
from kheo.campaigns.places import as_of_words
from kheo.office.wording import count, short_date
from kheo.publishing.papers import Head, Signature

_BLANK_NUMBER = "      "
_BLANK_DAY = "ngày      tháng      năm {year}"


class CannotComposeError(Exception):
    """The paper cannot be made as things stand; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Issued:
    """The organ a paper is issued by, as plain values; `archive_line` is the last of its receivers."""

    parent_organ: str
    organ: str
    symbol: str
    place: str
    archive_line: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """As of when (None: now, `now` being that instant), under which number and day, if they are known yet."""

    now: dt.datetime
    as_of: dt.datetime | None = None
    number: int | None = None
    dated: dt.date | None = None
    # What the kind asks the officer for (Kind.needs), by key.
    given: Mapping[str, str] = field(default_factory=dict)
    # Who issues and signs it, where not as the campaign's letter was.
    issued_by: Issued | None = None
    signature: Signature | None = None

    @property
    def moment(self) -> dt.datetime:
        return timezone.localtime(self.as_of or self.now)

    @property
    def moment_words(self) -> str:
        """'ngày 18/10/2022', with the hour where one was asked for that is not the end of its day."""
        return as_of_words(self.printed)

    @property
    def printed(self) -> dt.datetime:
        """The instant the paper names. Figures of now carry the day alone: asked again, the paper is the same."""
        return self.moment if self.as_of else self.moment.replace(hour=23, minute=59, second=0, microsecond=0)


def head_of(letter: LetterText, order: Order, *, subject: str = "", numbered: bool = True) -> Head:
    """The head of a new paper of the letter's issuer; number and day as ordered, blank while unknown."""
    return Head(
        parent_organ=letter.parent_organ,
        organ=letter.organ,
        symbol=letter.symbol,
        place=letter.place,
        number=order.number,
        dated=order.dated.isoformat() if order.dated else "",
        year=order.moment.year,
        subject=subject,
        numbered=numbered,
    )


def signature_of(letter: LetterText) -> Signature:
    return Signature(letter.signer_titles, letter.signer_name)


def full_issuer(campaign: Campaign) -> str:
    """The issuer as other papers cite it: 'Ban Dân vận Huyện ủy Phong Thổ'; the campaign may word it otherwise."""
    worded = campaign.wording.get("issuer")
    if worded:
        return str(worded)
    superior = campaign.parent_organ
    return campaign.organ if not superior or superior.startswith("Đảng bộ") else f"{campaign.organ} {superior}"


def cited(campaign: Campaign, head: Head) -> str:
    """'Công văn số 51-CV/BCĐ, ngày 19/10/2022 của …', blank where number and day are not given yet."""
    number = count(head.number) if head.number else _BLANK_NUMBER
    day = f"ngày {short_date(head.day)}" if head.day else _BLANK_DAY.format(year=head.year or "")
    return f"{campaign.document_type} số {number}-{head.symbol}, {day} của {full_issuer(campaign)}"
