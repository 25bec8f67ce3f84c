"""The lists of earlier years, one list on one page, and a noun for each thing done about it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.intake.earlier import mending, taking
from kheo.intake.earlier.arriving import arrive, read
from kheo.intake.earlier.judging import MOST_SHOWN, judge
from kheo.intake.earlier.models import EarlierList
from kheo.journal import vault
from kheo.records.models import Entry, Outcome
from kheo.units import access
from kheo.units.models import Unit
from kheo.web.answering import download, extension, page
from kheo.web.earlier.inputs import Upload, choices, columns_of, mended_of
from kheo.web.earlier.preview import preview_of
from kheo.web.navigation import memberships
from kheo.web.paging import page_of
from kheo.web.rights import need, person, seen

VERB = "campaign.write"


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    offices = _offices(request)
    files = request.FILES if request.method == "POST" else None
    form = Upload(request.POST or None, files, offices=offices, this_year=timezone.localdate().year)
    if request.method == "POST" and form.is_valid():
        file, said = form.cleaned_data["file"], form.cleaned_data
        found, new = arrive(
            file.read(), filename=file.name or "", office=said["office"], year=said["year"], actor=person(request)
        )
        if not new:
            messages.info(request, "Tệp này đã được đưa vào cho năm ấy trước đó; đây là danh sách cũ.")
        return redirect("earlier-list", found.pk)
    rows = EarlierList.objects.filter(office__in=offices).order_by("-uploaded_at", "-pk")
    shown = EarlierList.objects.select_related("office", "uploaded_by", "campaign").defer("book", "mends")
    context = {"form": form, "page": page_of(rows, shown, request.GET.get("page")), "several": len(offices) > 1}
    return page(request, "earlier/lists.html", context)


def one_list(request: HttpRequest, number: int) -> HttpResponse:
    found = _found(request, number)
    read(found)
    return _shown(request, found)


@require_POST
def columns(request: HttpRequest, number: int) -> HttpResponse:
    return _done(
        request,
        number,
        lambda one: mending.map_columns(one, columns_of(request.POST), actor=person(request)),
        "Đã ghi nghĩa của các cột; tệp sau có cùng tiêu đề sẽ được điền sẵn như vậy.",
    )


@require_POST
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Another table, or another row for the headings (counted from 1, as people count)."""
    table, row = (request.POST.get(name, "") for name in ("table", "row"))
    if not (table.isascii() and table.isdigit() and row.isascii() and row.isdigit()):
        messages.error(request, "Hãy ghi số dòng của tiêu đề cột.")
        return redirect("earlier-list", number)
    return _done(
        request,
        number,
        lambda one: mending.turn_to(one, table=int(table), row=int(row) - 1, actor=person(request)),
        "Đã đọc lại theo chỗ tiêu đề mới.",
    )


@require_POST
def mends(request: HttpRequest, number: int) -> HttpResponse:
    found = _found(request, number)
    said = mended_of(request.POST, found.office)
    for why in said.wrong:
        messages.error(request, why)
    if not said:
        if not said.wrong:
            messages.info(request, "Chưa có chỗ nào được sửa.")
        return redirect("earlier-list", number)

    def do(one: EarlierList) -> None:
        mending.mend(
            one,
            units=said.units,
            cells=said.cells,
            left_out=said.left_out,
            taken_in=said.taken_in,
            actor=person(request),
        )

    return _done(request, number, do, "Đã ghi các chỗ sửa.")


@require_POST
def rehearsal(request: HttpRequest, number: int) -> HttpResponse:
    """What taking would write, counted; the page with the figures and the button that takes it."""
    found = _found(request, number)
    try:
        written = taking.rehearse(found, actor=person(request))
    except taking.NotReady as why:
        messages.error(request, str(why))
        return redirect("earlier-list", number)
    return _shown(request, found, written)


@require_POST
def record(request: HttpRequest, number: int) -> HttpResponse:
    return _done(request, number, lambda one: taking.take(one, actor=person(request)), "Đã ghi nhận danh sách.")


@require_POST
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    said = "Đã hoàn tác: những gì danh sách này ghi đã thôi có hiệu lực."
    return _done(request, number, lambda one: taking.take_back(one, actor=person(request)), said)


def original(request: HttpRequest, number: int) -> HttpResponse:
    """The bytes as they came, for saving only, under a name of ours."""
    found = _found(request, number)
    return download(vault.read(found.original), f"danh-sach-{found.year}-{found.pk}{extension(found.filename)}")


def _shown(request: HttpRequest, found: EarlierList, written: taking.Written | None = None) -> HttpResponse:
    judgement = judge(found)
    context = {
        "one": found,
        "preview": preview_of(found),
        "judgement": judgement,
        "unknown": judgement.unknown[:MOST_SHOWN],
        "faults": judgement.faults[:MOST_SHOWN],
        "left_out": judgement.left_out[:MOST_SHOWN],
        "units": len({unit.pk for _, unit in judgement.lines}),
        "choices": choices(),
        "written": written,
        "subjects": _said(Entry.Subject.choices, written.subjects) if written else [],
        "endings": _said(Outcome.Ending.choices, written.endings) if written else [],
    }
    return page(request, "earlier/list.html", context)


def _said(choices_of: list[tuple[str, str]], counted: object) -> list[tuple[str, int]]:
    numbers = dict(counted) if isinstance(counted, dict) else {}
    return [(label, numbers[code]) for code, label in choices_of if numbers.get(code)]


def _done(request: HttpRequest, number: int, do: Callable[[EarlierList], object], said: str) -> HttpResponse:
    found = _found(request, number)
    try:
        do(found)
    except taking.NotReady as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return redirect("earlier-list", number)


def _found(request: HttpRequest, number: int) -> EarlierList:
    rows = EarlierList.objects.visible_to(person(request))
    found = seen(rows.select_related("office", "original", "whole_unit", "campaign", "taken_by"), pk=number)
    need(request, VERB, found.office)
    return found


def _offices(request: HttpRequest) -> list[Unit]:
    """The nodes the person keeps campaigns for. Raises PermissionDenied where there are none."""
    nodes = [held.unit for held in memberships(request)]
    if person(request).is_superuser:
        return nodes or list(Unit.objects.filter(parent=None).order_by("path")[:20])
    found = [unit for unit in nodes if access.may(request.user, VERB, unit)]
    if not found:
        where = access.explain(request.user, VERB, nodes[0]) if nodes else "Vai trò của bạn không được nhập danh sách."
        raise PermissionDenied(where)
    return found
