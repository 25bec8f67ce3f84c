"""Files written into the text itself between `begin 644 name` and `end`, as very old programs still do."""

import binascii
import re

MOST_FILES = 50
_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (.{1,200})$")
_LONGEST_LINE = 100


def files_in(text: str) -> tuple[list[tuple[str, bytes]], str]:
    """(name, bytes) of each file, and the text without them. What does not end, or is no such thing, stays text."""
    if "\nbegin" not in f"\n{text}":
        return [], text
    lines = text.splitlines()
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    at = 0
    while at < len(lines):
        begun = _BEGIN.match(lines[at])
        end = _end(lines, at + 1) if begun and len(files) < MOST_FILES else None
        data = _unpacked(lines[at + 1 : end]) if begun and end else None
        if begun and end and data:
            files.append((begun[1].strip(), data))
            at = end + 1
        else:
            kept.append(lines[at])
            at += 1
    return files, "\n".join(kept)


def _end(lines: list[str], start: int) -> int | None:
    for at in range(start, len(lines)):
        if lines[at].strip() == "end":
            return at
        if len(lines[at]) > _LONGEST_LINE:
            return None
    return None


def _unpacked(lines: list[str]) -> bytes | None:
    try:
        return b"".join(_line(line) for line in lines if line.strip())
    except (binascii.Error, ValueError):
        return None


def _line(line: str) -> bytes:
    """Some programs pad lines with blanks, or lose them; the first letter says how many bytes there are."""
    packed = line.encode("ascii")
    try:
        return binascii.a2b_uu(packed)
    except binascii.Error:
        number = (((packed[0] - 32) & 63) * 4 + 5) // 3
        return binascii.a2b_uu(packed[:number])
