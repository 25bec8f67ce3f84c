import datetime as dt

import pytest
from django.utils import timezone

from kheo.journal.models import Event
from kheo.publishing.drafts.issuing import CannotIssueError, issue_draft, shortcomings
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import CannotWriteError, Wish, composed, fill, reword
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.register.giving import give, void
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, ReasonNeededError
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY, TERM, Drafted
from tests.tally.world import World, at


@pytest.fixture
def chair(world: World) -> Signer:
    """Who signs for a State organ of the same node."""
    organ = Issuer.objects.create(
        unit=world.campaign.root, organ="Ủy ban nhân dân huyện", regime="state", symbol="UBND", place="Tân Hưng"
    )
    return Signer.objects.create(issuer=organ, name="Lê Văn Chủ", power="head", post="Chủ tịch")


@pytest.mark.parametrize("typed", ["{status}", "{{ so_luong }}", "{ **gì** }"])
def test_a_place_typed_by_hand_is_named_and_stops_the_issue(drafted: Drafted, cast: Cast, typed: str) -> None:
    draft = drafted()
    draft = reword(draft, changed={0: f"Kết quả: {typed}."}, added={}, seen=draft.changed_at)

    (lack,) = shortcomings(draft)

    assert lack.startswith("giá trị của {")
    with pytest.raises(CannotIssueError, match="còn thiếu giá trị của"):
        issue_draft(draft, cast.lan)


def test_the_rules_follow_the_issuer_of_the_signer_and_the_day(drafted: Drafted, chair: Signer) -> None:
    wished = Wish(as_of=at(18), dated=DAY)
    draft = drafted("results", signer=chair, issuer=chair.issuer)
    state = draft.rule_set

    back = fill(draft, wished)

    assert (state, back.rule_set, back.issuer.regime) == ("state-ND30-2020", "party-36HD-2018", "party")
    assert drafted(dated=dt.date(2026, 10, 1)).rule_set == "party-05HD-2026"


def test_rules_of_the_other_regime_are_refused(drafted: Drafted, chair: Signer, cast: Cast) -> None:
    with pytest.raises(CannotWriteError, match=r"của Đảng.*thể thức.*Nhà nước"):
        drafted(rule_set="state-ND30-2020")
    with pytest.raises(CannotWriteError, match=r"của Nhà nước.*thể thức.*Đảng"):
        drafted("results", signer=chair, issuer=chair.issuer, rule_set="party-05HD-2026")

    draft = drafted()
    Draft.objects.update(rule_set="state-ND30-2020")
    with pytest.raises(CannotIssueError, match="thể thức"):
        issue_draft(draft, cast.lan)
    assert Number.objects.count() == 0


@pytest.mark.parametrize("kind", ["call-letter", "urging-letter"])
def test_the_campaign_s_letters_are_its_own_organ_s(drafted: Drafted, chair: Signer, kind: str) -> None:
    with pytest.raises(CannotWriteError, match=r"Ban Dân vận.*chọn người ký của cơ quan ấy"):
        drafted(kind, signer=chair, issuer=chair.issuer)


def test_a_day_far_ahead_is_refused(drafted: Drafted, cast: Cast) -> None:
    ahead = timezone.localdate() + dt.timedelta(days=61)

    with pytest.raises(CannotWriteError, match="hơn 60 ngày"):
        drafted(dated=ahead)
    with pytest.raises(CannotIssueError, match="hơn 60 ngày"):
        issue_draft(drafted(), cast.lan, dated=ahead, reason="x")


def test_a_day_before_its_figures_needs_a_reason(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()

    with pytest.raises(CannotIssueError, match=r"17/10/2022.*số liệu.*18/10/2022.*lý do"):
        issue_draft(draft, cast.lan, dated=dt.date(2022, 10, 17))
    document = issue_draft(draft, cast.lan, dated=dt.date(2022, 10, 17), reason="Ký trước, vào sổ sau")

    assert Event.objects.filter(happened="document.issued", details__reason="Ký trước, vào sổ sau").exists()
    assert document.dated == dt.date(2022, 10, 17)


def test_a_day_before_the_term_needs_a_reason_even_for_a_list(drafted: Drafted, cast: Cast) -> None:
    before = TERM - dt.timedelta(days=1)

    with pytest.raises(CannotIssueError, match="nhiệm kỳ"):
        issue_draft(drafted("results", as_of=at(18)), cast.lan, dated=before)


def test_a_closed_issuer_issues_no_list(drafted: Drafted, cast: Cast) -> None:
    draft = drafted("results")
    Issuer.objects.update(closed_on=DAY)

    with pytest.raises(CannotIssueError, match="thôi ban hành"):
        issue_draft(draft, cast.lan, reason="x")


@pytest.mark.parametrize("kind", ["call-letter", "urging-letter"])
def test_a_blank_day_is_of_the_year_it_will_be_offered(drafted: Drafted, kind: str) -> None:
    paper = composed(drafted(kind, dated=None))

    assert paper.head.year == timezone.localdate().year
    assert all(f"năm {timezone.localdate().year}" in annex.attached for annex in paper.annexes)


def test_the_letter_takes_its_number_entered_by_hand_before(drafted: Drafted, world: World, cast: Cast) -> None:
    draft = drafted("call-letter")
    row = give(draft.issuer, "Công văn", DAY, number=51, reason="Trước khi dùng Khéo", actor=cast.lan)

    document = issue_draft(draft, cast.lan)

    row.refresh_from_db()
    assert (document.number, row.document, row.reason) == (51, document, "Trước khi dùng Khéo")
    assert Number.objects.count() == 1


def test_its_own_number_is_never_exchanged_in_silence(drafted: Drafted, world: World, cast: Cast) -> None:
    draft = drafted("call-letter")
    row = give(draft.issuer, "Công văn", dt.date(2022, 10, 3), number=51, reason="x", actor=cast.lan)

    with pytest.raises(CannotGiveError, match=r"số 51.*03/10/2022"):
        issue_draft(draft, cast.lan)
    void(row, "Ghi nhầm", cast.lan)
    with pytest.raises(CannotGiveError, match="thu hồi"):
        issue_draft(draft, cast.lan)
    assert Draft.objects.get().state == Draft.State.OPEN


def test_a_number_of_another_paper_is_not_taken(drafted: Drafted, world: World, cast: Cast) -> None:
    world.campaign.number = 1
    world.campaign.save()
    other = issue_draft(drafted(), cast.lan)
    world.campaign.number = other.number
    world.campaign.save()

    with pytest.raises(CannotGiveError, match="đã cấp cho văn bản khác"):
        issue_draft(drafted("call-letter"), cast.lan)


def test_a_reason_for_the_day_does_not_hide_the_register_s(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    give(draft.issuer, "Công văn", dt.date(2022, 11, 1), actor=cast.lan)

    with pytest.raises(ReasonNeededError):
        issue_draft(draft, cast.lan)
