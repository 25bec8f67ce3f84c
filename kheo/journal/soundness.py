"""Is what we keep still what came? Originals against their hashes, files against rows, the chain of the journal."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kheo.journal import book
from kheo.journal.models import Original
from kheo.journal.vault import path_of


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it should be: what kind, and where."""

    code: str
    where: str


SENTENCES = {
    "original.missing": "Tệp gốc không còn trong kho",
    "original.changed": "Tệp gốc đã bị thay đổi (sai dấu vân tay)",
    "file.unknown": "Tệp nằm trong kho nhưng không hồ sơ nào nhắc đến (có thể do mất điện giữa lúc ghi)",
    "chain.broken": "Chuỗi nhật ký bị đứt tại bản ghi này",
    "chain.cut": "Chuỗi nhật ký bị cắt mất phần cuối",
}


def damages() -> Iterator[Damage]:
    """Everything wrong, in no promised order; nothing found means the kept data is sound."""
    known: set[str] = set()
    for original in Original.objects.order_by("id").iterator(chunk_size=2000):
        known.add(original.sha256)
        yield from _damages_of(original)
    for file in _files():
        if file.name not in known:
            yield Damage("file.unknown", file.name)
    broken = book.broken_at()
    if broken is not None:
        yield Damage("chain.broken", str(broken)) if broken else Damage("chain.cut", "")


def _damages_of(original: Original) -> Iterator[Damage]:
    try:
        content = path_of(original.sha256).read_bytes()
    except FileNotFoundError:
        yield Damage("original.missing", original.sha256)
        return
    if hashlib.sha256(content).hexdigest() != original.sha256:
        yield Damage("original.changed", original.sha256)


def _files() -> Iterator[Path]:
    return (path for path in Path(settings.HOME.files).glob("*/*") if path.is_file())
