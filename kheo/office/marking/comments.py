"""Comments of one sheet: their texts in one part, and in another the small boxes that show them."""

import re

from lxml import etree

from kheo.office.marking.package import Package

AUTHOR = "Khéo"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES = (
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
)
_SHAPE_ID = re.compile(r"_x0000_s(\d+)")
_END = re.compile(r"</xml\s*>\s*$")
_BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# A threaded comment leaves its text here for older programs; adding to that would belie the thread.
_THREADED = "tc="
_NONE_YET = f'<comments xmlns="{_MAIN}"/>'.encode()


class Comments:
    """The sheet's comments as they are, with ours added; `number` keeps the ids of several sheets apart.

    `drawing`: the part with the boxes of its comments, as the sheet names it, or nothing.
    """

    def __init__(self, package: Package, sheet: str, number: int, drawing: str) -> None:
        self._package, self._sheet = package, sheet
        self._part = package.related(sheet, "comments")
        self._drawing = drawing
        self._number = number
        root = package.root(self._part, "comments") if self._part in package else None
        self._root = etree.fromstring(_NONE_YET) if root is None else root
        self._authors = self._child("authors", 0)
        self._list = self._child("commentList", 1)
        self._boxes: list[str] = []

    def add(self, cell: str, said: str) -> None:
        """A comment at the cell; what somebody else commented there stays, ours below it."""
        for comment in self._list:
            if comment.get("ref") == cell:
                self._add_below(comment, said)
                return
        comment = etree.SubElement(self._list, f"{{{_MAIN}}}comment", {"ref": cell, "authorId": str(self._author())})
        text = etree.SubElement(comment, f"{{{_MAIN}}}text")
        _say(text, said)
        self._boxes.append(cell)

    def write(self) -> str:
        """Write the parts; gives the id of a new drawing that the sheet must name, or nothing."""
        self._list[:] = sorted(self._list, key=lambda comment: _order(comment.get("ref", "")))
        if self._part not in self._package:
            self._part = self._package.free_name("xl/comments", ".xml")
            self._package.relate(self._sheet, "comments", self._part)
            self._package.declare(part=self._part, kind=_TYPE)
        self._package.write(self._part, self._root)
        if not self._boxes:
            return ""
        if self._drawing in self._package:
            drawn = self._package.read(self._drawing).decode("utf-8", "surrogateescape")
            self._package.write(self._drawing, self._drawn_into(drawn).encode("utf-8", "surrogateescape"))
            return ""
        drawing = self._package.free_name("xl/drawings/vmlDrawing", ".vml")
        self._package.declare(ending="vml", kind=_DRAWING_TYPE)
        heads = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES)
        start = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{self._number}"/></o:shapelayout>{_BOX}'
        self._package.write(drawing, self._drawn_into(f"<xml {heads}>{start}</xml>").encode())
        return self._package.relate(self._sheet, "vmlDrawing", drawing)

    def _child(self, name: str, place: int) -> etree._Element:
        found = next(self._root.iter(f"{{{_MAIN}}}{name}"), None)
        if found is None:
            found = etree.Element(f"{{{_MAIN}}}{name}")
            self._root.insert(place, found)
        return found

    def _author(self) -> int:
        for number, author in enumerate(self._authors):
            if author.text == AUTHOR:
                return number
        etree.SubElement(self._authors, f"{{{_MAIN}}}author").text = AUTHOR
        return len(self._authors) - 1

    def _add_below(self, comment: etree._Element, said: str) -> None:
        authors = [author.text or "" for author in self._authors]
        number = int(comment.get("authorId", "0"))
        if number < len(authors) and authors[number].startswith(_THREADED):
            return
        text = next(comment.iter(f"{{{_MAIN}}}text"), None)
        if text is None:
            text = etree.SubElement(comment, f"{{{_MAIN}}}text")
        plain = text.find(f"{{{_MAIN}}}t")
        if plain is not None:
            # Plain text and runs do not stand side by side.
            run = etree.Element(f"{{{_MAIN}}}r")
            plain.addprevious(run)
            run.append(plain)
        _say(text, f"\n{AUTHOR}: {said}")

    def _drawn_into(self, drawn: str) -> str:
        """The drawing with a hidden box for each new comment. Not parsed: not all programs write it well."""
        taken = [int(number) for number in _SHAPE_ID.findall(drawn)]
        first = max([*taken, self._number * 1024]) + 1
        declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES if f"xmlns:{prefix}=" not in drawn)
        boxes = "".join(_box(cell, first + number, declared) for number, cell in enumerate(self._boxes))
        return _END.sub(lambda _: f"{boxes}</xml>", drawn)


def _say(text: etree._Element, said: str) -> None:
    run = etree.SubElement(text, f"{{{_MAIN}}}r")
    looks = etree.SubElement(run, f"{{{_MAIN}}}rPr")
    for name, value in (("sz", "9"), ("rFont", "Tahoma")):
        etree.SubElement(looks, f"{{{_MAIN}}}{name}", {"val": value})
    piece = etree.SubElement(run, f"{{{_MAIN}}}t")
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    piece.text = "".join(letter for letter in said if letter.isprintable() or letter == "\n")


def _order(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return int(digits or "0"), len(letters), letters


def _box(cell: str, number: int, declared: str) -> str:
    row, width, letters = _order(cell)
    column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
    row = max(row - 1, 0)
    assert width
    return (
        f'<v:shape{declared} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        'margin-top:1.5pt;width:180pt;height:72pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 4}, 15, {row + 4}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
