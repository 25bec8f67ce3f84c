"""Texts and files as typed before Unicode: TCVN3 (.VnTime, .VnTimeH) and VNI (VNI-Times), one font a run.

The tables are written out here once more and not taken from the readers: what one of them has wrong, the other shows.
"""

import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import groupby
from typing import Any, Literal

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from kheo.demo.workbooks import settled

Encoding = Literal["tcvn3", "vni"]
Run = tuple[str, str]

_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        strict=True,
    )
)
# Letter with its mark (â, ê, ô, ă), then its tone, written behind the plain letter.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_VNI_PLAIN, _VNI_HAT, _VNI_BREVE = "øùûõï", "àáåãä", "èéúüë"
_VNI_ALONE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def runs_of(text: str, encoding: Encoding) -> list[Run]:
    """(font, letters as they lie in the file), in order."""
    # The other crossed D of Unicode has no place in these encodings.
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ")
    if encoding == "vni":
        return [("VNI-Times", "".join(map(_vni, text)))]
    letters = ((_tcvn3_font(letter), _TCVN3.get(letter, _TCVN3.get(letter.lower(), letter))) for letter in text)
    return [(font, "".join(letter for _, letter in run)) for font, run in groupby(letters, key=lambda one: one[0])]


def retyped(data: bytes, suffix: str, encoding: Encoding) -> bytes:
    """The .docx or .xlsx with every text in the old encoding and its fonts."""
    return _document(data, encoding) if suffix == "docx" else _workbook(data, encoding)


def _tcvn3_font(letter: str) -> str:
    """Capitals with a tone exist only in the font of capitals, under the codes of the small letters."""
    return ".VnTimeH" if letter not in _TCVN3 and letter.lower() in _TCVN3 and letter != letter.lower() else ".VnTime"


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_ALONE:
        return _cased(_VNI_ALONE[small], letter)
    parts = unicodedata.normalize("NFD", small)
    base, marks = parts[0], parts[1:]
    if not marks or not base.isalpha() or not base.isascii():
        return letter
    tone = next((_TONES.index(mark) for mark in marks if mark in _TONES), None)
    if _HORN in marks:
        return _cased(_VNI_ALONE[{"o": "ơ", "u": "ư"}[base]] + (_VNI_PLAIN[tone] if tone is not None else ""), letter)
    if _HAT in marks:
        return _cased(base + ("â" if tone is None else _VNI_HAT[tone]), letter)
    if _BREVE in marks:
        return _cased(base + ("ê" if tone is None else _VNI_BREVE[tone]), letter)
    return _cased(base + (_VNI_PLAIN[tone] if tone is not None else ""), letter)


def _cased(written: str, letter: str) -> str:
    return written.upper() if letter != letter.lower() else written


def _document(data: bytes, encoding: Encoding) -> bytes:
    made = docx.Document(BytesIO(data))
    for run in list(made.element.body.iter(qn("w:r"))):
        _split_run(run, encoding)
    target = BytesIO()
    made.save(target)
    return settled(target.getvalue())


def _split_run(run: Any, encoding: Encoding) -> None:
    """The run becomes one run a font; what is no text (line breaks) stays where it was."""
    last = run
    for piece in list(run):
        if piece.tag == qn("w:rPr"):
            run.remove(piece)
            continue
        texts = runs_of(piece.text or "", encoding) if piece.tag == qn("w:t") else [("", "")]
        for font, text in texts:
            new = OxmlElement("w:r")
            new.append(_run_properties(font))
            new.append(_text(text) if font else piece)
            last.addnext(new)
            last = new
    run.getparent().remove(run)


def _run_properties(font: str) -> Any:
    properties = OxmlElement("w:rPr")
    if font:
        fonts = OxmlElement("w:rFonts")
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), font)
        properties.append(fonts)
    return properties


def _text(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def _workbook(data: bytes, encoding: Encoding) -> bytes:
    book = load_workbook(BytesIO(data))
    for cell in _cells(book):
        runs = runs_of(cell.value, encoding)
        fonts = {font for font, _ in runs}
        cell.font = Font(name=runs[0][0])
        if len(fonts) == 1:
            cell.value = "".join(text for _, text in runs)
        else:
            cell.value = CellRichText(*(TextBlock(InlineFont(rFont=font), text) for font, text in runs))
    target = BytesIO()
    book.save(target)
    return settled(target.getvalue())


def _cells(book: Any) -> Iterator[Any]:
    is_text: Callable[[Any], bool] = lambda cell: isinstance(cell.value, str) and bool(cell.value)  # noqa: E731
    for sheet in book.worksheets:
        yield from (cell for row in sheet.iter_rows() for cell in row if is_text(cell))
