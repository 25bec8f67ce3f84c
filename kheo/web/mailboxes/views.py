"""Mailboxes of the nodes a person is an officer of: the list, the form, trying the connection, on and off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.models import Campaign
from kheo.post.mailboxes.presets import PRESETS
from kheo.post.mailboxes.settling import keep, note_trial, switch, was_turned_off
from kheo.post.mailboxes.trying import Trial, try_connection
from kheo.post.models import Mailbox
from kheo.units import access
from kheo.units.models import Unit
from kheo.web.answering import page
from kheo.web.mailboxes.inputs import Settings
from kheo.web.navigation import memberships
from kheo.web.rights import need, person, seen

VERB = "mailbox.write"
_TURNED_ON = "Đã bật: thư mới sẽ được lấy về."


def mailboxes(request: HttpRequest) -> HttpResponse:
    offices = _offices(request)
    rows = list(Mailbox.objects.visible_to(person(request)).select_related("office").order_by("address")[:100])
    addresses = [one.address.lower() for one in rows]
    open_ones = Campaign.objects.filter(closed_at=None).exclude(published_at=None).exclude(email="")
    campaigns: dict[str, list[Campaign]] = {}
    for campaign in open_ones.only("slug", "title", "email").order_by("-year", "-pk")[:500]:
        if campaign.email.lower() in addresses:
            campaigns.setdefault(campaign.email.lower(), []).append(campaign)
    shown = [(one, campaigns.get(one.address.lower(), [])) for one in rows]
    return page(request, "mailboxes/list.html", {"mailboxes": shown, "presets": PRESETS, "offices": offices})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new mailbox is off until it could be reached once."""
    offices = _offices(request)
    preset = PRESETS.get(request.GET.get("preset", ""))
    initial = {"office": offices[0].pk if offices else None, **(preset.fields if preset else {})}
    form = Settings(request.POST or None, initial=initial, instance=Mailbox(enabled=False), offices=offices)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form, new=True)
    return page(request, "mailboxes/mailbox.html", {"form": form, "preset": preset, "presets": PRESETS})


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    offices = list({unit.pk: unit for unit in (*_offices(request), one.office)}.values())
    form = Settings(request.POST or None, instance=one, offices=offices)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form, new=False)
    return page(request, "mailboxes/mailbox.html", {"form": form, "one": one, "presets": PRESETS})


@require_POST
def trial(request: HttpRequest, number: int) -> HttpResponse:
    """Really connect with what is kept, and say what came of it."""
    one = _found(request, number)
    found = _tried(request, one)
    _say(request, one, found)
    if found.works:
        _turn_on(request, one)
    return redirect("mailboxes")


@require_POST
def switching(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    enabled = request.POST.get("enabled") == "1"
    switch(one, enabled=enabled, actor=person(request))
    said = _TURNED_ON if enabled else "Đã tắt: không lấy, không gửi thư qua hộp này nữa."
    messages.success(request, f"{one.address}: {said}")
    return redirect("mailboxes")


def _kept(request: HttpRequest, form: Settings, *, new: bool) -> HttpResponse:
    one = keep(form.save(commit=False), secrets=form.secrets, changed=form.changed_data, actor=person(request))
    if "try" not in request.POST:
        off = "" if one.enabled else " Hộp thư đang tắt: bấm “Thử kết nối”, được thì máy bật."
        messages.success(request, f"{one.address}: đã lưu.{off}")
        return redirect("mailboxes")
    found = _tried(request, one)
    _say(request, one, found)
    if new and found.works:
        switch(one, enabled=True, actor=person(request))
    elif found.works:
        _turn_on(request, one)
    return redirect("mailboxes") if found.works else redirect("mailbox", one.pk)


def _turn_on(request: HttpRequest, one: Mailbox) -> None:
    """One that works now and was off because it did not; what a person turned off stays off, and is said to be."""
    if one.enabled:
        return
    if was_turned_off(one):
        messages.warning(request, f"{one.address}: hộp thư đang tắt nên chưa lấy, chưa gửi thư; bấm “Bật” để dùng.")
        return
    switch(one, enabled=True, actor=person(request))
    messages.success(request, f"{one.address}: {_TURNED_ON}")


def _tried(request: HttpRequest, one: Mailbox) -> Trial:
    found = try_connection(one)
    note_trial(one, found, actor=person(request))
    return found


def _say(request: HttpRequest, one: Mailbox, found: Trial) -> None:
    if found.works:
        ways = "nhận và gửi" if found.sending is not None else "nhận"
        messages.success(request, f"{one.address}: kết nối được ({ways}).")
        return
    for way, said in (("Nhận thư", found.fetching), ("Gửi thư", found.sending)):
        if said:
            messages.error(request, f"{one.address} – {way}: {said}")


def _found(request: HttpRequest, number: int) -> Mailbox:
    one = seen(Mailbox.objects.visible_to(person(request)).select_related("office"), pk=number)
    need(request, VERB, one.office)
    return one


def _offices(request: HttpRequest) -> list[Unit]:
    """The nodes whose mailboxes the person may set up. Raises PermissionDenied where there are none."""
    nodes = [held.unit for held in memberships(request)]
    if person(request).is_superuser:
        return nodes or list(Unit.objects.filter(parent=None).order_by("path")[:20])
    found = [unit for unit in nodes if access.may(request.user, VERB, unit)]
    if not found:
        where = access.explain(request.user, VERB, nodes[0]) if nodes else "Vai trò của bạn không được đặt hộp thư."
        raise PermissionDenied(where)
    return found
