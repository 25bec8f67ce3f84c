"""Keeps originals byte for byte under their hash, in an order of writes that loses nothing acknowledged.

File, fsync, rename, fsync of the directory; only then may a row cite it (docs/decisions/0004-order-of-writes.md).
"""

import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kheo.journal.models import Original


def keep(contents: Sequence[bytes]) -> list[Original]:
    """Store each content durably and give its row, in the order given; bytes kept before give the earlier row.

    Many at once cost one pass of the disk: all files are written and synced before the directories are.
    """
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    _write_files(dict(zip(hashes, contents, strict=True)))
    sizes = {name: len(content) for name, content in zip(hashes, contents, strict=True)}
    now = timezone.now()
    Original.objects.bulk_create(
        [Original(sha256=name, size=size, stored_at=now) for name, size in sorted(sizes.items())], ignore_conflicts=True
    )
    rows = {row.sha256: row for row in Original.objects.filter(sha256__in=list(sizes))}
    return [rows[name] for name in hashes]


def read(original: Original) -> bytes:
    """The bytes as they came. Raises FileNotFoundError if the store lost them (the self-check looks for that)."""
    return path_of(original.sha256).read_bytes()


def path_of(sha256: str) -> Path:
    return Path(settings.HOME.files) / sha256[:2] / sha256


def _write_files(contents: dict[str, bytes]) -> None:
    waiting: list[tuple[int, Path, Path]] = []
    for name, content in contents.items():
        target = path_of(name)
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: two writers of the same bytes must not share a half-written file.
        draft = target.with_name(f"{name}.{secrets.token_hex(4)}.part")
        descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(content)
        waiting.append((descriptor, draft, target))
    for descriptor, draft, target in waiting:
        os.fsync(descriptor)
        os.close(descriptor)
        draft.replace(target)
    _sync_directories({target.parent for _, _, target in waiting})


def _sync_directories(folders: set[Path]) -> None:
    if os.name == "nt":  # Windows keeps directory entries with the file's own flush
        return
    for folder in {*folders, *(folder.parent for folder in folders)}:
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
