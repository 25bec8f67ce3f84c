"""What is asked for when a paper is made, and what every paper takes from its campaign: head, signature, receivers."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone

from kheo.campaigns.letter_text import LetterText
from kheo.campaigns.models import Campaign
from kheo.campaigns.places import as_of_words
from kheo.office.wording import count, official_date, short_date, words
from kheo.publishing import phrasing, rulesets
from kheo.publishing.papers import Head, Paper, Signature

# Tên loại and symbol of a letter; its head prints no type.
LETTER, LETTER_SYMBOL = "Công văn", "CV"
_STATE = "state"
_LEVELS = ("Tỉnh", "Thành phố", "Huyện", "Quận", "Thị xã", "Thị trấn", "Xã", "Phường", "Đặc khu")
# An organ that says whose it is: "Ủy ban nhân dân xã Thủ Thừa", "Đảng uỷ phường Tân An".
_WITH_PLACE = re.compile(r"\b(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) (\w)")
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
    # "party" or "state"; empty: the campaign's.
    regime: str = ""


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


def head_of(
    letter: LetterText,
    order: Order,
    *,
    subject: str = "",
    type_name: str = "",
    type_symbol: str = "",
    numbered: bool = True,
) -> Head:
    """The head of a new paper of the ordered issuer, or the letter's; number and day as ordered, blank while unknown.

    Without `type_name` it is of the letter's own type.
    """
    issuer = order.issued_by or _issuer_of(letter)
    name, symbol = (type_name, type_symbol) if type_name else (letter.document_type, letter.symbol.partition("/")[0])
    return Head(
        parent_organ=issuer.parent_organ,
        organ=issuer.organ,
        symbol=f"{symbol}/{issuer.symbol}",
        place=issuer.place,
        number=order.number,
        dated=order.dated.isoformat() if order.dated else "",
        year=order.moment.year,
        subject=subject,
        numbered=numbered,
        # A letter prints no type.
        kind="" if name == LETTER else name,
    )


def signature_of(letter: LetterText, order: Order) -> Signature:
    """Of the ordered signer, or of who signed the letter."""
    return order.signature or Signature(letter.signer_titles, letter.signer_name)


def receivers_of(letter: LetterText, order: Order, own: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Nơi nhận, the archive last (05-HD/VPTW): `own` instead of the letter's; the archive of an ordered issuer."""
    ordered = order.issued_by.archive_line if order.issued_by else ""
    if own is None and not ordered:
        return letter.recipients
    kept = ordered or next((line for line in reversed(letter.recipients) if is_archive(line)), "")
    named = (line for line in (letter.recipients if own is None else own) if not is_archive(line))
    return (*named, *filter(None, [kept]))


def is_archive(receiver: str) -> bool:
    """'Lưu VT', 'Lưu Văn phòng Tỉnh uỷ'."""
    return receiver.startswith("Lưu")


def full_issuer(campaign: Campaign, order: Order | None = None) -> str:
    """The issuer in full, as in its head: 'Ban Dân vận Huyện ủy Phong Thổ'.

    Shorter words of the campaign ([wording] issuer) go for its own letter alone.
    """
    issuer = order.issued_by if order else None
    if issuer is not None:
        return in_full(issuer.organ, issuer.parent_organ)
    return in_full(campaign.organ, campaign.parent_organ)


def cited(campaign: Campaign, head: Head, order: Order | None = None, by: str = "") -> str:
    """'Công văn số 51-CV/BCĐ, ngày 19/10/2022 của …', blank where number and day are not given yet.

    Of the State: 'Quyết định số 51/QĐ-UBND ngày 19 tháng 10 năm 2022 của …' (Decree 30/2020, annex III).

    `by` is who speaks in it, where that is not the issuer in its head (a ban thường vụ).
    """
    regime = (order.issued_by.regime if order and order.issued_by else "") or campaign.regime
    return f"{_number_and_day(head, regime)} của {by or full_issuer(campaign, order)}"


def letter_cited(campaign: Campaign, letter: LetterText) -> str:
    """The campaign's own letter, as another paper cites it."""
    head = head_of(letter, Order(timezone.now(), number=letter.number, dated=letter.issued_on))
    return cited(campaign, replace(head, year=campaign.year))


def with_number(paper: Paper, number: int | None, dated: dt.date | None) -> Paper:
    """The paper under the number and day given at its issue; its annexes name them too."""
    head = replace(paper.head, number=number, dated=dated.isoformat() if dated else "")
    annexes = paper.annexes
    # The paper does not say whose form it cites in; one of them stands there.
    for regime in ("party", _STATE):
        before, after = _number_and_day(paper.head, regime), _number_and_day(head, regime)
        annexes = tuple(replace(annex, attached=annex.attached.replace(before, after)) for annex in annexes)
    return replace(paper, head=head, annexes=annexes)


def _number_and_day(head: Head, regime: str) -> str:
    number = count(head.number) if head.number else _BLANK_NUMBER
    if regime == _STATE:
        day = official_date(head.day) if head.day else _BLANK_DAY.format(year=head.year or "")
        return f"{head.kind or LETTER} số {number}/{phrasing.symbol(head.symbol, _state_rules())} {day}"
    day = f"ngày {short_date(head.day)}" if head.day else _BLANK_DAY.format(year=head.year or "")
    return f"{head.kind or LETTER} số {number}-{head.symbol}, {day}"


def _issuer_of(letter: LetterText) -> Issued:
    return Issued(letter.parent_organ, letter.organ, letter.symbol.partition("/")[2], letter.place)


def _state_rules() -> rulesets.RuleSet:
    """The latest of the State; how a symbol is put together has not changed."""
    known = map(rulesets.load, rulesets.codes())
    return max((one for one in known if one.regime == _STATE), key=lambda one: one.since)


def in_full(organ: str, superior: str) -> str:
    """'Ban Dân vận Huyện ủy Phong Thổ', 'Ủy ban nhân dân xã Thủ Thừa, tỉnh Tây Ninh'; alone where it says whose."""
    if not superior or superior.startswith("Đảng bộ"):
        return organ
    level = next((one for one in _LEVELS if superior.startswith(f"{one} ")), "")
    if level and words(superior.removeprefix(level).split()[0]) != "uy":
        return f"{organ}, {level.lower()}{superior.removeprefix(level)}"
    named = any(not one[2].islower() for one in _WITH_PLACE.finditer(organ))
    return organ if named else f"{organ} {superior}"
