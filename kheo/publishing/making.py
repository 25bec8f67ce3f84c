"""The file of a paper in one of its formats, and what a paper cannot go out without: one home for all who issue."""

from collections.abc import Iterator

from kheo.publishing.kinds import Kind
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.laying_out import word_file
from kheo.publishing.workbooks import workbook_file


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
    yield from (f"giá trị của {{{place}}}" for place in paper.unfilled)
