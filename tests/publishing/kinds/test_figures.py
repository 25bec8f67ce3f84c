"""What the papers say of the ledger: the urging letter and its new deadline, the report, days and quotas."""

import datetime as dt
from collections.abc import Callable

import pytest

from kheo.campaigns.models import Campaign, Obligation
from kheo.publishing.documents.figures import percent
from kheo.publishing.documents.order import Order, with_number
from kheo.publishing.kinds import KINDS
from kheo.publishing.papers import Annex, Paper
from kheo.tally.counts import entry_counts, total
from kheo.tally.lists import registrations, results
from kheo.tally.owing import board
from tests.publishing.conftest import moment
from tests.publishing.kinds.composing import LATER, composed

REPORT, URGING = KINDS["consolidated-report"], KINDS["urging-letter"]


def column(annex: Annex, place: int) -> list[str]:
    return [line.cells[place] for line in annex.grid.rows]


def said(paper: Paper, *words: str) -> list[str]:
    return [one.text for one in paper.paragraphs if any(word in one.text for word in words)]


def test_the_report_s_table_is_the_board(seed: Campaign, as_of: Callable[[Campaign], dt.datetime]) -> None:
    annex = composed(REPORT, seed, as_of(seed)).annexes[0]
    call = next(call for call in board(seed, as_of=as_of(seed)).calls if call.figures.expected)

    assert column(annex, 1) == [*(bloc.name for bloc in call.blocs), "Tổng cộng"]
    figures = [*(bloc.figures for bloc in call.blocs), call.figures]
    assert column(annex, 2) == [f"{one.expected:02d}" for one in figures]
    assert column(annex, 3) == [f"{one.received:02d}" for one in figures]
    assert column(annex, 5) == [f"{one.missing:02d}" for one in figures]


def test_the_report_s_lists_are_those_of_the_tally(seed: Campaign, as_of: Callable[[Campaign], dt.datetime]) -> None:
    paper = composed(REPORT, seed, as_of(seed))
    counts = entry_counts(seed, as_of=as_of(seed))
    _, figures, entries, outcomes = paper.annexes

    assert figures.grid.rows[-1].cells == ("", "Tổng cộng", "03", "01", "01", "01", "02", "01", "01", "01")
    assert total(counts) == 3
    assert [line.source["entry"] for line in entries.grid.rows] == [
        line.entry for line in registrations(seed, as_of=as_of(seed))
    ]
    assert [line.source["outcome"] for line in outcomes.grid.rows] == [
        line.outcome for line in results(seed, as_of=as_of(seed))
    ]
    assert said(paper, "Phụ lục") == [
        "(Số liệu theo khối tại Phụ lục 1).",
        "(Số liệu và danh sách tại Phụ lục 2, Phụ lục 3).",
        "(Danh sách tại Phụ lục 4).",
    ]


def test_the_report_s_sentences(phong_tho: Campaign, registered: None) -> None:
    paper = composed(REPORT, phong_tho, moment("2024-01-31T17:00"))

    assert [one.text for one in paper.paragraphs if one.part == "status"] == [
        "- Biểu tổng hợp đăng ký thi đua: chưa có đơn vị nào trong 35 đơn vị thực hiện.",
        "- Tổng số đăng ký: 03 mô hình, điển hình; gồm 01 tập thể, 01 cá nhân, 01 hộ gia đình.",
        "- Theo loại: 02 mô hình, 01 điển hình.",
        "- Theo lĩnh vực: Kinh tế: 01; Văn hóa - xã hội: 01; Chưa xếp lĩnh vực: 01.",
        "- Theo hình thức: 01 mới, 01 duy trì, 01 chưa ghi rõ.",
        (
            "- Có 01 đơn vị báo cáo kết quả 02 mô hình, điển hình: 01 hiệu quả, đã nhân rộng, "
            "01 thực hiện nhưng không nhân rộng được."
        ),
    ]
    assert "(số liệu tính đến 17 giờ 00 phút, ngày 31/01/2024) như sau:" in paper.paragraphs[0].text


def test_a_report_before_anything_came_says_so_and_has_one_annex(phong_tho: Campaign) -> None:
    paper = composed(REPORT, phong_tho, moment("2024-01-24T23:59"))

    assert said(paper, "Phụ lục", "chưa có") == [
        "- Biểu tổng hợp đăng ký thi đua: chưa có đơn vị nào trong 35 đơn vị thực hiện.",
        "(Số liệu theo khối tại Phụ lục).",
        "Đến ngày 24/01/2024, chưa có mô hình, điển hình nào được đăng ký.",
        "Đến ngày 24/01/2024, chưa có đơn vị nào báo cáo kết quả.",
    ]
    assert len(paper.annexes) == 1


@pytest.mark.parametrize(
    ("new_due", "when", "asked"),
    [
        ("", "2024-01-29", "trước ngày 01/02/2024."),
        ("05/02/2024", "2024-01-29", "trước ngày 05/02/2024."),
        ("2024-02-05T17:00", "2024-01-29", "trước 17 giờ 00 phút, ngày 05/02/2024."),
        ("", "2024-02-02", "ngay sau khi nhận được văn bản này."),
        ("05/3/2024", "2024-02-02", "trước ngày 05/3/2024."),
    ],
)
def test_the_urging_letter_gives_the_new_deadline(phong_tho: Campaign, new_due: str, when: str, asked: str) -> None:
    paper = composed(URGING, phong_tho, moment(when), {"new_due": new_due})
    (item,) = [one for one in paper.paragraphs if one.marker == "1."]

    assert item.text.endswith(asked)
    assert ("Thời hạn (trước ngày 01/02/2024) đã qua." in item.text) == (when > "2024-02-01")
    # A new deadline is the officer's; the ledger's own stays tied.
    assert [span.text for span in item.spans if span.tied] == (
        [] if new_due and when < "2024-02-01" else ["trước ngày 01/02/2024"]
    )


@pytest.mark.parametrize(
    ("new_due", "asked"),
    [("28/10/2022", "chậm nhất ngày 28/10/2022"), ("2022-10-28T17:00", "chậm nhất 17 giờ 00 phút, ngày 28/10/2022")],
)
def test_a_letter_of_its_own_says_the_new_deadline_too(thu_thua: Campaign, new_due: str, asked: str) -> None:
    paper = composed(URGING, thu_thua, moment("2022-10-20T17:00"), {"new_due": new_due})

    assert said(paper, "Thời gian gửi hồ sơ") == [
        (
            f"Thời gian gửi hồ sơ về Ban Dân vận Huyện ủy (Cơ quan Thường trực Ban Chỉ đạo huyện) {asked} để tổng "
            "hợp, xét khen thưởng và tiến hành mở hội nghị tổng kết trong tháng 10/2022."
        )
    ]


def test_a_deadline_with_an_hour_is_said_with_its_hour(thu_thua: Campaign) -> None:
    thu_thua.calls.update(due_at=moment("2022-10-21T17:00"))

    paper = composed(KINDS["call-letter"], thu_thua, LATER)

    assert "chậm nhất 17 giờ 00 phút, ngày 21/10/2022 để tổng hợp" in said(paper, "Thời gian gửi")[0]


def test_the_urging_letter_of_a_plan_is_a_letter(phong_tho: Campaign) -> None:
    phong_tho.document_type, phong_tho.document_symbol = "Kế hoạch", "KH"
    urging, call = (composed(KINDS[code], phong_tho, moment("2024-01-29")) for code in ("urging-letter", "call-letter"))

    assert (urging.head.kind, urging.head.symbol) == ("", "CV/BDVHU")
    assert urging.paragraphs[0].text.startswith("Thực hiện Kế hoạch số 35-KH/BDVHU, ngày 23/01/2024 của Ban Dân vận")
    assert (call.head.kind, call.head.symbol) == ("Kế hoạch", "KH/BDVHU")


def test_figures_follow_a_change_of_the_ledger(phong_tho: Campaign) -> None:
    plan = KINDS["plan"]
    phong_tho.calls.filter(slug="registration").update(due_at=moment("2024-03-05T00:00"))
    call = phong_tho.calls.get(slug="registration")
    call.requirements.filter(measure="individuals", kinds=["xã", "thị trấn"]).update(least=12)

    paper = composed(plan, phong_tho, moment("2024-01-29"))

    assert said(paper, "Đảng bộ các xã", "biểu tổng hợp") == [
        "- Đảng bộ các xã, thị trấn: ít nhất 02 tập thể, 12 cá nhân.",
        "- Gửi biểu tổng hợp đăng ký thi đua (theo mẫu số 01) về Ban Dân vận Huyện ủy trước ngày 05/3/2024.",
    ]


def test_a_campaign_that_asks_nothing_still_has_its_papers(phong_tho: Campaign) -> None:
    Obligation.objects.all().delete()
    phong_tho.areas.all().delete()
    phong_tho.bases.all().delete()
    phong_tho.calls.all().delete()

    for code in ("plan", "guidance", "announcement", "consolidated-report", "submission"):
        assert composed(KINDS[code], phong_tho, moment("2024-01-29")).unfilled == ()


def test_number_and_day_given_at_issue_stand_in_the_annexes_too(phong_tho: Campaign) -> None:
    draft = KINDS["submission"].compose(phong_tho, Order(LATER, given=KINDS["submission"].example))
    issued = with_number(draft, 9, dt.date(2026, 11, 5))

    assert draft.annexes[0].attached.startswith("Tờ trình số       -TTr/BDVHU, ngày      tháng      năm 2026 của ")
    assert issued.annexes[0].attached == "Tờ trình số 09-TTr/BDVHU, ngày 05/11/2026 của Ban Dân vận Huyện ủy Phong Thổ"
    assert (issued.head.number, issued.head.dated) == (9, "2026-11-05")


@pytest.mark.parametrize(("part", "whole", "words"), [(1, 4, "25%"), (2, 3, "66,7%"), (0, 0, "0%"), (35, 35, "100%")])
def test_percentages_have_a_comma(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words
