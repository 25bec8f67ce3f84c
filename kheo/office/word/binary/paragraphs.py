"""What the properties of a paragraph say of tables: how deep it stands in them, and the cells of the row it ends."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kheo.office.word.binary.sprms import TABLE_DEFINITION, sprms
from kheo.office.word.grid import Slot

_IN_TABLE, _ROW_END = 0x2416, 0x2417
_DEPTH, _DEEPER = 0x6649, 0x664A
_INNER_CELL, _INNER_ROW_END = 0x244B, 0x244C
_ELSEWHERE = (0x6645, 0x6646, 0x646B)
_MERGE, _SPLIT, _MERGE_DOWN = 0x5624, 0x5625, 0xD62B
_INSERT, _DELETE, _WIDTH = 0x7621, 0x5622, 0x7623
_CELL = 20
_FIRST_JOINED, _JOINED, _DOWN, _DOWN_FIRST = 0x01, 0x02, 0x20, 0x40
# Word itself stops at 63.
_MAX_CELLS = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one paragraph. `slots` only where it ends a row."""

    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    slots: tuple[Slot, ...] = ()


def standing(changes: bytes, data: bytes) -> Standing:
    """`data` is the stream that holds changes too long for their page."""
    here = Standing()
    depth = 0
    for which, operand in sprms(_whole(changes, data)):
        value = int.from_bytes(operand[:4], "little", signed=len(operand) == 4)
        if which == _IN_TABLE and value:
            depth = max(depth, 1)
        elif which == _DEPTH:
            depth = value
        elif which == _DEEPER:
            depth += value
        elif which in {_ROW_END, _INNER_ROW_END} and value:
            here = replace(here, ends_row=True)
        elif which == _INNER_CELL and value:
            here = replace(here, ends_inner_cell=True)
        elif which in _CHANGES_OF_ROWS:
            here = replace(here, slots=_CHANGES_OF_ROWS[which](here.slots, operand))
    return replace(here, depth=max(depth, 0))


def _whole(changes: bytes, data: bytes) -> bytes:
    """With the changes that are stored elsewhere in their place."""
    found = b""
    for which, operand in sprms(changes):
        if which in _ELSEWHERE and len(operand) == 4:
            (place,) = struct.unpack("<I", operand)
            size = int.from_bytes(data[place : place + 2], "little")
            found += data[place + 2 : place + 2 + size]
    return changes + found


def _defined(_: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    """Edges of all cells, then what is known of each; the latter may be cut short."""
    count = operand[0] if operand else 0
    if count > _MAX_CELLS or len(operand) < 1 + 2 * (count + 1):
        return ()
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    slots = []
    for number in range(count):
        place = 1 + 2 * (count + 1) + _CELL * number
        flags = operand[place] if place < len(operand) else 0
        slots.append(Slot(edges[number], edges[number + 1], _downward(flags), bool(flags & _JOINED)))
    return tuple(slots)


def _downward(flags: int) -> str | None:
    if not flags & (_DOWN | _DOWN_FIRST):
        return None
    return "restart" if flags & _DOWN_FIRST else "continue"


def _merged(slots: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    first, last = operand[0], operand[1]
    return tuple(replace(slot, joined=True) if first < place < last else slot for place, slot in enumerate(slots))


def _split(slots: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    first, last = operand[0], operand[1]
    return tuple(replace(slot, joined=False) if first <= place < last else slot for place, slot in enumerate(slots))


def _merged_down(slots: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    """0 not merged, 1 goes on from above, 3 the first."""
    place, how = operand[0], {1: "continue", 3: "restart"}.get(operand[1])
    return tuple(replace(slot, downward=how) if number == place else slot for number, slot in enumerate(slots))


def _widened(slots: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    first, last, width = struct.unpack("<BBh", operand)
    widths = [width if first <= number < last else slot.right - slot.left for number, slot in enumerate(slots)]
    return _laid(slots, widths)


def _inserted(slots: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    first, count, width = struct.unpack("<BBh", operand)
    if len(slots) + count > _MAX_CELLS:
        return tuple(slots)
    widths = [slot.right - slot.left for slot in slots]
    widths[first:first] = [width] * count
    return _laid([*slots[:first], *[Slot(0, 0)] * count, *slots[first:]], widths, slots[0].left if slots else 0)


def _deleted(slots: Sequence[Slot], operand: bytes) -> tuple[Slot, ...]:
    first, last = operand[0], operand[1]
    kept = [slot for number, slot in enumerate(slots) if not first <= number < last]
    return _laid(kept, [slot.right - slot.left for slot in kept], slots[0].left if slots else 0)


def _laid(slots: Sequence[Slot], widths: Sequence[int], start: int | None = None) -> tuple[Slot, ...]:
    """The slots side by side with these widths."""
    edge = start if start is not None else slots[0].left if slots else 0
    laid = []
    for slot, width in zip(slots, widths, strict=True):
        laid.append(replace(slot, left=edge, right=edge + width))
        edge += width
    return tuple(laid)


_CHANGES_OF_ROWS = {
    TABLE_DEFINITION: _defined,
    _MERGE: _merged,
    _SPLIT: _split,
    _MERGE_DOWN: _merged_down,
    _INSERT: _inserted,
    _DELETE: _deleted,
    _WIDTH: _widened,
}
