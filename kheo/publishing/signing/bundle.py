"""What the office's own document system gets to sign: the Word file, its PDF, and what they are, in one .zip."""

import hashlib
import io
import json
import zipfile

import pikepdf

from kheo.journal.vault import read
from kheo.publishing.kinds import KINDS
from kheo.publishing.models import Document
from kheo.publishing.naming import file_name
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import load
from kheo.publishing.signing.metadata import Metadata, metadata_of

_JSON, _XML = "metadata.json", "metadata.xml"


def bundle(document: Document) -> bytes:
    """The .zip of an issued .docx: its files, `metadata.json` and `metadata.xml`; the same paper gives the same bytes.

    Raises TooLongError where a value does not fit its field. Without LibreOffice there may be no PDF in it yet.
    """
    rows = Document.objects.filter(draft=document.draft_id).select_related("original", "snapshot", "campaign")
    files = {file_name(row): read(row.original) for row in sorted(rows, key=lambda row: row.format)}
    made = _metadata(document, next((read(row.original) for row in rows if row.format == "pdf"), None))
    told = {
        "Document": made.as_plain(),
        "Files": [{"Name": name, "SHA256": hashlib.sha256(data).hexdigest()} for name, data in files.items()],
    }
    files[_JSON] = json.dumps(told, ensure_ascii=False, indent=2).encode()
    files[_XML] = made.as_xml()
    return _packed(files, document)


def _metadata(document: Document, pdf: bytes | None) -> Metadata:
    kind = KINDS[document.kind]
    draft = document.draft
    return metadata_of(
        Paper.from_plain(document.snapshot.content),
        type_name=kind.type_name or kind.title,
        rules=load(document.rule_set),
        organ_code=draft.issuer.organ_code if draft else "",
        pages=_pages(pdf) if pdf else None,
    )


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _packed(files: dict[str, bytes], document: Document) -> bytes:
    day = document.dated or document.issued_at.date()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return written.getvalue()
