"""The typeface of certificates: as wide as Times, with every Vietnamese letter; or a clear word that there is none."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from kheo.publishing.printing.fonts import WANTED, font_warning, matched

# In the order they are looked for: the regular face's file, then bold, italic, bold italic.
_FAMILIES = (
    tuple(f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")),
    tuple(f"Tinos-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")),
    ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
    tuple(f"Times_New_Roman{style}.ttf" for style in ("", "_Bold", "_Italic", "_Bold_Italic")),
)
_FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation-serif-fonts",
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/truetype/msttcorefonts",
    "/usr/share/fonts/truetype/liberation",
    "C:/Windows/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
)
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# 12 vowels by 6 tones and đ, small and capital, less the 12 that are plain ASCII.
LETTERS = "".join(
    letter
    for tone in _TONES
    for vowel in _VOWELS
    for letter in (unicodedata.normalize("NFC", vowel + tone), unicodedata.normalize("NFC", vowel.upper() + tone))
    if not letter.isascii()
) + "đĐ"  # fmt: skip
_BESIDE = "“”‘’–…•"
_NAMES = ("KheoSerif", "KheoSerif-Bold", "KheoSerif-Italic", "KheoSerif-BoldItalic")


class NoFaceError(Exception):
    """No right typeface on this computer; its text tells what to install."""


def face(*, bold: bool, italic: bool) -> str:
    """The name reportlab knows the face by. Raises NoFaceError with a sentence."""
    _registered()
    return _NAMES[bold + 2 * italic]


def unknown_letters(text: str) -> str:
    """Letters of the text that no face has, each once: they would be printed as empty boxes. Raises NoFaceError."""
    glyphs = pdfmetrics.getFont(face(bold=False, italic=False)).face.charToGlyph
    return "".join(dict.fromkeys(one for one in text if not one.isspace() and ord(one) not in glyphs))


@cache
def _registered() -> Path:
    """Once a process: the folder the faces were found in."""
    lacking = ""
    for files in _families():
        fonts = [_opened(name, file) for name, file in zip(_NAMES, files, strict=True)]
        if all(font is not None and not _missing(font) for font in fonts):
            for font in fonts:
                pdfmetrics.registerFont(font)
            return files[0].parent
        lacking = f" Bộ phông ở {files[0].parent} thiếu chữ Việt hoặc không đọc được."
    raise NoFaceError(
        "Chưa in được: máy chủ không có phông chữ kiểu Times đủ chữ Việt."
        + lacking
        + " Hãy cài gói fonts-liberation2 (Liberation Serif 2) hoặc phông Times New Roman rồi thử lại."
    )


def _families() -> Iterator[list[Path]]:
    """Regular, bold, italic, bold italic: the faces papers are printed in, then where else they may lie."""
    if not font_warning():
        found = [matched(WANTED + style) for style in ("", ":bold", ":italic", ":bold:italic")]
        yield [Path(font.file) for font in found if font]
    for folder in map(Path, _FOLDERS):
        for family in _FAMILIES:
            files = [folder / name for name in family]
            if all(file.is_file() for file in files):
                yield files


def _opened(name: str, file: Path) -> TTFont | None:
    try:
        return TTFont(name, str(file))
    except (TTFError, OSError):
        return None


def _missing(font: TTFont) -> list[str]:
    return [letter for letter in LETTERS + _BESIDE if ord(letter) not in font.face.charToGlyph]
