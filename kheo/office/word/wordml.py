"""The XML of Word documents, walked as Word shows it with every change accepted."""

from collections.abc import Iterator

from kheo.confinement.refusal import Refusal
from kheo.office.markup import Element, root_of

MAX_XML = 48 * 1024 * 1024
MAX_TAGS = 3_000_000

# Wrappers whose content stands in the text as if they were not there.
_CONTROLS = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "AlternateContent", "Choice")
_TRANSPARENT = frozenset((*_CONTROLS, "ins", "moveTo", "dir", "bdo", "oMathPara", "oMath"))
_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback"))
_OFF = frozenset(("0", "false", "off"))


def parse(xml: bytes, name: str) -> Element:
    """The root, which must be of that kind; Refusal for what is too large, not well-formed or has a document type."""
    if len(xml) > MAX_XML or xml.count(b"<") > MAX_TAGS:
        raise Refusal("too_large", "tài liệu Word quá dài")
    return root_of(xml, name)


def through(element: Element) -> Iterator[Element]:
    """The children that count, with wrappers opened and what was deleted or is only a prompt left out."""
    for child in element:
        name = kind(child)
        if name in _TRANSPARENT:
            if not is_on(first(child, "sdtPr"), "showingPlcHdr"):
                yield from through(child)
        elif name not in _LEFT_OUT:
            yield child


def kind(element: Element) -> str:
    """The name without its namespace: strict and transitional documents differ only there."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first(element: Element | None, name: str) -> Element | None:
    """The first child of that kind; None also where there is no element to ask."""
    if element is None:
        return None
    return next((child for child in element if kind(child) == name), None)


def attribute(element: Element | None, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def is_on(properties: Element | None, name: str) -> bool:
    """Is this switch there, and not switched off again?"""
    switch = first(properties, name)
    return switch is not None and attribute(switch, "val") not in _OFF
