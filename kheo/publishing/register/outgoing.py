"""The book of outgoing papers (Sổ đăng ký văn bản đi) as .xlsx, its columns as Decree 30/2020, annex IV has them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kheo.office.wording import short_date
from kheo.office.writing import Column, Sheet, Value, workbook
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.papers import Head
from kheo.publishing.phrasing import number_and_symbol
from kheo.publishing.register.book import Entry, entries, numbers
from kheo.publishing.rulesets import codes, load

_COLUMNS = (
    Column("Số, ký hiệu văn bản", 12, centred=True),
    Column("Ngày tháng văn bản", 13, centred=True),
    Column("Tên loại và trích yếu nội dung văn bản", 44),
    Column("Người ký", 20),
    Column("Nơi nhận văn bản", 30),
    Column("Đơn vị, người nhận bản lưu", 20),
    Column("Số lượng bản", 8, centred=True),
    Column("Ngày chuyển", 11, centred=True),
    Column("Ký nhận", 11),
    Column("Ghi chú", 30),
)
# The book has nothing but the paper to tell these from; the annex wants them all the same.
_PAPER = "document__snapshot__content"
_GAP = "Chưa ghi trong sổ"


@dataclass(frozen=True, slots=True)
class _Held:
    """A number with what its paper says, where the paper was made here."""

    dated: dt.date
    subject: str
    reason: str
    void_reason: str
    rule_set: str | None
    symbol: str | None
    signer: str | None
    receivers: list[str] | None


def outgoing_book(issuer: Issuer, period: str, type_name: str = "") -> bytes:
    """The numbers of one period, a section for each type; gaps have a line that says so. Two queries."""
    rows = numbers(issuer, period, type_name)
    own = ("pk", "dated", "subject", "reason", "void_reason", "document__rule_set")
    of_paper = (f"{_PAPER}__{path}" for path in ("head__symbol", "signature__name", "receivers"))
    held = {pk: _Held(*said) for pk, *said in rows.values_list(*own, *of_paper)}
    titles = ("SỔ ĐĂNG KÝ VĂN BẢN ĐI", issuer.organ, _period_words(issuer, period))
    return workbook([Sheet("Văn bản đi", _COLUMNS, list(_rows(entries(rows), held)), titles)])


def _rows(found: list[Entry], held: dict[int, _Held]) -> Iterator[list[Value] | str]:
    section = ""
    for entry in found:
        if entry.type_name != section:
            section = entry.type_name
            yield section
        if entry.pk:
            yield _line(entry, held[entry.pk])
        else:
            yield [entry.said, *[""] * (len(_COLUMNS) - 2), _GAP]


def _line(entry: Entry, held: _Held) -> list[Value]:
    *sent, kept = held.receivers or [""]
    remarks = [held.reason, f"Đã thu hồi: {held.void_reason}" if held.void_reason else ""]
    return [
        _number(entry, held),
        short_date(held.dated),
        f"{entry.type_name} {held.subject}".strip(),
        # A post may stand above the name.
        (held.signer or "").rpartition("\n")[2],
        "; ".join(sent),
        kept,
        *[""] * 3,
        ". ".join(one for one in remarks if one),
    ]


def _number(entry: Entry, held: _Held) -> str:
    """As printed on the paper ("35-CV/BDVHU"), by its own rule set; the bare number where it was made elsewhere."""
    if not held.symbol or held.rule_set not in codes():
        return entry.said
    head = Head(parent_organ="", organ="", symbol=held.symbol, place="", number=entry.first)
    return number_and_symbol(head, load(held.rule_set)).rpartition(" ")[2]


def _period_words(issuer: Issuer, period: str) -> str:
    return f"Năm {period}" if issuer.regime == Issuer.Regime.STATE else f"Nhiệm kỳ {period}"
