"""Changes to the tree of a part: text put in the place of elements, formats of runs."""

from kheo.office.markup import Element
from kheo.publishing.templates.confined.paragraphs import W, name_of, set_text

# The schema's order of what may stand before bold and italic in a run's properties.
_BEFORE = {"b": {"rStyle", "rFonts"}, "i": {"rStyle", "rFonts", "b", "bCs"}}


def put(text: Element, start: int, end: int, instead: str) -> None:
    said = text.text or ""
    set_text(text, said[:start] + instead + said[end:])


def say_before(element: Element, said: str) -> None:
    earlier, above = element.getprevious(), element.getparent()
    if earlier is not None:
        earlier.tail = (earlier.tail or "") + said
    elif above is not None:
        above.text = (above.text or "") + said


def around(element: Element, before: str, after: str) -> None:
    say_before(element, before)
    element.tail = after + (element.tail or "")


def replace(element: Element, said: str) -> None:
    above = element.getparent()
    if above is not None:
        say_before(element, said + (element.tail or ""))
        element.tail = None
        above.remove(element)


def emphasise(run: Element, *, bold: bool, italic: bool) -> None:
    """As the layout does: bold words are bold, italic words are the other way round than what they stand in."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr")
        run.insert(0, properties)
    if bold:
        _switch(properties, "b", on=True)
    if italic:
        slanted = properties.find(f"{W}i")
        _switch(properties, "i", on=slanted is None or slanted.get(f"{W}val") in {"0", "false", "off"})


def _switch(properties: Element, name: str, *, on: bool) -> None:
    found = properties.find(f"{W}{name}")
    if found is not None:
        properties.remove(found)
    if on:
        place = len([child for child in properties if name_of(child) in _BEFORE[name]])
        properties.insert(place, properties.makeelement(f"{W}{name}"))
