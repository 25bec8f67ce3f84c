"""The office's catalogue of awards, its dated coefficients and base wages; samples to copy from."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.catalogue import shipped
from kheo.awards.catalogue.keeping import CannotKeepError, add_coefficient, add_wage, adopt, keep, shelve, strike
from kheo.awards.catalogue.models import Award, BaseWage
from kheo.units import access
from kheo.units.models import Unit
from kheo.web.answering import page
from kheo.web.awards.inputs import AwardForm, Rate, Wage
from kheo.web.awards.seeing import SEE, WRITE, back, need_sight, offices
from kheo.web.navigation import memberships
from kheo.web.rights import need, person, seen


def catalogue(request: HttpRequest) -> HttpResponse:
    need_sight(request)
    return _shown(request, Wage())


@require_POST
def adoption(request: HttpRequest) -> HttpResponse:
    """A sample copied in."""
    office = _office(request)
    code = request.POST.get("code", "")
    if code not in shipped.samples():
        raise Http404
    try:
        made = adopt(code, office=office, actor=person(request))
    except CannotKeepError as error:
        messages.error(request, str(error))
        return redirect("awards-catalogue")
    return back(request, f"Đã chép “{made.name}”; hãy soát lại trước khi dùng.", "awards-award", made.pk)


@require_POST
def wage(request: HttpRequest) -> HttpResponse:
    """One entered, or one struck out or counted again."""
    office = _office(request)
    if "number" in request.POST:
        number = request.POST["number"]
        one = seen(BaseWage.objects.filter(unit=office), pk=number if number.isdecimal() else 0)
        strike(one, struck=one.withdrawn_at is None, actor=person(request))
        return back(request, "Đã sửa bảng mức lương cơ sở.", "awards-catalogue")
    form = Wage(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    add_wage(office, **form.cleaned_data, actor=person(request))
    return back(request, "Đã thêm mức lương cơ sở.", "awards-catalogue")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    one = Award(unit=_office(request))
    return _written(request, one)


@require_http_methods(["GET", "HEAD", "POST"])
def award(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    if request.method == "POST":
        need(request, WRITE, one.unit)
    return _written(request, one)


@require_POST
def shelf(request: HttpRequest, number: int) -> HttpResponse:
    """Offered no more, or again."""
    one = _found(request, number, WRITE)
    shelve(one, retired=one.retired_at is None, actor=person(request))
    return back(request, "Đã lưu.", "awards-award", one.pk)


@require_POST
def rate(request: HttpRequest, number: int) -> HttpResponse:
    """A coefficient entered, or one struck out or counted again."""
    one = _found(request, number, WRITE)
    if "number" in request.POST:
        asked = request.POST["number"]
        line = seen(one.coefficients.all(), pk=asked if asked.isdecimal() else 0)
        strike(line, struck=line.withdrawn_at is None, actor=person(request))
        return back(request, "Đã sửa bảng hệ số.", "awards-award", one.pk)
    form = Rate(request.POST)
    if form.is_valid():
        try:
            add_coefficient(one, **form.cleaned_data, actor=person(request))
        except CannotKeepError as error:
            form.add_error(None, str(error))
        else:
            return back(request, "Đã thêm hệ số.", "awards-award", one.pk)
    return _page(request, one, AwardForm(instance=one), form)


def _found(request: HttpRequest, number: int, verb: str = SEE) -> Award:
    """Of an office whose awards the person sees (else 404), and may do this to (else 403)."""
    need_sight(request)
    one = seen(Award.objects.select_related("unit").filter(unit__in=offices(request, SEE)), pk=number)
    need(request, verb, one.unit)
    return one


def _office(request: HttpRequest) -> Unit:
    """The node whose catalogue the person keeps. Raises PermissionDenied where there is none."""
    nodes = offices(request, WRITE)
    if not nodes:
        held = memberships(request)
        said = access.explain(request.user, WRITE, held[0].unit) if held else ""
        raise PermissionDenied(said or "Vai trò của bạn không được sửa danh mục khen thưởng.")
    return nodes[0]


def _shown(request: HttpRequest, form: Wage) -> HttpResponse:
    nodes = offices(request, SEE)
    awards = list(Award.objects.filter(unit__in=nodes).order_by("retired_at", "form", "position", "pk"))
    held = {one.code for one in awards}
    context = {
        "awards": awards,
        "levels": shipped.levels(),
        "samples": [one for one in shipped.samples().values() if one.code not in held],
        "shipped": shipped.wages(),
        "wages": BaseWage.objects.filter(unit__in=nodes).order_by("-since", "-pk"),
        "form": form,
        "may_keep": bool(offices(request, WRITE)),
    }
    return page(request, "awards/catalogue.html", context)


def _written(request: HttpRequest, one: Award) -> HttpResponse:
    form = AwardForm(request.POST or None, instance=one)
    if form.is_bound and form.is_valid():
        try:
            kept = keep(form.save(commit=False), changed=form.changed_data, actor=person(request))
        except CannotKeepError as error:
            form.add_error(None, str(error))
        else:
            return back(request, f"{kept.name}: đã lưu.", "awards-award", kept.pk)
    return _page(request, one, form, Rate())


def _page(request: HttpRequest, one: Award, form: AwardForm, rate_form: Rate) -> HttpResponse:
    context = {
        "one": one,
        "form": form,
        "rate_form": rate_form,
        "rates": one.coefficients.all() if one.pk else [],
        "may_keep": one.pk is None or access.may(request.user, WRITE, one.unit),
    }
    return page(request, "awards/award.html", context)
