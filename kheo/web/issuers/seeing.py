"""Which issuers a person sees, and which nodes they may make one for."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kheo.publishing.issuers.models import Issuer
from kheo.units import access
from kheo.units.access import ROLES
from kheo.units.models import PATH_END, Unit
from kheo.web.navigation import memberships
from kheo.web.rights import need, person, seen

WRITE = "issuer.write"
_SEES = frozenset(role for role, verbs in ROLES.items() if "document.see" in verbs)


def visible(request: HttpRequest) -> QuerySet[Issuer]:
    """Issuers of the offices where the person's role lets them see papers, and of all below."""
    if person(request).is_superuser:
        return Issuer.objects.all()
    under = Q(pk=None)
    for membership in memberships(request):
        if membership.role in _SEES:
            path = membership.unit.path
            under |= Q(unit__path__range=(path, path + PATH_END))
    return Issuer.objects.filter(under)


def need_sight(request: HttpRequest) -> None:
    """Raises PermissionDenied for who sees papers nowhere."""
    held = memberships(request)
    if not person(request).is_superuser and not any(one.role in _SEES for one in held):
        said = access.explain(request.user, "document.see", held[0].unit) if held else ""
        raise PermissionDenied(said or "Vai trò của bạn không được xem văn bản.")


def found(request: HttpRequest, number: int, *, to_write: bool = False) -> Issuer:
    """The issuer, if it is visible (else 404); `to_write`: and may be changed (else 403 with why)."""
    one = seen(visible(request).select_related("unit"), pk=number)
    if to_write:
        need(request, WRITE, one.unit)
    return one


def offices(request: HttpRequest) -> list[Unit]:
    """The nodes the person may make issuers for."""
    nodes = [held.unit for held in memberships(request)]
    if person(request).is_superuser:
        return nodes or list(Unit.objects.filter(parent=None).order_by("path")[:20])
    return [held.unit for held in memberships(request) if WRITE in ROLES[held.role]]


def need_offices(request: HttpRequest) -> list[Unit]:
    """As `offices`; raises PermissionDenied where there are none."""
    nodes = offices(request)
    if not nodes:
        held = memberships(request)
        said = access.explain(request.user, WRITE, held[0].unit) if held else ""
        raise PermissionDenied(said or "Vai trò của bạn không được đặt cơ quan ban hành.")
    return nodes
