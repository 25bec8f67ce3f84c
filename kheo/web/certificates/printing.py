"""Printing certificates: one at once, many in the background with progress; printers and how far each is off."""

from decimal import Decimal

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from kheo.journal import vault
from kheo.journal.book import note
from kheo.publishing.certificates import calibration, runs
from kheo.publishing.certificates.faces import NoFaceError
from kheo.publishing.certificates.models import Printer, PrintRun
from kheo.publishing.issuers.models import Issuer
from kheo.web.answering import download, page
from kheo.web.certificates.inputs import Measured, NewPrinter, Print
from kheo.web.certificates.queries import issuers_to_write
from kheo.web.certificates.views import found, sieve_of
from kheo.web.rights import led, need, need_anywhere, person, seen

_A4 = (297.0, 210.0)


def file(request: HttpRequest, number: int) -> HttpResponse:
    """One certificate as PDF; the printer's offset and the mode as the address says."""
    one = found(request, number, "document.see")
    form = Print(request.GET or {"mode": "whole"}, issuers=[one.issuer_id])
    if not form.is_valid():
        messages.error(request, "Hãy chọn lại cách in và máy in.")
        return redirect("certificate", one.pk)
    said = form.cleaned_data
    try:
        pdf = runs.file_of(one, mode=said["mode"], printer=said["printer"])
    except runs.CannotPrintError as error:
        messages.error(request, str(error))
        return redirect("certificate", one.pk)
    return download(pdf, f"{slugify(one.design.title)}-{one.code}.pdf")


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have the certificates of the list, as the address filters it, printed in one file."""
    need_anywhere(request, "document.see", None)
    sieve = sieve_of(request)
    if sieve.campaign is None:
        messages.error(request, "Hãy chọn một đợt thi đua trước khi in.")
        return redirect("certificates")
    campaign = seen(led(request), pk=sieve.campaign.pk)
    need(request, "document.issue", campaign.root)
    form = Print(request.POST, issuers=list(Issuer.objects.filter(unit=campaign.root).values_list("pk", flat=True)))
    if form.is_valid():
        said = form.cleaned_data
        # What is worth nothing any more is printed one by one only, by somebody who wants just that.
        standing = sieve.certificates().filter(withdrawn_at=None, replaced_by=None)
        rows = standing.order_by("pk").only("pk", "design_id")[: runs.MOST + 1]
        try:
            made = runs.ask(campaign, list(rows), mode=said["mode"], printer=said["printer"], actor=person(request))
        except runs.CannotPrintError as error:
            messages.error(request, str(error))
        else:
            if len(made) > 1:
                messages.info(request, f"Danh sách có {len(made)} mẫu nên được in thành {len(made)} tệp.")
            return redirect("printrun", made[0].pk)
    return redirect(f"{reverse('certificates')}?{request.GET.urlencode()}")


def run(request: HttpRequest, number: int) -> HttpResponse:
    one = _run(request, number)
    context = {"one": one, "running": one.original is None and not one.failed, "others": _others(one)}
    return page(request, "certificates/run.html", context, part="certificates/_run.html")


def run_file(request: HttpRequest, number: int) -> HttpResponse:
    one = _run(request, number)
    if one.original is None:
        return redirect("printrun", one.pk)
    return download(vault.read(one.original), f"giay-khen-{one.campaign.slug}-{one.pk}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def printers(request: HttpRequest) -> HttpResponse:
    need_anywhere(request, "document.see", None)
    issuers = issuers_to_write(request)
    if request.method == "POST":
        need_anywhere(request, "issuer.write", None)
    form = NewPrinter(request.POST or None, issuers=issuers)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = Printer.objects.create(**form.cleaned_data)
            note("printer.added", made, actor=person(request))
        messages.success(request, f"Đã thêm {made.name}. Hãy in phiếu căn chỉnh rồi ghi hai số đo.")
        return redirect("printers")
    mine = {one.pk for one in issuers}
    rows = Printer.objects.filter(issuer__in=Issuer.objects.visible_to(person(request))).select_related("issuer")
    context = {
        "printers": [(one, one.issuer_id in mine) for one in rows[:100]],
        "form": form if issuers else None,
        "measured": Measured(auto_id=False),
        "mark": calibration.MARK,
    }
    return page(request, "certificates/printers.html", context)


def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The calibration sheet, as the printer prints by itself or (`corrected`) with its offset, to check."""
    one = _printer(request, number)
    wide, high = _A4 if request.GET.get("upright") is None else _A4[::-1]
    off = (float(one.right), float(one.down))
    try:
        pdf = calibration.sheet(wide, high, one.name, off=off, corrected="corrected" in request.GET)
    except NoFaceError as error:
        messages.error(request, str(error))
        return redirect("printers")
    return download(pdf, f"can-chinh-{slugify(one.name) or one.pk}.pdf")


@require_POST
def measure(request: HttpRequest, number: int) -> HttpResponse:
    """Two numbers measured on the sheet; the offset follows."""
    one = _printer(request, number)
    need(request, "issuer.write", one.issuer.unit)
    form = Measured(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(said) for errors in form.errors.values() for said in errors))
        return redirect("printers")
    try:
        right, down = calibration.offset(form.cleaned_data["from_left"], form.cleaned_data["from_top"])
    except calibration.CannotMeasureError as error:
        messages.error(request, str(error))
        return redirect("printers")
    with transaction.atomic():
        Printer.objects.filter(pk=one.pk).update(right=Decimal(str(right)), down=Decimal(str(down)))
        note("printer.measured", one, actor=person(request), right=right, down=down)
    messages.success(request, f"{one.name}: đã ghi độ lệch. Các lần in sau sẽ bù lại.")
    return redirect("printers")


def _run(request: HttpRequest, number: int) -> PrintRun:
    rows = PrintRun.objects.filter(campaign__in=led(request)).select_related("campaign__root", "original", "printer")
    one = seen(rows, pk=number)
    need(request, "document.see", one.campaign.root)
    return one


def _others(one: PrintRun) -> list[PrintRun]:
    """Asked for together with it: a run for each design."""
    rows = PrintRun.objects.filter(campaign=one.campaign, asked_at=one.asked_at).exclude(pk=one.pk)
    return list(rows.select_related("original").order_by("pk"))


def _printer(request: HttpRequest, number: int) -> Printer:
    rows = Printer.objects.filter(issuer__in=Issuer.objects.visible_to(person(request)))
    one = seen(rows.select_related("issuer__unit"), pk=number)
    need(request, "document.see", one.issuer.unit)
    return one
