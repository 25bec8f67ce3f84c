"""The links of one call as the office looks at them: a duty a line, with its link, addresses and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.intake.links.models import Link
from kheo.intake.links.tokens import address_of
from kheo.units.models import Contact
from kheo.web.answering import public_address
from kheo.web.rights import led, need, seen

STATES = {
    "": "Tất cả",
    "without": "Chưa có đường dẫn",
    "unlettered": "Chưa gửi thư",
    "unopened": "Chưa mở",
    "addressless": "Chưa biết địa chỉ thư",
}


@dataclass(frozen=True)
class Line:
    """`link` is None where none was given, or it was revoked: then `revoked_at` says when, of the latest."""

    duty: Obligation
    link: Link | None
    address: str
    contacts: list[Contact]
    run_out: bool
    revoked_at: datetime | None = None

    @property
    def emails(self) -> list[str]:
        return [one.email for one in self.contacts if one.email]

    @property
    def phones(self) -> list[Contact]:
        return [one for one in self.contacts if one.phone]


def asked_for(request: HttpRequest, slug: str) -> tuple[Campaign, Call]:
    """The campaign and the call the address names (its first, if it names none), for whoever gives links there."""
    campaign = seen(led(request), slug=slug)
    need(request, "link.give", campaign.root)
    named = request.POST.get("call") or request.GET.get("call")
    calls = campaign.calls.order_by("position")
    return campaign, seen(calls, slug=named) if named else seen(calls.filter(pk__in=calls.values("pk")[:1]))


def duties(call: Call, state: str = "") -> QuerySet[Obligation]:
    """Duties somebody still has to answer for, in the order of the tree."""
    rows = Obligation.objects.filter(call=call)
    rows = rows.exclude(state__in=(Obligation.State.EXCUSED, Obligation.State.MERGED))
    given = Link.objects.filter(obligation=OuterRef("pk"), revoked_at=None)
    known = Contact.objects.filter(unit=OuterRef("unit")).exclude(email="")
    wanted = {
        "without": ~Exists(given),
        "unlettered": Exists(given.filter(letters=0)),
        "unopened": Exists(given.filter(opened_at=None)),
        "addressless": ~Exists(known),
    }
    return rows.filter(wanted[state] if state in wanted else Q()).order_by("unit__path")


def shown(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """With what a line shows: a fixed number of queries for any number of lines."""
    links = Link.objects.order_by("pk")
    return rows.select_related("unit", "bloc").prefetch_related(
        Prefetch("links", queryset=links, to_attr="given"),
        Prefetch("unit__contacts", queryset=Contact.objects.order_by("learnt", "id"), to_attr="known"),
    )


def line(duty: Obligation, request: HttpRequest) -> Line:
    given: list[Link] = duty.given  # type: ignore[attr-defined]
    known: list[Contact] = duty.unit.known  # type: ignore[attr-defined]
    link = next((one for one in given if one.revoked_at is None), None)
    revoked_at = given[-1].revoked_at if given and link is None else None
    address = address_of(link, at=public_address(request)) if link else ""
    run_out = bool(link and link.expires_at <= timezone.now())
    return Line(duty, link, address, known, run_out=run_out, revoked_at=revoked_at)


def link_of(campaign: Campaign, number: int) -> Link:
    rows = Link.objects.filter(obligation__call__campaign=campaign)
    return seen(rows.select_related("obligation__unit", "obligation__call__campaign"), pk=number)
