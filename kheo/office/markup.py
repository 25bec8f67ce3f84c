"""XML of strangers: no document type, nothing expanded, nothing fetched, and large parts walked piece by piece."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from kheo.confinement.refusal import Refusal

# A tree is twice as fast to walk and takes some ten times the room of its text.
WHOLE_UP_TO = 2 * 1024 * 1024

Element = etree._Element  # noqa: SLF001 - lxml names its own class only so


def root_of(xml: bytes, kind: str) -> Element:
    """The root element; Refusal when it is no well-formed `kind` (a name without namespace) or has a document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    _check(root, kind)
    return root


def pieces(xml: bytes, kind: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """Each element of these tags below such a root. It may be emptied after its turn, so that memory stays flat."""
    if len(xml) <= WHOLE_UP_TO:
        yield from root_of(xml, kind).iter(*tags)
    else:
        yield from _streamed(xml, kind, tags)


def names(name: str) -> tuple[str, str]:
    """The two tags of a spreadsheet element: namespaces differ between transitional and strict workbooks."""
    return f"{{{_TRANSITIONAL}}}{name}", f"{{{_STRICT}}}{name}"


def _streamed(xml: bytes, kind: str, tags: tuple[str, ...]) -> Iterator[Element]:
    walk = etree.iterparse(
        BytesIO(xml),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    try:
        for _, element in walk:
            if not checked:
                _check(element.getroottree().getroot(), kind)
                checked = True
            yield element
            element.clear()
            while (before := element.getprevious()) is not None and before.tag == element.tag:
                element.getparent().remove(before)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    if not checked:
        _check(walk.root, kind)


def _check(root: Element, kind: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("hostile_file", "tệp có khai báo kiểu tài liệu (DTD)")
    if etree.QName(root).localname != kind:
        raise _damaged()


def _damaged() -> Refusal:
    return Refusal("damaged_file", "nội dung bên trong tệp bị hỏng")


_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
