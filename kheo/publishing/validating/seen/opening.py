"""Bytes of a .docx or a text file → what is seen in it. Refusal for anything else, before a parser meets it."""

import unicodedata
from functools import cache

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.delimited import decoded
from kheo.office.kinds import Kind, kind_of
from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, kind, parse
from kheo.publishing.validating.facts import Line, Seen
from kheo.publishing.validating.seen.numbering import numbering_of
from kheo.publishing.validating.seen.sheets import Sheets
from kheo.publishing.validating.seen.styles import styles_of
from kheo.publishing.validating.seen.walking import MAX_LINES, Walk

MAX_TEXT = 4 * 1024 * 1024
_MAIN = "word/document.xml"


def seen_in(data: bytes) -> Seen:
    """What the paper shows; Refusal with a code and a phrase for what is no .docx and no text."""
    found = kind_of(data)
    if found is Kind.DOCX:
        return _document(Archive(data))
    if found is Kind.TEXT:
        return _text(data)
    raise Refusal("unknown_kind", _SAID.get(found, "không phải tệp Word .docx"), unopened=True)


_SAID = {
    Kind.DOC: "tệp Word 97–2003 (.doc)",
    Kind.RTF: "tệp RTF",
    Kind.ODT: "tệp OpenDocument (.odt)",
    Kind.PDF: "tệp PDF",
    Kind.XLSX: "bảng tính Excel",
    Kind.XLS: "bảng tính Excel 97–2003",
    Kind.PICTURE: "ảnh",
}


def _document(package: Archive) -> Seen:
    relations = _relations(package, "_rels/.rels")
    main = next((target for kind_, target in relations.values() if kind_.endswith("/officeDocument")), _MAIN)
    folder, _, name = main.rpartition("/")
    inner = _relations(package, f"{folder}/_rels/{name}.rels")

    def part(ending: str) -> bytes:
        target = next((target for kind_, target in inner.values() if kind_.endswith(ending)), "")
        return _member(package, folder, target)

    styles = styles_of(part("/styles"), part("/theme"))
    walk = Walk(styles, numbering_of(part("/numbering")))
    body = next((child for child in parse(package.read(main), "document") if kind(child) == "body"), None)
    if body is None:
        raise Refusal("damaged_file", "tệp Word không có phần nội dung")
    walk.body(body)

    @cache
    def header(identity: str) -> Element | None:
        found, target = inner.get(identity, ("", ""))
        xml = _member(package, folder, target)
        return parse(xml, "hdr" if found.endswith("/header") else "ftr") if xml else None

    sections = Sheets(styles, header).sections(walk.sections)
    return Seen(
        tuple(walk.lines), sections, decomposed=tuple(dict.fromkeys(walk.decomposed)), traces=tuple(walk.traces)
    )


def _relations(package: Archive, name: str) -> dict[str, tuple[str, str]]:
    """Id → (type, target) of a relationships part; empty where there is none."""
    if name not in package:
        return {}
    found = parse(package.read(name), "Relationships")
    return {attribute(each, "Id"): (attribute(each, "Type"), attribute(each, "Target").lstrip("/")) for each in found}


def _member(package: Archive, folder: str, target: str) -> bytes:
    """A part beside the main one; the target is written from its folder or from the root."""
    for name in (f"{folder}/{target}", target):
        if target and name in package:
            return package.read(name)
    return b""


def _text(data: bytes) -> Seen:
    if len(data) > MAX_TEXT:
        raise Refusal("too_large", "tệp văn bản quá lớn")
    text = decoded(data)
    raw = text.splitlines()
    if len(raw) > MAX_LINES:
        raise Refusal("too_large", "tệp văn bản có quá nhiều dòng")
    named = [(line, f"dòng {number}") for number, line in enumerate(raw, start=1)]
    loose = tuple(at for line, at in named if not unicodedata.is_normalized("NFC", line))
    lines = tuple(Line(_unmarked(line), at) for line, at in named)
    return Seen(lines, formatted=False, decomposed=loose)


def _unmarked(line: str) -> str:
    """NFC, and without the asterisks by which text files mark bold and italic words."""
    line = unicodedata.normalize("NFC", line)
    return line if not line.strip("* ") else line.replace("*", "")
