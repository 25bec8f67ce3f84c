"""What the pages say of words typed by hand, and of papers that cannot or should not be issued."""

import pytest
from django.test import Client

from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import Wish, begin, edits_of
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.register.models import Number
from kheo.publishing.rulesets import load
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY
from tests.tally.world import World, at
from tests.web.papers_ground import ALL, begun, lettered, said
from tests.web.test_papers import words_of


@pytest.fixture
def world(cast: Cast) -> World:
    return lettered(cast)


@pytest.fixture
def draft(world: World, cast: Cast) -> Draft:
    return begun(world, cast)


def saved(client: Client, draft: Draft, **typed: str) -> str:
    """The page after these words were saved."""
    typed = {name.replace("_", "-"): words for name, words in typed.items()}
    answer = client.post(f"{ALL}{draft.pk}/words/", words_of(client, draft) | typed, follow=True)
    return " ".join(answer.content.decode().split())


def test_a_draft_that_could_not_be_composed_can_be_asked_about(lan: Client, world: World, cast: Cast) -> None:
    draft = begun(world, cast)
    signer = Signer.objects.create(issuer=draft.issuer, name="Lê Thị Mai", power="head", post="Phó Trưởng ban")
    bare = begin(campaign=world.campaign, kind="urging-letter", wish=Wish(signer=signer), actor=cast.lan)

    page = said(lan, f"{ALL}{bare.pk}/issue/")
    answer = lan.post(f"{ALL}{bare.pk}/issue/", {"dated": "2022-10-19"})

    assert "văn bản chưa dựng được vì chưa điền đủ" in page
    assert (answer.status_code, Number.objects.count()) == (200, 0)


def test_a_place_typed_by_hand_stops_the_issue(lan: Client, draft: Draft) -> None:
    saved(lan, draft, p_0="Gửi {{ x }} trước.")

    assert "giá trị của {x}" in said(lan, f"{ALL}{draft.pk}/preview/")
    assert "disabled" in lan.get(f"{ALL}{draft.pk}/issue/").content.decode()


def test_an_emptied_paragraph_is_said_to_be_gone(lan: Client, draft: Draft) -> None:
    page = saved(lan, draft, p_0=" ")

    assert "Đoạn 1 để trống nên đã bỏ khỏi văn bản" in page
    assert edits_of(Draft.objects.get()).changed == {0: ""}
    assert "Đoạn 1 để trống" not in saved(lan, draft)


def test_words_typed_under_a_tick_win(lan: Client, draft: Draft) -> None:
    saved(lan, draft, out_0="1")
    gone = edits_of(Draft.objects.get()).changed

    page = saved(lan, draft, out_0="1", p_0="Lời mới.")

    assert (gone, edits_of(Draft.objects.get()).changed) == ({0: ""}, {0: "Lời mới."})
    assert "Đoạn 1 có lời mới gõ nên được giữ lại" in page
    saved(lan, draft, out_0="1")
    assert edits_of(Draft.objects.get()).changed == {0: ""}


def test_a_line_break_makes_a_new_paragraph(lan: Client, draft: Draft) -> None:
    page = saved(lan, draft, p_0="Một.\r\n\r\nHai.\r\nBa.", add_0="Bốn.\nNăm.")

    edits = edits_of(Draft.objects.get())
    assert (edits.changed, edits.added) == ({0: "Một."}, {0: ("Hai.", "Ba.", "Bốn.", "Năm.")})
    assert "Đoạn 1 có xuống dòng nên đã tách thành 3 đoạn" in page


def test_figures_typed_by_hand_are_said_where_the_leader_decides(lan: Client, draft: Draft) -> None:
    typed = words_of(lan, draft)
    name = next(name for name, words in typed.items() if "⟦" in words)
    saved(lan, draft, **{name: "Có 99 đơn vị.", "add_0": "Thêm 7 đơn vị."})

    for noun in ("preview", "issue"):
        page = said(lan, f"{ALL}{draft.pk}/{noun}/")
        assert "Số liệu đã sửa bằng tay" in page
        assert "gõ tay 99" in page
        assert "Đoạn thêm sau đoạn 1: gõ tay 7" in page


def test_what_the_rules_leave_open_is_said_before_the_issue(lan: Client, draft: Draft) -> None:
    for noun in ("preview", "issue"):
        assert load(draft.rule_set).unsure[0].says in said(lan, f"{ALL}{draft.pk}/{noun}/")


def test_a_list_is_issued_without_a_word_of_numbers(lan: Client, world: World, cast: Cast) -> None:
    draft = begin(campaign=world.campaign, kind="results", wish=Wish(as_of=at(18), dated=DAY), actor=cast.lan)

    page = said(lan, f"{ALL}{draft.pk}/issue/")

    assert "không lấy số" in page
    assert not [one for one in ("Cấp số", "Số sẽ cấp", "Số chỉ cấp") if one in page]
    assert "không lấy số" in said(lan, ALL)


def test_a_day_before_the_figures_is_said_and_goes_with_a_reason(lan: Client, draft: Draft) -> None:
    asked = lan.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-17"}).content.decode()
    lan.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-17", "reason": "Ký trước"})

    assert "trước ngày số liệu trong đó (18/10/2022)" in asked
    assert Number.objects.get().reason == "Ký trước"


def test_rules_follow_the_signer_chosen_later(lan: Client, world: World, cast: Cast) -> None:
    draft = begin(campaign=world.campaign, kind="results", wish=Wish(as_of=at(18), dated=DAY), actor=cast.lan)
    organ = Issuer.objects.create(
        unit=world.campaign.root, organ="Ủy ban nhân dân huyện", regime="state", symbol="UBND", place="Tân Hưng"
    )
    chair = Signer.objects.create(issuer=organ, name="Lê Văn Chủ", power="head", post="Chủ tịch")
    typed = {"signer": str(chair.pk), "as_of": "2022-10-18T17:00", "dated": "2022-10-19"}

    wrong = lan.post(f"{ALL}{draft.pk}/particulars/", typed | {"rule_set": "party-05HD-2026"}).content.decode()
    lan.post(f"{ALL}{draft.pk}/particulars/", typed | {"rule_set": ""})

    assert "là cơ quan của Nhà nước, nhưng thể thức đang chọn" in wrong
    assert Draft.objects.get().rule_set == "state-ND30-2020"
