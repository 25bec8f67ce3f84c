import pytest

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.order import CannotComposeError, Order
from kheo.publishing.documents.phrases import text_of
from kheo.publishing.documents.recipients import Recipient, number_words, recipient_annex, recipients
from kheo.publishing.kinds import KINDS
from kheo.records.models import Entry, Registration
from tests.publishing.conftest import moment
from tests.publishing.kinds.composing import composed, tied

AS_OF = moment("2024-01-31T23:59")
ORDER = Order(moment("2026-11-02"), AS_OF)


@pytest.fixture
def phong_tho_seed(phong_tho: Campaign, registered: None) -> Campaign:
    return phong_tho


def test_typed_lines_keep_their_words(phong_tho: Campaign) -> None:
    lines = (
        "tập thể | Chi bộ bản *Mới* ",
        "CÁ NHÂN|Lò Văn {A}|Bí thư | Hiến đất | làm đường",
        "Hộ gia đình | Hộ bà Sùng",
    )

    assert recipients(phong_tho, ORDER, lines) == [
        Recipient("collective", "Chi bộ bản *Mới*"),
        Recipient("individual", "Lò Văn {A}", "Bí thư", "Hiến đất | làm đường", "Hiến đất | làm đường"),
        Recipient("household", "Hộ bà Sùng"),
    ]


def test_entries_are_chosen_by_their_number(phong_tho_seed: Campaign) -> None:
    first, second, third = Entry.objects.order_by("position")
    chosen = recipients(phong_tho_seed, ORDER, (f"#{first.pk}", f"# {second.pk} | Vận động 60 hộ", f"#{third.pk}"))
    unit = first.unit.name

    assert [(one.subject, one.name, one.place, one.merit, one.entry) for one in chosen] == [
        ("collective", unit, "", "Dân vận khéo trong hiến đất mở đường\nVận động 20 hộ tham gia", first.pk),
        ("individual", "Giàng A Sùng", f"nông dân, {unit}", "Vận động 60 hộ", second.pk),
        ("household", "Hộ ông Lò Văn Panh", f"nông dân, {unit}", "Nuôi ong dưới tán rừng", third.pk),
    ]
    assert text_of(number_words(chosen)) == "01 tập thể, 01 cá nhân, 01 hộ gia đình"
    lines = recipient_annex(chosen, (), title="", attached="").grid.rows
    assert [line.source for line in lines] == [
        {"entry": entry.pk, "original": entry.registration.original_id} for entry in (first, second, third)
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Nguyễn Văn An", "Dòng 2 của danh sách (“Nguyễn Văn An”) chưa rõ là tập thể hay cá nhân nào"),
        ("Cá nhân |  | Bí thư", "Dòng 2 của danh sách (“Cá nhân |  | Bí thư”) chưa rõ"),
        ("#9999", "Dòng 2 của danh sách: không có mô hình, điển hình số 9999 đang đăng ký trong đợt này"),
        ("#99999999999999999999", "Dòng 2 của danh sách"),
    ],
)
def test_a_line_that_is_nobody_is_named(phong_tho: Campaign, line: str, sentence: str) -> None:
    with pytest.raises(CannotComposeError) as refused:
        recipients(phong_tho, ORDER, ("Tập thể | Chi bộ bản Mới", line))

    assert sentence in str(refused.value)


def test_an_entry_withdrawn_by_then_cannot_be_chosen(phong_tho_seed: Campaign) -> None:
    entry = Entry.objects.order_by("position")[0]
    Registration.objects.update(withdrawn_at=moment("2024-01-30T08:00"))

    with pytest.raises(CannotComposeError, match=f"số {entry.pk} đang đăng ký"):
        recipients(phong_tho_seed, ORDER, (f"#{entry.pk}",))


@pytest.mark.parametrize("code", ["submission", "recognition-decision", "commendation-decision"])
def test_the_text_counts_the_list(phong_tho: Campaign, code: str) -> None:
    kind = KINDS[code]
    lines = "\n".join(
        [f"Cá nhân | Lò Văn {number}" for number in range(11)] + ["Tập thể | Chi bộ 1", "Tập thể | Chi bộ 2"]
    )
    paper = composed(kind, phong_tho, AS_OF, {**kind.example, "recipients": lines})

    assert tied(paper) == ["02", "11"]
    assert [line.cells[0] for line in paper.annexes[0].grid.lines if line.level] == [
        "I. TẬP THỂ (02)",
        "II. CÁ NHÂN (11)",
    ]
    assert [line.cells[:2] for line in paper.annexes[0].grid.rows][-1] == ("13", "Lò Văn 10")


def test_the_council_s_pack_has_room_for_each_vote(phong_tho: Campaign) -> None:
    kind = KINDS["council-pack"]
    paper = composed(kind, phong_tho, AS_OF)
    assert paper.listing is not None

    grid = paper.listing.grid
    votes = [column.heading for column in grid.columns if column.under == "Biểu quyết"]
    assert (votes, paper.head.circulation) == (["Đồng ý", "Không đồng ý"], "TÀI LIỆU HỘI NGHỊ")
    assert [line.cells[-3:] for line in grid.rows] == [("", "", "")] * 2
    assert {len(line.cells) for line in grid.rows} == {len(grid.columns)}


def test_minutes_want_a_vote_on_everybody(phong_tho_seed: Campaign) -> None:
    kind, entry = KINDS["council-minutes"], Entry.objects.order_by("position")[0]
    lines = f"Tập thể | Chi bộ bản Mới | | 7/7 đồng ý\n#{entry.pk}"
    paper = composed(kind, phong_tho_seed, AS_OF, {**kind.example, "recipients": lines})

    assert paper.unfilled == (f"kết quả biểu quyết về {entry.unit.name}",)


def test_a_score_sheet_is_official_only_where_its_source_is_named(phong_tho: Campaign) -> None:
    kind = KINDS["score-sheet"]
    sample = composed(kind, phong_tho, AS_OF, {**kind.example, "issued_in": ""}).listing
    official = composed(kind, phong_tho, AS_OF).listing
    assert sample is not None
    assert official is not None

    assert sample.note == "(Thang điểm mẫu để tham khảo, chưa được cấp có thẩm quyền ban hành)"
    assert official.note.startswith("(Thang điểm theo Hướng dẫn số 05-HD/ĐU, ngày 10/3/2026 của")


@pytest.mark.parametrize("line", ["Hiệu quả", "Hiệu quả | nhiều", "| 20", "Hiệu quả | 0", "Hiệu quả | 1.2.3"])
def test_a_criterion_without_points_is_named(phong_tho: Campaign, line: str) -> None:
    kind = KINDS["score-sheet"]

    with pytest.raises(CannotComposeError) as refused:
        composed(kind, phong_tho, AS_OF, {**kind.example, "scale": f"Cách làm | 40\n{line}"})

    assert f"Dòng 2 của thang điểm (“{line}”) chưa có điểm tối đa" in str(refused.value)


def test_points_are_summed(phong_tho: Campaign) -> None:
    kind = KINDS["score-sheet"]
    scale = "Cách làm | đổi mới | 40,5\nHiệu quả | 60"
    listing = composed(kind, phong_tho, AS_OF, {"scale": scale}).listing
    assert listing is not None

    assert [line.cells[1:3] for line in listing.grid.rows] == [
        ("Cách làm | đổi mới", "40,5"),
        ("Hiệu quả", "60"),
        ("Tổng điểm", "100,5"),
    ]
