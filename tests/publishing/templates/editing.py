"""Templates as people change them in Word: words typed otherwise, tags split over runs, paragraphs taken out."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from kheo.publishing.rulesets import load
from kheo.publishing.templates.shipped import shipped_template


def edited(kind: str, *changes: Callable[[WordDocument], object]) -> bytes:
    """The shipped template of the default rule set after the changes."""
    document = Document(io.BytesIO(shipped_template(kind, load())))
    for change in changes:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paragraph(document: WordDocument, text: str) -> Paragraph:
    """The first paragraph with this text, in cells too."""
    for element in document.element.body.iter(qn("w:p")):
        if text in "".join(one.text or "" for one in element.iter(qn("w:t"))):
            return Paragraph(element, document)
    raise LookupError(text)


def typed(old: str, new: str) -> Callable[[WordDocument], None]:
    """Type `new` over `old`, wherever it stands in one run."""

    def change(document: WordDocument) -> None:
        found = [one for one in document.element.body.iter(qn("w:t")) if old in (one.text or "")]
        assert found, old
        for text in found:
            text.text = (text.text or "").replace(old, new)

    return change


def added(text: str, *, before: str = "Nơi nhận") -> Callable[[WordDocument], None]:
    """A new paragraph before the one with those words."""

    def change(document: WordDocument) -> None:
        paragraph(document, before).insert_paragraph_before(text)

    return change


def without(text: str) -> Callable[[WordDocument], None]:
    """Delete the paragraph."""

    def change(document: WordDocument) -> None:
        found = paragraph(document, text)._p
        above = found.getparent()
        assert above is not None
        above.remove(found)

    return change


def split(text: str, at: int, *between: Any, bold: bool = False) -> Callable[[WordDocument], None]:
    """Split the run of this text as Word does where it was edited, checked for spelling, or half of it made bold."""

    def change(document: WordDocument) -> None:
        (run,) = [run for run in paragraph(document, text).runs if text in run.text]
        place = run.text.index(text) + at
        later = deepcopy(run._r)
        later.set(qn("w:rsidR"), "00AB12CD")
        run._r.addnext(later)
        words = run.text
        run.text = words[:place]
        later.findall(qn("w:t"))[0].text = words[place:]
        if bold:
            run.bold = True
        for element in reversed(between):
            run._r.addnext(deepcopy(element))

    return change


def element(name: str, /, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def with_part(template: bytes, name: str, content: bytes, old: bytes = b"", new: bytes = b"") -> bytes:
    """The package with a part more; in the listing of types `new` for `old`."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as before, zipfile.ZipFile(file, "w") as after:
        for one in before.namelist():
            read = before.read(one)
            after.writestr(one, read.replace(old, new) if old and one == "[Content_Types].xml" else read)
        after.writestr(name, content)
    return file.getvalue()
