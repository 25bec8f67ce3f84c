"""What the head of every page shows: the places this person can go, and as whom they are here."""

from typing import Any

from django.db.models import Exists
from django.http import HttpRequest

from kheo.awards.appraisal.models import Appraiser
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
    # Whoever is named to a panel finds it, whatever their role; asked with the roles, so it is no query more.
    if not held or any("appraisal.see" in ROLES[one.role] or getattr(one, "appraises", False) for one in held):
        links += [("appraisals", "Thẩm định")]
    if user.is_superuser or any("award.see" in ROLES[membership.role] for membership in held):
        links += [("awards", "Xét khen")]
    match = getattr(request, "resolver_match", None)
    area = match.url_name.partition("-")[0] if match and match.url_name else ""
    here = {"submission": "submissions", "campaign": "campaigns", "board": "campaigns", "entry": "entries"}
    here |= {"links": "campaigns", "unit": "units", "obligation": "campaigns", "paper": "campaigns"}
    here |= {"letter": "outbox", "reminder": "campaigns", "reminders": "campaigns"}
    here |= {"mailbox": "submissions", "mailboxes": "submissions", "earlier": "campaigns"}
    here |= dict.fromkeys(("certificate", "certificates", "printrun", "designs", "design", "printers"), "campaigns")
    here |= dict.fromkeys(("issuer", "issuers", "template", "templates", "draft", "drafts", "validation"), "campaigns")
    here |= dict.fromkeys(("proposals", "proposal", "meetings", "meeting", "decisions", "decision"), "awards")
    here |= dict.fromkeys(("appraisal", "panel", "score", "rubric", "rubrics"), "appraisals")
    return {"links": links, "here": here.get(area, area), "held": held}


def memberships(request: HttpRequest) -> list[Membership]:
    """The person's roles with their units, fetched once a request."""
    held = getattr(request, "kheo_memberships", None)
    if held is None:
        found = Membership.objects.current().filter(user=request.user.pk).select_related("unit")
        named = Appraiser.objects.filter(user=request.user.pk, ended_at=None, panel__withdrawn_at=None)
        held = list(found.annotate(appraises=Exists(named)).order_by("unit__path"))
        request.kheo_memberships = held  # type: ignore[attr-defined]
    return held
