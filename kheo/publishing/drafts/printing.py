"""The PDF of an issued paper: made after the paper stands, tried again by the clock while LibreOffice cannot."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kheo.journal.book import note
from kheo.journal.vault import keep, read
from kheo.publishing.models import Document
from kheo.publishing.printing.pdf import CannotPrintError, pdf_of

# The second is PDF/A-2b, made where somebody asks for it.
PDF, ARCHIVAL = "pdf", "pdfa"
AT_ONCE = 20
# Whoever issues a paper prints it at once; a paper without PDF for so long has lost that.
FORGOTTEN = timedelta(minutes=1)

logger = logging.getLogger(__name__)


def print_paper(document: Document, *, archival: bool = False) -> Document | None:
    """The PDF of an issued .docx, made now or before; None where it cannot be printed now."""
    try:
        return pdf_row(document, archival=archival)
    except (CannotPrintError, OSError) as why:
        logger.warning("document %s could not be printed: %s", document.pk, why)
        return None


def pdf_row(document: Document, *, archival: bool = False) -> Document:
    """As `print_paper`, but raises CannotPrintError with the sentence why not."""
    form = ARCHIVAL if archival else PDF
    assert document.draft_id is not None
    made = Document.objects.filter(draft=document.draft_id, format=form).select_related("original")
    if earlier := made.first():
        return earlier
    original = keep([pdf_of(read(document.original), archival=archival)])[0]
    with transaction.atomic():
        row, fresh = Document.objects.get_or_create(
            draft_id=document.draft_id,
            format=form,
            defaults={
                "campaign_id": document.campaign_id,
                "kind": document.kind,
                "rule_set": document.rule_set,
                "snapshot_id": document.snapshot_id,
                "template_id": document.template_id,
                "made_from": document,
                "number": document.number,
                "dated": document.dated,
                "original": original,
                "issued_at": timezone.now(),
                "issued_by_id": document.issued_by_id,
            },
        )
        if fresh:
            note("document.printed", row, kind=row.kind, format=form, sha256=original.sha256, draft=document.draft_id)
    return row


def unprinted(now: datetime) -> QuerySet[Document]:
    """Issued Word files whose PDF nobody made, the newest first."""
    pdf = Document.objects.filter(draft=OuterRef("draft"), format=PDF)
    issued = Document.objects.filter(draft__isnull=False, format="docx", issued_at__lt=now - FORGOTTEN)
    return issued.filter(~Exists(pdf)).select_related("original").order_by("-pk")


def print_missing(now: datetime) -> int:
    """Print what has no PDF yet; how many were made. Doing it twice makes nothing twice."""
    return sum(print_paper(document) is not None for document in unprinted(now)[:AT_ONCE])
