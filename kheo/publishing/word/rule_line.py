"""The solid line under a title: a line shape, since an underline cuts the dots of Ộ and Ệ."""

from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.runs import lower, write

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
# DrawingML for Word 2010 and later, VML for older programs; both hang on their paragraph, centred in the cell.
_SHAPE = """<mc:AlternateContent {namespaces}>
<mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>
<wp:extent cx="{length}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{id}" name="Line {id}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvCnPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{length}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>
<a:ln w="{weight}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>
</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:line id="Line{id}" from="0,0" to="{length_pt}pt,0" strokecolor="black"
 strokeweight="{weight_pt}pt" style="position:absolute;margin-top:{down_pt}pt;mso-position-horizontal:center;\
mso-position-horizontal-relative:text;mso-position-vertical-relative:text"/></w:pict></mc:Fallback>
</mc:AlternateContent>"""


def add_line(run: Run, rules: RuleSet, *, length: float, down: float, number: int) -> None:
    """Hang a line of `length` points on the run's paragraph, `down` points below its top, centred in its column.

    `number` tells the lines of one file apart.
    """
    shape = _SHAPE.format(
        namespaces=_NAMESPACES,
        id=number,
        length=int(Pt(length)),
        down=int(Pt(down)),
        weight=int(Pt(rules.header.line_weight)),
        length_pt=round(length, 2),
        down_pt=round(down, 2),
        weight_pt=rules.header.line_weight,
    )
    run._r.append(parse_xml(shape))  # noqa: SLF001 no API for shapes


def add_line_below(paragraph: Paragraph, rules: RuleSet, *, length: float, number: int) -> None:
    """Make this empty paragraph a narrow one that holds a line of `length` points.

    It stands under words that may take several lines, so that the line is below the last of them however they break.
    """
    height = rules.gaps.drawn_line
    lower(paragraph, height)
    add_line(write(paragraph, "", rules, rules.style("body")), rules, length=length, down=height / 2, number=number)
