"""Rubrics: the list, one version with what it was made from, the next version, the shipped sample."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.appraisal.models import Rubric
from kheo.awards.appraisal.panels import SEE, WRITE
from kheo.awards.appraisal.rubrics import bring_back, keep_rubric, retire, shipped, take_shipped
from kheo.awards.appraisal.rules import AVERAGING, ROUNDING, WEIGHING, names_of, rules_of
from kheo.units.access import ROLES
from kheo.units.models import Unit
from kheo.web.answering import page
from kheo.web.appraisal.inputs import RubricForm, rubric_values
from kheo.web.navigation import memberships
from kheo.web.rights import need, person, rights_at, seen


def rubrics(request: HttpRequest) -> HttpResponse:
    nodes = _offices(request, SEE)
    if not nodes:
        raise PermissionDenied("Vai trò của bạn không được xem bộ tiêu chí thẩm định.")
    rows = Rubric.objects.visible_to(person(request)).select_related("unit").annotate(used=Count("panels"))
    newest: dict[tuple[int, str], Rubric] = {}
    for one in rows.order_by("version"):
        newest[one.unit_id, one.code] = one
    taken = {code for _, code in newest}
    offered = [one for one in shipped().values() if one.code not in taken]
    context = {"rubrics": sorted(newest.values(), key=lambda one: (one.retired_at is not None, one.title)),
               "offered": offered, "writes": bool(_offices(request, WRITE))}  # fmt: skip
    return page(request, "appraisal/rubrics.html", context)


def rubric(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    rules = rules_of(one.content)
    context = {
        "one": one,
        "rules": rules,
        "ties": names_of(rules.ties, rules),
        "said": (AVERAGING[rules.averaging], WEIGHING[rules.weighing], ROUNDING[rules.rounding]),
        "versions": list(Rubric.objects.filter(unit=one.unit_id, code=one.code).order_by("-version")),
        "panels": list(one.panels.select_related("campaign").order_by("-pk")[:50]),
        "rights": rights_at(request, one.unit),
    }
    return page(request, "appraisal/rubric.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    nodes = _offices(request, WRITE)
    if not nodes:
        raise PermissionDenied("Vai trò của bạn không được lập bộ tiêu chí thẩm định.")
    return _written(request, nodes[0], None)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    need(request, WRITE, one.unit)
    return _written(request, one.unit, one)


@require_POST
def sample(request: HttpRequest, code: str) -> HttpResponse:
    nodes = _offices(request, WRITE)
    if not nodes:
        raise PermissionDenied("Vai trò của bạn không được lập bộ tiêu chí thẩm định.")
    if code not in shipped():
        raise Http404
    taken = take_shipped(code, unit=nodes[0], actor=person(request))
    messages.success(request, "Đã lấy mẫu tham khảo. Sửa thành bộ tiêu chí của cơ quan trước khi dùng.")
    return redirect("rubric", taken.pk)


@require_POST
def retirement(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    need(request, WRITE, one.unit)
    if one.retired_at is None:
        retire(one, actor=person(request))
        messages.success(request, "Bản này không còn được chọn cho tổ mới.")
    else:
        bring_back(one, actor=person(request))
        messages.success(request, "Bản này được chọn lại.")
    return redirect("rubric", one.pk)


def _written(request: HttpRequest, unit: Unit, before: Rubric | None) -> HttpResponse:
    initial = rubric_values(before) if before else None
    form = RubricForm(request.POST or None, initial=initial, before=rules_of(before.content) if before else None)
    if request.method == "POST" and form.is_valid() and form.rules:
        words = {name: str(form.cleaned_data[name]).strip() for name in ("title", "source")}
        kept = keep_rubric(unit, form.rules, before=before, actor=person(request), **words)
        messages.success(request, f"{kept}: đã lưu.")
        return redirect("rubric", kept.pk)
    return page(request, "appraisal/rubric_form.html", {"form": form, "before": before})


def _found(request: HttpRequest, number: int) -> Rubric:
    return seen(Rubric.objects.visible_to(person(request)).select_related("unit", "made_by"), pk=number)


def _offices(request: HttpRequest, verb: str) -> list[Unit]:
    """The nodes the person's role has this verb at."""
    if person(request).is_superuser:
        return [held.unit for held in memberships(request)] or list(Unit.objects.filter(parent=None)[:1])
    return [held.unit for held in memberships(request) if verb in ROLES[held.role]]
