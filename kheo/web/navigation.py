"""What the head of every page shows: the places this person can go, and as whom they are here."""

from typing import Any

from django.http import HttpRequest

from kheo.units.access import ROLES
from kheo.units.models import Membership, Role


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: memberships (one query, only where a template asks) and links by role."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    held = memberships(request)
    leads = user.is_superuser or any(membership.role != Role.CLERK for membership in held)
    links = [("desk", "Bàn làm việc")]
    if leads:
        links += [("submissions", "Hồ sơ đến")]
    if user.is_superuser or any("letter.see" in ROLES[membership.role] for membership in held):
        links += [("outbox", "Thư đi")]
    links += [("campaigns", "Đợt thi đua"), ("entries", "Mô hình, điển hình"), ("units", "Đơn vị")]
    match = getattr(request, "resolver_match", None)
    area = match.url_name.partition("-")[0] if match and match.url_name else ""
    here = {"submission": "submissions", "campaign": "campaigns", "board": "campaigns", "entry": "entries"}
    here |= {"links": "campaigns", "unit": "units", "obligation": "campaigns", "paper": "campaigns"}
    here |= {"letter": "outbox", "reminder": "campaigns", "reminders": "campaigns"}
    here |= {"mailbox": "submissions", "mailboxes": "submissions", "earlier": "campaigns"}
    here |= dict.fromkeys(("certificate", "certificates", "printrun", "designs", "design", "printers"), "campaigns")
    here |= dict.fromkeys(("issuer", "issuers", "template", "templates"), "campaigns")
    here |= {"draft": "campaigns", "drafts": "campaigns", "validation": "campaigns"}
    return {"links": links, "here": here.get(area, area), "held": held}


def memberships(request: HttpRequest) -> list[Membership]:
    """The person's roles with their units, fetched once a request."""
    held = getattr(request, "kheo_memberships", None)
    if held is None:
        found = Membership.objects.current().filter(user=request.user.pk).select_related("unit")
        held = list(found.order_by("unit__path"))
        request.kheo_memberships = held  # type: ignore[attr-defined]
    return held
