"""Documents and workbooks printed to PDF by LibreOffice, and the pages of a PDF as a scanner sees them."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2

# More in one call and LibreOffice stops without a word.
MOST_AT_ONCE = 150
SECONDS = 300
_POINTS_AN_INCH = 72


def is_installed() -> bool:
    return shutil.which("soffice") is not None


def pdfs_of(documents: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """The PDF of each (name with its suffix, bytes), in order. RuntimeError where LibreOffice gave none."""
    made: list[bytes] = []
    for start in range(0, len(documents), MOST_AT_ONCE):
        made += _printed(documents[start : start + MOST_AT_ONCE])
    return made


def pages_of(pdf: bytes, *, dpi: int = 300) -> Iterator[np.ndarray]:
    """Each page drawn in grey, height × width, 0 black to 255 white."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=dpi / _POINTS_AN_INCH, grayscale=True).to_numpy().copy()


def _printed(documents: Sequence[tuple[str, bytes]]) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="kheo-print-") as folder:
        sources = []
        for number, (name, data) in enumerate(documents):
            source = Path(folder) / f"{number:04d}{Path(name).suffix}"
            source.write_bytes(data)
            sources.append(source)
        # A profile of its own: two programs in one profile lose half the files without an error.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(  # noqa: S603 - our own files
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, sources)],  # noqa: S607
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        printed = [source.with_suffix(".pdf") for source in sources]
        missing = [path.name for path in printed if not path.exists()]
        if missing:
            raise RuntimeError(f"LibreOffice printed {len(printed) - len(missing)} of {len(printed)} files")
        return [path.read_bytes() for path in printed]
