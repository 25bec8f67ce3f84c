"""What is told of an outgoing paper to the office's own document system: the fields of Decree 30/2020, annex VI.

Field names and lengths are the decree's. What the office's system alone knows (hồ sơ, số thứ tự) is left empty.
"""

from dataclasses import asdict, dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kheo.office.wording import count
from kheo.publishing.documents.order import in_full
from kheo.publishing.papers import Paper
from kheo.publishing.phrasing import symbol
from kheo.publishing.rulesets import RuleSet

LANGUAGE = "Tiếng Việt"
ORDINARY = "Thường"
_LENGTHS = {
    "FileCode.OrganId": (13, "mã định danh cơ quan"),
    "FileCode.FileNotation": (20, "số, ký hiệu hồ sơ"),
    "TypeName": (100, "tên loại văn bản"),
    "CodeNumber": (11, "số văn bản"),
    "CodeNotation": (30, "ký hiệu văn bản"),
    "OrganName": (200, "tên cơ quan ban hành"),
    "Subject": (500, "trích yếu"),
    "SignerInfo.Position": (100, "chức vụ người ký"),
    "SignerInfo.FullName": (50, "họ tên người ký"),
}


class TooLongError(ValueError):
    """A value is longer than the decree's field takes; the message names it."""


@dataclass(frozen=True, slots=True)
class FileCode:
    OrganId: str = ""
    FileCatalog: str = ""
    FileNotation: str = ""


@dataclass(frozen=True, slots=True)
class SignerInfo:
    Position: str = ""
    FullName: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    OrganId: str = ""
    OrganName: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """One outgoing paper; dates ISO, amounts None where unknown."""

    FileCode: FileCode
    DocOrdinal: str
    TypeName: str
    CodeNumber: str
    CodeNotation: str
    IssuedDate: str
    OrganName: str
    Subject: str
    Language: str
    PageAmount: int | None
    Description: str
    SignerInfo: SignerInfo
    To: tuple[Receiver, ...] = field(default_factory=tuple)
    Priority: str = ORDINARY
    IssuedAmount: int | None = None
    DueDate: str = ""

    def as_plain(self) -> dict[str, Any]:
        return {**asdict(self), "To": [asdict(one) for one in self.To]}

    def as_xml(self) -> bytes:
        root = Element("Document")
        for name, value in self.as_plain().items():
            _add(root, name, value)
        indent(root)
        written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
        return written


def metadata_of(
    paper: Paper, *, type_name: str, rules: RuleSet, organ_code: str = "", pages: int | None = None
) -> Metadata:
    """What the issued paper says of itself, its symbol as `rules` print it.

    Raises TooLongError naming the value too long for its field.
    """
    head = paper.head
    made = Metadata(
        FileCode=FileCode(organ_code, head.dated[:4]),
        DocOrdinal="",
        TypeName=type_name,
        CodeNumber=count(head.number) if head.number else "",
        CodeNotation=symbol(head.symbol, rules),
        IssuedDate=head.dated,
        OrganName=in_full(head.organ, head.parent_organ),
        Subject=head.subject or (paper.listing.subtitle if paper.listing else ""),
        Language=LANGUAGE,
        PageAmount=pages,
        Description="",
        SignerInfo=SignerInfo(", ".join(paper.signature.titles), paper.signature.person),
        To=tuple(Receiver(OrganName=name) for name in paper.addressees or _outside(paper.receivers)),
        Priority=head.urgency.capitalize() or ORDINARY,
    )
    _check(made)
    return made


def _outside(receivers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in receivers if not name.startswith(("Lưu", "Như")))


def _check(made: Metadata) -> None:
    plain = made.as_plain()
    for path, (most, said) in _LENGTHS.items():
        value: Any = plain
        for name in path.split("."):
            value = value[name]
        if len(value) > most:
            raise TooLongError(
                f"Chưa đóng gói được: {said} dài {len(value)} ký tự, trường {path} của Phụ lục VI Nghị định 30/2020 "
                f"nhận nhiều nhất {most} ký tự. Rút gọn trong bản soạn rồi ban hành lại."
            )


def _add(parent: Element, name: str, value: Any) -> None:
    for one in value if isinstance(value, list) else [value]:
        element = SubElement(parent, name)
        if isinstance(one, dict):
            for below, each in one.items():
                _add(element, below, each)
        elif one not in {None, ""}:
            element.text = str(one)
