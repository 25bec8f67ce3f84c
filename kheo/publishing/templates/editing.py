"""A laid-out paper of tags, edited into a template: loops and conditions put around paragraphs, rows and sections."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kheo.office.markup import Element

_NUMBER_OF_BREAKS = 2


class Sheet:
    """The body of a document; every find looks into cells as well."""

    def __init__(self, document: WordDocument) -> None:
        self.body: Element = document.element.body

    def find(self, text: str) -> Element | None:
        """The first paragraph in which this text stands."""
        return next((one for one in self.body.iter(qn("w:p")) if text in _own_text(one)), None)

    def find_folded(self, text: str) -> Element | None:
        """As `find`, however the text is written, large or small."""
        wanted = text.casefold()
        return next((one for one in self.body.iter(qn("w:p")) if wanted in _own_text(one).casefold()), None)

    def found(self, text: str) -> Element:
        """As `find`. LookupError where the layout left it out."""
        paragraph = self.find(text)
        if paragraph is None:
            raise LookupError(f"the layout has no place for {text}")
        return paragraph

    def before(self, paragraph: Element, text: str) -> Element | None:
        """The nearest paragraph with this text before that one, in the same cell or body."""
        return next((one for one in paragraph.itersiblings(qn("w:p"), preceding=True) if text in _own_text(one)), None)

    def through(self, first: Element, last: Element) -> list[Element]:
        """From the first to the last, both included."""
        if first is last:
            return [first]
        found = [first]
        for one in first.itersiblings():
            found.append(one)
            if one is last:
                break
        return found

    def text(self, element: Element) -> str:
        return "".join(one.text or "" for one in element.iter(qn("w:t")))

    def holds(self, element: Element, text: str) -> bool:
        return text in self.text(element)

    def is_table(self, element: Element) -> bool:
        return bool(element.tag == qn("w:tbl"))

    def signature(self) -> Element:
        """The table of who signs."""
        table = next(self.found("{{ nguoi_ky }}").iterancestors(qn("w:tbl")), None)
        if table is None:
            raise LookupError("the layout has no table for the signature")
        return table

    def say(self, paragraph: Element, text: str) -> None:
        """This text instead of the paragraph's, in the format of its first words."""
        first, *others = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        for run in others:
            _remove(run)
        for child in [child for child in first if child.tag not in {qn("w:rPr"), qn("w:t")}]:
            first.remove(child)
        _write(first.findall(qn("w:t"))[0], text)

    def put(self, element: Element, old: str, new: str) -> None:
        """`new` for `old`, wherever it stands in one run."""
        for text in element.iter(qn("w:t")):
            if old in (text.text or ""):
                _write(text, (text.text or "").replace(old, new))

    def plain(self, paragraph: Element) -> None:
        """Without weight and slant: what fills the place brings its own."""
        for mark in list(paragraph.iter(qn("w:b"), qn("w:i"))):
            _remove(mark)

    def lower(self, paragraph: Element) -> None:
        """No space below: the last line above a table gets it when it is filled."""
        for spacing in paragraph.iter(qn("w:spacing")):
            spacing.set(qn("w:after"), "0")

    def loop(self, paragraph: Element, each: str, listed: str) -> None:
        self.control(paragraph, f"for {each} in {listed}")
        self.control_after(paragraph, "endfor")

    def condition(self, elements: Sequence[Element], words: str) -> None:
        self.control(elements[0], f"if {words}")
        self.control_after(elements[-1], "endif")

    def control(self, element: Element, words: str) -> Element:
        """A line {%p words %} before the element."""
        line = _control(words, "p")
        element.addprevious(line)
        return line

    def control_after(self, element: Element, words: str) -> Element:
        line = _control(words, "p")
        element.addnext(line)
        return line

    def insert_before(self, element: Element, form: Element) -> Element:
        copied = deepcopy(form)
        element.addprevious(copied)
        return copied

    def insert_after(self, element: Element, form: Element) -> Element:
        copied = deepcopy(form)
        element.addnext(copied)
        return copied

    def remove(self, element: Element) -> None:
        _remove(element)

    def code(self, tag: str) -> Element:
        """The paragraph of the QR code, a tag in place of the picture."""
        picture = next(one for one in self.body.iter(qn("w:drawing")) if one.find(f".//{qn('a:blip')}") is not None)
        text = OxmlElement("w:t")
        _write(text, tag)
        run = picture.getparent()
        assert run is not None
        run.replace(picture, text)
        paragraph: Element = next(text.iterancestors(qn("w:p")))
        return paragraph

    def sections(self) -> tuple[list[Element], list[Element], Element]:
        """(first annex with the break that ends it, second annex, last paragraph) of a letter laid out with two."""
        children = list(self.body)
        breaks = [
            number for number, one in enumerate(children) if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        ]
        if len(breaks) != _NUMBER_OF_BREAKS:
            raise LookupError("the layout does not part annexes by sections")
        start, between = breaks
        return children[start + 1 : between + 1], children[between + 1 : -2], children[-2]

    def describe(self, number: int, description: str) -> None:
        """Give the drawn line of this number a description to find it by when the template is filled."""
        for shape in self.body.iter(qn("wp:docPr")):
            if shape.get("id") == str(number):
                shape.set("descr", description)

    def rows(self, table: Element, name: str) -> None:
        """The three rows below the headings in a loop: sections of the first and the second level, lines."""
        found = [row for row in table.findall(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None]
        first, second, line = found[:3]
        for held in list(line.iter(qn("w:keepNext"))):
            _remove(held)
        for row, words in (
            (first, f"for dong in {name}.dong"),
            (first, "if dong.la_nhom_1"),
            (second, "elif dong.la_nhom_2"),
            (line, "else"),
        ):
            row.addprevious(_control_row(first, words))
        line.addnext(_control_row(first, "endfor"))
        line.addnext(_control_row(first, "endif"))

    def whole(self, table: Element, tag: str) -> None:
        """A paragraph with a tag in place of the table."""
        line = _control("", "p")
        _write(next(line.iter(qn("w:t"))), tag)
        table.addprevious(line)
        _remove(table)


def _control(words: str, level: str) -> Element:
    """A small grey line: it goes when the template is filled."""
    paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    properties, colour = OxmlElement("w:rPr"), OxmlElement("w:color")
    colour.set(qn("w:val"), "7F7F7F")
    properties.append(colour)
    for name in ("w:sz", "w:szCs"):
        size = OxmlElement(name)
        size.set(qn("w:val"), "16")
        properties.append(size)
    _write(text, f"{{%{level} {words} %}}")
    run.extend([properties, text])
    paragraph.append(run)
    return paragraph


def _control_row(model: Element, words: str) -> Element:
    row = deepcopy(model)
    (paragraph,) = row.iter(qn("w:p"))
    paragraph.getparent().replace(paragraph, _control(words, "tr"))  # type: ignore[union-attr]
    return row


def _own_text(paragraph: Element) -> str:
    """Without that of boxes inside it."""
    return "".join(text.text or "" for text in _texts(paragraph))


def _texts(paragraph: Element) -> Iterator[Element]:
    for run in paragraph.iter(qn("w:r")):
        if next(run.iterancestors(qn("w:p")), None) is paragraph:
            yield from run.findall(qn("w:t"))


def _write(text: Element, words: str) -> None:
    text.text = words
    text.set(qn("xml:space"), "preserve")


def _remove(element: Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)
