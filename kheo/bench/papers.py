"""How quickly papers are made: letters, lists, their PDF by a resident LibreOffice and by a new one, certificates."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import chain, islice, repeat
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kheo.bench.read import peak_of
from kheo.campaigns.letter_text import Paragraph, Span
from kheo.demo.long_lists import results_paper
from kheo.demo.topics import topics
from kheo.publishing.certificates.designs import samples
from kheo.publishing.certificates.drawing import pdf_of_all
from kheo.publishing.certificates.layout import SAMPLE, Layout
from kheo.publishing.papers import Head, Paper, Signature
from kheo.publishing.printing.finding import office_program
from kheo.publishing.printing.office import Office
from kheo.publishing.printing.offices import Offices
from kheo.publishing.printing.pages import page_count
from kheo.publishing.printing.reading import wording_of
from kheo.publishing.rulesets import DEFAULT, RuleSet, load
from kheo.publishing.word.laying_out import word_file
from kheo.publishing.workbooks import workbook_file

ROWS, CERTIFICATES = 2_000, 1_000
_LETTER_PARAGRAPHS = 14
_COLD = 5
_DESIGN = "giay-khen-dang"
# What is asked of it, on two cores.
_DOCX_MS, _PDF_MS, _CERTIFICATES_SECONDS, _LIBREOFFICE_MB = 50, 150, 5, 700


def run(*, size: int = 40, rows: int = ROWS, certificates: int = CERTIFICATES) -> dict[str, Any]:
    """`size` letters of two pages and their PDFs, a list of `rows`, certificates in one PDF; peaks in megabytes.

    Without LibreOffice there are no PDFs of letters and lists in it.
    """
    rules = load(DEFAULT)
    letters = _letters(size, rules)
    told: dict[str, Any] = {
        "letters": letters["told"],
        "list": _list(rows, rules),
        "certificates": _certificates(certificates),
    }
    if office_program():
        told["pdf"] = _printed(letters["files"], word_file(results_paper(rows), rules), rows)
        told["list"] |= told["pdf"].pop("list_pdf")
    return {"bench": "papers", "size": size, **told, "peak_mb": peak_of(os.getpid()), "within": _within(told)}


def _letters(size: int, rules: RuleSet) -> dict[str, Any]:
    papers = [_letter(number) for number in range(1, size + 1)]
    word_file(papers[0], rules)
    files: list[bytes] = []
    taken = [_milliseconds(lambda paper=paper: files.append(word_file(paper, rules))) for paper in papers]  # type: ignore[misc]
    middle = statistics.median(taken)
    return {"files": files, "told": {"docx_ms": round(middle, 1), "docx_per_second": round(1000 / middle, 1)}}


def _list(rows: int, rules: RuleSet) -> dict[str, Any]:
    paper = results_paper(rows)
    assert paper.listing
    listing = paper.listing
    word = _milliseconds(lambda: word_file(paper, rules)) / 1000
    excel = _milliseconds(lambda: workbook_file(listing)) / 1000
    return {
        "rows": rows,
        "docx_rows_per_second": round(rows / word),
        "xlsx_rows_per_second": round(rows / excel),
    }


def _printed(letters: list[bytes], listed: bytes, rows: int) -> dict[str, Any]:
    """The last figure, `list_pdf`, belongs to the list."""
    with Offices(1) as offices:
        first = _milliseconds(lambda: offices.pdf(letters[0], wording_of(letters[0])))
        pages = page_count(offices.pdf(letters[0], wording_of(letters[0])))
        resident = _median(letters, lambda docx: offices.pdf(docx, wording_of(docx)))
        archival = _median(letters, lambda docx: offices.pdf(docx, wording_of(docx), archival=True))
        long = _milliseconds(lambda: offices.pdf(listed, wording_of(listed))) / 1000
        peaks = [peak_of(pid) for pid in offices.pids()]
    cold = _median(letters[:_COLD], _by_a_new_one)
    return {
        "pages_of_a_letter": pages,
        "first_ms": round(first),
        "resident_ms": round(resident, 1),
        "resident_per_second": round(1000 / resident, 1),
        "archival_ms": round(archival, 1),
        "cold_ms": round(cold),
        "cold_per_second": round(1000 / cold, 2),
        "cold_over_resident": round(cold / resident, 1),
        "peak_mb_of_libreoffice": max((peak for peak in peaks if peak), default=None),
        "list_pdf": {"pdf_seconds": round(long, 1), "pdf_rows_per_second": round(rows / long)},
    }


def _certificates(number: int) -> dict[str, Any]:
    layout = replace(samples()[_DESIGN].layout, background=_background(samples()[_DESIGN].layout))
    given = [
        replace(SAMPLE, recipient=f"{SAMPLE.recipient} {one}", address=f"https://kheo.example.vn/c/{one:016d}/")
        for one in range(number)
    ]
    made: list[bytes] = []
    seconds = _milliseconds(lambda: made.append(pdf_of_all(given, layout))) / 1000
    return {
        "count": number,
        "seconds": round(seconds, 2),
        "per_second": round(number / seconds),
        "mb": round(len(made[0]) / 1024**2, 1),
    }


def _within(told: dict[str, Any]) -> dict[str, bool]:
    """What is asked, and whether it is held."""
    held = {
        f"docx_under_{_DOCX_MS}_ms": told["letters"]["docx_ms"] < _DOCX_MS,
        f"certificates_under_{_CERTIFICATES_SECONDS}_s": told["certificates"]["seconds"] < _CERTIFICATES_SECONDS,
    }
    if "pdf" in told:
        held[f"pdf_under_{_PDF_MS}_ms"] = told["pdf"]["resident_ms"] < _PDF_MS
        held[f"libreoffice_under_{_LIBREOFFICE_MB}_mb"] = (told["pdf"]["peak_mb_of_libreoffice"] or 0) < _LIBREOFFICE_MB
    return held


def _by_a_new_one(docx: bytes) -> None:
    """A LibreOffice for this file alone, as where none is kept."""
    office = Office(office_program(), "")
    try:
        office.pdf(docx, archival=False, seconds=60)
    finally:
        office.end()


def _letter(number: int) -> Paper:
    """Two pages about real topics."""
    titles = (topic.title for topic in chain.from_iterable(repeat(topics())))
    said = [
        f"Thực hiện Kế hoạch số 71-KH/HU, ngày 20/5/2021 của Ban Thường vụ Huyện uỷ, đề nghị đơn vị tiếp tục thực hiện "
        f"mô hình “{title}”, báo cáo kết quả và dự kiến nhân rộng về Ban trước ngày 21/10/2026 để tổng hợp."
        for title in islice(titles, number, number + _LETTER_PARAGRAPHS)
    ]
    return Paper(
        head=Head(
            "TỈNH UỶ TÂY NINH", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "CV/BTGDVTU", "Tây Ninh", number, "2026-06-02",
            subject="đôn đốc gửi danh sách kết quả thực hiện mô hình “Dân vận khéo”",
        ),
        signature=Signature(("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Nguyễn Thị Ánh"),
        receivers=("Như trên", "Lưu Ban Tuyên giáo và Dân vận"),
        addressees=("Đảng uỷ các xã, phường",),
        paragraphs=tuple(Paragraph("body", (Span(text),)) for text in said),
    )  # fmt: skip


def _background(layout: Layout) -> bytes:
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=(layout.width * mm, layout.height * mm))
    for inset in range(4, 14):
        canvas.rect(inset * mm, inset * mm, (layout.width - 2 * inset) * mm, (layout.height - 2 * inset) * mm)
    canvas.save()
    return drawn.getvalue()


def _median(letters: list[bytes], act: Callable[[bytes], object]) -> float:
    return statistics.median(_milliseconds(lambda docx=docx: act(docx)) for docx in letters)  # type: ignore[misc]


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
