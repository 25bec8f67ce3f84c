"""The file's bytes, the same for the same paper: fixed times, no name of a machine or program."""

import datetime as dt
import io
import zipfile

from docx.document import Document as WordDocument

# The first instant a zip archive can name.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NO_INSTANT = dt.datetime(1980, 1, 1)  # noqa: DTZ001 Word's properties are written as UTC


def seal(document: WordDocument, *, title: str, author: str) -> bytes:
    """The .docx of this document."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = _NO_INSTANT
    properties.revision = 1
    drafted = io.BytesIO()
    document.save(drafted)
    return _timeless(drafted.getvalue())


def _timeless(content: bytes) -> bytes:
    sealed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as drafted,
        zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for name in drafted.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, drafted.read(name))
    return sealed.getvalue()
