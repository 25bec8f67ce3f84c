"""What a Word file says, read before it is printed: whether it is whole, whether it fetches anything, its words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_WITH_FIELDS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_texts: Any = etree.XPath(
    "w:r[not(w:rPr/w:vanish)]/w:t/text() | *[self::w:hyperlink or self::w:ins or self::w:smartTag]"
    "/w:r[not(w:rPr/w:vanish)]/w:t/text()",
    namespaces={"w": _W[1:-1]},
)
# A link people click and the template a file was begun from fetch nothing when it is printed.
_HARMLESS = ("/hyperlink", "/attachedTemplate")
_FETCHING = re.compile(r"(^|\s)(INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DDE|DDEAUTO)\s", re.IGNORECASE)
_SAMPLES = 30
_LEAST_LETTERS = 3


class UnprintableError(Exception):
    """The Word file should not be printed; the message is a sentence for the office."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The letters (see `letters`) of the first paragraph, of the last, and of some between."""

    first: str
    last: str
    between: tuple[str, ...]


def wording_of(docx: bytes) -> Wording:
    """The words a print of it must hold. UnprintableError: damaged, empty, or taking parts from elsewhere."""
    try:
        archive = Archive(docx)
        _check_links(archive)
        body = _parsed(archive, _DOCUMENT)
        for name in filter(_WITH_FIELDS.fullmatch, archive.names):
            _check_fields(body if name == _DOCUMENT else _parsed(archive, name))
    except (Refusal, etree.XMLSyntaxError) as error:
        raise UnprintableError(
            "Tệp Word bị hỏng nên không in được: mở bằng Word, lưu lại thành .docx rồi làm lại."
        ) from error
    said = [text for text in _paragraphs(body) if len(text) >= _LEAST_LETTERS]
    if not said:
        raise UnprintableError("Tệp Word không có chữ nào nên không có gì để in.")
    return Wording(said[0], said[-1], tuple(said[:: max(1, len(said) // _SAMPLES)]))


def letters(text: str) -> str:
    """Only its letters, small and composed: what printing may not change, however it breaks lines and pages."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKC", text).casefold()))


def _parsed(archive: Archive, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(archive.read(name), parser)


def _paragraphs(body: Any) -> Iterator[str]:
    """Those in text boxes apart, which stand twice in the file for programs of different age."""
    for paragraph in body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}txbxContent"), None) is None:
            yield letters("".join(str(text) for text in _texts(paragraph)))


def _check_links(archive: Archive) -> None:
    for name in archive.names:
        if name.endswith(".rels"):
            for relation in _parsed(archive, name):
                outside = relation.get("TargetMode") == "External"
                if outside and not relation.get("Type", "").endswith(_HARMLESS):
                    _refuse(relation.get("Target", ""))


def _check_fields(part: Any) -> None:
    for field in part.iter(f"{_W}fldSimple"):
        if _FETCHING.search(field.get(f"{_W}instr", "")):
            _refuse(field.get(f"{_W}instr", ""))
    for paragraph in part.iter(f"{_W}p"):
        instruction = "".join(element.text or "" for element in paragraph.iter(f"{_W}instrText"))
        if _FETCHING.search(instruction):
            _refuse(instruction)


def _refuse(where: str) -> None:
    raise UnprintableError(
        f"Tệp Word lấy hình hoặc nội dung từ nơi khác (“{where.strip()[:120]}”) nên không in được: "
        "chèn hẳn vào tệp rồi làm lại."
    )
