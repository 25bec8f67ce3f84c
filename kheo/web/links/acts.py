"""What the office does with links: give, renew, revoke, send by letter, read a code out, open the common door."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.doors.opening import set_door
from kheo.campaigns.models import Call, Campaign
from kheo.intake.links import codes, giving
from kheo.intake.links.models import Link
from kheo.post.outbox import mailbox_of
from kheo.web.answering import public_address
from kheo.web.links.queries import asked_for, duties, link_of
from kheo.web.marks import day
from kheo.web.rights import person, seen

_SAID_NAMES = 200


@require_POST
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or shut the campaign's common door, and put it into the letter or take it out."""
    campaign, call = asked_for(request, slug)
    opened = "open" in request.POST
    set_door(campaign, opened=opened, in_letter=opened and "in_letter" in request.POST, actor=person(request))
    messages.success(request, "Đã ghi." if opened else "Đã đóng cửa nộp chung.")
    return _back(campaign, call)


@require_POST
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """A link for one unit, or for every unit of the call that has none."""
    campaign, call = asked_for(request, slug)
    wanted = duties(call)
    if "duty" in request.POST:
        number = request.POST["duty"]
        wanted = wanted.filter(pk=int(number) if number.isascii() and number.isdigit() else 0)
    made = giving.give(list(wanted), actor=person(request))
    until = f", dùng được đến {day(min(link.expires_at for link in made))}" if made else ""
    messages.success(request, f"Đã cấp {len(made)} đường dẫn{until}." if made else "Mọi đơn vị đều đã có đường dẫn.")
    return _back(campaign, call)


@require_POST
def renewal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign, _ = asked_for(request, slug)
    link = link_of(campaign, number)
    fresh = giving.renew(link, actor=person(request))
    said = f"đã cấp đường dẫn mới, dùng được đến {day(fresh.expires_at)}; đường dẫn cũ thôi dùng được."
    messages.success(request, f"{link.obligation.unit.name}: {said}")
    return _back(campaign, link.obligation.call)


@require_POST
def revocation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign, _ = asked_for(request, slug)
    link = link_of(campaign, number)
    giving.revoke(link, actor=person(request))
    messages.success(request, f"{link.obligation.unit.name}: đã thu hồi đường dẫn.")
    return _back(campaign, link.obligation.call)


@require_POST
def code(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A code to be read out to the unit's known number: shown this once, and noted."""
    campaign, _ = asked_for(request, slug)
    link = link_of(campaign, number)
    known = link.obligation.unit.contacts.exclude(phone="")
    chosen = request.POST.get("contact", "")
    contact = seen(known, pk=int(chosen) if chosen.isascii() and chosen.isdigit() else 0)
    figures = codes.read_out(link, contact, actor=person(request))
    context = {"campaign": campaign, "link": link, "contact": contact, "figures": f"{figures[:3]} {figures[3:]}"}
    response = render(request, "links/code.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Send links by letter: first who would get one, with the count and the names; then, asked once more, sent."""
    campaign, call = asked_for(request, slug)
    mailbox = mailbox_of(campaign)
    rows = giving.addressed(giving.standing(giving.links_of(campaign, call)))
    if request.method == "POST" and mailbox is not None:
        rounds = _rounds(request.POST.get("rounds", ""))
        done = giving.send_letters(
            list(rows.filter(pk__in=rounds)), mailbox, at=public_address(request), rounds=rounds, actor=person(request)
        )
        messages.success(request, f"Đã xếp {done.queued} thư vào hộp thư đi.")
        return _back(campaign, call)
    only = request.GET.get("only", "")
    chosen = list(rows.filter(pk=int(only)) if only.isascii() and only.isdigit() else rows.filter(letters=0))
    to = [link for link in chosen if link.obligation.unit.contacts.all()]
    context = {
        "campaign": campaign,
        "call": call,
        "mailbox": mailbox,
        "to": [_addressed(link) for link in to[:_SAID_NAMES]],
        "total": len(to),
        "without": [link.obligation.unit.name for link in chosen if link not in to],
        "rounds": ",".join(f"{link.pk}:{link.letters}" for link in to),
    }
    return render(request, "links/letters.html", context)


def _addressed(link: Link) -> tuple[str, list[str]]:
    unit = link.obligation.unit
    return unit.name, [contact.email for contact in unit.contacts.all()]


def _rounds(said: str) -> dict[int, int]:
    """'12:0,13:1': which letter of which link the page promised."""
    pairs = (one.partition(":") for one in said.split(","))
    return {int(pk): int(number) for pk, _, number in pairs if pk.isdigit() and number.isdigit()}


def _back(campaign: Campaign, call: Call) -> HttpResponse:
    return redirect(f"{reverse('links', args=[campaign.slug])}?call={call.slug}")
