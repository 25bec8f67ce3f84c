import io
from typing import Any

import docx
import openpyxl
import pytest

from kheo.campaigns.models import Addressee, Campaign, Section
from kheo.journal.models import Event
from kheo.journal.vault import keep, read
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.issuing import UnknownKindError, Wanted, issue
from kheo.publishing.models import Document
from kheo.publishing.rulesets import UnknownRuleSetError
from kheo.records.models import Entry, Outcome, Registration, Report
from kheo.units.models import Unit
from tests.cast import Cast
from tests.publishing.conftest import moment
from tests.tally.world import World, at

RESULTS_HEADING = [
    "STT",
    "Tên mô hình",
    "Tên đơn vị",
    "Tên cá nhân",
    "Thời gian, địa điểm thực hiện",
    "Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân)",
    "Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia)",
    "Dự kiến nhân rộng năm 2023",
]


def record(kind: type[Any], world: World, unit: Unit) -> Any:
    original = keep([f"{kind} {unit.code}".encode()])[0]
    duty = world.owed[unit.code, "results"]
    came = {"received_at": at(15), "taken_at": at(15)}
    return kind.objects.create(obligation=duty, call=world.results, unit=unit, original=original, **came)


@pytest.fixture
def answered(cast: Cast, world: World) -> World:
    registration = record(Registration, world, cast.an_binh)
    for position, (title, subject, person) in enumerate(
        [("Hiến đất", "collective", ""), ("Dạy chữ đêm", "individual", "Lê Văn Ba")], start=1
    ):
        Entry.objects.create(
            registration=registration, campaign=world.campaign, unit=cast.an_binh, position=position, title=title,
            subject=subject, person_name=person, time="Quý II", place="Ấp 3",
        )  # fmt: skip
    report = record(Report, world, cast.school)
    Outcome.objects.create(
        report=report, campaign=world.campaign, unit=cast.school, position=1, title="Bếp sạch", ending="not_replicable"
    )
    return world


def table(document: Document) -> list[list[str]]:
    """The list; the row below it holds Nơi nhận and who signs."""
    *lines, _ = docx.Document(io.BytesIO(read(document.original))).tables[1].rows
    return [[cell.text for cell in row.cells] for row in lines]


def test_the_results_list_has_the_form_s_two_level_heading(answered: World) -> None:
    document = issue(answered.campaign, wanted=Wanted("results"), as_of=at(18))

    upper, lower, *lines = table(document)
    assert upper[2:4] == ["Đơn vị, cá nhân thực hiện"] * 2
    assert lower == RESULTS_HEADING
    assert [line[0] for line in lines] == [
        "I. KHỐI TRƯỜNG HỌC (01 đơn vị, 01 mô hình, điển hình, 01 không nhân rộng được)",
        "1",
        "Tổng cộng: 01 đơn vị, 01 mô hình, điển hình, 01 không nhân rộng được",
    ]
    assert lines[1] == [
        "1", "Bếp sạch", "Trường Mầm non Hoa Sen", "", "", "", "Mô hình thực hiện không nhân rộng được", "",
    ]  # fmt: skip


def test_the_registrations_are_listed_by_bloc_and_unit(answered: World) -> None:
    document = issue(answered.campaign, wanted=Wanted("registrations"), as_of=at(18))

    assert [[*dict.fromkeys(line)] for line in table(document)[2:]] == [
        ["I. KHỐI XÃ (01 đơn vị, 02 mô hình, điển hình: 01 tập thể, 01 cá nhân)"],
        ["1. Xã An Bình (01 tập thể, 01 cá nhân)"],
        ["1", "Hiến đất", "", "Xã An Bình", "Quý II\nẤp 3"],
        ["2", "Dạy chữ đêm", "", "Lê Văn Ba", "Quý II\nẤp 3"],
        ["Tổng cộng: 01 đơn vị, 02 mô hình, điển hình: 01 tập thể, 01 cá nhân"],
    ]


@pytest.mark.parametrize("kind", ["registrations", "results"])
def test_lists_come_as_workbooks_too(answered: World, kind: str) -> None:
    word = issue(answered.campaign, wanted=Wanted(kind), as_of=at(18))
    excel = issue(answered.campaign, wanted=Wanted(kind, "xlsx"), as_of=at(18))

    sheet = openpyxl.load_workbook(io.BytesIO(read(excel.original))).worksheets[0]
    values = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    listed = [line[:2] for line in table(word) if line[0].isdigit()]
    assert [[str(row[0]), row[1]] for row in values if isinstance(row[0], int)] == listed
    assert excel.snapshot == word.snapshot


def test_issuing_again_gives_the_same_document(cast: Cast, answered: World) -> None:
    first = issue(answered.campaign, wanted=Wanted("results"), as_of=at(18), actor=cast.lan)
    again = issue(answered.campaign, wanted=Wanted("results"), as_of=at(18))

    assert (again, read(again.original)) == (first, read(first.original))
    events = Event.objects.filter(happened="document.issued")
    assert [(event.subject_id, event.actor) for event in events] == [(first.pk, cast.lan)]
    assert first.snapshot.fingerprint == again.snapshot.fingerprint


def test_figures_of_now_give_the_same_document_until_something_changes(cast: Cast, answered: World) -> None:
    first = issue(answered.campaign, wanted=Wanted("results"))
    assert issue(answered.campaign, wanted=Wanted("results")) == first

    Outcome.objects.update(title="Bếp ăn sạch")
    assert issue(answered.campaign, wanted=Wanted("results")) != first


def test_changing_a_quota_changes_the_letter(phong_tho: Campaign) -> None:
    before = issue(phong_tho, wanted=Wanted("call-letter"))
    call = phong_tho.calls.get(slug="registration")
    call.requirements.filter(measure="individuals", kinds=["xã", "thị trấn"]).update(least=3)
    after = issue(phong_tho, wanted=Wanted("call-letter"))

    texts = [docx.Document(io.BytesIO(read(document.original))).paragraphs for document in (before, after)]
    quotas = [line.text for text in texts for line in text if line.text.startswith("- Đối với")]
    rest = "các chi, đảng bộ còn lại đăng ký ít nhất 01 tập thể, 01 cá nhân."
    assert quotas == [
        f"- Đối với đảng bộ các xã, thị trấn đăng ký thi đua ít nhất 02 tập thể, 02 cá nhân; {rest}",
        f"- Đối với đảng bộ các xã, thị trấn đăng ký thi đua ít nhất 02 tập thể, 03 cá nhân; {rest}",
    ]


def test_what_is_missing_is_listed_and_stops_the_issue(world: World) -> None:
    Section.objects.create(campaign=world.campaign, position=1, part="body", text="Gửi về {phone}.")
    world.campaign.signer_name = ""

    with pytest.raises(CannotComposeError) as lacking:
        issue(world.campaign, wanted=Wanted("call-letter"))

    assert str(lacking.value) == (
        "Chưa ban hành được công văn phát động của đợt “Tổng kết mô hình “Dân vận khéo” năm 2022”: còn thiếu "
        "họ tên người ký; nơi kính gửi; giá trị của {phone}. Bổ sung trong nội dung công văn của đợt rồi in lại."
    )
    assert Document.objects.count() == 0


def test_an_unpublished_campaign_urges_nobody(world: World) -> None:
    Addressee.objects.create(campaign=world.campaign, position=1, text="Các xã")
    for duty in world.owed.values():
        duty.delete()

    with pytest.raises(CannotComposeError, match="chưa ban hành nên chưa có đơn vị nào để đôn đốc"):
        issue(world.campaign, wanted=Wanted("urging-letter"))


@pytest.mark.parametrize(
    ("wanted", "refusal", "sentence"),
    [
        (Wanted("certificate"), UnknownKindError, "Không có loại văn bản “certificate”"),
        (Wanted("call-letter", "xlsx"), UnknownKindError, "không có dạng “.xlsx”"),
        (Wanted("results", "pdf"), UnknownKindError, "không có dạng “.pdf”"),
        (Wanted("results", rule_set="iso"), UnknownRuleSetError, "Không có bộ quy tắc trình bày “iso”"),
    ],
)
def test_what_there_is_not_is_refused(world: World, wanted: Wanted, refusal: type[ValueError], sentence: str) -> None:
    with pytest.raises(refusal, match=sentence):
        issue(world.campaign, wanted=wanted)


def test_the_number_and_day_can_be_given(thu_thua: Campaign) -> None:
    wanted = Wanted("urging-letter", number=53, dated=moment("2022-10-21").date())
    document = issue(thu_thua, wanted=wanted, as_of=moment("2022-10-20"))

    opened = docx.Document(io.BytesIO(read(document.original)))
    assert [cell.text.split("\n")[0] for cell in opened.tables[0].rows[1].cells] == [
        "Số 53-CV/BCĐ",
        "Thủ Thừa, ngày 21 tháng 10 năm 2022",
    ]
    assert (document.number, document.dated) == (53, moment("2022-10-21").date())
