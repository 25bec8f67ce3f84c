"""What a returned file is, in the confined process: its kind by its content, its pages, its text, its signatures."""

import io
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from pyhanko.keys import load_certs_from_pemder_data

from kheo.confinement.refusal import Refusal
from kheo.office.kinds import Kind, kind_of
from kheo.office.pages.scans.pixels import FORMATS, pixels_of
from kheo.publishing.signing.verifying import verify

# How the parent names the job.
OPEN_RETURNED = "kheo.publishing.signing.opening:open_returned"
MOST_PAGES = 300
MOST_LETTERS = 2_000_000
MOST_ROOTS = 200
_ROOTS = frozenset({".pem", ".crt", ".cer", ".der"})


def open_returned(data: bytes, roots: str) -> dict[str, Any]:
    """{"kind": "pdf" or "picture", "pages", "text" (NFC), "signatures"}; `roots` names the folder of trusted roots.

    Refusal for what is no PDF and no picture of a page, for what is locked, broken or too large.
    """
    kind = kind_of(data)
    if kind is Kind.PICTURE:
        pixels_of(data, 1)
        return {"kind": "picture", "pages": _pictures(data), "text": "", "signatures": []}
    if kind is not Kind.PDF:
        raise Refusal("unknown_file", "chỉ nhận tệp PDF đã ký, hoặc bản quét (PDF, JPG, PNG, TIFF)", unopened=True)
    text, pages = _text(data)
    return {"kind": "pdf", "pages": pages, "text": text, "signatures": verify(data, roots_in(roots))}


def roots_in(folder: str) -> list[bytes]:
    """The certificates (DER) of all files in the folder; a file that holds none is passed over."""
    found: list[bytes] = []
    path = Path(folder)
    files = sorted(path.iterdir()) if folder and path.is_dir() else []
    for file in files:
        if file.suffix.lower() in _ROOTS and len(found) < MOST_ROOTS:
            try:
                found += [one.dump() for one in load_certs_from_pemder_data(file.read_bytes())]
            except (OSError, ValueError, TypeError):
                continue
    return found[:MOST_ROOTS]


def _pictures(data: bytes) -> int:
    """How many pages a picture file has: a .tif of a scanner may hold several."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return min(MOST_PAGES, int(getattr(picture, "n_frames", 1)))
    except (OSError, SyntaxError, ValueError, EOFError):
        # The first page opens; what comes after it does not.
        return 1


def _text(data: bytes) -> tuple[str, int]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = "PDF có mật khẩu" if "password" in str(error).lower() else "PDF bị hỏng"
        raise Refusal("encrypted_file" if "mật khẩu" in why else "damaged_file", why) from error
    if len(document) > MOST_PAGES:
        raise Refusal("too_large", f"PDF có {len(document)} trang; nhiều nhất {MOST_PAGES} trang")
    said: list[str] = []
    for page in document:
        said.append(page.get_textpage().get_text_bounded()[:MOST_LETTERS])
        if sum(map(len, said)) > MOST_LETTERS:
            break
    return unicodedata.normalize("NFC", "\n".join(said)), len(document)
