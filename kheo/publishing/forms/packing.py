"""Many files as one .zip that is handed on while it is being made."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO, RawIOBase
from typing import Any

from kheo.office.writing import MADE
from kheo.publishing.forms.making import FormFile

_MOMENT = (MADE.year, MADE.month, MADE.day, 0, 0, 0)


def packed(files: Iterable[FormFile]) -> Iterator[bytes]:
    """The bytes of the .zip, a piece a file and one for its directory at the end."""
    window = _Window()
    with zipfile.ZipFile(window, "w") as archive:
        for file in files:
            # Office files are packed already: once more would only take time.
            archive.writestr(zipfile.ZipInfo(file.name, _MOMENT), file.data, zipfile.ZIP_STORED)
            yield window.drain()
    yield window.drain()


class _Window(RawIOBase):
    """A file of which only what was written last is held; the head of that may still be mended."""

    def __init__(self) -> None:
        self._gone = 0
        self._held = BytesIO()

    def drain(self) -> bytes:
        """What is held, which is then gone for good."""
        data = self._held.getvalue()
        self._gone += len(data)
        self._held = BytesIO()
        return data

    def write(self, data: Any) -> int:
        return self._held.write(data)

    def tell(self) -> int:
        return self._gone + self._held.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._gone + self._held.seek(offset - self._gone if whence == 0 else offset, whence)

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True
