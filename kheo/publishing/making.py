"""The file of a paper in one of its formats, and what a paper cannot go out without: one home for all who issue."""

import re
from collections.abc import Iterator
from typing import Any

from kheo.publishing.kinds import Kind
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.laying_out import word_file
from kheo.publishing.workbooks import workbook_file

# A place that stands for a value nobody gave; a preview shows it in red.
PLACE = re.compile(r"(\{[^{}]*\})")


def file_of(paper: Paper, file_format: str, rules: RuleSet) -> bytes:
    """The .xlsx of a list, else the .docx laid out by the rules; the same paper and rules give the same bytes."""
    if file_format == "xlsx" and paper.listing is not None:
        return workbook_file(paper.listing)
    return word_file(paper, rules)


def missing(paper: Paper, kind: Kind) -> Iterator[str]:
    """What a paper of this kind cannot go out without, in the office's words."""
    head = paper.head
    for value, name in (
        (head.organ, "tên cơ quan ban hành"),
        (head.place, "địa danh"),
        (head.symbol or not head.numbered, "ký hiệu văn bản"),
        (paper.signature.titles, "chức vụ người ký"),
        (paper.signature.name, "họ tên người ký"),
        (paper.receivers, "nơi nhận"),
        (head.subject or not kind.addressed, "trích yếu"),
        (paper.addressees or not kind.addressed, "nơi kính gửi"),
        (paper.paragraphs or not kind.addressed, "nội dung"),
    ):
        if not value:
            yield name
    yield from (f"giá trị của {{{place}}}" for place in dict.fromkeys((*paper.unfilled, *places(paper))))


def places(paper: Paper) -> Iterator[str]:
    """What stands in braces anywhere in the paper, composed or typed by hand: '{status}', '{{ x }}'."""
    for paragraph in paper.paragraphs:
        yield from _in_braces("".join(span.text for span in paragraph.spans))
    for name, value in paper.as_plain().items():
        if name not in {"paragraphs", "unfilled"}:
            yield from (place for text in _texts(value) for place in _in_braces(text))


def _in_braces(text: str) -> Iterator[str]:
    return (found.strip("{}").strip() for found in PLACE.findall(text))


def _texts(value: Any) -> Iterator[str]:
    """Every printed string of a plain value; whence a cell comes (`source`) is not printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name != "source":
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
