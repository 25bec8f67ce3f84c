"""Files as they come: read in the confined process, refused with a sentence, and told fast."""

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument

from kheo.confinement.pool import Readers
from kheo.publishing.rulesets import load
from kheo.publishing.validating.articles import article, grouped, place_of
from kheo.publishing.validating.departure import Departure
from kheo.publishing.validating.departures import MOST_BYTES, CannotReadError, departures
from kheo.publishing.word.laying_out import word_file
from tests.publishing.validating.papers import PARTY, STATE, changed, letter, right, said

RULES = load(PARTY)


def with_part(name: str, content: bytes) -> bytes:
    """The right letter with one part of its package replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(right())) as package, zipfile.ZipFile(made, "w") as archive:
        for each in package.namelist():
            archive.writestr(each, content if each == name else package.read(each))
    return made.getvalue()


def text_of(data: bytes, part: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part)


def nested(document: WordDocument) -> None:
    holder = document.tables[0].rows[0].cells[0]
    for _ in range(30):
        holder = holder.add_table(1, 1).rows[0].cells[0]


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + text_of(right()).partition(b"?>")[2]
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Tệp rỗng"),
    "half a file": (lambda: right()[:5000], "Tệp bị hỏng"),
    "broken xml": (lambda: with_part("word/document.xml", b"<w:document"), "Tệp bị hỏng"),
    "entities": (lambda: with_part("word/document.xml", LAUGHS), "cấu trúc bất thường"),
    "tables in tables": (lambda: changed(right(), nested), "cấu trúc bất thường"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Tệp bị hỏng"),
    "PDF": (lambda: b"%PDF-1.7\n" + bytes(100), "Không soát được tệp PDF"),
    "RTF": (lambda: b"{\\rtf1 x}", "Không soát được tệp RTF"),
    "zip": (lambda: with_part("[Content_Types].xml", b"<Types/>"), "Không đọc được tệp này (tệp nén ZIP)"),
    "too large": (lambda: bytes(MOST_BYTES + 1), "Tệp quá lớn"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_paper_is_refused_with_a_sentence(name: str) -> None:
    make, sentence = REFUSED[name]

    with pytest.raises(CannotReadError) as refused:
        departures(make(), RULES)

    assert str(refused.value).startswith(sentence) or sentence in str(refused.value).partition("Đề nghị")[0]
    assert "Đề nghị" in str(refused.value)


@pytest.mark.parametrize("styles", [b"", b"<w:styles xmlns:w='x'><w:style w:styleId='Normal'/></w:styles>"])
def test_strange_styles_stop_nothing(styles: bytes) -> None:
    circle = text_of(right(), "word/styles.xml").replace(b'<w:name w:val="header"/>', b'<w:basedOn w:val="Header"/>')

    for part in filter(None, (styles, circle)):
        assert isinstance(departures(with_part("word/styles.xml", part), RULES), list)


def test_a_right_paper_departs_in_nothing_and_a_wrong_one_in_that() -> None:
    wrong = changed(right(), said("về việc", "V/v"))

    with Readers(1) as readers:
        assert departures(right(), RULES, readers=readers) == []
        assert departures(wrong, RULES, readers=readers) == [
            Departure(
                rule="subject.lead",
                at="bảng 1, dòng 2, cột 1",
                found="“V/v tổng kết mô hình “Dân vận khéo” năm 2026”",
                wanted="bắt đầu bằng “về việc”",
            )
        ]


def test_departures_are_grouped_by_the_part_of_the_paper_with_their_articles() -> None:
    found = departures(changed(changed(right(), said("Số 05", "Số: 05")), said("Như trên", "Như kính gửi")), RULES)
    groups = grouped(found, RULES)

    assert [(group.place, [name for _, name in group.departures]) for group in groups] == [
        ("Số và ký hiệu", ["Hướng dẫn 05-HD/VPTW, Phần II, mục I.3"]),
        ("Nơi nhận", ["Hướng dẫn 05-HD/VPTW, Phần II, mục I.9.2"]),
    ]
    assert article("page.margins", load(STATE)) == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I.3"
    assert (article("text.quotes", RULES), place_of("kind.below")) == ("chính tả", "Tên loại và trích yếu")


def test_ten_pages_are_judged_within_the_time_a_preview_has() -> None:
    paper = letter(PARTY)
    long = word_file(replace(paper, paragraphs=paper.paragraphs[:-1] * 8 + paper.paragraphs[-1:]), RULES)
    assert sum(len(one.text) for one in Document(io.BytesIO(long)).paragraphs) > 28_000

    with Readers(1) as readers:
        departures(right(), RULES, readers=readers)
        taken = [timed(lambda: departures(long, RULES, readers=readers)) for _ in range(3)]

    assert min(taken) < 0.3


def timed(work: Callable[[], list[Departure]]) -> float:
    begun = time.perf_counter()
    assert work() == []
    return time.perf_counter() - begun
