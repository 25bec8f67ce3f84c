"""Forms printed by LibreOffice once for all tests of this folder."""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from kheo.bench.scan import UNITS
from kheo.confinement.pool import Readers
from kheo.demo.forms import registration_form
from kheo.demo.scans import printing
from kheo.demo.scans.printing import pages_of
from kheo.demo.scans.typesetting import PrintedForm, printed_form

FIRST_SEED, FORMS = 41_000, 16


@dataclass(frozen=True)
class Printed:
    """Generated forms with their PDFs, and single PDFs by the name of what they show."""

    forms: Sequence[PrintedForm]
    pdfs: Sequence[bytes]
    named: dict[str, bytes]

    @cached_property
    def short(self) -> list[int]:
        """The forms of one page: there the wear and not the length makes the time."""
        return [place for place, pdf in enumerate(self.pdfs) if len(list(pages_of(pdf, dpi=20))) == 1]


@pytest.fixture(scope="session")
def printed() -> Printed:
    forms = []
    for seed in range(FIRST_SEED, FIRST_SEED + FORMS):
        rng = random.Random(seed)
        forms.append(printed_form(rng, unit=rng.choice(UNITS), paper=rng.choice(("registration", "results"))))
    named = {
        "long": table_of([["STT", "Tên mô hình", "Lĩnh vực"], *LONG_ROWS], repeat=True),
        "plain": table_of([["STT", "Tên mô hình", "Địa điểm"], *PLAIN_ROWS], ruled=False),
        "workbook": registration_form(random.Random(3), unit="Xã Ma Li Pho").data,
    }
    sources = [(f"{number}.docx", form.document) for number, form in enumerate(forms)]
    sources += [(f"{name}.xlsx" if name == "workbook" else f"{name}.docx", data) for name, data in named.items()]
    pdfs = printing.pdfs_of(sources)
    return Printed(forms, pdfs[: len(forms)], dict(zip(named, pdfs[len(forms) :], strict=True)))


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    with Readers(1) as readers:
        yield readers


LONG_ROWS = [[str(number), f"Mô hình số {number}", "kinh tế"] for number in range(1, 61)]
PLAIN_ROWS = [[str(number), f"Đường hoa bản {number}", "Toàn xã"] for number in range(1, 6)]


def table_of(rows: Sequence[Sequence[str]], *, ruled: bool = True, repeat: bool = False) -> bytes:
    """A document of one table, by another way than the generator's."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Liberation Serif", Pt(12)
    made.add_paragraph("Đơn vị: Xã Dào San")
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid" if ruled else None)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if repeat:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(docx.oxml.parse_xml(f"<w:tblHeader {docx.oxml.ns.nsdecls('w')}/>"))
    made.add_paragraph()
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
