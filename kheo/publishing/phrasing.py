"""What a rule set says in words: numbers with their symbol, days with their zeros, lists with their marks.

A text that is a tag of a template ("{{ … }}", "{% … %}") is left as it is: what fills it brings its own marks.
"""

import datetime as dt
import re
from collections.abc import Sequence

from kheo.publishing.papers import Head
from kheo.publishing.rulesets import RuleSet

_LETTER = "CV"
_ARCHIVE = re.compile(r"Lưu(?:\s*:\s*|\s+)(?=\S)")
_NUMERALS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def is_tag(text: str) -> bool:
    """Does a template's tag stand in it?"""
    return "{{" in text or "{%" in text


def symbol(head_symbol: str, rules: RuleSet) -> str:
    """The symbol as the rules order its parts, from "type/organ" as a paper keeps it ("QĐ/BNV", "CV/BNV-VP").

    Party: "QĐ/BNV"; State: "QĐ-BNV", and "BNV-VP" for a letter, which names no type. Without a slash: as it is.
    """
    type_symbol, slash, organ = head_symbol.partition("/")
    if not slash or is_tag(head_symbol):
        return head_symbol
    form = rules.words.letter_symbol if type_symbol == _LETTER else rules.words.symbol
    return form.format(type=type_symbol, organ=organ)


def number_and_symbol(head: Head, rules: RuleSet) -> str:
    """'Số 05-CV/BDVHU', 'Số: 05/BNV-VP': a zero below ten, no spaces; a draft leaves the number blank."""
    if is_tag(head.symbol):
        return head.symbol
    number = _zeroed(head.number, rules.zeros.number_below) if head.number else rules.words.blank_number
    return rules.words.number.format(number=number, symbol=symbol(head.symbol, rules))


def day_words(day: dt.date, rules: RuleSet) -> str:
    """'ngày 03 tháng 02 năm 2026' by the zero rule (05-HD/VPTW; Decree 30/2020, annex I, II.4.b)."""
    return _dated(rules.words.day, day, rules)


def short_day(day: dt.date, rules: RuleSet) -> str:
    """'09/4/2021', '02/01/2024'."""
    return _dated(rules.words.short_day, day, rules)


def place_and_date(head: Head, rules: RuleSet) -> str:
    """'Thủ Thừa, ngày 19 tháng 10 năm 2022'; a draft leaves day and month blank."""
    if is_tag(head.place):
        return head.place
    day = day_words(head.day, rules) if head.day else rules.words.blank_day.format(year=head.year or "")
    return rules.words.place_date.format(place=head.place, day=day).rstrip()


def letter_subject(text: str, rules: RuleSet) -> str:
    """Trích yếu under the number of a letter: 'về việc …', 'V/v …'."""
    return text if is_tag(text) else rules.words.subject.format(subject=text)


def kind_subject(text: str, rules: RuleSet) -> str:
    """Trích yếu under the type of a paper, begun with a capital where the rules want one."""
    if is_tag(text):
        return text
    return rules.words.kind_subject.format(subject=text, Subject=text[:1].upper() + text[1:])


def addressees(texts: Sequence[str], rules: RuleSet) -> tuple[str, ...]:
    """Each with dash and mark; one alone has no dash."""
    words = rules.words
    if len(texts) == 1 and not is_tag(texts[0]):
        return (texts[0] + words.one_addressee_end,)
    return _listed(texts, words.item, words.item_end, words.last_addressee_end)


def receivers(texts: Sequence[str], rules: RuleSet) -> tuple[str, ...]:
    """'- Như trên;' … '- Lưu Văn phòng Tỉnh uỷ.', '- Lưu: VT.'"""
    texts = [*texts[:-1], *(archive(text, rules) for text in texts[-1:])]
    return _listed(texts, rules.words.item, rules.words.item_end, rules.words.last_receiver_end)


def archive(text: str, rules: RuleSet) -> str:
    """Where the paper is kept, as the rules write it: 'Lưu VT', 'Lưu: VT'; other receivers as they are."""
    found = _ARCHIVE.match(text)
    return rules.words.archive.format(where=text[found.end() :]) if found and not is_tag(text) else text


def bases(texts: Sequence[str], rules: RuleSet) -> tuple[str, ...]:
    """Căn cứ, each on a line of its own."""
    return _listed(texts, rules.words.base, rules.words.base_end, rules.words.last_base_end)


def annex_name(number: int, of: int, rules: RuleSet) -> str:
    """'Phụ lục' where there is one, else with its number: 'Phụ lục 2', 'Phụ lục II'."""
    if of == 1:
        return rules.words.annex
    shown = numeral(number) if rules.placing.annex_numbers == "roman" else str(number)
    return rules.words.numbered_annex.format(number=shown)


def numeral(number: int) -> str:
    """1 → I, 14 → XIV."""
    said = ""
    for value, sign in _NUMERALS:
        times, number = divmod(number, value)
        said += sign * times
    return said


def _listed(texts: Sequence[str], item: str, end: str, last: str) -> tuple[str, ...]:
    ends = [end] * (len(texts) - 1) + [last]
    return tuple(
        text if is_tag(text) else item.format(text=text) + mark
        for text, mark in zip(texts, ends[: len(texts)], strict=True)
    )


def _dated(form: str, day: dt.date, rules: RuleSet) -> str:
    zeros = rules.zeros
    return form.format(
        day=_zeroed(day.day, zeros.day_below), month=_zeroed(day.month, zeros.month_below), year=day.year
    )


def _zeroed(number: int, below: int) -> str:
    return f"0{number}" if number < below else str(number)
