"""A Word file as what a reader sees of it: paragraphs with their format, runs joined, tables, sections, edges."""

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

Form = tuple[Any, ...]
_SECTION = {"headerReference", "footerReference"}
_EMPTY = 2
_NO_LOOKS = {"descr", "embed", "id", "name"}


def looks(file: bytes) -> Form:
    """All that is printed and how: two files with the same looks print the same pages."""
    document = Document(io.BytesIO(file))
    edges = tuple(
        # An edge must hold a paragraph; an empty one is seen by nobody.
        tuple(block for one in part._element if len(block := _block(one)) > _EMPTY)
        for section in document.sections
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer)
    )
    return (*(_block(one) for one in document.element.body), edges)


def texts(file: bytes) -> list[str]:
    """The text of each paragraph, those of tables included, in their order."""
    body = Document(io.BytesIO(file)).element.body
    return ["".join(_said(run) for run in paragraph.iter(qn("w:r"))) for paragraph in body.iter(qn("w:p"))]


def _block(element: Any) -> Form:
    name = etree.QName(element).localname
    if name == "p":
        return ("p", *_paragraph(element))
    if name in {"tbl", "tr", "tc"}:
        return (name, *(_block(child) for child in element))
    return _plain(element)


def _paragraph(paragraph: Any) -> Iterator[Any]:
    properties = paragraph.find(qn("w:pPr"))
    runs = [(_format(run), _said(run)) for run in paragraph.iter(qn("w:r")) if _said(run)]
    # Nobody sees to which side nothing is set.
    seen = [] if properties is None else [one for one in properties if runs or one.tag != qn("w:jc")]
    yield tuple(sorted((_plain(one) for one in seen if one.tag != qn("w:rPr")), key=repr))
    for form, group in groupby(runs, key=lambda run: run[0]):
        yield form, "".join(text for _, text in group)


def _format(run: Any) -> Form:
    properties = run.find(qn("w:rPr"))
    return () if properties is None else _plain(properties)


def _said(run: Any) -> str:
    said = ""
    for child in run:
        name = etree.QName(child).localname
        if name == "t":
            said += child.text or ""
        elif name != "rPr":
            said += {"tab": "\t", "br": "\n"}.get(name) or f"<{_plain(child)}>"
    return said


def _plain(element: Any) -> Form:
    """An element of properties: their order says nothing, names and numbers of relations do neither."""
    name = etree.QName(element).localname
    said = {
        etree.QName(key).localname: value
        for key, value in element.attrib.items()
        if etree.QName(key).localname not in _NO_LOOKS and not etree.QName(key).localname.startswith("rsid")
    }
    children = sorted((_plain(child) for child in element if etree.QName(child).localname not in _SECTION), key=repr)
    return (name, tuple(sorted(said.items())), (element.text or "").strip(), *children)
