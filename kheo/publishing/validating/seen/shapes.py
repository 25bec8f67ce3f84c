"""Straight lines drawn in a document: DrawingML of Word 2010 and later, VML of before."""

from collections.abc import Iterator

from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, kind
from kheo.publishing.validating.seen.measures import css_points, emu_points

_STRAIGHT = frozenset(("line", "straightConnector1"))
# VML's number for a straight connector.
_CONNECTOR = "#_x0000_t32"
# What is steeper is no line under a text.
_FLAT = 3.0


def strokes(drawing: Element) -> Iterator[float]:
    """The length in points of each level straight line in a w:drawing or w:pict."""
    for element in drawing.iter():
        name = kind(element)
        if name == "spPr":
            yield from _drawn(element)
        elif name == "line" and "vml" in element.tag:
            yield from _vml_line(element)
        elif name == "shape" and attribute(element, "type") == _CONNECTOR:
            yield from _vml_shape(element)


def _drawn(properties: Element) -> Iterator[float]:
    preset = next((attribute(child, "prst") for child in properties if kind(child) == "prstGeom"), "")
    extent = next((child for child in properties.iter() if kind(child) == "ext" and attribute(child, "cx")), None)
    if preset not in _STRAIGHT or extent is None:
        return
    if abs(emu_points(attribute(extent, "cy"))) <= _FLAT:
        yield abs(emu_points(attribute(extent, "cx")))


def _vml_line(element: Element) -> Iterator[float]:
    start, end = (attribute(element, name).split(",") for name in ("from", "to"))
    if len(start) != 2 or len(end) != 2:
        return
    if abs(css_points(end[1]) - css_points(start[1])) <= _FLAT:
        yield abs(css_points(end[0]) - css_points(start[0]))


def _vml_shape(element: Element) -> Iterator[float]:
    style = dict(part.split(":", 1) for part in attribute(element, "style").split(";") if ":" in part)
    if abs(css_points(style.get("height", "0"))) <= _FLAT:
        yield abs(css_points(style.get("width", "0")))
