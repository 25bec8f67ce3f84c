"""All scores in one table, the results in the order of places, and these as .xlsx; only inside the panel."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kheo.awards.appraisal.models import Appraisal, Appraiser, Score
from kheo.awards.appraisal.results import places
from kheo.awards.appraisal.rules import names_of
from kheo.web.answering import download, page
from kheo.web.appraisal.exporting import results_file
from kheo.web.appraisal.seats import Seat, seat_at
from kheo.web.paging import page_of

BLIND = "Phiếu của bạn chưa xong nên chưa xem được."


@dataclass(frozen=True)
class Row:
    """One entry over all appraisers; `cells` None: the person is blind to it still."""

    appraisal: Appraisal
    cells: Sequence[tuple[Appraiser, Score | None]] | None


@dataclass(frozen=True)
class Placed:
    """`shared`: others have the same place after every tie-break."""

    appraisal: Appraisal
    place: int | None
    shared: bool
    class_name: str
    own: Decimal | None
    few: bool


def table(request: HttpRequest, number: int) -> HttpResponse:
    seat = seat_at(request, number)
    rows = Appraisal.objects.select_related("entry__unit")
    found = page_of(seat.standing().order_by("pk"), rows, request.GET.get("page"))
    named = list(Appraiser.objects.filter(panel=seat.panel, ended_at=None).select_related("user").order_by("pk"))
    context = {"seat": seat, "page": found, "named": named, "rows": _rows(seat, found.rows, named), "blind": BLIND}
    return page(request, "appraisal/table.html", context)


def results(request: HttpRequest, number: int) -> HttpResponse:
    seat = seat_at(request, number)
    context: dict[str, object] = {"seat": seat, "ties": names_of(seat.rules.ties, seat.rules)}
    if seat.sees_results:
        rows = Appraisal.objects.select_related("entry__unit")
        found = page_of(seat.standing().order_by("-rank_key", "pk"), rows, request.GET.get("page"))
        context |= {"page": found, "rows": placed(seat, found.rows), "classes": _counted(seat)}
    return page(request, "appraisal/results.html", context)


def file(request: HttpRequest, number: int) -> HttpResponse:
    seat = seat_at(request, number)
    if not seat.sees_results:
        raise PermissionDenied("Chấm xong các phiếu còn lại thì xem được kết quả của tổ.")
    rows = list(seat.standing().order_by("-rank_key", "pk").select_related("entry__unit"))
    return download(results_file(seat, placed(seat, rows)), f"ket-qua-{number}-{timezone.localdate():%Y-%m-%d}.xlsx")


def placed(seat: Seat, rows: Sequence[Appraisal]) -> list[Placed]:
    """Rows in the order of places, with their places (three queries)."""
    found = places(seat.panel, rows)
    shared = set(_shared(seat, rows))
    own = Score.objects.filter(appraisal__in=rows, appraiser=None, current=True).values_list("appraisal", "total")
    own_totals = dict(own)
    names = {one.code: one.name for one in seat.rules.classes}
    return [
        Placed(
            one,
            found.get(one.pk),
            one.rank_key in shared,
            names.get(one.class_code, ""),
            own_totals.get(one.pk),
            one.counted < seat.panel.least,
        )
        for one in rows
    ]


def _shared(seat: Seat, rows: Sequence[Appraisal]) -> list[str]:
    """Which of the keys of this page more than one entry has: inside the page, or at its edges with the next ones."""
    keys = [one.rank_key for one in rows if one.rank_key]
    inside = [key for key, other in pairwise(keys) if key == other]
    if not keys:
        return []
    edges = seat.standing().filter(rank_key__in={keys[0], keys[-1]}).exclude(pk__in=[one.pk for one in rows])
    return [*inside, *edges.order_by().values_list("rank_key", flat=True)[:2]]


def _rows(seat: Seat, rows: Sequence[Appraisal], named: Sequence[Appraiser]) -> list[Row]:
    pks = [one.pk for one in rows]
    seen = seat.open_to(pks)
    cells: dict[int, dict[int, Score]] = defaultdict(dict)
    for score in Score.objects.filter(appraisal__in=seen, appraiser__in=named, current=True):
        cells[score.appraisal_id][score.appraiser_id or 0] = score
    return [Row(one, [(who, cells[one.pk].get(who.pk)) for who in named] if one.pk in seen else None) for one in rows]


def _counted(seat: Seat) -> list[tuple[str, int]]:
    """Each class with how many reached it, the best first; then those that reached none, and those without a score."""
    rows = seat.standing()
    classes = [(one.name, rows.filter(class_code=one.code).count()) for one in seat.rules.classes]
    below = rows.filter(class_code="", score__isnull=False).count()
    return [*classes, ("Chưa đạt mức nào", below), ("Chưa có điểm", rows.filter(score=None).count())]
