"""Scores given, changed, abstained from and withdrawn; ties of interest; closing and reopening; what is handed on."""

from decimal import Decimal

import pytest

from kheo.awards.appraisal import closing, conflicts, opening, panels, rubrics, scoring
from kheo.awards.appraisal.models import Appraisal, Score, Verdict
from kheo.awards.appraisal.panels import CannotAppraiseError, Setting
from kheo.awards.appraisal.results import Progress, Result, places, progress_of, result_of
from kheo.awards.appraisal.rules import CannotUseError, Rules
from kheo.journal.models import Event
from kheo.records.models import Entry
from kheo.units.models import Membership, Role
from tests.asked import Asked
from tests.awards.appraisal.panelists import SAMPLE, Ground, all_alike, entries_of, panel_of, sheet
from tests.cast import Cast


def given(ground: Ground, *points: int | None, place: int = 0) -> None:
    """Each appraiser's points for every criterion of one entry; None: not yet."""
    for appraiser, one in zip(ground.appraisers, points, strict=False):
        if one is not None:
            scoring.give(
                ground.appraisals[place], all_alike(ground.panel, one), appraiser=appraiser, actor=appraiser.user
            )


def happened(prefix: str) -> list[str]:
    return list(Event.objects.filter(happened__startswith=prefix).order_by("pk").values_list("happened", flat=True))


def test_the_shipped_rubric_says_that_it_is_a_sample(cast: Cast) -> None:
    one = rubrics.take_shipped(SAMPLE, unit=cast.district, actor=cast.lan)

    assert (one.sample, rubrics.rules_for(one).out_of, "không phải văn bản" in one.source) == (True, Decimal(100), True)
    assert rubrics.take_shipped(SAMPLE, unit=cast.district, actor=cast.lan) == one


def test_a_change_of_a_rubric_is_a_new_version_and_panels_keep_theirs(ground: Ground, cast: Cast) -> None:
    before = ground.panel.rubric
    rules = rubrics.rules_for(before)
    again = rubrics.keep_rubric(
        cast.district, rules, title=before.title, source=before.source, before=before, actor=cast.lan
    )
    after = rubrics.keep_rubric(cast.district, rules, title="Của huyện", source="", before=before, actor=cast.lan)

    assert (again, after.code, after.version, after.sample) == (before, before.code, 2, False)
    ground.panel.refresh_from_db()
    assert ground.panel.rubric == before


def test_a_rubric_that_cannot_be_used_is_refused_with_a_sentence(cast: Cast) -> None:
    with pytest.raises(CannotUseError, match="cần từ 1 đến 20 tiêu chí"):
        rubrics.keep_rubric(cast.district, Rules(()), title="Trống", source="", before=None, actor=cast.lan)


def test_scores_come_to_mean_median_spread_class_and_place(ground: Ground) -> None:
    given(ground, 20, 18, 13)
    given(ground, 15, 15, place=1)

    first, second, third = Appraisal.objects.order_by("pk")
    assert (first.score, first.mean, first.median, first.spread, first.class_code) == (
        Decimal(85), Decimal(85), Decimal(90), Decimal(35), "kha"
    )  # fmt: skip
    assert (second.score, second.counted, third.score, third.rank_key) == (Decimal(75), 2, None, "")
    ordered = list(Appraisal.objects.order_by("-rank_key", "pk"))
    assert places(ground.panel, ordered) == {first.pk: 1, second.pk: 2}
    assert places(ground.panel, ordered[1:]) == {second.pk: 2}


def test_equal_entries_share_a_place_and_the_next_is_left_out(ground: Ground) -> None:
    for place in range(3):
        given(ground, [15, 15, 10][place], place=place)

    assert list(places(ground.panel, list(Appraisal.objects.order_by("-rank_key", "pk"))).values()) == [1, 1, 3]


def test_each_change_of_a_score_is_kept_and_the_same_again_is_none(ground: Ground) -> None:
    for points in (10, 12, 12):
        given(ground, points)

    versions = Score.objects.filter(appraisal=ground.first).order_by("version")
    assert [(one.version, one.total, one.current) for one in versions] == [
        (1, Decimal(50), False),
        (2, Decimal(60), True),
    ]
    assert happened("score.") == ["score.given", "score.given"]
    # Who reads the journal stays blind.
    assert "points" not in str(Event.objects.filter(happened="score.given").values_list("details", flat=True))


def test_a_sheet_with_criteria_left_is_begun_and_counts_for_nothing(ground: Ground) -> None:
    appraiser = ground.appraisers[0]
    score = scoring.give(ground.first, sheet(ground.panel, 10, 12), appraiser=appraiser, actor=appraiser.user)

    ground.first.refresh_from_db()
    assert (score.state, score.total, ground.first.counted) == ("begun", None, 0)
    assert progress_of(ground.panel, appraiser) == Progress(0, 3)


@pytest.mark.parametrize(
    ("points", "said"), [("20.5", "Điểm từ 0 đến 20."), ("-1", "Điểm từ 0"), ("7.3", "bội của 0,5")]
)
def test_points_beyond_the_rubric_are_refused(ground: Ground, points: str, said: str) -> None:
    appraiser = ground.appraisers[0]

    with pytest.raises(CannotAppraiseError, match=said):
        scoring.give(ground.first, all_alike(ground.panel, points), appraiser=appraiser, actor=appraiser.user)


def test_who_abstains_says_why_and_is_not_counted(ground: Ground) -> None:
    appraiser = ground.appraisers[2]
    given(ground, 20, 10)
    with pytest.raises(CannotAppraiseError, match="Ghi lý do"):
        scoring.abstain(ground.first, reason=" ", appraiser=appraiser, actor=appraiser.user)
    scoring.abstain(ground.first, reason="Không rõ lĩnh vực này", appraiser=appraiser, actor=appraiser.user)

    ground.first.refresh_from_db()
    assert (ground.first.score, ground.first.counted, ground.first.abstained) == (Decimal(75), 2, 1)
    assert progress_of(ground.panel, appraiser) == Progress(1, 3)


def test_who_is_of_the_unit_or_below_it_has_no_score(ground: Ground, cast: Cast) -> None:
    tied, free = ground.appraisers[:2]
    Membership.objects.create(user=tied.user, unit=cast.school, role=Role.CLERK)
    Membership.objects.create(user=free.user, unit=cast.district, role=Role.VIEWER)

    with pytest.raises(CannotAppraiseError, match="Thuộc đơn vị đăng ký"):
        given(ground, 20)
    given(ground, None, 10)
    assert progress_of(ground.panel, tied) == Progress(0, 0)
    assert progress_of(ground.panel, free) == Progress(1, 3)


def test_a_tie_declared_after_scoring_takes_the_score_out_and_taken_back_puts_it_in(ground: Ground, cast: Cast) -> None:
    given(ground, 20, 10)
    conflict = conflicts.declare(ground.first, ground.appraisers[0].user, reason="Người thân", actor=cast.lan)
    without = Appraisal.objects.get(pk=ground.first.pk).score
    conflicts.take_back(conflict, actor=cast.lan)

    assert (without, Appraisal.objects.get(pk=ground.first.pk).score) == (Decimal(50), Decimal(75))
    assert happened("conflict.") == ["conflict.declared", "conflict.takenback"]


def test_whose_time_ended_counts_no_longer_and_named_again_counts_as_before(ground: Ground, cast: Cast) -> None:
    given(ground, 20, 10)
    panels.end_appraiser(ground.appraisers[0], reason="Chuyển công tác", actor=cast.lan)
    without = Appraisal.objects.get(pk=ground.first.pk).score
    panels.name_appraiser(ground.panel, ground.appraisers[0].user, actor=cast.lan)

    assert (without, Appraisal.objects.get(pk=ground.first.pk).score) == (Decimal(50), Decimal(75))


def test_the_units_own_score_stands_beside_and_is_not_counted(ground: Ground, cast: Cast) -> None:
    own = scoring.give_own(ground.first, all_alike(ground.panel, 19), actor=cast.lan)
    given(ground, 10)

    ground.first.refresh_from_db()
    assert (own.appraiser, own.total, ground.first.score, ground.first.counted) == (None, Decimal(95), Decimal(50), 1)


def test_an_officer_joins_only_before_others_have_scored(ground: Ground, cast: Cast) -> None:
    panels.join(ground.panel, actor=cast.chief)
    given(ground, 10)

    with pytest.raises(CannotAppraiseError, match="Đã có phiếu chấm"):
        panels.join(ground.panel, actor=cast.lan)
    with pytest.raises(CannotAppraiseError, match="không có vai trò nào"):
        panels.join(ground.panel, actor=cast.minh)


def test_closing_freezes_plain_values_and_nothing_changes_after(ground: Ground, cast: Cast) -> None:
    given(ground, 20, 18, 13)
    scoring.give_own(ground.first, all_alike(ground.panel, 20), actor=cast.lan)
    closing.close(ground.panel, actor=cast.lan)

    with pytest.raises(CannotAppraiseError, match="đã chốt kết quả"):
        given(ground, 1)
    Entry.objects.filter(pk=ground.first.entry_id).update(title="Tên khác")
    verdict = Verdict.objects.get(appraisal=ground.first)
    assert (verdict.score, verdict.class_name, verdict.content["place"], verdict.content["own"]) == (
        Decimal(85),
        "Khá",
        1,
        "100",
    )
    assert [one["total"] for one in verdict.content["sheets"]] == ["100", "90", "65"]
    assert verdict.content["entry"]["title"] == "Mô hình 1 Trường Mầm non Hoa Sen"


def test_reopened_with_a_reason_scores_change_and_the_first_outcome_stays(ground: Ground, cast: Cast) -> None:
    given(ground, 20, 18, 13)
    closing.close(ground.panel, actor=cast.lan)
    with pytest.raises(CannotAppraiseError, match="Ghi lý do"):
        closing.reopen(ground.panel, reason="", actor=cast.lan)
    closing.reopen(ground.panel, reason="Nhập sai phiếu", actor=cast.lan)
    given(ground, 10)
    closing.close(ground.panel, actor=cast.lan)

    assert [one.score for one in Verdict.objects.filter(appraisal=ground.first).order_by("pk")] == [
        Decimal(85), Decimal("68.33")
    ]  # fmt: skip
    assert happened("panel.")[1:] == ["panel.closed", "panel.reopened", "panel.closed"]


def test_results_are_handed_on_frozen_or_as_they_stand(ground: Ground, cast: Cast, asked: Asked) -> None:
    given(ground, 20, 18, 13)
    first, second, _ = (one.entry for one in ground.appraisals)
    before = result_of([first.pk, second.pk, 0])
    closing.close(ground.panel, actor=cast.lan)
    # The unit sends anew: the same thing in a new version.
    later = entries_of(asked, cast.school, 1, same_as=first)[0]

    assert before == {first.pk: Result(Decimal(85), "Khá", closed=False), second.pk: Result(None, "", closed=False)}
    assert result_of([later.pk, second.pk]) == {
        later.pk: Result(Decimal(85), "Khá", closed=True), second.pk: Result(None, "", closed=True)
    }  # fmt: skip


def test_an_entry_is_before_one_working_panel_and_may_go_on_to_a_second_round(ground: Ground, cast: Cast) -> None:
    other = panel_of(ground.panel.campaign, "Tổ chung khảo")
    first = ground.first.entry_id
    refused = opening.open_appraisals(other, [first], actor=cast.lan)
    given(ground, 20)
    closing.close(ground.panel, actor=cast.lan)
    taken = opening.open_appraisals(other, [first], actor=cast.lan)

    assert [(one.opened, one.already) for one in (refused, taken)] == [(0, 1), (1, 0)]
    assert result_of([first])[first] == Result(Decimal(100), "Tốt", closed=True)
    assert [one.pk for one in opening.candidates(other)] == [one.entry_id for one in ground.appraisals[1:]]


def test_another_rubric_only_before_the_first_sheet(ground: Ground, cast: Cast) -> None:
    other = rubrics.keep_rubric(
        cast.district, rubrics.rules_for(ground.panel.rubric), title="Khác", source="", before=None, actor=cast.lan
    )
    changed = panels.change_panel(ground.panel, Setting("Tổ 1", other), actor=cast.lan)
    given(Ground(changed, ground.appraisals, ground.appraisers), 10)

    with pytest.raises(CannotAppraiseError, match="không đổi được bộ tiêu chí"):
        panels.change_panel(changed, Setting("Tổ 1", ground.panel.rubric), actor=cast.lan)
    with pytest.raises(CannotAppraiseError, match="đã có tổ tên"):
        panels.make_panel(changed.campaign, Setting("Tổ 1", other), actor=cast.lan)


def test_a_stranger_to_the_panel_and_an_entry_taken_out_have_no_score(ground: Ground, cast: Cast) -> None:
    elsewhere = panels.name_appraiser(panel_of(ground.panel.campaign, "Tổ khác"), cast.thu, actor=cast.lan)
    with pytest.raises(CannotAppraiseError, match="không thuộc tổ"):
        scoring.give(ground.first, all_alike(ground.panel, 1), appraiser=elsewhere, actor=cast.thu)
    opening.withdraw(ground.first, reason="Đơn vị xin rút", actor=cast.lan)

    with pytest.raises(CannotAppraiseError, match="đưa ra khỏi danh sách"):
        given(ground, 1)
