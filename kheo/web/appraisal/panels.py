"""Panels of a campaign, one of them as the list of what is to be scored, its setting, the entries before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kheo.awards.appraisal import opening
from kheo.awards.appraisal.models import Appraisal, AppraisalQuerySet, Appraiser, Closure, Panel, Rubric, Score
from kheo.awards.appraisal.panels import SEE, WRITE, CannotAppraiseError, Setting, change_panel, make_panel
from kheo.awards.appraisal.results import DONE, progress_in, progress_of_all
from kheo.campaigns.models import Campaign
from kheo.office.wording import words
from kheo.records.models import Entry
from kheo.records.searching import matching
from kheo.web.answering import page
from kheo.web.appraisal.happenings import happenings
from kheo.web.appraisal.inputs import AppraiserForm, PanelForm, ReasonForm
from kheo.web.appraisal.seats import Seat, seat_at
from kheo.web.entries.queries import listed
from kheo.web.paging import page_of
from kheo.web.pills import Choice, chosen
from kheo.web.rights import led, need, person, rights_at, seen

_STATES = [("left", "Chưa chấm"), ("done", "Đã chấm")]
_MOST = 100


@dataclass(frozen=True)
class Line:
    """One entry of the list: the person's own sheet, or why there is none."""

    appraisal: Appraisal
    own: Score | None
    tied: bool
    few: bool


def own(request: HttpRequest) -> HttpResponse:
    """Every panel the person sees, with how far they are in those they appraise in."""
    rows = Panel.objects.visible_to(person(request)).filter(withdrawn_at=None).select_related("campaign", "rubric")
    return page(request, "appraisal/own.html", {"panels": _counted(request, rows.order_by("-pk")[:_MOST])})


def of_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = _led(request, slug)
    panels = Panel.objects.filter(campaign=campaign).select_related("campaign", "rubric")
    context = {"campaign": campaign, "rights": rights_at(request, campaign.root), "panels": _counted(request, panels)}
    return page(request, "appraisal/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = _led(request, slug)
    need(request, WRITE, campaign.root)
    offered = _offered(campaign)
    form = PanelForm(request.POST or None, rubrics=offered, areas=list(campaign.areas.all()))
    if request.method == "POST" and form.is_valid():
        try:
            made = make_panel(campaign, _setting(form), actor=person(request))
        except CannotAppraiseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã lập {made.name}. Ghi tên người chấm và chọn mô hình để thẩm định.")
            return redirect("panel", made.pk)
    context = {"campaign": campaign, "form": form, "offered": offered}
    return page(request, "appraisal/setting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, number: int) -> HttpResponse:
    seat = seat_at(request, number, to_write=True)
    panel = seat.panel
    initial = {"name": panel.name, "rubric": panel.rubric_id, "least": panel.least, "areas": panel.areas.all()}
    offered = _offered(panel.campaign, panel.rubric)
    form = PanelForm(request.POST or None, initial=initial, rubrics=offered, areas=list(panel.campaign.areas.all()))
    if request.method == "POST" and form.is_valid():
        try:
            change_panel(panel, _setting(form), actor=person(request))
        except CannotAppraiseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu.")
            return redirect("panel", panel.pk)
    context = {"campaign": panel.campaign, "seat": seat, "form": form, "offered": offered, "reason": ReasonForm()}
    return page(request, "appraisal/setting.html", context)


def panel(request: HttpRequest, number: int) -> HttpResponse:
    """The list of entries with one's own progress; for who runs the panel, everybody's."""
    seat = seat_at(request, number)
    state = chosen(request.GET, "state", _STATES) if seat.appraiser else ""
    text = request.GET.get("q", "").strip()[:200]
    found = page_of(_listed(seat, state, text), _with_entries(), request.GET.get("page"))
    runs = bool(seat.rights.get(SEE.replace(".", "_")))
    named = progress_of_all(seat.panel, list(seat.panel.appraisers.select_related("user"))) if runs else []
    if runs and seat.appraiser:
        seat.progress = dict(named)[seat.appraiser]
    context = {
        "seat": seat,
        "page": found,
        "lines": _lines(seat, found.rows),
        "state": Choice("state", "Phiếu của tôi", _STATES, state),
        "text": text,
        "next": seat.left().values_list("pk", flat=True).first() if seat.appraiser and seat.works else None,
        "named": named,
        "form": AppraiserForm(),
        "happenings": happenings(seat.panel) if runs else [],
    }
    return page(request, "appraisal/panel.html", context, part="appraisal/_entries.html")


@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: HttpRequest, number: int) -> HttpResponse:
    """Entries that could come before the panel, for choosing; those taken out of it, for putting back."""
    seat = seat_at(request, number, to_write=True)
    text = request.GET.get("q", "").strip()[:200]
    rows = matching(opening.candidates(seat.panel), text)
    if request.method == "POST":
        picked = [int(one) for one in request.POST.getlist("entry") if one.isascii() and one.isdigit()]
        chosen_ones = list(rows.values_list("pk", flat=True)) if "all" in request.POST else picked
        try:
            opened = opening.open_appraisals(seat.panel, chosen_ones, actor=person(request))
        except CannotAppraiseError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã đưa {opened.opened} mô hình, điển hình vào thẩm định.")
            return redirect("panel", seat.panel.pk)
    ordered = rows.order_by("unit__path", "position", "pk")
    found = page_of(ordered, listed(Entry.objects.all()), request.GET.get("page"))
    gone = Appraisal.objects.filter(panel=seat.panel).exclude(withdrawn_at=None).select_related("entry__unit")
    context = {"seat": seat, "page": found, "text": text, "gone": list(gone.order_by("-withdrawn_at")[:_MOST])}
    return page(request, "appraisal/entries.html", context)


def _led(request: HttpRequest, slug: str) -> Campaign:
    """A campaign whose appraisals the person's role sees: unseen 404, without the verb 403."""
    campaign = seen(led(request), slug=slug)
    need(request, SEE, campaign.root)
    return campaign


def _offered(campaign: Campaign, own: Rubric | None = None) -> list[Rubric]:
    """The newest version of each rubric of the campaign's root that is not retired, and the one in use."""
    newest: dict[str, Rubric] = {}
    for one in Rubric.objects.filter(unit=campaign.root, retired_at=None).order_by("version"):
        newest[one.code] = one
    found = list(newest.values())
    return found if own is None or own in found else [own, *found]


def _setting(form: PanelForm) -> Setting:
    said = form.cleaned_data
    return Setting(" ".join(said["name"].split()), said["rubric"], list(said["areas"]), said["least"])


def _counted(request: HttpRequest, panels: Iterable[Panel]) -> list[tuple[Panel, dict[str, object]]]:
    """Each with its entries, its people, whether it is closed, and how far the person is in their own."""
    rows = list(panels)
    pks = [one.pk for one in rows]
    entries = dict(
        Appraisal.objects.standing().filter(panel__in=pks).order_by().values_list("panel").annotate(Count("pk"))
    )
    seats = Appraiser.objects.filter(panel__in=pks, ended_at=None)
    named = dict(seats.order_by().values_list("panel").annotate(Count("pk")))
    mine = {one.panel_id: done for one, done in progress_in(list(seats.filter(user=person(request))))}
    closed = set(Closure.objects.filter(panel__in=pks, reopened_at=None).values_list("panel", flat=True))
    return [
        (
            one,
            {
                "entries": entries.get(one.pk, 0),
                "named": named.get(one.pk, 0),
                "closed": one.pk in closed,
                "progress": mine.get(one.pk),
            },
        )
        for one in rows
    ]


def _listed(seat: Seat, state: str, text: str) -> AppraisalQuerySet:
    rows = seat.standing().order_by("pk")
    if state == "left":
        rows = seat.left()
    elif state == "done":
        rows = rows.filter(scores__appraiser=seat.appraiser, scores__current=True, scores__state__in=DONE)
    for word in words(text).split():
        rows = rows.filter(Q(entry__folded__startswith=word) | Q(entry__folded__contains=f" {word}"))
    return rows


def _with_entries() -> AppraisalQuerySet:
    return Appraisal.objects.select_related("entry__unit", "entry__area").defer(
        "entry__need", "entry__goals", "entry__resources", "entry__folded", "entry__cells"
    )


def _lines(seat: Seat, rows: Sequence[Appraisal]) -> list[Line]:
    scores = Score.objects.filter(appraisal__in=[one.pk for one in rows], appraiser=seat.appraiser, current=True)
    own = {one.appraisal_id: one for one in scores} if seat.appraiser else {}
    least = seat.panel.least
    return [Line(one, own.get(one.pk), one.pk in seat.tied, one.counted < least) for one in rows]
