import pytest

from kheo.publishing.drafts.issuing import issue_draft
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import AlreadyReplacedError, Wish, begin, composed, drop, edits_of, reword
from kheo.publishing.models import Document
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY, Drafted
from tests.tally.world import World, at


def again(document: Document, cast: Cast, wish: Wish | None = None) -> Draft:
    wish = wish or Wish(as_of=at(18), dated=DAY)
    return begin(
        campaign=document.campaign, kind=document.kind, wish=wish, replaces=document, reason="Sai", actor=cast.lan
    )


def test_hand_made_words_go_along(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    last = len(composed(draft).paragraphs) - 1
    draft = reword(draft, changed={last: "Xin cảm ơn.", 0: ""}, added={last: ["Thêm."]}, seen=draft.changed_at)
    first = issue_draft(draft, cast.lan)

    edits = edits_of(again(first, cast))

    assert edits.as_plain() == {
        "changed": {"0": "", str(last): "Xin cảm ơn."},
        "added": {str(last): ["Thêm."]},
        "pending": [],
    }


def test_words_that_no_longer_fit_wait(drafted: Drafted, world: World, cast: Cast) -> None:
    draft = drafted()
    last = len(composed(draft).paragraphs) - 1
    first = issue_draft(reword(draft, changed={last: "Xin cảm ơn."}, added={}, seen=draft.changed_at), cast.lan)
    world.campaign.sections.filter(part="closing").update(text="Hết.")

    edits = edits_of(again(first, cast))

    assert (edits.changed, [one.words for one in edits.pending]) == ({}, ["Xin cảm ơn."])


def test_one_paper_is_replaced_once(drafted: Drafted, cast: Cast) -> None:
    first = issue_draft(drafted(), cast.lan)
    second = again(first, cast)

    with pytest.raises(AlreadyReplacedError, match="đang soạn") as why:
        again(first, cast)
    assert why.value.draft == second
    issue_draft(second, cast.lan)
    with pytest.raises(AlreadyReplacedError, match="số 53"):
        again(first, cast)


def test_after_a_dropped_reissue_another_may_begin(drafted: Drafted, cast: Cast) -> None:
    first = issue_draft(drafted(), cast.lan)
    drop(again(first, cast), reason="x")

    assert again(first, cast).replaces == first
