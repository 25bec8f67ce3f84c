"""The PDF of a Word file: printed by a resident LibreOffice, and checked against what the Word file says."""

from kheo.publishing.printing.offices import CannotPrintError, shared
from kheo.publishing.printing.reading import UnprintableError, wording_of

__all__ = ["CannotPrintError", "pdf_of"]


def pdf_of(docx: bytes, *, archival: bool = False) -> bytes:
    """The print of the Word file, its fonts embedded; `archival`: marked PDF/A-2b (ISO 19005-2).

    Takes some 50 ms a letter once LibreOffice runs, a second before. CannotPrintError: its message says why not.
    """
    try:
        wording = wording_of(docx)
    except UnprintableError as error:
        raise CannotPrintError(str(error)) from error
    return shared().pdf(docx, wording, archival=archival)
