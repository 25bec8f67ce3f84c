"""Paper score sheets: printed blank, and typed in a table at a time for the appraiser who filled them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kheo.awards.appraisal import scoring
from kheo.awards.appraisal.conflicts import conflicts_of
from kheo.awards.appraisal.models import Appraisal, Appraiser, Score
from kheo.awards.appraisal.panels import CannotAppraiseError
from kheo.awards.appraisal.scoring import Sheet, merged
from kheo.web.answering import page
from kheo.web.appraisal.inputs import PointsForm, written_on
from kheo.web.appraisal.seats import Seat, seat_at
from kheo.web.rights import person

SIZE = 15
_MOST_PRINTED = 500


@dataclass(frozen=True)
class Typed:
    """One row of the table; `form` None: it cannot be typed in, and `why`."""

    appraisal: Appraisal
    form: PointsForm | None
    standing: Score | None
    why: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: HttpRequest, number: int) -> HttpResponse:
    """A page of entries × criteria for one appraiser; rows left empty stay as they are."""
    seat = seat_at(request, number, to_write=True)
    named = list(Appraiser.objects.filter(panel=seat.panel, ended_at=None).select_related("user", "panel"))
    asked = request.POST.get("appraiser") or request.GET.get("appraiser", "")
    chosen = next((one for one in named if str(one.pk) == asked), None)
    start = _start(request.POST.get("from") or request.GET.get("from", ""))
    context = {"seat": seat, "named": named, "chosen": chosen, "from": start, "total": 0}
    if chosen:
        rows = _rows(request, seat, chosen, start)
        if request.method == "POST" and _kept(request, chosen, rows):
            total = seat.standing().count()
            following = start + SIZE if "next" in request.POST and start + SIZE < total else start
            return redirect(f"{reverse('panel-paper', args=[number])}?appraiser={chosen.pk}&from={following}")
        total = seat.standing().count()
        later = start + SIZE if start + SIZE < total else None
        context |= {"rows": rows, "total": total, "last": start + len(rows), "later": later, "size": SIZE}
    return page(request, "appraisal/paper.html", context)


def blank(request: HttpRequest, number: int) -> HttpResponse:
    """Entries and criteria with empty boxes, to print and fill by hand."""
    seat = seat_at(request, number)
    rows = list(seat.standing().order_by("pk").select_related("entry__unit")[:_MOST_PRINTED])
    return page(request, "appraisal/blank.html", {"seat": seat, "rows": rows})


def _start(typed: str) -> int:
    asked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    return asked - asked % SIZE


def _rows(request: HttpRequest, seat: Seat, chosen: Appraiser, start: int) -> list[Typed]:
    rows = list(seat.standing().order_by("pk").select_related("entry__unit", "panel")[start : start + SIZE])
    scores = Score.objects.filter(appraisal__in=rows, appraiser=chosen, current=True)
    standing = {one.appraisal_id: one for one in scores}
    seen = seat.open_to([one.pk for one in rows])
    tied = conflicts_of(seat.panel.pk, chosen.user_id)
    data = request.POST if request.method == "POST" else None
    found = []
    for one in rows:
        why = "Có xung đột lợi ích" if one.pk in tied else ""
        if one.pk not in seen and chosen != seat.appraiser:
            why = "Phiếu của chính bạn chưa xong"
        initial = written_on(standing.get(one.pk))
        form = None if why else PointsForm(data, prefix=str(one.pk), initial=initial, rules=seat.rules)
        found.append(Typed(one, form, standing.get(one.pk), why))
    return found


def _kept(request: HttpRequest, chosen: Appraiser, rows: list[Typed]) -> bool:
    """Keep every row that says something new; False where one of them is wrong, which is told beside it."""
    changed = [row for row in rows if row.form is not None and row.form.has_changed()]
    # Every row is looked at, so that all that is wrong is marked at once.
    wrong = [row for row in changed if row.form and not row.form.is_valid()]
    if wrong:
        messages.error(request, "Có ô chưa đúng, được đánh dấu bên dưới; các dòng chưa được lưu.")
        return False
    actor, kept = person(request), 0
    for row in changed:
        if row.form is None:
            continue
        try:
            sheet = merged(Sheet(row.form.points), row.standing)
            scoring.give(row.appraisal, sheet, appraiser=chosen, actor=actor)
        except CannotAppraiseError as error:
            messages.error(request, f"{row.appraisal.entry.title[:60]}: {error}")
            return False
        kept += 1
    messages.success(request, f"Đã lưu {kept} phiếu của {chosen}.")
    return True
