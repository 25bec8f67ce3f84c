"""The two encodings: which letters their code points, taken for Latin-1, stand for."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Encoding(StrEnum):
    """How letters are written down, by the name people know."""

    UNICODE = "Unicode"
    TCVN3 = "TCVN3"
    VNI = "VNI"


def read_as(encoding: Encoding, text: str) -> str:
    """The text in Unicode (NFC), its code points taken for letters of that encoding."""
    if encoding is Encoding.TCVN3:
        return text.translate(_TCVN3)
    if encoding is Encoding.VNI:
        return _VNI_LETTER.sub(_vni_letter, text.translate(_PLAIN))
    return unicodedata.normalize("NFC", text)


# TCVN 5712:1993 VN3, called ABC: capitals A1 to A7 and small letters; other capitals are a matter of the font.
_TCVN3_LETTERS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3_BYTES = {
    start + place: letter for start, letters in _TCVN3_LETTERS.items() for place, letter in enumerate(letters)
}
# Fonts marked as symbols keep their letters in the private area; PDF programs put likenesses in place of two of them.
_SYMBOLS = 0xF000
_PLAIN = {_SYMBOLS + code: code for code in range(0xA0, 0x100)}
_LIKENESSES = {0x2212: 0xAD, 0x2219: 0xB7}
_TCVN3 = {
    **_TCVN3_BYTES,
    **{_SYMBOLS + code: letter for code, letter in _TCVN3_BYTES.items()},
    **{seen: _TCVN3_BYTES[code] for seen, code in _LIKENESSES.items()},
}

# Letters of Latin-1 that TCVN3 has no use for.
_UNUSED = "".join(chr(code) for code in range(0xAF, 0x100) if code not in _TCVN3_BYTES)
TCVN3_UNUSED = re.compile(f"[{_UNUSED}]")

# VNI: a letter of ASCII (or ơ, ư) followed by a mark, and a few letters of their own.
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_CIRCUMFLEX, _BREVE = ("\u0302", "\u0306")
_VNI_MARKS = dict(zip("ùøûõï", (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_MARKS |= zip("âáàåãä", (_CIRCUMFLEX + tone for tone in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)), strict=True)
_VNI_MARKS |= zip("êéèúüë", (_BREVE + tone for tone in ("", _ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)), strict=True)
_VNI_LETTERS = dict(zip("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ", strict=True))
# Two marks: some typed the circumflex and the tone one after the other.
_VNI_LETTER = re.compile(f"([aeiouyôö])([{''.join(_VNI_MARKS)}]{{1,2}})|[{''.join(_VNI_LETTERS)}]", re.IGNORECASE)
# What no letter of the text may still be once VNI was read.
VNI_LEFT = re.compile(f"[{''.join(_VNI_MARKS)}]", re.IGNORECASE)
VIETNAMESE = frozenset(
    letter
    for vowel in "aăâeêioôơuưy"
    for tone in ("", _GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)
    for small in [unicodedata.normalize("NFC", vowel + tone)]
    for letter in (small, small.upper())
) | frozenset("đĐ")


def _vni_letter(found: re.Match[str]) -> str:
    return _marked(found[1], found[2]) if found[1] else _VNI_LETTERS[found[0]]


@lru_cache(maxsize=2_000)
def _marked(letter: str, marks: str) -> str:
    """As many of the marks as make a Vietnamese letter; the rest stands as it was."""
    plain = _VNI_LETTERS.get(letter, letter)
    for count in (2, 1):
        added = "".join(_VNI_MARKS[mark.lower()] for mark in marks[:count])
        made = unicodedata.normalize("NFC", plain + added)
        if len(marks) >= count and made in VIETNAMESE:
            return made + marks[count:]
    return plain + marks
