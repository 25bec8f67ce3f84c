"""To which series a number belongs: of a Party organ a term (nhiệm kỳ), of a State organ a calendar year.

05-HD/VPTW 3.1.1: Party numbers run from 01 for each type of paper through one term; Decree 30/2020, annex I, II.3:
State numbers run through one year. The type is written in full, since QĐ means both quyết định and quy định.
"""

import datetime as dt
import re
import tomllib
from functools import cache
from pathlib import Path

from kheo.office.wording import short_date, tidy
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.models import Number

_TYPES = Path(__file__).with_name("types.toml")
_TERM = re.compile(r"từ (\d{2})/(\d{1,2})/(\d{4})")
_LONGEST_TYPE = 60


class CannotGiveError(Exception):
    """A number cannot be given, entered or taken back; the message says why and what to do."""


class ReasonNeededError(CannotGiveError):
    """It could be given with a reason: it is out of turn, and the book must say why."""


class NoTermError(CannotGiveError):
    """The Party issuer does not say yet when its term began; only the officer knows that day."""


def period_of(issuer: Issuer, dated: dt.date) -> str:
    """The period a paper of that day is numbered in: "2026", or "từ 12/9/2025", the term by the day it began.

    A day before the present term belongs to an earlier term the register knows of. Raises NoTermError.
    """
    if issuer.regime == Issuer.Regime.STATE:
        return str(dated.year)
    started = issuer.term_started_on
    if started is None:
        raise NoTermError(
            f"Chưa cấp số được: {issuer.organ} chưa có ngày bắt đầu nhiệm kỳ, mà số văn bản của Đảng tính theo nhiệm "
            "kỳ cấp uỷ. Mở “Cơ quan ban hành”, ghi ngày bắt đầu nhiệm kỳ rồi làm lại."
        )
    if dated >= started:
        return term_period(started)
    earlier = [day for period in periods(issuer) if (day := term_start(period)) and day <= dated]
    if not earlier:
        raise CannotGiveError(
            f"Chưa cấp số được: văn bản ghi ngày {short_date(dated)}, trước ngày bắt đầu nhiệm kỳ của {issuer.organ} "
            f"({short_date(started)}), và sổ chưa có nhiệm kỳ nào trước đó. Sửa ngày văn bản, hoặc sửa ngày bắt đầu "
            "nhiệm kỳ trong “Cơ quan ban hành”."
        )
    return term_period(max(earlier))


def term_period(started: dt.date) -> str:
    return f"từ {short_date(started)}"


def term_start(period: str) -> dt.date | None:
    """The day a Party period began; None for a calendar year."""
    found = _TERM.fullmatch(period)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    return dt.date(year, month, day)


def periods(issuer: Issuer) -> list[str]:
    """The periods that hold numbers, as kept; one query."""
    return list(Number.objects.filter(issuer=issuer).order_by("period").values_list("period", flat=True).distinct())


def type_of(typed: str) -> str:
    """The type in full as the register writes it: 'công văn' → 'Công văn'. Raises CannotGiveError where it is empty."""
    name = " ".join(tidy(typed).split())
    if not name or len(name) > _LONGEST_TYPE:
        raise CannotGiveError("Chưa ghi tên loại văn bản, hoặc tên quá dài; ví dụ: Công văn, Kế hoạch, Quyết định.")
    known = {each.casefold(): each for regime in Issuer.Regime.values for each in types(regime)}
    return known.get(name.casefold(), name[:1].upper() + name[1:])


def types(regime: str) -> tuple[str, ...]:
    """The types of papers of the regime that bear numbers, the usual ones of a movement first."""
    return _types()[regime]


@cache
def _types() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(_TYPES.read_text(encoding="utf-8"))
    return {regime: tuple(data[regime]["types"]) for regime in Issuer.Regime.values}
