"""Paragraphs of a template: their text over all runs, split tags joined, runs cut so that a tag stands alone."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from kheo.office.markup import Element
from kheo.publishing.templates.confined.language import TAG

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# In place of what is no text: pictures, fields, notes.
_THING = "\ufffc"
_STANDS_FOR = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_THINGS = {"drawing", "pict", "object", "fldChar", "instrText", "sym", "footnoteReference", "endnoteReference"}
_QUOTED = 70
_WRONG = re.compile(
    r"\{\s+[{%]|\}\s+\}|%\s+\}|\{\{|\}\}|\{%|%\}|[｛｝]|\{\s*[a-z]+(?:_[a-z]+)+(?:\s*\|\s*\w+)?\s*\}|<<|\[\[\s*\w+\s*\]\]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text and the element that holds it (a w:t, or what stands for a character)."""

    element: Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def name_of(element: Element) -> str:
    """The tag without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def pieces(paragraph: Element) -> list[Piece]:
    """The pieces of this paragraph's own text, without that of boxes inside it."""
    found: list[Piece] = []
    at = 0
    for element in _own(paragraph):
        name = name_of(element)
        text = element.text or "" if name == "t" else _STANDS_FOR.get(name, _THING if name in _THINGS else "")
        if text:
            found.append(Piece(element, text, at))
            at += len(text)
    return found


def text_of(paragraph: Element) -> str:
    return "".join(piece.text for piece in pieces(paragraph))


def joined(paragraph: Element) -> Iterator[str]:
    """Join each tag that Word split over runs; gives the tags that something stands in the middle of."""
    whole = pieces(paragraph)
    text = "".join(piece.text for piece in whole)
    if "{" not in text:
        return
    for found in reversed(list(TAG.finditer(text))):
        held = [piece for piece in whole if piece.start < found.end() and piece.end > found.start()]
        if _THING in found[0]:
            yield found[0].replace(_THING, "…")
        elif len(held) > 1 or name_of(held[0].element) != "t":
            _join(held, found.start(), found.end(), found[0])
            whole = pieces(paragraph)


def isolated(text: Element, start: int, end: int) -> Element:
    """Cut the run of this w:t so that its letters from start to end stand in a run of their own; that run.

    What stands before stays where it is, so tags of one paragraph can be cut from the last to the first.
    """
    run = text.getparent()
    assert run is not None
    said = text.text or ""
    content = [child for child in run if name_of(child) != "rPr"]
    place = content.index(text)
    before, later = content[:place], content[place + 1 :]
    if said[end:]:
        rest = deepcopy(text)
        rest.tail = None
        set_text(rest, said[end:])
        later.insert(0, rest)
    if later:
        _behind(run, later)
    if not before and not said[:start]:
        set_text(text, said[start:end])
        return run
    own = deepcopy(text)
    own.tail = None
    set_text(own, said[start:end])
    if said[:start]:
        set_text(text, said[:start])
    else:
        run.remove(text)
    return _behind(run, [own])


def set_text(element: Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def wrong_braces(paragraph: Element) -> Iterator[str]:
    """What looks like a tag gone wrong, with the words around it."""
    rest = TAG.sub("", text_of(paragraph))
    for found in _WRONG.finditer(rest):
        yield rest[max(0, found.start() - 12) : found.end() + 24].strip()


def quoted(text: str) -> str:
    """The words as a sentence quotes them, shortened."""
    said = " ".join(text.replace(_THING, " ").split())
    return f"“{said[:_QUOTED].rstrip()}…”" if len(said) > _QUOTED else f"“{said}”"


class Places:
    """Where paragraphs stand, numbered as the file came, before anything is taken out."""

    def __init__(self, root: Element, part: str) -> None:
        self._part = part
        self._numbers = _numbered(root.iter(f"{W}tbl"))
        for table in list(self._numbers):
            self._numbers.update(_numbered(table.iterchildren(f"{W}tr")))
        for row in list(root.iter(f"{W}tr")):
            self._numbers.update(_numbered(row.iterchildren(f"{W}tc")))

    def of(self, paragraph: Element) -> str:
        """'Bảng 2, hàng 3, ô 1, đoạn “…”': where a person finds the paragraph in Word."""
        steps = [self._part] if self._part else []
        for name, said in (("tbl", "bảng"), ("tr", "hàng"), ("tc", "ô")):
            element = next(paragraph.iterancestors(f"{W}{name}"), None)
            if element is not None and element in self._numbers:
                steps.append(f"{said} {self._numbers[element]}")
        quote = quoted(text_of(paragraph))
        steps.append(f"đoạn {quote}" if quote != "“”" else _before(paragraph))
        where = ", ".join(steps)
        return where[:1].upper() + where[1:]


def _numbered(elements: Iterator[Element]) -> dict[Element, int]:
    return {element: number for number, element in enumerate(elements, start=1)}


def _own(paragraph: Element) -> Iterator[Element]:
    for child in paragraph:
        name = name_of(child)
        if name in {"r", "hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "moveTo"}:
            yield from _own(child)
        elif name == "AlternateContent":
            yield from child.iter(f"{W}drawing", f"{W}pict")
        elif name not in {"pPr", "rPr", "sdtPr"}:
            yield child


def _join(held: list[Piece], start: int, end: int, tag: str) -> None:
    first, *others = held
    last = held[-1]
    tail = last.text[end - last.start :] if last is not first and name_of(last.element) == "t" else ""
    set_text(first.element, first.text[: start - first.start] + " ".join(tag.split("\n")).replace("\t", " "))
    for piece in others:
        if piece is last and tail:
            set_text(piece.element, tail)
        else:
            _drop(piece.element)


def _drop(element: Element) -> None:
    """The element, and its run where nothing else is in it."""
    run = element.getparent()
    assert run is not None
    run.remove(element)
    above = run.getparent()
    if above is not None and not [child for child in run if name_of(child) != "rPr"]:
        above.remove(run)


def _behind(run: Element, content: list[Element]) -> Element:
    """A new run after this one, in its format, with this content."""
    new = run.makeelement(run.tag)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    new.extend(content)
    run.addnext(new)
    return new


def _before(paragraph: Element) -> str:
    """An empty paragraph is found by the one before it."""
    earlier = paragraph.getprevious()
    while earlier is not None:
        if name_of(earlier) == "p" and text_of(earlier).strip():
            return f"đoạn trống sau đoạn {quoted(text_of(earlier))}"
        earlier = earlier.getprevious()
    return "đoạn trống"
