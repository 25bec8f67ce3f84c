"""The package of a template: its parts that hold text, what must not be in it, and the filled file as fixed bytes."""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from kheo.confinement.refusal import Refusal
from kheo.office.kinds import PACKAGE, Kind, kind_of
from kheo.office.marking.package import TYPES, Package
from kheo.office.markup import Element
from kheo.office.word.fields import told
from kheo.publishing.templates.confined.paragraphs import W, name_of, quoted

MAX_TEMPLATE = 10 * 1024 * 1024
CORE = "docProps/core.xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_HARMLESS = ("mailto:",)
_KINDS = {"image": "ảnh liên kết", "attachedTemplate": "mẫu Word gắn kèm", "oleObject": "đối tượng liên kết"}
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified>'
    "<dc:language>vi-VN</dc:language></cp:coreProperties>"
)


def opened(data: bytes) -> Package:
    """The package of a .docx. Refusal, its `why` a whole sentence, for anything else."""
    if len(data) > MAX_TEMPLATE:
        raise Refusal("too_large", f"Tệp quá lớn: mẫu văn bản chỉ được đến {MAX_TEMPLATE // 1024 // 1024} MB.")
    try:
        kind, package = kind_of(data), Package(data) if data.startswith(PACKAGE) else None
    except Refusal as refusal:
        why = f"Tệp này không mở được như một văn bản Word .docx: {refusal.why}."
        raise Refusal(refusal.code, why) from refusal
    if kind is not Kind.DOCX or package is None:
        why = (
            f"Tệp này không phải văn bản Word .docx (đây là tệp {kind.value}); mở trong Word, chọn Lưu thành "
            "(Save As), kiểu “Word Document (.docx)”."
        )
        raise Refusal("unknown_kind", why)
    return package


def main_part(package: Package) -> str:
    return package.related("", "officeDocument") or "word/document.xml"


def text_parts(package: Package) -> dict[str, tuple[str, str]]:
    """Part → (its root element, what people call it; empty for the body)."""
    main = main_part(package)
    parts = {main: ("document", "")}
    called = {"header": ("hdr", "đầu trang"), "footer": ("ftr", "chân trang")}
    called |= {"footnotes": ("footnotes", "chú thích cuối trang"), "endnotes": ("endnotes", "chú thích cuối bài")}
    for kind, part in package.relations(main).values():
        if kind in called and part in package:
            parts[part] = called[kind]
    return parts


def foreign(package: Package, names: Collection[str]) -> Iterator[str]:
    """Sentences about what a template must not carry: macros, links to elsewhere, embedded objects."""
    types = package.read(TYPES).decode("utf-8", "replace")
    if package.has_macros or "macroEnabled" in types:
        yield "Tệp có macro (mã lệnh); hãy lưu lại dạng “Word Document (.docx)” không có macro."
    elif "wordprocessingml.template.main+xml" in types:
        yield "Tệp là mẫu Word (.dotx); hãy lưu lại dạng “Word Document (.docx)”."
    if package.is_sealed:
        yield "Tệp đã được ký số; mẫu không được có chữ ký số."
    for part in text_parts(package):
        for kind, _ in package.relations(part).values():
            if kind in {"oleObject", "package", "control", "aFChunk"}:
                yield "Tệp có đối tượng nhúng (bảng tính, tệp khác…); hãy xóa và thay bằng chữ, bảng hoặc ảnh."
                break
    yield from _links(package, names)


def unfit(root: Element, part: str) -> Iterator[str]:
    """Sentences about the text of a part: changes not accepted, remarks, fields that fetch."""
    where = f" ở {part}" if part else ""
    changed = next(root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}cellIns", f"{W}cellDel"), None)
    if changed is not None:
        said = "".join(text.text or "" for text in changed.iter(f"{W}t", f"{W}delText"))
        yield (
            f"Mẫu còn sửa đổi chưa duyệt (Track Changes){where}{f' tại chữ {quoted(said)}' if said.strip() else ''}; "
            "vào Review, chọn Accept All Changes rồi lưu lại."
        )
    if next(root.iter(f"{W}commentReference"), None) is not None:
        yield f"Mẫu còn lời nhận xét (Comment){where}; hãy xóa hết rồi lưu lại."
    codes = [code.text or "" for code in root.iter(f"{W}instrText")]
    codes += [field.get(f"{W}instr") or "" for field in root.iter(f"{W}fldSimple")]
    if any("active_field" in told(code) for code in ["".join(codes), *codes]):
        yield f"Mẫu có trường (field) lấy dữ liệu từ nơi khác{where}; hãy xóa trường ấy."


def detach(package: Package) -> None:
    """Forget the Word template of the machine the file was made on."""
    listing = "word/_rels/settings.xml.rels"
    if listing not in package:
        return
    root, settings = package.root(listing, "Relationships"), package.root("word/settings.xml", "settings")
    for element in [*root, *settings.iter(f"{W}attachedTemplate")]:
        above = element.getparent()
        if above is not None and (
            name_of(element) == "attachedTemplate" or "attachedTemplate" in element.get("Type", "")
        ):
            above.remove(element)
    package.write(listing, root)
    package.write("word/settings.xml", settings)


def core(title: str, author: str) -> bytes:
    """The properties of the file: no time, no machine, no name but the issuer's."""
    return _CORE_XML.format(title=escape(title), author=escape(author)).encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file, the same bytes for the same parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(entry, content)
    return file.getvalue()


def _links(package: Package, names: Collection[str]) -> Iterator[str]:
    """Relations that lead out of the file: nothing a paper shows may be fetched from elsewhere."""
    for name in sorted(names):
        if not name.endswith(".rels"):
            continue
        for each in package.root(name, "Relationships").iter("{*}Relationship"):
            target = each.get("Target", "")
            kind = each.get("Type", "").rpartition("/")[2]
            local = kind == "attachedTemplate" and re.match(r"(file:///)?[A-Za-z]:|Normal", target)
            if each.get("TargetMode") == "External" and not target.startswith(_HARMLESS) and not local:
                said = _KINDS.get(kind, "liên kết")
                yield f"Mẫu có {said} ra ngoài tệp: {quoted(target)}; hãy bỏ liên kết (Remove Hyperlink, Break Link)."
