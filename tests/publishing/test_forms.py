import datetime as dt
import io
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from kheo.campaigns.models import Call, Campaign, Requirement
from kheo.campaigns.paper import Filled
from kheo.journal.vault import keep
from kheo.publishing.forms.composing import NotAskedError, compose_form
from kheo.publishing.forms.making import FORMATS, form_file
from kheo.records.fingerprints import Fingerprint, verified
from kheo.records.models import Entry, Registration
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked, ask
from tests.cast import Cast
from tests.publishing.filling import fill, read, saved, through_libreoffice, values

RESULT_HEADINGS = [
    "STT",
    "Tên mô hình",
    "Tên đơn vị",
    "Tên cá nhân",
    "Thời gian, địa điểm thực hiện",
    "Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân)",
    "Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia)",
]
COMMUNES = "ít nhất 02 tập thể, 02 cá nhân"
OTHERS = "ít nhất 01 tập thể, 01 cá nhân"
AIM = "định hướng 01 - 02 điển hình"
REGISTERED = [
    ("Đường hoa nông thôn mới", "Mô hình", "Tập thể", "", "", "Kinh tế", "Thôn 1"),
    ("Chị Hoa giúp bạn vượt khó", "Điển hình", "Cá nhân", "Nguyễn Thị Hoa", "Chi hội trưởng", "Kinh tế", "Thôn 2"),
]
REGISTERED_CODES = [
    {
        "title": "Đường hoa nông thôn mới",
        "kind": "practice",
        "subject": "collective",
        "field": "Kinh tế",
        "place": "Thôn 1",
        "continuity": "new",
    },
    {
        "title": "Chị Hoa giúp bạn vượt khó",
        "kind": "exemplar",
        "subject": "individual",
        "person_name": "Nguyễn Thị Hoa",
        "position": "Chi hội trưởng",
        "field": "Kinh tế",
        "place": "Thôn 2",
        "continuity": "continued",
    },
]
LINES = [
    {**{at: text for at, text in enumerate(row, start=1) if text}, 13: continuity}
    for row, continuity in zip(REGISTERED, ("Mới", "Duy trì"), strict=True)
]


@pytest.fixture
def asked(cast: Cast) -> Asked:
    asked = ask(cast)
    Requirement.objects.create(call=asked.registration, measure="exemplars", strength="target", least=1, most=2)
    return asked


def register(asked: Asked, unit: Unit, *entries: dict[str, str]) -> None:
    """Entries written straight into a registration that stands."""
    duty = asked.duty(unit)
    registration = Registration.objects.create(
        obligation=duty,
        call=duty.call,
        unit=unit,
        original=keep([b"registered"])[0],
        received_at=IN_TIME,
        taken_at=IN_TIME,
    )
    for position, fields in enumerate(entries, start=1):
        Entry.objects.create(registration=registration, campaign=asked.campaign, unit=unit, position=position, **fields)


def problems(filled: Filled) -> list[str]:
    return [problem.code for problem in filled.problems]


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_filled_form_is_read_cell_by_cell(asked: Asked, cast: Cast, file_format: str) -> None:
    form = form_file(asked.registration, cast.an_binh, file_format=file_format)

    filled = read(fill(form, file_format, LINES))

    assert filled.unit is not None
    assert (filled.paper, filled.unit.value.casefold(), values(filled), problems(filled)) == (
        "registration",
        "xã an bình",
        REGISTERED_CODES,
        [],
    )
    assert verified(filled.marks) == Fingerprint("huyen-2024", "registration", "AB")


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("slug", ["registration", "results", "conference"])
def test_an_unfilled_form_says_nothing(asked: Asked, file_format: str, slug: str) -> None:
    if slug == "conference":
        call = Call.objects.create(
            campaign=asked.campaign, slug=slug, title="Hội nghị", paper=slug, due_at=asked.results.due_at
        )
    else:
        call = asked.campaign.calls.get(slug=slug)

    filled = read(form_file(call, file_format=file_format))

    assert (filled.paper, filled.unit, values(filled), problems(filled)) == (slug, None, [], [])
    assert verified(filled.marks) == Fingerprint("huyen-2024", slug)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_conference_is_reported_on_its_form(asked: Asked, cast: Cast, file_format: str) -> None:
    call = Call.objects.create(
        campaign=asked.campaign, slug="hop", title="Hội nghị", paper="conference", due_at=asked.results.due_at
    )
    form = form_file(call, cast.an_binh, file_format=file_format)

    filled = read(fill(form, file_format, [{1: "05/10/2022", 2: "Hội trường xã"}]))

    assert (filled.paper, values(filled)) == ("conference", [{"held_on": "05/10/2022", "place": "Hội trường xã"}])


@pytest.mark.parametrize("file_format", FORMATS)
def test_results_begin_with_what_was_registered(asked: Asked, cast: Cast, file_format: str) -> None:
    register(
        asked,
        cast.an_binh,
        {"title": "Đường hoa", "subject": "collective"},
        {"title": "Tổ tự quản", "subject": "collective", "person_name": "Chi hội Phụ nữ"},
        {"title": "Chị Hoa", "subject": "individual", "person_name": "Nguyễn Thị Hoa"},
    )
    form = form_file(asked.results, cast.an_binh, file_format=file_format)

    happened = [
        {5: "Trồng 2 km hoa", 8: "Đã nhân rộng"},
        {8: "Mô hình thực hiện không nhân rộng được"},
        {5: "Giúp 3 hộ"},
    ]
    filled = read(fill(form, file_format, happened))

    assert values(filled) == [
        {"title": "Đường hoa", "unit_name": "Xã An Bình", "results": "Trồng 2 km hoa", "outcome": "replicated"},
        {"title": "Tổ tự quản", "unit_name": "Chi hội Phụ nữ", "outcome": "not_replicable"},
        {"title": "Chị Hoa", "unit_name": "Xã An Bình", "person_name": "Nguyễn Thị Hoa", "results": "Giúp 3 hộ"},
    ]


def test_the_headings_are_those_of_the_letter(thu_thua: Campaign) -> None:
    form = form_file(thu_thua.calls.get(slug="results"), Unit.objects.get(code="28057"))

    sheet = openpyxl.load_workbook(io.BytesIO(form)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if any(cell.value for cell in row)]
    top = next(number for number, row in enumerate(rows) if row[0] == "STT")
    headings = [below or above for above, below in zip(rows[top], rows[top + 1], strict=True)]
    assert headings == [*RESULT_HEADINGS, "Dự kiến nhân rộng năm 2023", "Kết quả cuối cùng"]
    assert (rows[top][2], rows[top][3]) == ("Đơn vị, cá nhân thực hiện", None)
    assert [row[0] for row in rows[:top]] == [
        "Đơn vị: Xã Nhị Thành",
        "*",
        "DANH SÁCH",
        "Kết quả thực hiện mô hình, điển hình “Dân vận khéo” năm 2022",
        "Kính gửi: Ban Dân vận Huyện ủy, chậm nhất ngày 21/10/2022",
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AB", f"Đăng ký {COMMUNES}; {AIM}."),
        ("MN", f"Đăng ký {OTHERS}; {AIM}."),
    ],
)
def test_a_form_says_what_is_asked_of_its_unit(asked: Asked, code: str, said: str) -> None:
    form = compose_form(asked.registration, Unit.objects.get(code=code))

    assert form.notes == ("Kính gửi: Ban Dân vận, trước ngày 01/02/2024", said)


def test_a_blank_form_says_what_is_asked_of_whom(phong_tho: Campaign) -> None:
    form = compose_form(phong_tho.calls.get(slug="registration"))

    assert form.notes == (
        "Mẫu số 01",
        "Kính gửi: Ban Dân vận Huyện ủy, trước ngày 01/02/2024 (bản điện tử gửi về: bandanvanphongtho@gmail.com)",
        f"Đăng ký đảng bộ các xã, thị trấn: {COMMUNES}; các chi, đảng bộ còn lại: {OTHERS}; {AIM}.",
    )


def test_a_deadline_put_off_stands_on_the_units_form(asked: Asked, cast: Cast) -> None:
    duty = asked.duty(cast.an_binh)
    duty.due_at += dt.timedelta(days=14)
    duty.save()

    assert compose_form(asked.registration, cast.an_binh).notes[0].endswith("trước ngày 15/02/2024")


def test_a_form_has_as_many_lines_as_are_owed_and_a_few_more(asked: Asked, cast: Cast) -> None:
    lines = [len(compose_form(asked.registration, unit).lines) for unit in (cast.an_binh, cast.school)]

    assert lines == [7, 6]


def test_choices_are_offered_and_nothing_is_refused(asked: Asked, cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_file(asked.registration, cast.an_binh)))

    sheet, choices = book.worksheets
    offered = []
    for rule in sheet.data_validations.dataValidation:
        area = str(rule.formula1).partition("!")[2].replace("$", "")
        offered.append((str(rule.sqref), rule.errorStyle, [cell.value for (cell,) in choices[area]]))
    assert choices.sheet_state == "hidden"
    assert offered == [
        ("C10:C16", "warning", ["Mô hình", "Điển hình"]),
        ("D10:D16", "warning", ["Tập thể", "Cá nhân", "Hộ gia đình"]),
        ("G10:G16", "warning", ["Kinh tế"]),
        ("N10:N16", "warning", ["Mới", "Duy trì"]),
    ]


def test_the_sheet_prints_on_a4_landscape_with_its_headings(asked: Asked, cast: Cast) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(form_file(asked.results, cast.an_binh))).worksheets[0]

    setup = sheet.page_setup
    assert (setup.orientation, str(setup.paperSize), sheet.print_title_rows) == ("landscape", "9", "$8:$9")


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_form_gives_the_same_bytes(asked: Asked, cast: Cast, file_format: str) -> None:
    one, other = (form_file(asked.results, cast.an_binh, file_format=file_format) for _ in range(2))

    assert one == other


def test_one_fingerprint_of_four_is_enough(asked: Asked, cast: Cast) -> None:
    made = Fingerprint("huyen-2024", "registration", "AB")
    form = form_file(asked.registration, cast.an_binh)
    found = []
    for kept in ("name", "property", "foot", "hidden sheet"):
        book = openpyxl.load_workbook(io.BytesIO(form))
        sheet = book.worksheets[0]
        if kept != "name":
            del book.defined_names["KHEO_FORM"]
        if kept != "property":
            del book.custom_doc_props["kheo-form"]  # type: ignore[attr-defined] # newer than its types
        if kept != "foot":
            sheet.delete_rows(sheet.max_row)
        if kept != "hidden sheet":
            del book["Danh mục"]
        found.append(verified(read(saved(book)).marks))

    assert found == [made] * 4


def test_a_document_keeps_its_fingerprint_without_the_foot_line(asked: Asked, cast: Cast) -> None:
    document = docx.Document(io.BytesIO(form_file(asked.registration, cast.an_binh, file_format="docx")))
    document.paragraphs[-1].clear()  # type: ignore[no-untyped-call]

    assert verified(read(saved(document)).marks) == Fingerprint("huyen-2024", "registration", "AB")


def test_a_unit_that_is_not_asked_gets_no_form(thu_thua: Campaign) -> None:
    call = thu_thua.calls.get(slug="results")

    with pytest.raises(NotAskedError, match="không thuộc đối tượng phải gửi"):
        compose_form(call, thu_thua.root)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "kinds", [("xlsx", "xlsx"), ("xlsx", "xls", "xlsx"), ("xlsx", "ods", "xlsx"), ("docx", "docx")]
)
def test_a_form_comes_back_whole_from_libreoffice(
    asked: Asked, cast: Cast, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    form = form_file(asked.registration, cast.an_binh, file_format=kinds[0])
    sent = through_libreoffice(fill(form, kinds[0], LINES), tmp_path, *kinds)

    filled = read(sent)

    assert (values(filled), problems(filled)) == (REGISTERED_CODES, [])
    assert verified(filled.marks) == Fingerprint("huyen-2024", "registration", "AB")
