"""Which campaign's awards a person sees and may act on: unseen is 404, seen but not allowed 403 with why."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kheo.awards.catalogue.models import Award
from kheo.campaigns.models import Campaign
from kheo.units import access
from kheo.units.access import ROLES
from kheo.units.models import Unit
from kheo.web.navigation import memberships
from kheo.web.rights import led, need, person, seen

SEE, WRITE, DECIDE = "award.see", "award.write", "award.decide"


def campaign_of(request: HttpRequest, slug: str, verb: str = SEE) -> Campaign:
    """The campaign, if the person leads it (else 404) and may do this there (else 403)."""
    campaign = seen(led(request), slug=slug)
    need(request, verb, campaign.root)
    return campaign


def need_sight(request: HttpRequest) -> None:
    """Raises PermissionDenied for who sees awards nowhere."""
    if not offices(request, SEE):
        held = memberships(request)
        said = access.explain(request.user, SEE, held[0].unit) if held else ""
        raise PermissionDenied(said or "Vai trò của bạn không được xem việc xét khen.")


def offices(request: HttpRequest, verb: str) -> list[Unit]:
    """The nodes at which the person's role holds the verb."""
    held = memberships(request)
    if person(request).is_superuser:
        return [one.unit for one in held] or list(Unit.objects.filter(parent=None).order_by("path")[:20])
    return [one.unit for one in held if verb in ROLES[one.role]]


def awards_of(campaign: Campaign, form: str = "") -> list[Award]:
    """The office's awards that are offered (one query)."""
    rows = Award.objects.of(campaign.root).active()
    return list(rows.filter(form=form) if form else rows)


def back(request: HttpRequest, said: str, to: str, *arguments: object) -> HttpResponse:
    """To a page, with what was done said there."""
    if said:
        messages.success(request, said)
    return redirect(to, *arguments)
