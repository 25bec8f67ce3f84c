"""Vietnamese words compared, sorted and written the official way.

Folded text is only for comparing; what people typed is stored as they typed it.
"""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: f"{position:02d}" for position, letter in enumerate(_LETTERS)}
# Tones in the order of Vietnamese dictionaries: level, falling, asking, tumbling, rising, heavy.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ICELANDIC_ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ"})
_MENDED = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("\r\n", "\n"), ("\r", "\n"), ("\u000b", "\n"), ("\u200b", ""))
_D_STROKE = str.maketrans({"đ": "d", "Đ": "D"})
_WORD_CHARACTERS = re.compile(r"[^0-9a-z]+")


def tidy(text: str) -> str:
    """What readers give for a cell: NFC, Ð typed for Đ mended, inner white space collapsed, line breaks kept."""
    text = unicodedata.normalize("NFC", text)
    for typed, meant in _MENDED:
        if typed in text:
            text = text.replace(typed, meant)
    if " ".join(text.split()) == text:  # as most cells are: one line, single spaces
        return text
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Accent-blind, case-blind, đ as d: 'Đảng ủy  xã' → 'dang uy  xa'. For search columns and comparing."""
    bare = unicodedata.normalize("NFD", text.translate(_ICELANDIC_ETH).translate(_D_STROKE))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=20_000)
def words(text: str) -> str:
    """Folded text reduced to its words: 'Tên mô hình (1):' → 'ten mo hinh 1'."""
    return _WORD_CHARACTERS.sub(" ", fold(text)).strip()


def sort_key(text: str) -> str:
    """A key that sorts as Vietnamese dictionaries do: a ă â b c d đ …, tones only where letters are equal."""
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFC", text).casefold():
        letter, tone = _letter_and_tone(character)
        letters.append(_ORDER.get(letter, f"!{letter}"))
        tones.append(str(tone))
    return "".join(letters) + " " + "".join(tones)


def given_name_key(name: str) -> tuple[str, str, str]:
    """Sorts people by given name, then family name, then the names between."""
    parts = name.split()
    if not parts:
        return ("", "", "")
    return (sort_key(parts[-1]), sort_key(parts[0]), sort_key(" ".join(parts[1:-1])))


def official_date(day: date) -> str:
    """'ngày 03 tháng 02 năm 2026': a zero before days under 10 and months under 3, as Party and State rules want."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """'09/4/2021', '02/01/2024': the zero rule in the short form (05-HD/VPTW)."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def official_moment(moment: datetime) -> str:
    """'17 giờ 30 phút, ngày 18/10/2022'; the caller gives local time."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, ngày {short_date(moment.date())}"


def count(number: int) -> str:
    """Counts in letters are written with two digits: 02 tập thể."""
    return f"{number:02d}"


def thousands(number: int) -> str:
    """1.234.567: dots between thousands."""
    return f"{number:,}".replace(",", ".")


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


@lru_cache(maxsize=2_000)
def _letter_and_tone(character: str) -> tuple[str, int]:
    bare = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in bare if mark in _TONES), 0)
    return unicodedata.normalize("NFC", "".join(mark for mark in bare if mark not in _TONES)), tone
