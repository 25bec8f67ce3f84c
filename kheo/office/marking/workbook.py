"""Cells of a workbook coloured yellow and commented, by editing the few XML parts that say so."""

import re
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from kheo.office.marking.comments import Comments
from kheo.office.marking.package import Package
from kheo.office.markup import Element
from kheo.office.wording import tidy

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_YELLOW = "FFFFF200"
# Elements of a sheet that stand after its reference to the drawing of comments.
_AFTER = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_BARE_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
    f'</borders><cellStyleXfs count="1">{_PLAIN}</cellStyleXfs><cellXfs count="1">{_PLAIN}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()


def mark(package: Package, marks: Mapping[str, str]) -> int:
    """Colour and comment these addresses (`Sheet1!B7`); gives how many were found."""
    workbook = package.related("", "officeDocument") or "xl/workbook.xml"
    root = package.root(workbook, "workbook")
    if etree.QName(root).namespace != _MAIN:
        # The strict dialect has no comments that every program reads.
        return 0
    parts = _sheets(package, workbook, root)
    by_part: dict[str, dict[str, str]] = {}
    for at, said in marks.items():
        sheet, _, cell = at.rpartition("!")
        if sheet in parts and _CELL.fullmatch(cell):
            by_part.setdefault(parts[sheet], {})[cell] = said
    if not by_part:
        return 0
    styles = _Styles(package, workbook)
    for number, (part, cells) in enumerate(sorted(by_part.items()), start=1):
        _mark_sheet(package, part, cells, styles, number)
    styles.write()
    return sum(len(cells) for cells in by_part.values())


def _sheets(package: Package, workbook: str, root: Element) -> dict[str, str]:
    """The name as the reader gives it → the part."""
    relations = package.relations(workbook)
    found: dict[str, str] = {}
    for sheet in root.iter(f"{{{_MAIN}}}sheet"):
        key = next((value for name, value in sheet.items() if str(name).endswith("}id")), "")
        kind, part = relations.get(str(key), ("", ""))
        if kind == "worksheet" and part in package:
            found.setdefault(tidy(sheet.get("name", ""))[:255], part)
    return found


def _mark_sheet(package: Package, part: str, cells: Mapping[str, str], styles: "_Styles", number: int) -> None:
    root = package.root(part, "worksheet")
    pointer = next(iter(root.findall(f"{{{_MAIN}}}legacyDrawing")), None)
    _, drawing = (
        package.relations(part).get(pointer.get(f"{{{_R}}}id", ""), ("", "")) if pointer is not None else ("", "")
    )
    comments = Comments(package, part, number, drawing)
    data = next(root.iter(f"{{{_MAIN}}}sheetData"))
    columns = _column_styles(root)
    for cell, said in cells.items():
        letters, row = _place(cell)
        element = _cell(data, row, letters, columns)
        element.set("s", str(styles.yellow(int(element.get("s", "0")))))
        comments.add(cell, said)
    drawing = comments.write()
    if drawing:
        if pointer is not None:
            # It pointed nowhere.
            root.remove(pointer)
        reference = etree.Element(f"{{{_MAIN}}}legacyDrawing", nsmap={"r": _R})
        reference.set(f"{{{_R}}}id", drawing)
        after = next((child for child in root if etree.QName(child).localname in _AFTER), None)
        root.append(reference) if after is None else after.addprevious(reference)
    package.write(part, root)


_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _place(cell: str) -> tuple[str, int]:
    found = _CELL.fullmatch(cell)
    assert found is not None
    return found[1], int(found[2])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _column_styles(root: Element) -> dict[int, str]:
    """Column → its style, for cells the sheet does not hold."""
    found = {}
    for column in root.iter(f"{{{_MAIN}}}col"):
        if column.get("style"):
            least, most = int(column.get("min", "1")), int(column.get("max", "1"))
            for number in range(least, min(most, least + 300) + 1):
                found[number] = column.get("style", "0")
    return found


def _cell(data: Element, number: int, letters: str, columns: Mapping[int, str]) -> Element:
    """The cell's element; made in its place, with the look the sheet gives it, where it was empty."""
    row = _row(data, number)
    place = _column_number(letters)
    for cell in row:
        reference = _CELL.fullmatch(cell.get("r", ""))
        if reference is None:
            continue
        if reference[1] == letters:
            return cell
        if _column_number(reference[1]) > place:
            made = _made(row, f"{letters}{number}", columns.get(place, "0"))
            cell.addprevious(made)
            return made
    made = _made(row, f"{letters}{number}", columns.get(place, "0"))
    row.append(made)
    return made


def _row(data: Element, number: int) -> Element:
    for row in data:
        here = int(row.get("r", "0"))
        if here == number:
            return row
        if here > number:
            made = etree.Element(f"{{{_MAIN}}}row", {"r": str(number)})
            row.addprevious(made)
            return made
    return etree.SubElement(data, f"{{{_MAIN}}}row", {"r": str(number)})


def _made(row: Element, reference: str, style: str) -> Element:
    # A hint of which columns the row fills, no longer true.
    row.attrib.pop("spans", "")
    style = row.get("s", style) if row.get("customFormat") in {"1", "true"} else style
    return etree.Element(f"{{{_MAIN}}}c", {"r": reference, "s": style})


class _Styles:
    """The workbook's looks, with a yellow twin for each that is asked for."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._part = package.related(workbook, "styles")
        if self._part not in package:
            self._part = "xl/styles.xml"
            package.write(self._part, _BARE_STYLES)
            package.relate(workbook, "styles", self._part)
            package.declare(part=self._part, kind=_STYLES_TYPE)
        self._root = package.root(self._part, "styleSheet")
        self._fill = self._add_fill()
        self._looks = next(self._root.iter(f"{{{_MAIN}}}cellXfs"))
        self._twins: dict[int, int] = {}

    def yellow(self, look: int) -> int:
        if look not in self._twins:
            looks = list(self._looks)
            twin = deepcopy(looks[look]) if look < len(looks) else etree.Element(f"{{{_MAIN}}}xf")
            twin.set("fillId", str(self._fill))
            twin.set("applyFill", "1")
            self._looks.append(twin)
            self._looks.set("count", str(len(looks) + 1))
            self._twins[look] = len(looks)
        return self._twins[look]

    def write(self) -> None:
        self._package.write(self._part, self._root)

    def _add_fill(self) -> int:
        fills = next(self._root.iter(f"{{{_MAIN}}}fills"))
        fill = etree.SubElement(fills, f"{{{_MAIN}}}fill")
        pattern = etree.SubElement(fill, f"{{{_MAIN}}}patternFill", {"patternType": "solid"})
        etree.SubElement(pattern, f"{{{_MAIN}}}fgColor", {"rgb": _YELLOW})
        etree.SubElement(pattern, f"{{{_MAIN}}}bgColor", {"indexed": "64"})
        fills.set("count", str(len(fills)))
        return len(fills) - 1
