"""Whether this machine has a font that prints Vietnamese papers as the rules want: Times New Roman, or one like it.

Papers name Times New Roman (05-HD/VPTW, phụ lục 2; Decree 30/2020, phụ lục I). A free font of the same widths stands
for it, but older ones lack Vietnamese letters: those come from another font then, and lines and heads break.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

WANTED = "Times New Roman"
LETTERS = tuple(map(chr, (*range(0x1EA0, 0x1EFA), *map(ord, "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư“”…–"))))
# Advances of Times New Roman, thousandths of the size: regular, bold, italic, bold italic.
_STYLES = {
    "": {"A": 722, "a": 444, "m": 778, "W": 944, "0": 500},
    ":bold": {"A": 722, "a": 500, "m": 833, "W": 1000, "0": 500},
    ":italic": {"A": 611, "a": 500, "m": 722, "W": 833, "0": 500},
    ":bold:italic": {"A": 667, "a": 500, "m": 778, "W": 889, "0": 500},
}
_NAMES = {"": "đứng", ":bold": "đậm", ":italic": "nghiêng", ":bold:italic": "đậm nghiêng"}
_UNIT, _NEAR = 1000, 6
_SECONDS = 20
HOW_TO_ADD = (
    "Cách thêm: apt install fonts-liberation2 (hoặc cài phông Times New Roman có bản quyền), rồi khởi động lại Khéo."
)


@dataclass(frozen=True, slots=True)
class Font:
    """What the system gives for a name: its file, its family, the code points it holds."""

    file: str
    family: str
    holds: frozenset[int]


@cache
def font_warning() -> str:
    """What is wrong with the fonts papers are printed in, as sentences for the office; empty: all is well."""
    if not shutil.which("fc-match"):
        return (
            f"Không kiểm tra được phông chữ (máy chưa có fontconfig): xem kỹ dấu tiếng Việt trong bản PDF. {HOW_TO_ADD}"
        )
    return warning_of(WANTED)


def warning_of(name: str) -> str:
    """The same of any font name; fontconfig must be there."""
    found = list(_faults(name))
    return f"{' '.join(found)} {HOW_TO_ADD}" if found else ""


def matched(name: str) -> Font | None:
    """The font fontconfig gives for the name (`fc-match`), as LibreOffice asks it. None: it gives none."""
    told = subprocess.run(  # noqa: S603 - a name of ours
        ["fc-match", "-f", "%{file}|%{family}|%{charset}", name],  # noqa: S607 - of this machine
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS, check=False,
    ).stdout  # fmt: skip
    file, _, rest = told.partition("|")
    family, _, spans = rest.partition("|")
    return Font(file, family, frozenset(_points(spans))) if file else None


def _faults(name: str) -> Iterator[str]:
    """A sentence for each sort of fault, naming all styles that have it."""
    styles = {style: matched(name + style) for style in _STYLES}
    found = {style: font for style, font in styles.items() if font}
    lacking = {letter for font in found.values() for letter in LETTERS if ord(letter) not in font.holds}
    incomplete = {style: font for style, font in found.items() if not font.holds.issuperset(map(ord, LETTERS))}
    unlike = {style: font for style, font in found.items() if not _has_widths(font, _STYLES[style])}
    if len(found) < len(styles):
        yield f"Máy không có phông nào thay cho {name} (chữ {_named(styles.keys() - found.keys())})."
    if incomplete:
        families, shown = _families(incomplete), " ".join(sorted(lacking)[:5])
        yield (
            f"Phông thay cho {name} là {families} (chữ {_named(incomplete)}) thiếu {len(lacking)} chữ tiếng Việt, "
            f"như {shown}: bản PDF sẽ lẫn phông khác."
        )
    if unlike:
        yield (
            f"Phông thay cho {name} là {_families(unlike)} (chữ {_named(unlike)}) không cùng độ rộng với "
            "Times New Roman: bản PDF ngắt dòng, ngắt trang khác bản Word."
        )


def _families(fonts: dict[str, Font]) -> str:
    return ", ".join(dict.fromkeys(font.family for font in fonts.values()))


def _named(styles: Iterable[str]) -> str:
    wanted = set(styles)
    return ", ".join(said for style, said in _NAMES.items() if style in wanted)


def _points(spans: str) -> Iterator[int]:
    """The code points of fontconfig's '20-7e a0 1ea0-1ef9'."""
    for span in spans.split():
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _has_widths(font: Font, advances: dict[str, int]) -> bool:
    try:
        opened = ImageFont.truetype(font.file, _UNIT, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return False
    return all(abs(opened.getlength(letter) - width) <= _NEAR for letter, width in advances.items())
