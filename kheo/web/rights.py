"""What the person signed in may see and do, as views ask it: unseen is 404, seen but not allowed is 403 with why."""

from typing import Any, TypeVar, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from kheo.campaigns.models import Campaign
from kheo.intake.models import SubmissionQuerySet
from kheo.records.models import EntryQuerySet
from kheo.units import access
from kheo.units.models import PATH_END, Unit
from kheo.web.navigation import memberships

Row = TypeVar("Row", bound=Model)
Sighted = TypeVar("Sighted", EntryQuerySet, SubmissionQuerySet)


def person(request: HttpRequest) -> User:
    """The person signed in; every page but sign-in is behind LoginRequiredMiddleware."""
    return cast("User", request.user)


def need(request: HttpRequest, verb: str, unit: Unit) -> None:
    """Raises PermissionDenied with the sentence why not."""
    if not access.may(request.user, verb, unit):
        raise PermissionDenied(access.explain(request.user, verb, unit))


def seen(rows: QuerySet[Row], **chosen: Any) -> Row:
    """The one row among those visible; what one may not see does not exist (404)."""
    return get_object_or_404(rows, **chosen)


def led(request: HttpRequest) -> QuerySet[Campaign]:
    """Campaigns whose root the person sees: all their figures, submissions and papers are open to them."""
    user = person(request)
    if user.is_superuser:
        return Campaign.objects.select_related("root")
    # Paths as ranges over the root itself: a subquery over all visible units would be built anew for each page.
    under = Q(pk=None)
    for membership in memberships(request):
        under |= Q(root__path__range=(membership.unit.path, membership.unit.path + PATH_END))
    return Campaign.objects.filter(under).select_related("root")


def need_anywhere(request: HttpRequest, verb: str, campaign: Campaign | None) -> None:
    """For lists of what is visible anyway: the verb at any node the person has a role at."""
    nodes = [membership.unit for membership in memberships(request)]
    if person(request).is_superuser or any(access.may(request.user, verb, unit) for unit in nodes):
        return
    node = campaign.root if campaign else None
    raise PermissionDenied(access.explain(request.user, verb, node) if node else "Vai trò của bạn không được xuất.")


def rights_at(request: HttpRequest, unit: Unit) -> dict[str, bool]:
    """What the person may do at the unit, for templates: 'submission.mend' is `rights.submission_mend`."""
    return {verb.replace(".", "_"): True for verb in access.verbs_at(request.user, unit)}


def sighted(request: HttpRequest, rows: Sighted) -> Sighted:
    """Rows of campaigns and units (entries, submissions) the person sees; of a led campaign all, unit by unit else."""
    user = person(request)
    if user.is_superuser:
        return rows
    leading = led_ids(request)
    if not leading:
        return rows.visible_to(user)
    of_led = Q(campaign__in=leading)
    if any(campaign.pk not in leading for campaign in campaigns_seen(request)):
        return rows.filter(of_led | Q(unit__in=Unit.objects.visible_to(user)))
    return rows.filter(of_led)


def led_ids(request: HttpRequest) -> list[int]:
    """Fetched once a request."""
    found: list[int] | None = getattr(request, "kheo_led", None)
    if found is None:
        found = list(led(request).order_by("pk").values_list("pk", flat=True))
        request.kheo_led = found  # type: ignore[attr-defined]
    return found


def campaigns_seen(request: HttpRequest) -> list[Campaign]:
    """Every campaign the person sees, newest first; fetched once a request."""
    found: list[Campaign] | None = getattr(request, "kheo_campaigns", None)
    if found is None:
        rows = Campaign.objects.visible_to(person(request)).select_related("root")
        found = list(rows.order_by("-year", "-pk").defer("wording"))
        request.kheo_campaigns = found  # type: ignore[attr-defined]
    return found
