"""What the name of a font says of the letters in it."""

import re
from functools import lru_cache

from kheo.office.encodings.letters import Encoding, read_as

# Programs that make PDF files put six letters and a plus before the name, and may drop its dot and its commas.
_TCVN3_NAME = re.compile(r"(?:[A-Z]{6}\+)?(?:\.[Vv][Nn][A-Za-z0-9]|Vn[A-Z])")
_VNI_NAME = re.compile(r"(?:[A-Z]{6}\+)?vni[-_ ]", re.IGNORECASE)
_STYLE = re.compile(r"(?:[,\s-]*(?:bold|italic|oblique|regular|normal))+\Z", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def encoding_of(font: str) -> Encoding:
    if _VNI_NAME.match(font):
        return Encoding.VNI
    return Encoding.TCVN3 if _TCVN3_NAME.match(font) else Encoding.UNICODE


def is_legacy(font: str) -> bool:
    return encoding_of(font) is not Encoding.UNICODE


@lru_cache(maxsize=2_000)
def is_capital(font: str) -> bool:
    """Does the font draw small letters as capitals, as .VnTimeH does?"""
    return encoding_of(font) is Encoding.TCVN3 and _STYLE.sub("", font).rstrip().endswith("H")


def to_unicode(text: str, font: str) -> str:
    """One run by the word of its font alone; text in any other font, and what is Unicode already, as it stands."""
    encoding = encoding_of(font)
    if encoding is Encoding.UNICODE or any("\u0100" <= letter <= "\u1eff" for letter in text):
        return text
    read = read_as(encoding, text)
    return read.upper() if is_capital(font) else read
