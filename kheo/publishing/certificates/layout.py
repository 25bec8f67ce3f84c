"""What is printed on a certificate and where it stands, as plain values: no database, no files."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from kheo.office.wording import count, official_date, short_date, tidy

# How a place is filled: a name shrinks before it breaks, a text breaks before it shrinks.
NAME, TEXT, QR, RULE, FRAME = "name", "text", "qr", "rule", "frame"
KINDS = {
    NAME: "Tên (tự thu nhỏ, rồi xuống hai dòng)",
    TEXT: "Đoạn chữ (tự xuống dòng, rồi thu nhỏ)",
    QR: "Mã QR",
    RULE: "Đường kẻ",
    FRAME: "Khung viền",
}
ALIGNS = {"left": "Trái", "center": "Giữa", "right": "Phải"}
# From a card to A0; points from what still can be read to a headline of A1.
LEAST_PAGE, MOST_PAGE = 40.0, 1200.0
LEAST_SIZE, MOST_SIZE = 4.0, 400.0
MOST_PLACES = 40
MOST_TEXT = 1000
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_TAG = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a page: left, top, width, height in millimetres from the upper left corner; sizes in points."""

    key: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    text: str = ""
    size: float = 14.0
    least_size: float = 9.0
    bold: bool = False
    italic: bool = False
    align: str = "center"
    colour: str = "#000000"
    # Already on the pre-printed stock: left out when only the text is printed.
    stock: bool = False

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Place":
        """Unknown keys are left aside. Raises TypeError where a needed one is missing, ValueError for no number."""
        known = {one.name: plain[one.name] for one in fields(cls) if one.name in plain}
        for name in ("left", "top", "width", "height", "size", "least_size"):
            if name in known:
                known[name] = round(float(known[name]), 2)
        if "text" in known:
            known["text"] = tidy(str(known["text"]))
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: millimetres, its places in the order they are drawn, and a one-page PDF under them (or none)."""

    width: float
    height: float
    places: tuple[Place, ...]
    background: bytes | None = None


def grouped(code: str) -> str:
    """'7XQ2-M9PD-4RTK-8ABC': in fours, as people read it aloud."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


@dataclass(frozen=True, slots=True)
class Printed:
    """All that one certificate says; dates as ISO, `address` empty where no QR code is wanted."""

    recipient: str
    of_unit: str = ""
    merit: str = ""
    title: str = ""
    organ: str = ""
    parent_organ: str = ""
    place: str = ""
    decision_number: str = ""
    decided_on: str = ""
    book_number: int | None = None
    book_year: int | None = None
    signer_titles: tuple[str, ...] = ()
    signer_name: str = ""
    code: str = ""
    address: str = ""

    def as_plain(self) -> dict[str, Any]:
        return {**asdict(self), "signer_titles": list(self.signer_titles)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Printed":
        known = {one.name: plain[one.name] for one in fields(cls) if one.name in plain}
        return cls(**{**known, "signer_titles": tuple(known.get("signer_titles", ()))})

    def words(self) -> dict[str, str]:
        """Tag → what stands in its place; empty where there is nothing to say."""
        day = dt.date.fromisoformat(self.decided_on) if self.decided_on else None
        return {
            "tên": self.recipient,
            "đơn vị": self.of_unit,
            "thành tích": self.merit,
            "loại giấy": self.title,
            "LOẠI GIẤY": self.title.upper(),
            "cơ quan": self.organ,
            "CƠ QUAN": self.organ.upper(),
            "cấp trên": self.parent_organ,
            "CẤP TRÊN": self.parent_organ.upper(),
            "địa danh": self.place,
            "số quyết định": self.decision_number,
            "ngày ký": official_date(day) if day else "",
            "ngày ký ngắn": short_date(day) if day else "",
            "số sổ vàng": count(self.book_number) if self.book_number else "",
            "năm sổ vàng": str(self.book_year or ""),
            "chức vụ": "\n".join(self.signer_titles),
            "người ký": self.signer_name,
            "mã": grouped(self.code),
        }


TAGS = tuple(Printed("").words())
SAMPLE = Printed(
    recipient="Nguyễn Thị Quỳnh Hương",
    of_unit="Hội Liên hiệp Phụ nữ xã Hoà Bình Hạ",
    merit="Đã có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2026",
    title="Giấy khen",
    organ="Ban Chỉ đạo phong trào",
    parent_organ="Đảng bộ xã Hoà Bình Hạ",
    place="Hoà Bình Hạ",
    decision_number="12-QĐ/ĐU",
    decided_on="2026-02-03",
    book_number=7,
    book_year=2026,
    signer_titles=("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    signer_name="Trần Văn Mẫu",
    code="0000111122223333",
    address="https://kheo.example.vn/c/0000111122223333/",
)


def filled(text: str, words: Mapping[str, str]) -> str:
    """`text` with its tags replaced; empty where it has tags and all of them are empty ("Số sổ vàng: {số sổ vàng}")."""
    tags = _TAG.findall(text)
    if tags and not any(words.get(tag) for tag in tags):
        return ""
    return tidy(_TAG.sub(lambda found: words.get(found[1], ""), text)).strip(" ,;")


def faults(width: float, height: float, places: Sequence[Place]) -> Iterator[str]:
    """What keeps a design from being used, a sentence each."""
    for said, length in (("Chiều rộng", width), ("Chiều cao", height)):
        if not LEAST_PAGE <= length <= MOST_PAGE:
            yield f"{said} trang là {length:g} mm; hãy đặt từ {LEAST_PAGE:g} đến {MOST_PAGE:g} mm."
            return
    if len(places) > MOST_PLACES:
        yield f"Mẫu có {len(places)} chỗ in; nhiều nhất là {MOST_PLACES}."
    for number, place in enumerate(places, 1):
        yield from (f"Chỗ in {number} ({place.key}): {said}" for said in _place_faults(place, width, height))


def _place_faults(place: Place, width: float, height: float) -> Iterator[str]:
    if place.kind not in KINDS or place.align not in ALIGNS or not _COLOUR.fullmatch(place.colour):
        yield "loại, căn lề hoặc màu không hợp lệ; hãy chọn lại trong danh sách."
    if not (place.left >= 0 and place.top >= 0 and place.width > 0 and place.height > 0):  # nor is NaN
        yield "vị trí phải từ 0 trở lên, chiều rộng và chiều cao phải lớn hơn 0."
    # A tenth of a millimetre is lost in rounding when places are dragged.
    if place.left + place.width > width + 0.1 or place.top + place.height > height + 0.1:
        yield "ra ngoài trang; hãy kéo vào trong hoặc thu nhỏ."
    if place.kind in {NAME, TEXT}:
        yield from _text_faults(place)


def _text_faults(place: Place) -> Iterator[str]:
    if not LEAST_SIZE <= place.least_size <= place.size <= MOST_SIZE:
        yield f"cỡ chữ phải từ {LEAST_SIZE:g} đến {MOST_SIZE:g}, cỡ nhỏ nhất không lớn hơn cỡ chữ."
    if not place.text:
        yield "chưa có nội dung; hãy ghi chữ hoặc xóa chỗ in này."
    if len(place.text) > MOST_TEXT:
        yield f"nội dung dài quá {MOST_TEXT} chữ."
    for tag in _TAG.findall(place.text):
        if tag not in TAGS:
            yield f"không có thẻ {{{tag}}}; các thẻ dùng được: {', '.join(TAGS)}."
    if place.text.count("{") != place.text.count("}") or "{" in _TAG.sub("", place.text):
        yield "dấu { và } không khớp nhau; mỗi thẻ viết như {tên}."
