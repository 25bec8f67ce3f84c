import datetime as dt

import pytest

from kheo.journal.models import Event
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.secrecy import SecretError
from kheo.publishing.drafts.tying import TiedError, editable
from kheo.publishing.drafts.writing import (
    CIRCULATION,
    URGENCY,
    CannotWriteError,
    Wish,
    begin,
    composed,
    drop,
    edited,
    edits_of,
    fill,
    obstacle,
    refresh,
    reword,
    settle,
)  # fmt: skip
from kheo.publishing.issuers.models import Signer
from kheo.publishing.rulesets import UnknownRuleSetError
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY, Drafted
from tests.tally.world import World, at


def lines(draft: Draft) -> list[str]:
    return [editable(paragraph.spans) for paragraph in composed(draft).paragraphs]


def place(draft: Draft, words: str) -> int:
    return next(number for number, line in enumerate(lines(draft)) if words in line)


def test_a_draft_is_composed_from_the_figures_and_its_number_is_blank(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()

    head = composed(draft).head
    assert (head.number, head.dated, head.organ) == (None, "2022-10-19", "Ban Dân vận")
    assert any("⟦" in line for line in lines(draft))
    assert [event.happened for event in Event.objects.filter(subject_kind="draft").order_by("pk")] == [
        "draft.begun", "draft.composed",
    ]  # fmt: skip


def test_the_chosen_signer_signs(drafted: Drafted, world: World) -> None:
    issuer = drafted().issuer
    deputy = Signer.objects.create(
        issuer=issuer, name="Lê Thị Mai", power="deputy", post="Phó Trưởng ban", stands_for="Trưởng ban"
    )

    paper = composed(drafted(signer=deputy))

    assert (paper.signature.titles, paper.signature.name) == (("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Lê Thị Mai")


def test_words_are_changed_and_figures_are_not(drafted: Drafted) -> None:
    draft = drafted()
    number = place(draft, "Khối xã")
    was = lines(draft)[number]

    draft = reword(draft, changed={number: f"Kết quả: {was}"}, added={}, seen=draft.changed_at)
    with pytest.raises(TiedError, match=f"^Đoạn {number + 1}: “⟦99⟧” không có"):
        reword(draft, changed={number: "Có ⟦99⟧ đơn vị"}, added={}, seen=draft.changed_at)

    assert editable(edited(draft).paragraphs[number].spans) == f"Kết quả: {was}"
    assert edits_of(draft).count == 1


def test_a_page_that_is_behind_does_not_overwrite(drafted: Drafted) -> None:
    draft = drafted()
    seen = draft.changed_at
    reword(draft, changed={0: "Lời của Lan."}, added={}, seen=seen)

    with pytest.raises(CannotWriteError, match="đã được lưu ở nơi khác"):
        reword(draft, changed={0: "Lời của Minh."}, added={}, seen=seen)

    draft.refresh_from_db()
    assert edits_of(draft).changed == {0: "Lời của Lan."}


def test_fresh_figures_go_into_the_officer_s_words(drafted: Drafted, world: World, cast: Cast) -> None:
    draft = drafted(as_of=None)
    status, closing = place(draft, "Khối xã"), place(draft, "Đề nghị quan tâm")
    draft = reword(
        draft,
        changed={status: f"Kết quả: {lines(draft)[status]}", closing: "Đề nghị thực hiện ngay."},
        added={closing: ["Xin cảm ơn."]},
        seen=draft.changed_at,
    )
    world.answer(cast.binh_minh, world.results, at(19))

    draft = refresh(draft)

    edits = edits_of(draft)
    assert edits.changed[place(draft, "Đề nghị quan tâm")] == "Đề nghị thực hiện ngay."
    assert list(edits.added.values()) == [("Xin cảm ơn.",)]
    assert edits.changed[place(draft, "Khối xã")] == f"Kết quả: {lines(draft)[place(draft, 'Khối xã')]}"
    assert edits.pending == ()


def test_waiting_words_are_used_or_left(drafted: Drafted) -> None:
    draft = drafted()
    waiting = [
        {"words": "Lời cũ.", "generated": "x", "at": 0},
        {"words": "Thêm.", "generated": "", "at": 0},
        {"words": "Có ⟦99⟧.", "generated": "x", "at": 0},
    ]
    Draft.objects.update(words={"changed": {}, "added": {}, "pending": waiting})

    draft = settle(settle(draft, pending=0, use=True), pending=0, use=True)
    with pytest.raises(TiedError):
        settle(draft, pending=0, use=True)
    draft = settle(draft, pending=0, use=False)

    assert edits_of(draft).as_plain() == {"changed": {"0": "Lời cũ."}, "added": {"0": ["Thêm."]}, "pending": []}
    with pytest.raises(CannotWriteError, match="đã được xử lý"):
        settle(draft, pending=0, use=False)


@pytest.mark.parametrize("key", [URGENCY, CIRCULATION])
@pytest.mark.parametrize("mark", ["Mật", "TỐI MẬT", "tuyệt  mật", "Tài liệu MẬT", "MAT"])
def test_papers_marked_secret_are_not_taken(drafted: Drafted, key: str, mark: str) -> None:
    with pytest.raises(SecretError, match="Không nhận văn bản có độ mật"):
        drafted(given={key: mark})

    assert Draft.objects.count() == 0


def test_a_text_that_says_it_is_secret_is_not_taken(drafted: Drafted) -> None:
    draft = drafted(given={CIRCULATION: "Tài liệu hội nghị", URGENCY: "KHẨN"})

    with pytest.raises(SecretError):
        reword(draft, changed={0: "Độ mật: Tuyệt mật"}, added={}, seen=draft.changed_at)

    assert (composed(draft).head.urgency, composed(draft).head.circulation) == ("KHẨN", "Tài liệu hội nghị")


def test_what_cannot_be_begun_is_said(drafted: Drafted, world: World) -> None:
    with pytest.raises(CannotWriteError, match="Không có loại văn bản"):
        drafted("poem")
    with pytest.raises(UnknownRuleSetError):
        drafted(rule_set="none")
    with pytest.raises(CannotWriteError, match="lý do"):
        begin(campaign=world.campaign, kind="urging-letter", wish=Wish(), replaces=object())  # type: ignore[arg-type]


def test_a_paper_that_cannot_be_composed_yet_keeps_what_was_typed(drafted: Drafted, world: World) -> None:
    signer = Signer(issuer=drafted().issuer, name="Lê Thị Mai", power="head", post="Phó Trưởng ban")
    signer.save()
    draft = drafted(signer=signer, given={URGENCY: "KHẨN"})

    assert (draft.snapshot, draft.given) == (None, {URGENCY: "KHẨN"})
    assert "cấp phó" in obstacle(draft)
    with pytest.raises(CannotWriteError, match="chưa dựng được"):
        composed(draft)
    assert fill(draft, Wish(signer=signer, given={URGENCY: "HOẢ TỐC"})).snapshot is None
    whole = fill(draft, Wish(as_of=at(18), dated=DAY))
    assert (whole.snapshot is not None, obstacle(whole)) == (True, "")
    with pytest.raises(CannotComposeError):
        fill(whole, Wish(signer=signer))
    whole.refresh_from_db()
    assert (whole.signer, whole.dated) == (None, DAY)


def test_a_dropped_draft_stays_as_it_is(drafted: Drafted) -> None:
    draft = drafted()
    with pytest.raises(CannotWriteError, match="lý do"):
        drop(draft, reason=" ")

    dropped = drop(draft, reason="Lập nhầm đợt")

    assert dropped.state == Draft.State.DROPPED
    with pytest.raises(CannotWriteError, match="không sửa được nữa: đã bỏ"):
        refresh(draft)
    assert Event.objects.get(happened="draft.dropped").details == {"reason": "Lập nhầm đợt"}


def test_the_day_may_change_until_it_is_issued(drafted: Drafted) -> None:
    draft = fill(drafted(), Wish(as_of=at(18), dated=dt.date(2022, 10, 20)))

    assert composed(draft).head.dated == "2022-10-20"
