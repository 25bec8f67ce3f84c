"""An Office package with some of its parts written anew: all others keep their bytes, their names and their order."""

import posixpath
import zipfile
from io import BytesIO

from lxml import etree

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.markup import Element, root_of

# A form is far below this; a larger part is not taken apart for the sake of a colour.
MAX_PART = 24 * 1024 * 1024
TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Package:
    """Names of parts are as relationships give them: without a leading slash, their case not meant."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._data = data
        self._names = {name.lower(): name for name in self._archive.names}
        self._written: dict[str, bytes] = {}

    @property
    def is_sealed(self) -> bool:
        return any(name.startswith("_xmlsignatures/") for name in self._names)

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._names)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        actual = self._names.get(name.lower(), name)
        return self._written[actual] if actual in self._written else self._archive.read(actual)

    def root(self, name: str, kind: str) -> Element:
        xml = self.read(name)
        if len(xml) > MAX_PART:
            raise Refusal("too_large", "tệp quá lớn để đánh dấu")
        return root_of(xml, kind)

    def write(self, name: str, content: bytes | Element) -> None:
        actual = self._names.setdefault(name.lower(), name)
        self._written[actual] = (
            content
            if isinstance(content, bytes)
            else etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id → (the last word of its type, part) of what a part names; of the package itself where `part` is empty."""
        listing = _listing(part)
        if listing not in self:
            return {}
        base = posixpath.join("/", posixpath.dirname(part))
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(base, each.get("Target", "")))[1:],
            )
            for each in self.root(listing, "Relationships").iter("{*}Relationship")
            if each.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> str:
        """The first part of that kind which `part` names, or nothing."""
        return next((target for each, target in self.relations(part).values() if each == kind), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let `part` name `target` (by its whole path); gives the id."""
        listing = _listing(part)
        if listing in self:
            root = self.root(listing, "Relationships")
        else:
            root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        known = {each.get("Id", "").lower() for each in root}
        number = next(number for number in range(1, len(known) + 2) if f"kheo{number}" not in known)
        said = {"Id": f"kheo{number}", "Type": f"{_OFFICE}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", said)
        self.write(listing, root)
        return said["Id"]

    def declare(self, *, part: str = "", ending: str = "", kind: str) -> None:
        """Say of what type a new part is, or all parts of a name's ending."""
        root = self.root(TYPES, "Types")
        if ending:
            if all(each.get("Extension", "").lower() != ending for each in root.iter("{*}Default")):
                root.insert(0, etree.Element(f"{{{_TYPES}}}Default", {"Extension": ending, "ContentType": kind}))
        else:
            etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": kind})
        self.write(TYPES, root)

    def free_name(self, stem: str, ending: str) -> str:
        """'xl/comments', '.xml' → 'xl/comments1.xml', or the first number not taken."""
        return next(
            name
            for name in (f"{stem}{number}{ending}" for number in range(1, len(self._names) + 2))
            if name not in self
        )

    def packed(self) -> bytes:
        """The whole again: parts in their order with their dates, new ones at the end."""
        packed = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                kept = zipfile.ZipInfo(member.filename, member.date_time)
                kept.compress_type, kept.external_attr = member.compress_type, member.external_attr
                new.writestr(kept, self.read(member.filename) if not member.is_dir() else b"")
            for name in self._written:
                if name not in self._archive.names:
                    added = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                    added.compress_type = zipfile.ZIP_DEFLATED
                    new.writestr(added, self._written[name])
        return packed.getvalue()


def _listing(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
