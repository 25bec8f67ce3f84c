"""Sheets of points: each change is a new version, the ones before stay; nothing is changed once the panel is closed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kheo.awards.appraisal.conflicts import conflict_of
from kheo.awards.appraisal.models import Appraisal, Appraiser, Panel, Score
from kheo.awards.appraisal.panels import CannotAppraiseError, locked
from kheo.awards.appraisal.reckoning import reckon
from kheo.awards.appraisal.rules import missing, names_of, plain, point_faults, rules_of
from kheo.awards.appraisal.weighing import total_of
from kheo.journal.book import note

_State = Score.State


@dataclass(frozen=True)
class Sheet:
    """What one person puts on a sheet; criteria without points may be left for later."""

    points: Mapping[str, Decimal]
    remark: str = ""
    site_note: str = ""


@transaction.atomic
def give(appraisal: Appraisal, sheet: Sheet, *, appraiser: Appraiser, actor: User) -> Score:
    """The appraiser's sheet, complete or begun. Raises CannotAppraiseError: closed, no member, tied, wrong points.

    `actor` differs from the appraiser where a paper sheet is typed in.
    """
    panel = _open_to(appraisal, appraiser)
    return _write(panel, appraisal, appraiser, _drawn(panel, sheet), actor)


@transaction.atomic
def give_own(appraisal: Appraisal, sheet: Sheet, *, actor: User) -> Score:
    """The unit's score of itself (tự chấm), as its paper says; shown beside the others and never counted."""
    panel = _standing(appraisal)
    return _write(panel, appraisal, None, _drawn(panel, sheet), actor)


@transaction.atomic
def abstain(appraisal: Appraisal, *, reason: str, appraiser: Appraiser, actor: User) -> Score:
    """No score from this person for this entry, and why; a sheet given before stays in the earlier versions."""
    if not reason.strip():
        raise CannotAppraiseError("Ghi lý do không chấm.")
    panel = _open_to(appraisal, appraiser)
    drawn = Score(state=_State.ABSTAINED, reason=reason.strip())
    return _write(panel, appraisal, appraiser, drawn, actor)


@transaction.atomic
def withdraw_score(score: Score, *, actor: User) -> Score:
    """As if nothing were in from this person, until it is restored or scored anew."""
    panel = _open_to(score.appraisal, score.appraiser)
    standing = _current(score)
    if standing is None or standing.state == _State.WITHDRAWN:
        raise CannotAppraiseError("Không có phiếu nào để rút.")
    return _write(panel, score.appraisal, score.appraiser, Score(state=_State.WITHDRAWN), actor)


@transaction.atomic
def restore_score(score: Score, *, actor: User) -> Score:
    """What stood before it was withdrawn, as a new version."""
    panel = _open_to(score.appraisal, score.appraiser)
    standing = _current(score)
    if standing is None or standing.state != _State.WITHDRAWN:
        raise CannotAppraiseError("Phiếu này không bị rút.")
    versions = Score.objects.filter(appraisal=score.appraisal_id, appraiser=score.appraiser_id)
    before = versions.exclude(state=_State.WITHDRAWN).order_by("-version")[0]
    return _write(panel, score.appraisal, score.appraiser, before, actor)


def current_score(appraisal: Appraisal, appraiser: Appraiser | None) -> Score | None:
    """The version that stands, whatever its state."""
    return Score.objects.filter(appraisal=appraisal, appraiser=appraiser, current=True).first()


def _open_to(appraisal: Appraisal, appraiser: Appraiser | None) -> Panel:
    panel = _standing(appraisal)
    if appraiser is None:
        return panel
    if appraiser.panel_id != panel.pk or not Appraiser.objects.filter(pk=appraiser.pk, ended_at=None).exists():
        raise CannotAppraiseError("Người này không thuộc tổ thẩm định.")
    if reason := conflict_of(appraisal, appraiser.user_id):
        raise CannotAppraiseError(f"Không chấm được vì có xung đột lợi ích: {reason}")
    return panel


def _standing(appraisal: Appraisal) -> Panel:
    panel = locked(appraisal.panel)
    if not Appraisal.objects.standing().filter(pk=appraisal.pk).exists():
        raise CannotAppraiseError("Mô hình này đã được đưa ra khỏi danh sách thẩm định.")
    return panel


def _drawn(panel: Panel, sheet: Sheet) -> Score:
    rules = rules_of(panel.rubric.content)
    points = {one.code: sheet.points[one.code] for one in rules.criteria if one.code in sheet.points}
    if wrong := point_faults(points, rules):
        raise CannotAppraiseError(f"{names_of(wrong, rules)[0]}: {next(iter(wrong.values()))}")
    whole = not missing(points, rules)
    return Score(
        state=_State.SCORED if whole else _State.BEGUN,
        points={code: plain(given) for code, given in points.items()},
        total=total_of(points, rules) if whole else None,
        remark=sheet.remark.strip(),
        site_note=sheet.site_note.strip(),
    )


def _write(panel: Panel, appraisal: Appraisal, appraiser: Appraiser | None, drawn: Score, actor: User) -> Score:
    """A new version instead of the one that stands; the same again writes nothing."""
    versions = Score.objects.filter(appraisal=appraisal, appraiser=appraiser)
    standing = versions.filter(current=True).first()
    if standing is not None and _said(standing) == _said(drawn):
        return standing
    versions.filter(current=True).update(current=False)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    made = Score.objects.create(
        panel=panel,
        appraisal=appraisal,
        appraiser=appraiser,
        version=last + 1,
        given_at=timezone.now(),
        entered_by=actor,
        **_said(drawn),
    )
    if appraiser is not None:
        reckon(panel, [appraisal.pk])
    # Points are not in the journal: others read it, and are blind till their own score is in.
    said = {"appraisal": appraisal.pk, "appraiser": appraiser.pk if appraiser else None, "version": made.version}
    note(f"score.{_HAPPENED[made.state]}", made, actor=actor, panel=panel.pk, **said)
    return made


_HAPPENED: dict[str, str] = {
    _State.BEGUN: "begun",
    _State.SCORED: "given",
    _State.ABSTAINED: "abstained",
    _State.WITHDRAWN: "withdrawn",
}


def _said(score: Score) -> dict[str, object]:
    names = ("state", "points", "total", "reason", "remark", "site_note")
    return {name: getattr(score, name) for name in names}


def _current(score: Score) -> Score | None:
    return Score.objects.filter(appraisal=score.appraisal_id, appraiser=score.appraiser_id, current=True).first()


def merged(sheet: Sheet, before: Score | None) -> Sheet:
    """A sheet that says nothing of remarks keeps those there are: quick entry has points only."""
    return replace(sheet, remark=before.remark, site_note=before.site_note) if before else sheet
