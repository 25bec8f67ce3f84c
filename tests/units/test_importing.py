"""Lists of units: read whole, checked whole, loaded whole; loading again changes only what changed."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from kheo.journal.models import Event
from kheo.units.importing import Loaded, load_units, read_units
from kheo.units.models import Alias, Bloc, Contact, Unit
from tests.cast import Cast

LIST = """code,name,kind,parent_code,bloc,founded,closed,aliases,emails
X1,Xã Nhị Thành,xã,H1,Khối xã,,,Nhị Thành|BCĐ QCDC xã Nhị Thành,nhithanh@example.vn
X2,Xã Mỹ An,xã,H1,Khối  xã,01/7/2025,,,
H1,Huyện Thủ Thừa,huyện,,,,,,
M1,Mẫu giáo Long Thuận,trường,X1,Khối trường,,2026-01-02,,a@example.vn;b@example.vn
"""


def written(folder: Path, text: str, name: str = "units.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str, actor: User | None = None) -> Loaded:
    return load_units(read_units(written(folder, text)), actor=actor)


def tree() -> list[tuple[str, str, str]]:
    """(code, path, parent's code) of all units, as the tree reads."""
    rows = Unit.objects.order_by("path").values_list("code", "path", "parent__code")
    return [(code, path, parent or "") for code, path, parent in rows]


def test_a_list_is_loaded_though_parents_come_after_children(db: None, tmp_path: Path) -> None:
    loaded = load(tmp_path, LIST)

    assert loaded == Loaded(founded=4)
    assert tree() == [
        ("H1", "0001", ""),
        ("X1", "00010001", "H1"),
        ("M1", "000100010001", "X1"),
        ("X2", "00010002", "H1"),
    ]
    assert list(Bloc.objects.values_list("name", "position")) == [("Khối xã", 1), ("Khối trường", 2)]
    assert list(Alias.objects.order_by("text").values_list("unit__code", "text", "learnt")) == [
        ("X1", "BCĐ QCDC xã Nhị Thành", False),
        ("X1", "Nhị Thành", False),
    ]
    assert sorted(Contact.objects.values_list("unit__code", "email")) == [
        ("M1", "a@example.vn"),
        ("M1", "b@example.vn"),
        ("X1", "nhithanh@example.vn"),
    ]
    school, commune = Unit.objects.get(code="M1"), Unit.objects.get(code="X2")
    assert (school.key, school.closed, commune.founded) == (
        "mau giao long thuan",
        dt.date(2026, 1, 2),
        dt.date(2025, 7, 1),
    )


def test_loading_again_changes_nothing_and_notes_nothing(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, LIST, cast.lan)

    again = load(tmp_path, LIST, cast.lan)

    events = Event.objects.filter(happened="units.imported")
    assert again == Loaded(unchanged=4)
    assert [(event.actor, event.details) for event in events] == [
        (cast.lan, {"source": "units.csv", "founded": 4, "changed": 0, "unchanged": 0, "successions": 0})
    ]


def test_only_what_changed_is_changed_and_nothing_is_deleted(db: None, tmp_path: Path) -> None:
    load(tmp_path, LIST)

    loaded = load(tmp_path, "code;name;bloc;aliases\nX2;Xã Mỹ An Đông;;Mỹ An\nX1;Xã Nhị Thành;Khối xã;\n")

    renamed = Unit.objects.get(code="X2")
    assert loaded == Loaded(changed=1, unchanged=1)
    assert (renamed.name, renamed.key, renamed.bloc, renamed.founded, renamed.path) == (
        "Xã Mỹ An Đông",
        "xa my an dong",
        Bloc.objects.get(name="Khối xã"),
        dt.date(2025, 7, 1),
        "00010002",
    )
    assert Unit.objects.count() == 4
    assert Alias.objects.count() == 3


def test_a_new_parent_moves_the_whole_branch_even_under_units_of_the_same_list(db: None, tmp_path: Path) -> None:
    load(tmp_path, LIST)

    loaded = load(
        tmp_path, "code,name,parent_code\nH1,Huyện Thủ Thừa,T1\nX1,Xã Nhị Thành,X2\nT1,Tỉnh Long An,\nX3,Xã Mới,X1\n"
    )

    assert loaded == Loaded(founded=2, changed=2)
    assert tree() == [
        ("T1", "0002", ""),
        ("H1", "00020001", "T1"),
        ("X2", "000200010002", "H1"),
        ("X1", "0002000100020001", "X2"),
        ("M1", "00020001000200010001", "X1"),
        ("X3", "00020001000200010002", "X1"),
    ]


def test_all_problems_are_told_at_once_and_nothing_is_loaded(db: None, tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "Mã;Tên đơn vị;Mã cấp trên;Ngày thành lập;Ngày kết thúc;Email\n"
        "A;Xã A;B;;;\n"
        "B;Xã B;A;;;\n"
        ";Xã C;;;;\n"
        "D;;;;;\n"
        "E;Xã E;K;32/1/2020;;\n"
        "F;Xã F;;01/7/2025;30/6/2025;không có\n"
        "G;Xã G;;;;\n"
        "G;Xã G;;;;\n",
    )

    assert [str(problem) for problem in loaded.problems] == [
        "Dòng 2: Đơn vị A thành cấp trên của chính mình; sửa cột mã cấp trên.",
        "Dòng 3: Đơn vị B thành cấp trên của chính mình; sửa cột mã cấp trên.",
        "Dòng 4: Thiếu mã đơn vị; mỗi đơn vị cần một mã riêng.",
        "Dòng 5: Thiếu tên đơn vị.",
        "Dòng 6: Cột ngày thành lập: “32/1/2020” không phải ngày; viết như 01/7/2025.",
        "Dòng 6: Không có đơn vị cấp trên mã K; thêm dòng cho đơn vị đó hoặc sửa lại mã.",
        "Dòng 7: “không có” không phải địa chỉ email; sửa lại hoặc để trống.",
        "Dòng 7: Ngày kết thúc 30/06/2025 trước ngày thành lập 01/07/2025.",
        "Dòng 8: Mã G có ở 2 dòng; mỗi đơn vị chỉ ghi một dòng.",
        "Dòng 9: Mã G có ở 2 dòng; mỗi đơn vị chỉ ghi một dòng.",
    ]
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.csv",
            "tên;địa chỉ\nXã A;B\n".encode(),
            "Không thấy dòng tiêu đề có cột mã (code) và cột tên đơn vị (name).",
        ),
        (
            "a.csv",
            "code,name\nA,Xã \xe3".encode("latin-1"),
            "Tệp không phải UTF-8; trong Excel hãy lưu dạng “CSV UTF-8”.",
        ),
        ("a.xlsx", b"no workbook", "Không đọc được tệp Excel: không phải sổ tính .xlsx."),
        ("a.docx", b"", "Danh sách đơn vị phải là tệp .csv hoặc .xlsx."),
        ("a.csv", b"", "Không thấy dòng tiêu đề có cột mã (code) và cột tên đơn vị (name)."),
    ],
)
def test_what_is_no_list_says_so(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert [str(problem) for problem in read_units(path).problems] == [said]


def test_a_workbook_with_vietnamese_headings_below_a_title_is_the_same_list(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH SÁCH ĐƠN VỊ"])
    sheet.append(["STT", "Mã đơn vị", "Tên đơn vị", "Khối", "Ngày thành lập", "Mã cấp trên"])
    sheet.append([1, 4, "Phường Ba Đình", "Khối phường", dt.datetime(2025, 7, 1), "T01"])  # noqa: DTZ001
    book.save(tmp_path / "units.xlsx")

    found = read_units(tmp_path / "units.xlsx")

    assert found.problems == []
    assert [(row.row, row.code, row.name, row.bloc, row.founded, row.parent_code) for row in found.rows] == [
        (3, "4", "Phường Ba Đình", "Khối phường", dt.date(2025, 7, 1), "T01")
    ]


def test_excel_text_and_byte_order_marks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("code\tname\nA\tXã Ánh\n".encode("utf-16"))
    marked = tmp_path / "marked.csv"
    marked.write_bytes("\ufeffcode;name\r\nA;Xã Ánh\r\n".encode())

    assert [row.name for row in (*read_units(path).rows, *read_units(marked).rows)] == ["Xã Ánh", "Xã Ánh"]


def test_loading_costs_the_same_queries_for_one_unit_and_for_many(
    db: None, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = read_units(written(tmp_path, "code,name\nA,Xã A\n"))
    many = read_units(
        written(tmp_path, "code,name\n" + "".join(f"B{number},Xã B{number}\n" for number in range(50)), "many.csv")
    )
    load_units(read_units(written(tmp_path, "code,name\nC,Xã C\n")))

    with django_assert_num_queries(11):
        load_units(one)
    with django_assert_num_queries(11):
        load_units(many)
