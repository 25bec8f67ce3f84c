"""Compound files (OLE) laid by hand, with the streams a test wants in them."""

import struct

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
# Shorter streams would have to lie in a file within the file.
_LEAST = 4_096


def compound(streams: dict[str, bytes]) -> bytes:
    """One storage with these streams, each filled up with zeros to whole sectors."""
    laid = {name: data.ljust(max(_LEAST, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(laid) + 1) // 4)
    body_sectors = directory_sectors + sum(len(data) // SECTOR for data in laid.values())
    fat_sectors = 1
    while fat_sectors * 128 < body_sectors + fat_sectors:
        fat_sectors += 1
    table = [_FAT] * fat_sectors + _chain(fat_sectors, directory_sectors)
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if laid else _FREE)]
    start = fat_sectors + directory_sectors
    for number, (name, data) in enumerate(laid.items(), start=1):
        last = number == len(laid)
        entries.append(_entry(name, 2, start, len(data), right=_FREE if last else number + 1))
        table += _chain(start, len(data) // SECTOR)
        start += len(data) // SECTOR
    fat = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * SECTOR, b"\xff")
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    return _header(fat_sectors) + fat + directory + b"".join(laid.values())


def _chain(start: int, sectors: int) -> list[int]:
    return [*range(start + 1, start + sectors), _END]


def _header(fat_sectors: int) -> bytes:
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6,
                       0, fat_sectors, fat_sectors, 0, _LEAST, _END, 0, _END, 0)  # fmt: skip
    places = [*range(fat_sectors), *[_FREE] * (109 - fat_sectors)]
    return head + struct.pack("<109I", *places)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", written, len(written) + 2, kind, 1, _FREE, right, child, start, size)
