"""A form as a Word document, laid out as our lists are."""

from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt, RGBColor

from kheo.publishing import rulesets
from kheo.publishing.forms.composing import Form
from kheo.publishing.forms.wording import FOOT, KEEP, PLACE, SIGNER, UNIT
from kheo.publishing.papers import Annex, Grid, Head, Line, Paper, Signature
from kheo.publishing.rulesets import RuleSet, Style
from kheo.publishing.word.laying_out import list_document
from kheo.publishing.word.runs import set_paragraph, write
from kheo.publishing.word.sealing import seal
from kheo.records.fingerprints import PROPERTY

_GREY = RGBColor(0x80, 0x80, 0x80)
_PROPERTIES = PackURI("/docProps/custom.xml")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006"
# {D5CDD505…} is the set to which Office counts all properties that people add.
_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_NAMESPACE}/custom-properties" xmlns:vt="{_NAMESPACE}/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)


def form_document(form: Form) -> bytes:
    """The .docx; the same form gives the same bytes."""
    rules = rulesets.load()
    document = list_document(_paper(form), _listing(form), rules)
    _write_foot(document, form.mark, rules)
    _add_property(document, PROPERTY, form.mark)
    return seal(document, title=form.subject, author="")


def _paper(form: Form) -> Paper:
    return Paper(
        head=Head("", f"{UNIT} {form.unit}", "", PLACE, year=form.year, numbered=False),
        signature=Signature((SIGNER,), ""),
        receivers=form.receivers,
    )


def _listing(form: Form) -> Annex:
    lines = (Line((str(number), *texts)) for number, texts in enumerate(form.lines, start=1))
    return Annex(form.kind, form.subject, Grid(form.grid_columns, tuple(lines)), note="\n".join(form.notes))


def _write_foot(document: WordDocument, mark: str, rules: RuleSet) -> None:
    run = write(set_paragraph(document.add_paragraph()), f"{FOOT} {mark} ({KEEP})", rules, Style(8))
    run.font.color.rgb = _GREY
    run.font.size = Pt(8)


def _add_property(document: WordDocument, name: str, value: str) -> None:
    """A property of the document that people added: the library has none."""
    package = document.part.package
    blob = _XML.format(name=escape(name), value=escape(value)).encode()
    package.relate_to(Part(_PROPERTIES, _CONTENT_TYPE, blob, package), RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
