"""Changes to properties (sprms), which stand one behind the other in lists (grpprl)."""

from collections.abc import Iterator

# The length of the operand by the highest three bits; 0 where it begins with its own length.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
TABLE_DEFINITION = 0xD608
_TABS = 0xC615


def sprms(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """(which, operand without its length) for as far as the list makes sense."""
    place, end = 0, len(changes)
    while place + 2 < end:
        which = int.from_bytes(changes[place : place + 2], "little")
        place += 2
        size = _SIZES[which >> 13]
        if which == TABLE_DEFINITION:
            size = int.from_bytes(changes[place : place + 2], "little") - 1
            place += 2
        elif not size:
            size = changes[place]
            place += 1
            if which == _TABS and size == 0xFF:
                return
        if size < 0 or place + size > end:
            return
        yield which, changes[place : place + size]
        place += size
