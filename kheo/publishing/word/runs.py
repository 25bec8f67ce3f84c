"""Text in the one font of the rule set: every run says its font for all scripts, its size and its weight."""

import re
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kheo.publishing.rulesets import RuleSet, Style

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_SCRIPTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")

# The tags of a template; their names are no words to be written in capitals.
_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def write(
    paragraph: Paragraph, text: str, rules: RuleSet, style: Style, *, bold: bool = False, italic: bool = False
) -> Run:
    """Add `text` in `style`; `bold` and `italic` mark words inside it."""
    text = printable(text)
    run = paragraph.add_run(capitals(text) if style.caps else text)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 python-docx sets two of the four fonts only
    properties.insert(0, fonts(rules.font))
    run.font.size = Pt(style.size)
    _complex_size(run, style.size)
    run.bold = True if style.bold or bold else None
    run.italic = True if style.italic != italic else None
    run.underline = True if style.underline else None
    return run


def set_paragraph(
    paragraph: Paragraph,
    *,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 0,
    first_line: float = 0,
    keep: bool = False,
) -> Paragraph:
    """Alignment, spacing in points, first line in millimetres; `keep` holds it on one page with the next."""
    form = paragraph.paragraph_format
    paragraph.alignment = align
    form.space_before = Pt(before)
    form.space_after = Pt(after)
    if first_line:
        form.first_line_indent = Mm(first_line)
    if keep:
        form.keep_with_next = True
    return paragraph


def lower(paragraph: Paragraph, height: float) -> None:
    """Make an empty paragraph exactly `height` points high."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing, form.line_spacing_rule = Pt(height), WD_LINE_SPACING.EXACTLY


def frame(paragraph: Paragraph, *, sides: float, sides_drawn: tuple[str, ...], space: float) -> None:
    """A single line at the sides drawn, `space` points from the text, the paragraph set in by `sides` points."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(sides)
    borders: Any = OxmlElement("w:pBdr")
    for side in sides_drawn:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", str(round(space))), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 no API for borders
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def capitals(text: str) -> str:
    """The text in capitals, its tags as they are."""
    return "".join(piece if _TAGS.fullmatch(piece) else piece.upper() for piece in _TAGS.split(text))


def printable(text: str) -> str:
    """The text without control characters, which no Word file can hold."""
    return text.translate(_CONTROLS)


def fonts(name: str) -> Any:
    """A w:rFonts naming the font for Latin, complex and East Asian text, so that no program falls back on its own."""
    element = OxmlElement("w:rFonts")
    for script in _SCRIPTS:
        element.set(qn(script), name)
    return element


def _complex_size(run: Run, size: float) -> None:
    element = OxmlElement("w:szCs")
    element.set(qn("w:val"), str(round(size * 2)))
    run._r.get_or_add_rPr().append(element)  # noqa: SLF001 no API for complex-script size
