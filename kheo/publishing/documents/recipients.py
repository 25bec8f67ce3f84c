"""Whom a paper proposes or commends: lines the officer typed, or entries of the campaign chosen by their number.

`Cá nhân | Nguyễn Văn An | Bí thư chi bộ ấp 3 | thành tích`, or `#15 | thành tích`: entry 15 of the campaign's list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kheo.campaigns.models import Campaign
from kheo.office.wording import words
from kheo.publishing.documents.lists import numeral
from kheo.publishing.documents.order import CannotComposeError, Order
from kheo.publishing.documents.phrases import Spans, amount, listed, phrase, tied
from kheo.publishing.papers import Annex, Column, Grid, Line
from kheo.tally.lists import EntryLine, registrations, results

_SUBJECTS = {"collective": "Tập thể", "individual": "Cá nhân", "household": "Hộ gia đình"}
_TYPED = {words(label): code for code, label in _SUBJECTS.items()}
_CHOSEN = re.compile(r"#\s*(\d{1,18})")
_FIELDS = 4
_HOW = "hãy ghi như “Tập thể | tên | đơn vị | thành tích”, “Cá nhân | họ tên | chức vụ, đơn vị | thành tích” hoặc “#15”"
COLUMNS = (
    Column("STT", 14, centred=True),
    Column("Tập thể, cá nhân", 58),
    Column("Chức vụ, đơn vị", 68),
    Column("Tóm tắt thành tích", 117),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of them; `entry` and `original` lead back to what the unit sent, where it was chosen from there."""

    subject: str
    name: str
    place: str = ""
    merit: str = ""
    # What the officer typed of it; a chosen entry's merit may be the unit's own words.
    noted: str = ""
    entry: int | None = None
    original: int | None = None

    @property
    def source(self) -> dict[str, int]:
        return {"entry": self.entry, "original": self.original} if self.entry and self.original else {}


def recipients(campaign: Campaign, order: Order, lines: Sequence[str]) -> list[Recipient]:
    """In the order of the lines. A single line in braces is a missing answer: nobody, as yet.

    Raises CannotComposeError naming the line that is no recipient, or the entry that did not stand at that instant.
    """
    chosen = [_CHOSEN.match(line) for line in lines]
    entries = _entries(campaign, order) if any(chosen) else {}
    return [
        _chosen(int(number[1]), line, at, entries) if number else _typed(line, at)
        for at, (line, number) in enumerate(zip(lines, chosen, strict=True), start=1)
        if not line.startswith("{")
    ]


def number_words(proposed: Sequence[Recipient]) -> Spans:
    """'02 tập thể, 01 cá nhân', tied to the list."""
    said = [(label.lower(), sum(one.subject == code for one in proposed)) for code, label in _SUBJECTS.items()]
    return listed(
        [phrase("{number} {what}", number=tied(amount(number)), what=what) for what, number in said if number], ", "
    )


def recipient_annex(proposed: Sequence[Recipient], lines: Sequence[str], *, title: str, attached: str) -> Annex:
    """Those proposed by subject, numbered through; the missing answer in its braces where nobody is named yet."""
    missing = tuple(Line((line,), level=1) for line in lines[:1])
    return Annex("Danh sách", title, Grid(COLUMNS, tuple(_lines(proposed)) or missing), attached)


def by_subject(proposed: Sequence[Recipient]) -> Iterator[tuple[str, list[Recipient]]]:
    """('Tập thể', those), in the order collectives, individuals, households."""
    for code, label in _SUBJECTS.items():
        if group := [one for one in proposed if one.subject == code]:
            yield label, group


def _lines(proposed: Sequence[Recipient]) -> Iterator[Line]:
    position = 0
    for number, (label, group) in enumerate(by_subject(proposed), start=1):
        yield Line((f"{numeral(number)}. {label.upper()} ({amount(len(group))})",), level=1)
        for one in group:
            position += 1
            yield Line((str(position), one.name, one.place, one.merit), source=one.source)


def _typed(line: str, at: int) -> Recipient:
    fields = [field.strip() for field in line.split("|", _FIELDS - 1)]
    subject = _TYPED.get(words(fields[0]))
    if subject is None or len(fields) == 1 or not fields[1]:
        raise CannotComposeError(f"Dòng {at} của danh sách (“{line}”) chưa rõ là tập thể hay cá nhân nào; {_HOW}.")
    name, place, merit = (*fields[1:], "", "")[:3]
    return Recipient(subject, name, place, merit, merit)


def _chosen(number: int, line: str, at: int, entries: Mapping[int, tuple[EntryLine, str]]) -> Recipient:
    if number not in entries:
        raise CannotComposeError(
            f"Dòng {at} của danh sách: không có mô hình, điển hình số {number} đang đăng ký trong đợt này. "
            "Số của mỗi mô hình, điển hình ghi trong địa chỉ trang của nó (…/entries/15/)."
        )
    entry, reported = entries[number]
    _, _, typed = line.partition("|")
    place = ", ".join(filter(None, (entry.job, entry.unit_name if entry.person_name else "")))
    merit = typed.strip() or "\n".join(filter(None, (entry.title, reported)))
    return Recipient(
        entry.subject, entry.person_name or entry.unit_name, place, merit, typed.strip(), entry.entry, entry.original
    )


def _entries(campaign: Campaign, order: Order) -> dict[int, tuple[EntryLine, str]]:
    """Every entry that stood at the ordered instant, with what its unit reported of it."""
    reported = {outcome.entry: outcome.results for outcome in results(campaign, as_of=order.as_of) if outcome.entry}
    found = registrations(campaign, as_of=order.as_of)
    return {entry.entry: (entry, reported.get(entry.entry, "")) for entry in found}
