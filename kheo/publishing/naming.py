"""Names of the files of issued papers, as offices name them: '52-CV-BDVHU.docx'."""

import re

from kheo.office.wording import count, fold
from kheo.publishing.kinds import KINDS
from kheo.publishing.models import Document

# PDF/A is a PDF by name.
_ENDINGS = {"pdfa": "pdf"}
_APART = re.compile(r"[^0-9A-Za-z]+")


def file_name(document: Document) -> str:
    """Number and symbol, else the kind and what it is of; letters without accents, so that every system keeps them."""
    head = document.snapshot.content.get("head", {}) if isinstance(document.snapshot.content, dict) else {}
    symbol = str(head.get("symbol", ""))
    if document.number and symbol:
        stem = f"{count(document.number)}-{_plain(symbol, keep_case=True)}"
    else:
        title = KINDS[document.kind].title if document.kind in KINDS else document.kind
        stem = f"{_plain(title)}-{document.campaign.slug}"
    mark = "-pdfa" if document.format == "pdfa" else ""
    return f"{stem}{mark}.{_ENDINGS.get(document.format, document.format)}"


def _plain(text: str, *, keep_case: bool = False) -> str:
    folded = fold(text)
    if keep_case:
        folded = (
            "".join(bare.upper() if letter.isupper() else bare for letter, bare in zip(text, folded, strict=False))
            if len(folded) == len(text)
            else folded.upper()
        )
    return _APART.sub("-", folded).strip("-")
