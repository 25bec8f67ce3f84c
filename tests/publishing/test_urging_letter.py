import datetime as dt

import pytest

from kheo.campaigns.ledger import settle
from kheo.campaigns.models import Campaign, Obligation, Section
from kheo.publishing.documents.order import CannotComposeError, Order
from kheo.publishing.documents.urging_letter.composing import compose_paper
from kheo.publishing.papers import Paper
from tests.cast import Cast
from tests.publishing.conftest import answer, moment
from tests.tally.world import World, at

ONE_SHORT = {"rule": "individuals", "has": 1, "needs": 2}


def letter(campaign: Campaign, as_of: str) -> Paper:
    return compose_paper(campaign, Order(moment("2026-01-01"), moment(as_of)))


def said(paper: Paper, *parts: str) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.part in parts]


def annex(paper: Paper) -> list[tuple[str, ...]]:
    return [line.cells for line in paper.annexes[0].grid.lines]


def test_thu_thua_stands_as_its_letter_told(thu_thua: Campaign) -> None:
    paper = letter(thu_thua, "2022-10-18T23:59")

    assert said(paper, "status") == [
        (
            "Qua tổng hợp, báo cáo của Ban Dân vận Huyện ủy (Cơ quan Thường trực Ban Chỉ đạo huyện) "
            "đến ngày 18/10/2022, cụ thể là:"
        ),
        (
            "- Khối xã: có 08 đơn vị xã tổ chức hội nghị tổng kết nhân rộng mô hình “Dân vận khéo” và có 04 xã gửi báo "
            "cáo tổng kết mô hình gồm: Nhị Thành, Mỹ An, Mỹ Lạc, Mỹ Thạnh."
        ),
        (
            "- Khối Đảng có: Ban Tuyên giáo Huyện ủy, Ban Dân vận Huyện ủy; Khối đoàn thể có: Mặt trận Tổ quốc, "
            "Hội Liên hiệp Phụ nữ, Huyện đoàn."
        ),
        (
            "- Khối Kinh tế có: Trung tâm dịch vụ Nông nghiệp; Khối trường Mầm non, Mẫu giáo có: "
            "Mầm non thị trấn Thủ Thừa, Mẫu giáo Long Thuận, Mẫu giáo Long Thạnh, Mẫu giáo Bình Thạnh."
        ),
        "- Chưa có đơn vị nào thực hiện: Khối trường Tiểu học; Khối trường THCS, THPT; Khối Văn hóa - xã hội.",
        "Bên cạnh đó, còn nhiều đơn vị chưa tiến hành tổng kết mô hình.",
        "(Danh sách các đơn vị chưa thực hiện hoặc còn thiếu so với yêu cầu tại Phụ lục kèm theo).",
    ]
    assert (paper.head.number, paper.head.dated) == (51, "2022-10-19")


def test_a_later_letter_has_no_number_yet_and_says_the_hour(thu_thua: Campaign) -> None:
    paper = letter(thu_thua, "2022-10-20T17:00")

    assert said(paper, "status")[:2] == [
        (
            "Qua tổng hợp, báo cáo của Ban Dân vận Huyện ủy (Cơ quan Thường trực Ban Chỉ đạo huyện) "
            "đến 17 giờ 00 phút, ngày 20/10/2022, cụ thể là:"
        ),
        (
            "- Khối xã: có 08 đơn vị xã tổ chức hội nghị tổng kết nhân rộng mô hình “Dân vận khéo” và có 06 xã gửi báo "
            "cáo tổng kết mô hình gồm: Nhị Thành, Mỹ An, Mỹ Lạc, Mỹ Thạnh, Long Thuận, Bình Thạnh."
        ),
    ]
    assert (paper.head.number, paper.head.dated, paper.head.year) == (None, "", 2022)


def test_phong_tho_urges_registrations_without_a_letter_of_its_own_for_it(phong_tho: Campaign) -> None:
    owed = {
        duty.unit.code: duty for duty in Obligation.objects.filter(call__slug="registration").select_related("unit")
    }
    short = answer(owed["03391"], "2024-01-26T08:00", state="received", short=[ONE_SHORT])
    returned = answer(owed["03490"], "2024-01-27T08:00", state="returned")
    settle([answer(owed["03549"], "2024-01-25T08:00"), short, returned], noted_at=moment("2024-01-28T08:00"))

    paper = letter(phong_tho, "2024-01-29")

    assert paper.head.subject == "đôn đốc thực hiện phong trào thi đua “Dân vận khéo” năm 2024"
    assert said(paper, "status", "item") == [
        "- Khối xã, thị trấn có 03/17 đơn vị: Thị trấn Phong Thổ, Lản Nhì Thàng, Huổi Luông.",
        (
            "- Chưa có đơn vị nào thực hiện: Khối Đảng; Khối chính quyền; Khối đoàn thể; Khối trường học; "
            "Khối chi bộ, đảng bộ trực thuộc."
        ),
        (
            "1. Các đơn vị chưa thực hiện khẩn trương hoàn thành biểu tổng hợp đăng ký thi đua, gửi về Ban Dân vận "
            "Huyện ủy (địa chỉ thư điện tử: bandanvanphongtho@gmail.com) trước ngày 01/02/2024."
        ),
        "2. Các đơn vị có bản gửi không đọc được gửi lại bằng tệp Word hoặc Excel theo mẫu.",
        "3. Các đơn vị đã gửi nhưng còn thiếu so với yêu cầu gửi bổ sung cho đủ theo Phụ lục.",
    ]
    assert annex(paper)[1:3] == [
        ("1", "Xã Lản Nhì Thàng", "", "Còn thiếu 01 cá nhân (có 01, cần ít nhất 02)", "trước ngày 01/02/2024"),
        (
            "2",
            "Xã Huổi Luông",
            "Gửi lại biểu tổng hợp đăng ký thi đua: bản đã gửi không đọc được",
            "",
            "trước ngày 01/02/2024",
        ),
    ]


def test_a_campaign_words_its_letter_itself(phong_tho: Campaign) -> None:
    phong_tho.wording = {"urging_closing": "Đề nghị khẩn trương.", "urging_missing_late": "Gửi ngay {do}."}

    paper = letter(phong_tho, "2024-02-02")

    assert said(paper, "item") == ["1. Gửi ngay hoàn thành biểu tổng hợp đăng ký thi đua."]
    assert paper.paragraphs[-1].text == "Đề nghị khẩn trương."


def test_the_small_campaign_counts_meeting_and_reporting_apart(cast: Cast, world: World) -> None:
    Section.objects.create(campaign=world.campaign, position=1, part="status", text="{status}")
    world.answer(cast.an_binh, world.conference, at(11))
    world.answer(cast.binh_minh, world.conference, at(10))
    world.answer(cast.an_binh, world.results, at(13), short=[ONE_SHORT])
    world.answer(cast.school, world.results, at(13))

    paper = letter(world.campaign, "2022-10-18")

    assert said(paper, "status")[:2] == [
        "- Khối xã: có 02 đơn vị xã tổ chức hội nghị tổng kết và có 01 xã gửi báo cáo kết quả gồm: An Bình.",
        (
            "- Khối trường học: có 01 đơn vị gửi báo cáo kết quả gồm: Trường Mầm non Hoa Sen; "
            "chưa có đơn vị nào tổ chức hội nghị tổng kết."
        ),
    ]
    assert annex(paper) == [
        ("Khối xã (02 đơn vị)",),
        ("1", "Xã An Bình", "", "Còn thiếu 01 cá nhân (có 01, cần ít nhất 02)", "trước ngày 22/10/2022"),
        ("2", "Xã Bình Minh", "Chưa gửi báo cáo kết quả", "", "trước ngày 22/10/2022"),
        ("Khối trường học (01 đơn vị)",),
        ("3", "Trường Mầm non Hoa Sen", "Chưa tổ chức hội nghị tổng kết", "", "trước ngày 22/10/2022"),
    ]
    assert paper.annexes[0].grid.rows[1].source == {
        "unit": cast.binh_minh.pk,
        "obligations": [world.owed["BM", "results"].pk],
    }


def test_nobody_reported_and_all_reported_are_both_said(cast: Cast, world: World) -> None:
    Section.objects.create(campaign=world.campaign, position=1, part="status", text="{status}")
    world.answer(cast.an_binh, world.conference, at(11))
    for unit in (cast.an_binh, cast.binh_minh, cast.school):
        for call in (world.conference, world.results):
            world.answer(unit, call, at(20))

    assert said(letter(world.campaign, "2022-10-12"), "status")[:2] == [
        "- Khối xã: có 01 đơn vị xã tổ chức hội nghị tổng kết, chưa có xã nào gửi báo cáo kết quả.",
        "- Chưa có đơn vị nào thực hiện: Khối trường học.",
    ]
    everybody = letter(world.campaign, "2022-10-21")
    assert said(everybody, "status") == [
        "- Khối xã có: An Bình, Bình Minh; Khối trường học có: Trường Mầm non Hoa Sen.",
    ]
    assert everybody.annexes == ()


def urged(campaign: Campaign, new_due: str, *, as_of: str = "2024-02-02", dated: dt.date | None = None) -> Paper:
    return compose_paper(campaign, Order(moment("2026-01-01"), moment(as_of), dated=dated, given={"new_due": new_due}))


def test_a_new_deadline_stands_in_letter_and_annex(phong_tho: Campaign) -> None:
    for typed, said_so in (
        ("5/2/2024", "trước ngày 05/02/2024"),
        ("17 giờ ngày 9/4/2024", "trước 17 giờ 00 phút, ngày 09/4/2024"),
    ):
        paper = urged(phong_tho, typed)

        assert said_so in paper.text
        assert {line.cells[-1] for line in paper.annexes[0].grid.rows} == {said_so}


@pytest.mark.parametrize(
    ("new_due", "dated", "sentence"),
    [
        ("1/2/2024", None, "không sau thời điểm số liệu"),
        ("2024-02-02T00:00", None, "không sau thời điểm số liệu"),
        ("3/2/2024", dt.date(2024, 2, 4), "trước ngày ký văn bản \\(04/02/2024\\)"),
    ],
)
def test_a_new_deadline_that_nobody_can_keep_is_refused(
    phong_tho: Campaign, new_due: str, dated: dt.date | None, sentence: str
) -> None:
    with pytest.raises(CannotComposeError, match=sentence):
        urged(phong_tho, new_due, dated=dated)
    urged(phong_tho, "4/2/2024", dated=dt.date(2024, 2, 4))


def test_a_campaign_s_own_letter_has_its_own_day(thu_thua: Campaign) -> None:
    with pytest.raises(CannotComposeError, match="trước ngày ký văn bản \\(19/10/2022\\)"):
        urged(thu_thua, "18/10/2022", as_of="2022-10-17T12:00")
    annexed = urged(thu_thua, "28/10/2022", as_of="2022-10-18T23:59").annexes[0].grid.rows
    assert {part for line in annexed for part in line.cells[-1].split("\n")} == {"chậm nhất ngày 28/10/2022"}
