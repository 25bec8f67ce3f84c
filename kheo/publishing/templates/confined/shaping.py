"""What stands around a value in its paragraph: runs for words in styles, paragraphs for lines, space, indents."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from kheo.office.markup import Element
from kheo.publishing.templates.confined.language import Shape
from kheo.publishing.templates.confined.paragraphs import W, name_of, set_text
from kheo.publishing.templates.confined.surgery import around, emphasise, put, replace, say_before

# Jinja's delimiters: private letters, taken out of all that is not ours.
BLOCK, END_BLOCK, VALUE, END_VALUE, REMARK, END_REMARK = (chr(0xE010 + number) for number in range(6))
# Leaves that stand alone in a paragraph and are printed line by line, or not at all where they are empty.
BY_LINE = ("lines", "paragraphs", "optional")
# Bold, italic, and when.
_FORMS = (
    (True, True, "if _chu.dam and _chu.nghieng"),
    (True, False, "elif _chu.dam"),
    (False, True, "elif _chu.nghieng"),
    (False, False, "else"),
)
# The record of how far the lines of a name are set in.
_INDENTED = "thut"
# A w:t with the first and last letter of a tag in it.
At = tuple[Element, int, int]


def block(source: str) -> str:
    return f"{BLOCK} {source} {END_BLOCK}"


def value(source: str) -> str:
    return f"{VALUE} {source} {END_VALUE}"


class Shaper:
    """`token` gives the text that stands for a piece of Jinja until the part is written."""

    def __init__(self, token: Callable[[str], str]) -> None:
        self._token = token

    def hold(self, paragraph: Element, expression: str, scope: Mapping[str, Shape], flag: str = "giu") -> None:
        """Let the paragraph stay on the page of the next, or stand off from it, where its record says so."""
        root, _, leaf = expression.partition("|")[0].strip().rpartition(".")
        record = scope.get(root.partition("[")[0].partition(".")[0])
        if root and "." not in root and isinstance(record, dict):
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                properties = paragraph.makeelement(f"{W}pPr")
                paragraph.insert(0, properties)
            if flag in record:
                self._keep(properties, f"{root}.{flag}")
            if "cuoi" in record:
                self._stand_off(properties, f'{root}.cuoi == "{leaf}"', f"{root}.cach")

    def spans(self, run: Element, expression: str) -> None:
        """One run in the format of the tag for each stretch of words, bold or italic where it is."""
        around(run, self._token(block(f"for _chu in {expression}")), self._token(block("endfor")))
        for bold, italic, condition in _FORMS:
            form = deepcopy(run)
            form.tail = None
            emphasise(form, bold=bold, italic=italic)
            (text,) = form.findall(f"{W}t")
            set_text(text, self._token(value("_chu.loi")))
            run.addprevious(form)
            say_before(form, self._token(block(condition)))
        replace(run, self._token(block("endif")))

    def repeat(self, paragraph: Element, at: At, expression: str, shape: str, scope: Mapping[str, Shape]) -> None:
        """A paragraph of its own for each line; none for an empty text that may be left out."""
        put(*at, self._token(value("_dong")))
        name = expression.partition("|")[0].strip()
        if name in scope.get(_INDENTED, {}):
            self._indent(paragraph, f"{_INDENTED}.{name}")
        container = paragraph.getparent()
        # A cell and an edge of the page must hold a paragraph.
        alone = container is not None and name_of(container) != "body" and len(container.findall(f"{W}p")) == 1
        kind = "lines" if alone else shape
        around(paragraph, self._token(block(f"for _dong in ({expression})|_{kind}")), self._token(block("endfor")))

    def picture(self, paragraph: Element, run: Element, expression: str, scope: Mapping[str, Shape]) -> None:
        """The picture in its run; without one the paragraph goes."""
        (text,) = run.findall(f"{W}t")
        replace(text, self._token(value(f"({expression})|_xml")))
        self.hold(paragraph, expression, scope, "giu_ma")
        around(paragraph, self._token(block(f"if {expression}")), self._token(block("endif")))

    def _keep(self, properties: Element, condition: str) -> None:
        if properties.find(f"{W}keepNext") is None:
            held = properties.makeelement(f"{W}keepNext")
            properties.insert(0 if properties.find(f"{W}pStyle") is None else 1, held)
            around(held, self._token(block(f"if {condition}")), self._token(block("endif")))

    def _stand_off(self, properties: Element, condition: str, space: str) -> None:
        spacing = properties.find(f"{W}spacing")
        if spacing is not None and spacing.get(f"{W}after", "0") == "0":
            spacing.set(
                f"{W}after",
                self._token(block(f"if {condition}"))
                + self._token(value(space))
                + self._token(block("else") + "0" + block("endif")),
            )

    def _indent(self, paragraph: Element, lines: str) -> None:
        """Centred words in several lines are set in so far that the lines are about equally long."""
        centre = paragraph.find(f"{W}pPr/{W}jc")
        if centre is None or centre.get(f"{W}val") != "center":
            return
        properties = paragraph.find(f"{W}pPr")
        assert properties is not None
        condition = f"if {lines} and {lines}[loop.index0]"
        old = properties.find(f"{W}ind")
        new = properties.makeelement(f"{W}ind") if old is None else deepcopy(old)
        for side in ("left", "right"):
            new.set(f"{W}{side}", self._token(value(f"{lines}[loop.index0]")))
        if old is None:
            centre.addprevious(new)
            around(new, self._token(block(condition)), self._token(block("endif")))
        else:
            old.addprevious(new)
            around(new, self._token(block(condition)), self._token(block("else")))
            around(old, "", self._token(block("endif")))
