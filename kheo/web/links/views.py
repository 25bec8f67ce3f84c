"""The links of a call: the list, the file for mail merge, the sheets with QR codes."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kheo.campaigns.doors.models import Door
from kheo.campaigns.doors.opening import address_of as door_address
from kheo.campaigns.models import Obligation
from kheo.journal.book import note
from kheo.office import qr
from kheo.office.writing import Column, Sheet, workbook
from kheo.post.outbox import mailbox_of
from kheo.web.answering import download, page, public_address
from kheo.web.links.queries import STATES, Line, asked_for, duties, line, shown
from kheo.web.paging import page_of
from kheo.web.rights import person

_COLUMNS = (
    Column("Mã đơn vị", 12),
    Column("Đơn vị", 34),
    Column("Khối", 20),
    Column("Địa chỉ thư", 34),
    Column("Nội dung", 34),
    Column("Đường dẫn riêng", 60),
    Column("Dùng được đến", 20, centred=True),
)
# A program that opens a .csv takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")


def links(request: HttpRequest, slug: str) -> HttpResponse:
    campaign, call = asked_for(request, slug)
    state = request.GET.get("state", "")
    rows = page_of(duties(call, state), shown(Obligation.objects.all()), request.GET.get("page"))
    door = Door.objects.filter(campaign=campaign).first()
    context = {
        "campaign": campaign,
        "call": call,
        "calls": list(campaign.calls.order_by("position")),
        "state": state,
        "states": STATES.items(),
        "page": rows,
        "lines": [line(duty, request) for duty in rows.rows],
        "door": door,
        "door_address": door_address(door, at=public_address(request)) if door else "",
        "is_public": bool(door_address(door)) if door else False,
        "mailbox": mailbox_of(campaign),
    }
    return page(request, "links/list.html", context)


def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A card a unit with its QR code, to print and lay into the envelope."""
    campaign, call = asked_for(request, slug)
    rows = page_of(duties(call), shown(Obligation.objects.all()), request.GET.get("page"))
    lines = [one for duty in rows.rows if (one := line(duty, request)).address and not one.run_out]
    note("links.printed", call, actor=person(request), units=len(lines))
    cards = [(one, qr.drawing(one.address)) for one in lines]
    return render(request, "links/sheet.html", {"campaign": campaign, "call": call, "page": rows, "cards": cards})


def file(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    """All links of the call for mail merge; that they were taken out is noted."""
    _, call = asked_for(request, slug)
    if file_format not in {"csv", "xlsx"}:
        raise Http404
    lines = [one for duty in shown(duties(call)) if (one := line(duty, request)).address and not one.run_out]
    note("links.exported", call, actor=person(request), units=len(lines), format=file_format)
    rows = [_row(one, call.title) for one in lines]
    name = f"duong-dan-{call.slug}.{file_format}"
    if file_format == "xlsx":
        return download(workbook([Sheet("Đường dẫn", _COLUMNS, rows)]), name)
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow([column.heading for column in _COLUMNS])
    writer.writerows([f"'{text}" if text.startswith(_FORMULA) else text for text in row] for row in rows)
    return download(target.getvalue().encode("utf-8-sig"), name)


def _row(one: Line, title: str) -> list[str]:
    until = f"{timezone.localtime(one.link.expires_at):%H:%M %d/%m/%Y}" if one.link else ""
    bloc = one.duty.bloc.name if one.duty.bloc else ""
    return [one.duty.unit.code, one.duty.unit.name, bloc, "; ".join(one.emails), title, one.address, until]
