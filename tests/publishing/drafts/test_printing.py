import datetime as dt

import pytest
from django.utils import timezone

from kheo.journal.vault import read
from kheo.publishing.drafts import printing
from kheo.publishing.drafts.issuing import issue_draft
from kheo.publishing.drafts.printing import pdf_row, print_missing
from kheo.publishing.models import Document
from kheo.publishing.printing.pdf import CannotPrintError
from tests.cast import Cast
from tests.publishing.drafts.conftest import Drafted

SOON = dt.timedelta(minutes=2)


def no_office(*_: object, **__: object) -> bytes:
    raise CannotPrintError("Chưa có LibreOffice trên máy này.")


def test_without_libreoffice_the_paper_is_issued_and_printed_later(
    drafted: Drafted, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "pdf_of", no_office)
    document = issue_draft(drafted(), cast.lan)
    assert print_missing(timezone.now() + SOON) == 0
    with pytest.raises(CannotPrintError):
        pdf_row(document)
    monkeypatch.undo()

    later = print_missing(timezone.now() + SOON)

    assert (later, print_missing(timezone.now() + SOON)) == (1, 0)
    assert list(Document.objects.values_list("format", flat=True).order_by("pk")) == ["docx", "pdf"]


def test_the_print_is_made_once_and_the_archival_one_on_demand(drafted: Drafted, cast: Cast) -> None:
    document = issue_draft(drafted(), cast.lan)

    archival = pdf_row(document, archival=True)

    assert pdf_row(document, archival=True) == archival
    assert b"pdfaid" in read(archival.original)
    assert sorted(Document.objects.values_list("format", flat=True)) == ["docx", "pdf", "pdfa"]


def test_what_was_issued_a_moment_ago_is_left_to_who_issued_it(
    drafted: Drafted, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "pdf_of", no_office)
    issue_draft(drafted(), cast.lan)

    assert list(printing.unprinted(timezone.now())) == []
