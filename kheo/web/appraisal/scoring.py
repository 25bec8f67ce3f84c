"""One entry before one appraiser: what it says, what to look at twice, the sheet of points, save and next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kheo.awards.appraisal import scoring
from kheo.awards.appraisal.conflicts import conflict_of
from kheo.awards.appraisal.models import Appraisal, Score
from kheo.awards.appraisal.panels import CannotAppraiseError
from kheo.awards.appraisal.reckoning import counted_scores
from kheo.awards.appraisal.rules import missing, said
from kheo.awards.appraisal.substance import remarks_on
from kheo.records.models import Outcome
from kheo.web.answering import page
from kheo.web.appraisal.inputs import ReasonForm, SheetForm, written_on
from kheo.web.appraisal.seats import Seat, seat_of
from kheo.web.rights import person

_FACTS = (
    ("person_name", "Họ và tên"),
    ("job", "Chức vụ, đơn vị công tác"),
    ("place", "Địa điểm"),
    ("time", "Thời gian"),
    ("need", "Sự cần thiết"),
    ("goals", "Mục tiêu"),
    ("resources", "Nguồn lực"),
)


@dataclass(frozen=True)
class Field:
    """A criterion's box, and what the unit gave itself there."""

    box: Any
    own: str


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    seat, one = seat_of(request, number)
    standing = scoring.current_score(one, seat.appraiser) if seat.appraiser else None
    initial = written_on(standing)
    form = SheetForm(request.POST or None, initial=initial, rules=seat.rules, focused=not initial)
    if request.method == "POST" and seat.appraiser and form.is_valid():
        try:
            kept = scoring.give(one, form.sheet, appraiser=seat.appraiser, actor=person(request))
        except CannotAppraiseError as error:
            form.add_error(None, str(error))
        else:
            return _on(request, seat, one, kept)
    tie = conflict_of(one, seat.appraiser.user_id) if seat.appraiser else ""
    context = _about(seat, one) | {
        "form": form, "standing": standing, "tie": tie, "reason": ReasonForm(),
        "writable": bool(seat.appraiser and seat.works and not tie and one.withdrawn_at is None),
        "versions": _versions(one, seat),
    }  # fmt: skip
    context["fields"] = [Field(box, context["own_points"].get(box.name[2:], "")) for box in form.of_criteria()]
    return page(request, "appraisal/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: int) -> HttpResponse:
    """The unit's score of itself, typed in by the office from the unit's paper."""
    seat, one = seat_of(request, number, to_write=True)
    form = SheetForm(request.POST or None, initial=written_on(scoring.current_score(one, None)), rules=seat.rules)
    if request.method == "POST" and form.is_valid():
        try:
            scoring.give_own(one, form.sheet, actor=person(request))
        except CannotAppraiseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi điểm tự chấm của đơn vị.")
            return redirect("score", one.pk)
    context = {"seat": seat, "one": one, "form": form, "fields": [Field(box, "") for box in form.of_criteria()]}
    return page(request, "appraisal/own_score.html", context)


def _on(request: HttpRequest, seat: Seat, one: Appraisal, kept: Score) -> HttpResponse:
    """Where saving leads: to the next sheet, or back to this one."""
    left = len(missing(kept.points, seat.rules))
    if left:
        messages.warning(request, f"Đã lưu; còn {left} tiêu chí chưa chấm nên phiếu chưa tính.")
        return redirect("score", one.pk)
    messages.success(request, f"Đã lưu: {said(kept.total)} điểm – {one.entry.title[:80]}")
    following = seat.next_after(one.pk) if "next" in request.POST else one.pk
    if following is None:
        messages.success(request, "Bạn đã chấm xong mọi mô hình của tổ.")
        return redirect("panel", seat.panel.pk)
    return redirect("score", following)


def _about(seat: Seat, one: Appraisal) -> dict[str, Any]:
    outcomes = list(Outcome.objects.filter(entry=one.entry_id, current=True).order_by("pk"))
    unit_score = scoring.current_score(one, None)
    open_now = bool(seat.open_to([one.pk]))
    scores = counted_scores([one]).get(one.pk, []) if open_now else []
    return {
        "seat": seat,
        "one": one,
        "facts": [(label, value) for name, label in _FACTS if (value := getattr(one.entry, name).strip())],
        "outcomes": outcomes,
        "remarks": remarks_on(one.entry, outcomes),
        "unit_score": unit_score if unit_score and unit_score.state == Score.State.SCORED else None,
        "own_points": {code: given.replace(".", ",") for code, given in unit_score.points.items()}
        if unit_score
        else {},
        "open_now": open_now,
        "scores": _beside(scores, seat),
    }


def _beside(scores: Sequence[Score], seat: Seat) -> list[tuple[Score, list[str]]]:
    """Each sheet with its points in the order of the criteria."""
    codes = [one.code for one in seat.rules.criteria]
    return [(score, [score.points.get(code, "").replace(".", ",") for code in codes]) for score in scores]


def _versions(one: Appraisal, seat: Seat) -> list[Score]:
    """The person's own sheets, the newest first; those of others are nobody's to leaf through here."""
    if seat.appraiser is None:
        return []
    return list(
        Score.objects.filter(appraisal=one, appraiser=seat.appraiser)
        .select_related("entered_by")
        .order_by("-version")[:20]
    )
