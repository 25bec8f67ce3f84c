import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import Wish, begin, composed, edits_of
from kheo.publishing.register.models import Number
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY
from tests.tally.world import World, at
from tests.web.conftest import SignedIn
from tests.web.papers_ground import ALL, begun, lettered, said, told


@pytest.fixture
def world(cast: Cast) -> World:
    return lettered(cast)


@pytest.fixture
def draft(world: World, cast: Cast) -> Draft:
    return begun(world, cast)


def words_of(client: Client, draft: Draft) -> dict[str, str]:
    """The form of the words as the page gives it."""
    body = client.get(f"{ALL}{draft.pk}/").content.decode()
    fields = re.findall(r'<textarea id="f-\d+" name="(p-\d+)"[^>]*>(.*?)</textarea>', body, re.DOTALL)
    seen = re.search(r'name="seen" value="([^"]+)"', body)
    assert seen
    return {name: unescape(words) for name, words in fields} | {"seen": unescape(seen[1])}


def test_a_draft_is_begun_and_shown_in_the_list(lan: Client, world: World) -> None:
    assert "Chưa soạn văn bản nào cho đợt này." in said(lan, ALL)
    answer = lan.post(
        f"{ALL}+/",
        {"kind": "urging-letter", "as_of": "2022-10-18T17:00", "dated": "2022-10-19", "rule_set": "party-05HD-2026"},
    )

    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"{ALL}{draft.pk}/"
    assert "Công văn đôn đốc" in said(lan, ALL)
    assert "⟦" in said(lan, f"{ALL}{draft.pk}/")
    assert "Không có văn bản nào ở trạng thái này." in said(lan, f"{ALL}?state=closed")


def test_the_kinds_are_offered_before_anything_else(lan: Client, world: World) -> None:
    page = said(lan, f"{ALL}+/")

    assert "Công văn đôn đốc Công văn, lấy số CV" in page
    assert "Danh sách kết quả Danh sách, biểu: không lấy số · kèm .xlsx" in page


@pytest.mark.parametrize("marked", [{"secrecy": "Mật"}, {"secrecy": "Tuyệt mật"}, {"circulation": "TÀI LIỆU MẬT"}])
def test_a_paper_marked_secret_is_refused_with_the_reason(lan: Client, world: World, marked: dict[str, str]) -> None:
    typed = {"kind": "urging-letter", "rule_set": "party-05HD-2026", "urgency": "KHẨN", **marked}

    answer = lan.post(f"{ALL}+/", typed)

    body = answer.content.decode()
    assert (answer.status_code, Draft.objects.count()) == (200, 0)
    assert "Không nhận văn bản có độ mật" in body
    assert 'value="KHẨN" selected' in body


def test_words_are_kept_touched_and_taken_back(lan: Client, draft: Draft) -> None:
    typed = words_of(lan, draft)
    generated = typed["p-0"]

    lan.post(f"{ALL}{draft.pk}/words/", typed | {"p-0": "Lời của Lan.", "add-0": "Đoạn thêm.", "out-2": "1"})
    page = said(lan, f"{ALL}{draft.pk}/")
    touched = edits_of(Draft.objects.get())
    lan.post(f"{ALL}{draft.pk}/words/", words_of(lan, draft) | {"back": "0", "out-2": "1"})

    assert (touched.changed, touched.added) == ({0: "Lời của Lan.", 2: ""}, {0: ("Đoạn thêm.",)})
    assert f"Máy dựng: {generated} Trả lại như cũ" in page
    assert edits_of(Draft.objects.get()).as_plain()["changed"] == {"2": ""}


def test_a_changed_value_is_refused_and_the_typed_words_stay(lan: Client, draft: Draft) -> None:
    typed = words_of(lan, draft)
    name = next(name for name, words in typed.items() if "⟦" in words)

    answer = lan.post(f"{ALL}{draft.pk}/words/", typed | {name: "Có ⟦99⟧ đơn vị.", "p-0": "Lời của Lan."})

    body = unescape(answer.content.decode())
    assert "“⟦99⟧” không có" in body
    assert "Có ⟦99⟧ đơn vị.</textarea>" in body
    assert "Lời của Lan.</textarea>" in body
    assert edits_of(Draft.objects.get()).count == 0


def test_two_who_edit_at_once_lose_nothing(lan: Client, draft: Draft) -> None:
    typed = words_of(lan, draft)
    lan.post(f"{ALL}{draft.pk}/words/", typed | {"p-0": "Bản một."})

    answer = lan.post(f"{ALL}{draft.pk}/words/", typed | {"p-0": "Bản hai."})

    body = answer.content.decode()
    assert "Bản hai.</textarea>" in body
    assert "đã được lưu ở nơi khác" in body
    assert edits_of(Draft.objects.get()).changed == {0: "Bản một."}


@pytest.mark.parametrize("seen", ["", "x", "2022-99-99", "2022-10-10T10:00:00"])
def test_a_page_that_says_no_hour_is_behind(lan: Client, draft: Draft, seen: str) -> None:
    answer = lan.post(f"{ALL}{draft.pk}/words/", words_of(lan, draft) | {"seen": seen, "p-0": "x"})

    assert "đã được lưu ở nơi khác" in answer.content.decode()


def test_values_left_out_and_numbers_typed_are_shown(lan: Client, draft: Draft) -> None:
    typed = words_of(lan, draft)
    name = next(name for name, words in typed.items() if "⟦" in words)

    lan.post(f"{ALL}{draft.pk}/words/", typed | {name: "Có 99 đơn vị."})

    page = said(lan, f"{ALL}{draft.pk}/")
    assert "Đã bỏ giá trị gắn số liệu:" in page
    assert "Số gõ tay, không gắn với số liệu: 99" in page


def test_waiting_words_are_shown_and_decided(lan: Client, draft: Draft) -> None:
    Draft.objects.update(words={"pending": [{"words": "Lời cũ.", "generated": "Đã dựng.", "at": 0}]})

    page = said(lan, f"{ALL}{draft.pk}/")
    lan.post(f"{ALL}{draft.pk}/pending/", {"pending": "0", "use": "1"})
    again = lan.post(f"{ALL}{draft.pk}/pending/", {"pending": "0", "use": "1"}, follow=True)

    assert "Cần quyết định: 1 đoạn đã sửa tay" in page
    assert edits_of(Draft.objects.get()).changed == {0: "Lời cũ."}
    assert told(again) == ["Đoạn chờ quyết định này đã được xử lý rồi."]


def test_figures_are_taken_anew_and_particulars_compose_anew(lan: Client, draft: Draft) -> None:
    again = lan.post(f"{ALL}{draft.pk}/figures/", follow=True)
    typed = {"rule_set": "party-36HD-2018", "dated": "2022-10-21", "as_of": "2022-10-18T17:00", "urgency": "KHẨN"}
    lan.post(f"{ALL}{draft.pk}/particulars/", typed)
    wrong = lan.post(f"{ALL}{draft.pk}/particulars/", typed | {"dated": "hôm qua"})

    changed = Draft.objects.select_related("snapshot").get()
    assert told(again) == ["Đã lấy lại số liệu."]
    assert (changed.rule_set, composed(changed).head.urgency) == ("party-36HD-2018", "KHẨN")
    assert "hôm qua" in wrong.content.decode()


def test_the_preview_shows_what_is_missing_in_red_and_stops_the_issue(lan: Client, draft: Draft, world: World) -> None:
    world.campaign.sections.filter(part="closing").update(text="Gửi trước {moment_unknown}.")
    lan.post(f"{ALL}{draft.pk}/figures/")

    body = lan.get(f"{ALL}{draft.pk}/preview/").content.decode()
    asked = lan.get(f"{ALL}{draft.pk}/issue/").content.decode()
    issued = lan.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-19"}).content.decode()

    assert '<mark class="missing" title="Còn thiếu">moment_unknown</mark>' in body
    assert "giá trị của {moment_unknown}" in unescape(body)
    assert "disabled" in asked
    assert "còn thiếu giá trị của {moment_unknown}" in unescape(issued)
    assert Number.objects.count() == 0


def test_real_pages_are_pictures(lan: Client, draft: Draft) -> None:
    body = lan.get(f"{ALL}{draft.pk}/preview/?pages=1").content.decode()

    assert body.count('src="data:image/png;base64,') == 2


def test_an_issue_names_the_number_first_and_gives_it_once(lan: Client, draft: Draft) -> None:
    page = said(lan, f"{ALL}{draft.pk}/issue/")
    assert "Số sẽ cấp 52-CV/BDVHU" in page

    first = lan.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-19"}, follow=True)
    lan.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-20"})

    assert told(first) == ["Đã ban hành. Tải tệp về hoặc gói ký số ở dưới."]
    assert list(Number.objects.values_list("number", "dated")) == [(52, DAY)]
    shown = said(lan, f"{ALL}{draft.pk}/")
    assert "Công văn đôn đốc số 52" in shown
    assert "Đã ban hành, chờ bản ký" in shown


def test_a_dropped_draft_can_be_looked_at_and_no_more(lan: Client, draft: Draft) -> None:
    lan.post(f"{ALL}{draft.pk}/withdrawal/", {"reason": "Nhầm"})

    assert "Bản soạn này đã bỏ, không ban hành." in said(lan, f"{ALL}{draft.pk}/")
    for noun in ("words", "particulars", "figures", "issue"):
        assert lan.post(f"{ALL}{draft.pk}/{noun}/").status_code == 302
    assert Number.objects.count() == 0


def test_a_leader_issues_and_does_not_write(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    chief = signed_in(cast.chief)

    page = said(chief, f"{ALL}{draft.pk}/")

    assert ("Ban hành…" in page, "Lưu lời văn" in page) == (True, False)
    assert chief.post(f"{ALL}{draft.pk}/words/", {}).status_code == 403
    assert chief.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-19"}).status_code == 302
    assert Number.objects.get().given_by == cast.chief


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    lan: Client, world: World, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for day in range(rows):
        wish = Wish(as_of=at(18), dated=DAY + dt.timedelta(days=day))
        begin(campaign=world.campaign, kind="urging-letter", wish=wish, actor=cast.lan)
    lan.get(ALL)

    with django_assert_num_queries(12):
        lan.get(ALL)
