"""How units lay out the same paper: columns and headings, head blocks, section rows, and the habits of who types."""

import random
from dataclasses import dataclass, replace
from typing import Literal

PaperKind = Literal["registration", "results"]
FileFormat = Literal["xlsx", "docx", "csv"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `field` is empty where it carries none of the paper's.

    `group` is the heading above it, shared with its neighbours. `tick` is the code that a cross in it means.
    `person_too` marks a column that names the person beside the kind of subject ("Cá nhân: Lò Văn A").
    `fill` says what stands in a column of no field: number, phone or remark.
    """

    heading: str
    field: str = ""
    group: str = ""
    tick: str = ""
    person_too: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything about a form but its content."""

    columns: tuple[Column, ...]
    title: tuple[str, ...]
    # seed: "Đơn vị: …" atop the left block; party/state: issuer's name there; none: the title begins the page.
    head: Literal["seed", "party", "state", "none"] = "party"
    head_as: Literal["table", "paragraphs"] = "table"
    parent: str = "Huyện ủy Phong Thổ"
    place: str = "Phong Thổ"
    unit_label: str = "Đơn vị:"
    unit_in_own_cell: bool = False
    column_numbers: bool = False
    numbering: Literal["number", "text", "dotted", "none"] = "number"
    sections: tuple[str, ...] = ()
    section_merged: bool = True
    # The field whose equal neighbours are merged downwards.
    merged_field: str = ""
    total: bool = False
    blank_rows: int = 0
    notes: bool = False
    signature: bool = True
    other_table: Literal["none", "before", "after"] = "none"
    typing: Literal["plain", "decomposed", "eth", "spaced"] = "plain"
    sheet_name: str = "Sheet1"
    written_by: Literal["xlsxwriter", "openpyxl"] = "xlsxwriter"
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    # How headings are typed: as they are, in capitals, or broken in the middle.
    headings_typed: Literal["plain", "capitals", "broken"] = "plain"
    font: str = "Times New Roman"
    # An empty row after every line.
    gaps: bool = False
    # Seeds what typing does to the single values.
    seed: int = 0


_HEADINGS: dict[str, tuple[str, ...]] = {
    "title": (
        "Tên mô hình",
        "Tên mô hình, điển hình",
        "Tên mô hình “Dân vận khéo” đăng ký",
        "Tên mô hình/điển hình đăng ký xây dựng",
        "Nội dung mô hình đăng ký",
    ),
    "kind": ("Loại hình", "Mô hình/điển hình", "Loại (mô hình, điển hình)"),
    "subject": ("Đối tượng", "Đối tượng đăng ký", "Tập thể/cá nhân", "Đối tượng (tập thể, cá nhân, hộ gia đình)"),
    "person_name": ("Họ và tên cá nhân", "Họ tên cá nhân", "Họ và tên", "Tên cá nhân"),
    "position": ("Chức vụ", "Chức vụ, đơn vị công tác", "Chức vụ, chức danh"),
    "field": ("Lĩnh vực", "Thuộc lĩnh vực", "Lĩnh vực đăng ký"),
    "place": ("Địa điểm", "Địa điểm thực hiện", "Địa bàn thực hiện", "Phạm vi, địa điểm thực hiện"),
    "need": ("Sự cần thiết", "Sự cần thiết xây dựng mô hình", "Thực trạng, lý do"),
    "goals": ("Mục tiêu", "Mục tiêu, chỉ tiêu", "Mục tiêu, nội dung, giải pháp", "Mục tiêu, tiêu chí"),
    "resources": ("Nguồn lực", "Nguồn lực thực hiện", "Kinh phí, nguồn lực", "Nguồn lực, kinh phí"),
    "time": ("Thời gian thực hiện", "Thời gian", "Thời gian, tiến độ thực hiện"),
    "level": ("Cấp đăng ký", "Đăng ký công nhận cấp", "Cấp công nhận"),
    "continuity": ("Mới/duy trì", "Xây dựng mới hay duy trì", "Tính chất (mới, duy trì)"),
    "unit_name": ("Tên đơn vị", "Đơn vị thực hiện", "Tập thể thực hiện", "Tên tập thể, đơn vị"),
    "time_place": ("Thời gian, địa điểm thực hiện", "Thời gian và địa điểm", "Thời gian, địa điểm"),
    "results": (
        "Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân)",
        "Kết quả thực hiện",
        "Kết quả, hiệu quả mô hình",
        "Tóm tắt kết quả thực hiện và hiệu quả",
    ),
    "replication": (
        "Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia)",
        "Kết quả nhân rộng",
        "Nhân rộng (đơn vị, số người tham gia)",
    ),
    "replication_plan": ("Dự kiến nhân rộng năm {next}", "Dự kiến nhân rộng", "Kế hoạch nhân rộng năm {next}"),
    "outcome": ("Đánh giá", "Đánh giá mô hình", "Xếp loại kết quả"),
}
# In how many forms of a hundred a column of registration stands; nobody measured it.
_HOW_OFTEN = {"kind": 40, "position": 50, "field": 70, "place": 70, "need": 30}
_HOW_OFTEN |= {"goals": 70, "resources": 40, "time": 60, "level": 30, "continuity": 40}
_NUMBER = ("STT", "TT", "Số TT", "Stt")
_EXTRAS = (
    Column("Ghi chú", fill="remark"),
    Column("Số điện thoại", fill="phone"),
    Column("Điện thoại liên hệ", fill="phone"),
)
_UNIT_LABELS = ("Đơn vị:", "Tên đơn vị:", "Đơn vị đăng ký:", "Đơn vị báo cáo:", "ĐƠN VỊ:")
_SHEETS = ("Sheet1", "Biểu 01", "Đăng ký", "Mau so 01", "DS", "Trang tính1")
_TITLES = {
    "registration": (
        ("BIỂU TỔNG HỢP", "Đăng ký thi đua “Dân vận khéo” năm {year}"),
        ("DANH SÁCH", "Đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm {year}"),
        ("ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year}",),
        ("Mẫu số 01", "BIỂU TỔNG HỢP ĐĂNG KÝ THI ĐUA", "Phong trào thi đua “Dân vận khéo” năm {year}"),
    ),
    "results": (
        ("DANH SÁCH", "Kết quả thực hiện mô hình, điển hình “Dân vận khéo” năm {year}"),
        ("BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year}",),
        ("BÁO CÁO KẾT QUẢ", "Thực hiện mô hình “Dân vận khéo” năm {year}"),
    ),
}
_NUMBER_COLUMN = Column("STT", fill="number")
_WHO = "Đơn vị, cá nhân thực hiện"


def model_results_columns(*, year: int) -> tuple[Column, ...]:
    """The list attached to the letter 51-CV/BCĐ of Thủ Thừa (19/10/2022), word for word."""
    grouped = (Column("Tên đơn vị", "unit_name", group=_WHO), Column("Tên cá nhân", "person_name", group=_WHO))
    names = ("time_place", "results", "replication", "replication_plan")
    rest = tuple(Column(_HEADINGS[name][0].format(next=year + 1), name) for name in names)
    return (_NUMBER_COLUMN, Column("Tên mô hình", "title"), *grouped, *rest)


def model_registration_columns() -> tuple[Column, ...]:
    """The plainest registration: every field in a column of its own."""
    names = ("title", "kind", "subject", "person_name", "position", "field", "place", "goals", "time", "continuity")
    return (_NUMBER_COLUMN, *(Column(_HEADINGS[name][0], name) for name in names))


def draw_layout(rng: random.Random, *, paper: PaperKind, file_format: FileFormat, year: int) -> Layout:
    """A layout as some unit would have made it; the same generator state gives the same layout."""
    named = _registration_columns(rng) if paper == "registration" else _results_columns(rng, year=year)
    columns = _arranged(rng, named)
    sections = _sections(rng, paper) if _single_level(columns) else ()
    columns = tuple(column for column in columns if not (column.field and column.field in sections))
    grouped = any(column.group for column in columns)
    layout = Layout(
        columns=columns,
        title=tuple(line.format(year=year) for line in rng.choice(_TITLES[paper])),
        head=rng.choice(("seed", "party", "party", "state", "none")),
        head_as=rng.choice(("table", "table", "paragraphs")),
        unit_label=rng.choice(_UNIT_LABELS),
        unit_in_own_cell=rng.random() < 0.25,
        column_numbers=rng.random() < 0.3,
        numbering=rng.choice(("number", "number", "text", "dotted", "none")),
        sections=sections,
        section_merged=rng.random() < 0.6,
        seed=rng.getrandbits(32),
    )
    layout = _with_habits(rng, layout)
    merged = "" if sections or file_format == "csv" else rng.choice(("", "", "field", "unit_name"))
    unlabelled = layout.head in {"party", "state"} and rng.random() < 0.25
    return replace(
        layout,
        unit_label="" if unlabelled else layout.unit_label,
        merged_field=merged if any(column.field == merged for column in columns) else "",
        written_by="openpyxl" if rng.random() < 0.3 else "xlsxwriter",
        encoding=rng.choice(("utf-8-sig", "utf-8", "utf-16")),
        delimiter=rng.choice(",,;\t") if not grouped else ",",
    )


def _with_habits(rng: random.Random, layout: Layout) -> Layout:
    """What surrounds the rows, and how the typist types."""
    return replace(
        layout,
        total=rng.random() < 0.3,
        blank_rows=rng.choice((0, 0, 0, 1, 3)),
        notes=rng.random() < 0.3,
        signature=rng.random() < 0.85,
        other_table=rng.choice(("none", "none", "none", "none", "before", "after")),
        typing=rng.choice(("plain",) * 7 + ("decomposed", "eth", "spaced")),
        sheet_name=rng.choice(_SHEETS),
    )


def _registration_columns(rng: random.Random) -> list[Column]:
    wanted = ["title", *(name for name, chance in _HOW_OFTEN.items() if rng.randrange(100) < chance)]
    columns = [Column(rng.choice(_HEADINGS[name]), name) for name in wanted]
    return columns[:1] + _who_is_registered(rng) + columns[1:]


def _who_is_registered(rng: random.Random) -> list[Column]:
    """The kind of subject and the person: two columns, one for both, crosses, or the person alone."""
    person = Column(rng.choice(_HEADINGS["person_name"]), "person_name")
    match rng.randrange(6):
        case 0:
            return [Column("Tập thể, cá nhân đăng ký (cá nhân ghi rõ họ tên)", "subject", person_too=True)]
        case 1:
            group = "Đối tượng đăng ký"
            ticks = (("Tập thể", "collective"), ("Cá nhân", "individual"), ("Hộ gia đình", "household"))
            return [*(Column(word, "subject", group=group, tick=code) for word, code in ticks), person]
        case 2:
            return [person]
        case _:
            return [Column(rng.choice(_HEADINGS["subject"]), "subject"), person]


def _results_columns(rng: random.Random, *, year: int) -> list[Column]:
    if rng.random() < 0.5:
        return list(model_results_columns(year=year))[1:]
    names = ["title", "unit_name", "person_name", "time_place", "results", "replication"]
    names += [name for name in ("replication_plan", "outcome") if rng.random() < 0.6]
    return [Column(rng.choice(_HEADINGS[name]).format(next=year + 1), name) for name in names]


def _arranged(rng: random.Random, columns: list[Column]) -> tuple[Column, ...]:
    """Numbers first as nearly everywhere, sometimes another order, sometimes columns nobody asked for."""
    if rng.random() < 0.2 and _single_level(columns):
        rng.shuffle(columns)
    if rng.random() < 0.35:
        columns = [*columns, rng.choice(_EXTRAS)]
    return (replace(_NUMBER_COLUMN, heading=rng.choice(_NUMBER)), *columns)


def _sections(rng: random.Random, paper: PaperKind) -> tuple[str, ...]:
    if rng.random() < 0.65:
        return ()
    if paper == "results":
        return ("subject",)
    return rng.choice((("subject",), ("subject",), ("field",), ("field", "subject")))


def _single_level(columns: list[Column] | tuple[Column, ...]) -> bool:
    return not any(column.group or column.person_too for column in columns)
