"""The screens of appraisal: what an appraiser sees and is blind to, save and next, paper sheets, results, rubrics."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from kheo.awards.appraisal import closing, conflicts, scoring
from kheo.awards.appraisal.models import Appraisal, Panel, Rubric, Score
from kheo.awards.appraisal.panels import name_appraiser
from kheo.awards.appraisal.rubrics import rules_for
from tests.asked import Asked
from tests.awards.appraisal.panelists import Ground, all_alike, entries_of, make_ground
from tests.cast import Cast
from tests.web.conftest import SignedIn
from tests.web.reading import texts

SUCCESS = '<li class="notice notice-success">'
ERROR = '<li class="notice notice-error">'
# Of each page, with one row or three: session, person, roles and rights are among them.
COUNTS = {
    "/appraisal/": 14,
    "/campaigns/huyen-2024/appraisal/": 16,
    "/appraisal/panels/{panel}/": 24,
    "/appraisal/panels/{panel}/?state=left&q=mo+hinh": 24,
    "/appraisal/panels/{panel}/table/": 17,
    "/appraisal/panels/{panel}/results/": 19,
    "/appraisal/panels/{panel}/entries/": 15,
    "/appraisal/panels/{panel}/paper/?appraiser={appraiser}": 19,
    "/appraisal/entries/{entry}/": 25,
}


@pytest.fixture
def ground(cast: Cast, asked: Asked) -> Ground:
    return make_ground(cast, asked)


@pytest.fixture
def first(ground: Ground, signed_in: SignedIn) -> Client:
    """The first appraiser at the screen."""
    return signed_in(ground.appraisers[0].user)


def typed(panel: Panel, points: object, **more: object) -> dict[str, object]:
    return {f"p-{one.code}": points for one in rules_for(panel.rubric).criteria} | more


def score(ground: Ground, who: int, points: int, place: int = 0) -> None:
    named = ground.appraisers[who]
    scoring.give(ground.appraisals[place], all_alike(ground.panel, points), appraiser=named, actor=named.user)


def test_save_and_next_goes_through_all_entries_and_ends_at_the_list(ground: Ground, first: Client) -> None:
    seen = []
    address = f"/appraisal/entries/{ground.first.pk}/"
    for _ in range(3):
        answer = first.post(address, typed(ground.panel, "17,5", next="1"))
        address = answer.headers["Location"]
        seen.append(address)

    second, third = ground.appraisals[1:]
    assert seen == [
        f"/appraisal/entries/{second.pk}/",
        f"/appraisal/entries/{third.pk}/",
        f"/appraisal/panels/{ground.panel.pk}/",
    ]
    assert set(Score.objects.values_list("total", flat=True)) == {87.5}
    assert "<strong>3 / 3</strong>" in first.get(address).content.decode()


def test_a_begun_sheet_stays_and_wrong_points_are_told_beside_their_box(ground: Ground, first: Client) -> None:
    address = f"/appraisal/entries/{ground.first.pk}/"
    wrong = first.post(address, typed(ground.panel, "21", next="1"))
    begun = first.post(address, {"p-sang-tao": "12", "remark": "Đến xem thêm", "next": "1"}, follow=True)

    assert texts(wrong.content.decode(), '<p class="wrong" role="alert">') == ["Điểm từ 0 đến 20."] * 5
    assert texts(begun.content.decode(), '<li class="notice notice-warning">') == [
        "Đã lưu; còn 4 tiêu chí chưa chấm nên phiếu chưa tính."
    ]
    assert begun.request["PATH_INFO"] == address
    assert (Score.objects.get().remark, Score.objects.get().state) == ("Đến xem thêm", "begun")


def test_others_are_hidden_till_the_own_score_is_in(ground: Ground, first: Client) -> None:
    score(ground, 1, 13)
    addresses = [f"/appraisal/entries/{ground.first.pk}/", f"/appraisal/panels/{ground.panel.pk}/table/"]
    before = ["Người chấm 2" in first.get(address).content.decode() for address in addresses]
    hidden = first.get(addresses[1]).context["rows"][0].cells
    results = first.get(f"/appraisal/panels/{ground.panel.pk}/results/")
    refused = first.get(f"/appraisal/panels/{ground.panel.pk}/results/file/").status_code
    score(ground, 0, 10)
    shown = first.get(addresses[1]).context["rows"]

    # The table names the colleague in its heading, and nothing of their sheet.
    assert (before, hidden, "page" in results.context, refused) == ([False, True], None, False, 403)
    assert [one.total if one else None for _, one in shown[0].cells] == [50, 65, None]
    assert (shown[1].cells, "Người chấm 2" in first.get(addresses[0]).content.decode()) == (None, True)


def test_who_runs_the_panel_sees_and_does_not_score(ground: Ground, lan: Client) -> None:
    score(ground, 0, 10)
    table = lan.get(f"/appraisal/panels/{ground.panel.pk}/table/")
    posted = lan.post(f"/appraisal/entries/{ground.first.pk}/", typed(ground.panel, "20"))

    assert (table.context["rows"][0].cells[0][1].total, posted.status_code, Score.objects.count()) == (50, 200, 1)


def test_abstaining_and_declaring_a_tie_need_their_reason(ground: Ground, first: Client) -> None:
    base = [f"/appraisal/entries/{one.pk}/" for one in ground.appraisals]
    empty = first.post(f"{base[0]}abstention/", {"reason": " "}, follow=True)
    first.post(f"{base[0]}abstention/", {"reason": "Ngoài lĩnh vực"})
    first.post(f"{base[1]}conflict/", {"reason": "Người thân"})
    refused = first.post(base[1], typed(ground.panel, "20"))

    assert texts(empty.content.decode(), ERROR) == ["Ghi lý do không chấm."]
    assert Score.objects.get().state == "abstained"
    assert (
        texts(refused.content.decode(), '<p class="notice notice-warning">')[-1]
        == "Bạn không chấm mô hình này: Người thân"
    )
    first.post(f"{base[1]}conflict/")
    assert conflicts.conflict_of(ground.appraisals[1], ground.appraisers[0].user_id) == ""


def test_a_sheet_is_withdrawn_and_restored(ground: Ground, first: Client) -> None:
    score(ground, 0, 15)
    address = f"/appraisal/entries/{ground.first.pk}/score/"
    first.post(address)
    gone = Appraisal.objects.get(pk=ground.first.pk).score
    first.post(address)

    assert (gone, Appraisal.objects.get(pk=ground.first.pk).score) == (None, Decimal(75))


def test_paper_sheets_are_typed_in_for_their_appraiser(ground: Ground, lan: Client, cast: Cast) -> None:
    named = ground.appraisers[1]
    address = f"/appraisal/panels/{ground.panel.pk}/paper/"
    rows = {one.pk: typed(ground.panel, points) for one, points in zip(ground.appraisals, ("19", "", "x"), strict=True)}
    data = {f"{pk}-{name}": value for pk, row in rows.items() for name, value in row.items()}
    wrong = lan.post(address, data | {"appraiser": named.pk})
    before = Score.objects.count()
    data = {name: "" if value == "x" else value for name, value in data.items()}
    lan.post(address, data | {"appraiser": named.pk})

    assert (texts(wrong.content.decode(), ERROR), before) == (
        ["Có ô chưa đúng, được đánh dấu bên dưới; các dòng chưa được lưu."], 0
    )  # fmt: skip
    kept = Score.objects.get()
    assert (kept.appraisal, kept.appraiser, kept.entered_by, kept.total) == (ground.first, named, cast.lan, Decimal(95))


def test_an_officer_who_appraises_types_in_nothing_they_are_blind_to(ground: Ground, lan: Client, cast: Cast) -> None:
    name_appraiser(ground.panel, cast.lan, actor=cast.lan)
    score(ground, 1, 13)
    answer = lan.get(f"/appraisal/panels/{ground.panel.pk}/paper/?appraiser={ground.appraisers[1].pk}")

    assert [row.why for row in answer.context["rows"]] == ["Phiếu của chính bạn chưa xong"] * 3


def test_results_stand_in_order_with_ties_and_as_xlsx_and_are_closed(ground: Ground, lan: Client) -> None:
    for place, points in enumerate((10, 19, 10)):
        score(ground, 0, points, place)
    address = f"/appraisal/panels/{ground.panel.pk}/"
    shown = lan.get(f"{address}results/").context["rows"]
    sheet = load_workbook(BytesIO(lan.get(f"{address}results/file/").content)).active
    lan.post(f"{address}closure/")
    refused = lan.post(f"{address}closure/", follow=True)
    lan.post(f"{address}reopening/", {"reason": "Nhập sai"})

    assert [(row.place, row.shared, row.class_name) for row in shown] == [
        (1, False, "Tốt"), (2, True, ""), (2, True, "")
    ]  # fmt: skip
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)] == [1, 2, 2]
    assert texts(refused.content.decode(), ERROR)[0].startswith("Tổ này đã chốt kết quả")
    assert ground.panel.closures.get().reason == "Nhập sai"


def test_after_closing_appraisers_see_all_and_change_nothing(ground: Ground, first: Client, cast: Cast) -> None:
    score(ground, 1, 13)
    closing.close(ground.panel, actor=cast.lan)

    posted = first.post(f"/appraisal/entries/{ground.first.pk}/", typed(ground.panel, "20"))
    assert first.get(f"/appraisal/panels/{ground.panel.pk}/results/").context["page"].total == 3
    assert (posted.status_code, Score.objects.count()) == (200, 1)


def test_a_panel_is_made_filled_named_and_taken_back(asked: Asked, cast: Cast, lan: Client) -> None:
    lan.post("/appraisal/rubrics/samples/mau-100-diem/")
    made = entries_of(asked, cast.school, 3)
    said = {
        "name": "Tổ kinh tế",
        "rubric": Rubric.objects.get().pk,
        "least": 2,
        "areas": [asked.campaign.areas.get().pk],
    }
    lan.post("/campaigns/huyen-2024/appraisal/panels/+/", said)
    address = f"/appraisal/panels/{Panel.objects.get().pk}/"
    lan.post(f"{address}entries/", {"entry": [made[0].pk]})
    lan.post(f"{address}entries/?q=hoa+sen", {"all": "1"})
    lan.post(f"{address}appraisers/", {"name": "thu"})
    nobody = lan.post(f"{address}appraisers/", {"name": "khong-co"}, follow=True)
    lan.post(f"/appraisal/entries/{Appraisal.objects.earliest('pk').pk}/withdrawal/", {"reason": "Nhầm"})
    lan.post(f"{address}withdrawal/", {"reason": "Nhầm"})

    assert (Appraisal.objects.count(), Appraisal.objects.standing().count()) == (3, 2)
    assert list(Panel.objects.get().appraisers.values_list("user__username", flat=True)) == ["thu"]
    assert texts(nobody.content.decode(), ERROR)[0].startswith("Không có tài khoản này")
    assert Panel.objects.get().withdrawn_at is not None
    lan.post(f"{address}withdrawal/")
    assert Panel.objects.get().withdrawn_at is None


def test_a_rubric_is_written_as_a_new_version_with_its_tie_breaks(ground: Ground, lan: Client) -> None:
    before = ground.panel.rubric
    address = f"/appraisal/rubrics/{before.pk}/version/"
    fields = {"title": "Bộ tiêu chí của huyện", "source": "Hướng dẫn số 5",
              "averaging": "median", "weighing": "weights",
              "scale": "100", "step": "0,5", "decimals": "1", "rounding": "half_up", "spread-tie": "2"}  # fmt: skip
    rows = {"c-0-code": "sang-tao", "c-0-name": "Sáng tạo", "c-0-most": "10", "c-0-weight": "2", "c-0-tie": "1",
            "c-1-name": "Bền vững", "c-1-most": "5", "k-0-name": "Đạt", "k-0-least": "50"}  # fmt: skip
    wrong = lan.post(address, fields | rows | {"c-1-most": "năm"})
    lan.post(address, fields | rows)

    assert texts(wrong.content.decode(), '<p class="notice notice-error" role="alert">')[0].startswith(
        "Ghi điểm tối đa của tiêu chí 2 bằng số"
    )
    after = Rubric.objects.get(version=2)
    rules = rules_for(after)
    assert (after.sample, rules.averaging, rules.ties) == (False, "median", ("sang-tao", "spread"))
    assert [(one.name, one.weight) for one in rules.criteria] == [("Sáng tạo", Decimal(2)), ("Bền vững", Decimal(1))]


def test_who_is_named_finds_appraisal_in_the_menu(ground: Ground, cast: Cast, minh: Client) -> None:
    before = "Thẩm định" in minh.get("/units/").content.decode()
    name_appraiser(ground.panel, cast.minh, actor=cast.lan)

    assert (before, "Thẩm định" in minh.get("/units/").content.decode()) == (False, True)
    assert [one.pk for one, _ in minh.get("/appraisal/").context["panels"]] == [ground.panel.pk]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", COUNTS)
def test_queries_do_not_grow_with_the_rows(
    address: str, rows: int, cast: Cast, asked: Asked, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ground = make_ground(cast, asked, entries=rows, appraisers=rows)
    entries_of(asked, cast.an_binh, rows)
    name_appraiser(ground.panel, cast.lan, actor=cast.lan)
    own = ground.panel.appraisers.get(user=cast.lan)
    for place, one in enumerate(ground.appraisals):
        scoring.give(one, all_alike(ground.panel, 15), appraiser=own, actor=cast.lan)
        score(ground, rows - 1, 12, place)
    if "left" in address:
        Score.objects.filter(appraiser=own, appraisal=ground.appraisals[-1]).update(state="begun", total=None)
    ids = {"panel": ground.panel.pk, "appraiser": ground.appraisers[0].pk, "entry": ground.first.pk}
    if "results" in address:
        closing.close(ground.panel, actor=cast.lan)

    lan.get(address.format(**ids))
    with django_assert_num_queries(COUNTS[address]):
        assert lan.get(address.format(**ids)).status_code == 200
