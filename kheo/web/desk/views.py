"""The desk: an officer's tasks first, a leader's figures and papers, a clerk's own unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.intake.models import Submission
from kheo.publishing.models import Document
from kheo.units.models import Role
from kheo.web.answering import page
from kheo.web.desk.queries import MOST_CAMPAIGNS, counts, running, waiting
from kheo.web.navigation import memberships
from kheo.web.rights import led, person

State = Submission.State


def desk(request: HttpRequest) -> HttpResponse:
    held = memberships(request)
    if held and not person(request).is_superuser and all(membership.role == Role.CLERK for membership in held):
        if len(held) == 1:
            return redirect("unit", held[0].unit.code)
        return page(request, "desk/clerk.html", {"units": [membership.unit for membership in held]})
    mine = list(led(request).order_by("-year", "-pk")[:50])
    open_ones = [campaign for campaign in mine if campaign.published_at and not campaign.closed_at][:MOST_CAMPAIGNS]
    now_running = running(open_ones, today=timezone.localdate())
    context = {
        # All the person leads, closed ones too: each counter leads to the list that counts the same.
        "counts": counts(mine),
        "waiting": waiting(mine),
        "running": now_running,
        "drafts": [campaign for campaign in mine if not campaign.published_at],
        "puzzling": _first(open_ones),
        "papers": list(
            Document.objects.filter(campaign__in=mine).select_related("campaign").order_by("-issued_at")[:5]
        ),
        "decides": any(membership.role in {Role.OFFICER, Role.LEADER} for membership in held)
        or person(request).is_superuser,
    }
    return page(request, "desk/desk.html", context)


def _first(campaigns: list[Campaign]) -> list[Submission]:
    """The oldest few that a person must look at."""
    rows = Submission.objects.filter(campaign__in=campaigns, state=State.PUZZLING)
    return list(rows.select_related("campaign", "unit").order_by("received_at", "pk")[:8])
