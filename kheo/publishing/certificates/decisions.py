"""The decision certificates are given by: whether its number can be one, and whether the own register knows it."""

import datetime as dt
import re
from collections.abc import Iterator

from kheo.office.wording import count, short_date
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.models import Number

_TYPE = "Quyết định"
# "12-QĐ/ĐU" of the Party, "12/QĐ-UBND" (once "12/2026/QĐ-UBND") of the State.
_PARTY = re.compile(r"(\d{1,5})-(QĐ[^\W\d_]*)/([^\W_]+(?:-[^\W_]+)*)")
_STATE = re.compile(r"(\d{1,5})(?:/\d{4})?/(QĐ[^\W\d_]*)-([^\W_]+(?:-[^\W_]+)*)")


def number_fault(typed: str) -> str:
    """Why it is no number of a decision; empty: it may be one, or nothing is typed."""
    if not typed:
        return ""
    found = _read(typed)
    if found and found[0] and found[1] == found[1].upper():
        return ""
    return f"“{typed}” không phải số, ký hiệu của quyết định; ghi như 12-QĐ/ĐU (Đảng) hoặc 12/QĐ-UBND (Nhà nước)."


def doubts(issuer: Issuer, typed: str, day: dt.date) -> Iterator[str]:
    """What the office's register says against a decision that bears a symbol of the office's own."""
    found = _read(typed)
    own = [one for one in Issuer.objects.filter(unit=issuer.unit_id) if found and one.symbol == found[1]]
    if found is None or not own:
        return
    number, symbol = found
    held = list(Number.objects.filter(issuer__in=own, type_name=_TYPE, number=number).order_by("dated"))
    standing = [one for one in held if one.voided_at is None]
    if not held:
        yield f"Sổ của cơ quan ký hiệu {symbol} chưa có quyết định số {count(number)}."
    elif not standing:
        yield f"Quyết định số {count(number)} đã thu hồi trong sổ của cơ quan ký hiệu {symbol}."
    elif all(one.dated != day for one in standing):
        said = ", ".join(short_date(one.dated) for one in standing)
        yield f"Sổ ghi quyết định số {count(number)} ngày {said}, không phải ngày {short_date(day)}."


def _read(typed: str) -> tuple[int, str] | None:
    found = _PARTY.fullmatch(typed) or _STATE.fullmatch(typed)
    return (int(found[1]), found[3]) if found else None
