"""The page: an empty document without the library's own defaults, its sheets, margins and page numbers."""

from math import ceil

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Twips
from docx.text.paragraph import Paragraph

from kheo.publishing.rulesets import RuleSet, Sheet
from kheo.publishing.word.runs import CENTRE, fonts, set_paragraph, write

_KEPT_STYLES = frozenset({"Normal", "Header", "Footer", "DefaultParagraphFont", "TableNormal", "NoList"})
_LEFT_OUT_PARTS = ("thumbnail", "stylesWithEffects", "customXml", "extended-properties", "numbering")


def blank(rules: RuleSet, *, landscape: bool = False) -> WordDocument:
    """A document of one empty page in the font and language of the rules."""
    document = Document()
    _trim(document)
    _set_defaults(document, rules)
    if rules.page.mirrored:
        # The schema wants it before the settings of the library's model file.
        document.settings.element.insert(0, OxmlElement("w:mirrorMargins"))
    sheet = rules.landscape if landscape else rules.page
    _set_sheet(document.sections[0], sheet)
    _number_pages(document.sections[0], rules)
    return document


def add_landscape(document: WordDocument, rules: RuleSet) -> Section:
    """A new section on landscape sheets, its pages counted from 1."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_sheet(section, rules.landscape)
    _number_pages(section, rules)
    return section


def _set_sheet(section: Section, sheet: Sheet) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = _at_least(sheet.top), _at_least(sheet.bottom)
    section.left_margin, section.right_margin = _at_least(sheet.left), _at_least(sheet.right)
    section.header_distance = section.footer_distance = Mm(sheet.number_from_edge)


def _at_least(millimetres: float) -> Length:
    """Word counts margins in whole twips: never below what the rules want."""
    return Twips(ceil(Mm(millimetres) / Twips(1)))


def _number_pages(section: Section, rules: RuleSet) -> None:
    """Arabic, centred in the upper margin, not on the first page; each section counts from 1."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.first_page_footer.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False
    paragraph = set_paragraph(section.header.paragraphs[0], align=CENTRE)
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("separate", ""), ("end", "")):
        _field_part(paragraph, rules, kind, instruction)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    for earlier in section._sectPr.findall(qn("w:pgNumType")):  # noqa: SLF001 no API for page numbering
        section._sectPr.remove(earlier)  # noqa: SLF001
    # The schema wants it between the margins and the columns.
    section._sectPr.xpath("w:pgMar")[0].addnext(start)  # noqa: SLF001


def _field_part(paragraph: Paragraph, rules: RuleSet, kind: str, instruction: str) -> None:
    run = write(paragraph, "", rules, rules.style("page_number"))
    if instruction:
        element = OxmlElement("w:instrText")
        element.text = instruction
    else:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
    run._r.append(element)  # noqa: SLF001 no API for fields


def _set_defaults(document: WordDocument, rules: RuleSet) -> None:
    """python-docx starts in American English, in Word's theme fonts, in the mode of Word 2010."""
    run, paragraph = document.styles.element.find(qn("w:docDefaults"))
    properties = run[0]
    for element in list(properties):
        properties.remove(element)
    properties.append(fonts(rules.font))
    for tag in ("w:sz", "w:szCs"):
        size = OxmlElement(tag)
        size.set(qn("w:val"), str(round(rules.style("body").size * 2)))
        properties.append(size)
    language = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(script), rules.language)
    properties.append(language)
    spacing = paragraph[0][0]
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    settings = document.settings.element
    languages = settings.find(qn("w:themeFontLang"))
    for script in list(languages.attrib):
        languages.set(script, rules.language)
    for tag, sign in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        settings.find(qn(tag)).set(qn("w:val"), sign)
    settings.find(qn("w:compat"))[1].set(qn("w:val"), "15")
    settings.remove(settings.find(qn("w:rsids")))


def _trim(document: WordDocument) -> None:
    """Leave out what the library's model file carries along: 160 styles, a picture of a page, a Mac's name."""
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(_LEFT_OUT_PARTS):
                part.rels.pop(key)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    for latent in styles.findall(qn("w:latentStyles")):
        styles.remove(latent)
    for link in styles.iter(qn("w:link"), qn("w:rsid")):
        link.getparent().remove(link)
