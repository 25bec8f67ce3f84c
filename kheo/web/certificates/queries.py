"""Which certificates, designs, issuers and printers a person sees, and the list filtered as the address says."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Campaign
from kheo.journal.models import Event
from kheo.office.wording import words
from kheo.publishing.certificates.codes import meant
from kheo.publishing.certificates.models import Certificate, Design
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.powers import sketch
from kheo.units import access
from kheo.web.navigation import memberships
from kheo.web.outbox.happenings import Told
from kheo.web.pills import Choice, Pill, chosen, pills
from kheo.web.rights import led_ids, person

LABELS = {"q": "Tìm", "campaign": "Đợt", "design": "Mẫu", "state": "Tình trạng"}
STATES = [("standing", "Còn giá trị"), ("replaced", "Đã cấp lại"), ("withdrawn", "Đã thu hồi")]
_SAID = {
    "certificate.given": "Cấp",
    "certificate.reissued": "Cấp lại",
    "certificate.withdrawn": "Thu hồi",
}


def seen_certificates(request: HttpRequest) -> QuerySet[Certificate]:
    """Those of campaigns the person leads."""
    if person(request).is_superuser:
        return Certificate.objects.all()
    return Certificate.objects.filter(campaign__in=led_ids(request))


def issuers_to_write(request: HttpRequest) -> list[Issuer]:
    """Issuers whose designs and printers the person may set up."""
    found = Issuer.objects.visible_to(person(request)).filter(closed_on=None).select_related("unit")
    return [one for one in found.order_by("organ", "pk")[:100] if _may(request, "issuer.write", one)]


def signers_of(issuers: list[Issuer]) -> list[tuple[Signer, str]]:
    """Who may sign, each as it is printed."""
    rows = Signer.objects.filter(issuer__in=issuers, active=True).select_related("issuer")
    return [(one, f"{' – '.join(sketch(one).titles)}: {one.name} ({one.issuer.organ})") for one in rows]


def happenings(certificate: Certificate) -> list[Told]:
    """The journal of one certificate, newest first (one query)."""
    events = Event.objects.filter(subject_kind="certificate", subject_id=certificate.pk).select_related("actor")
    return [
        Told(
            event.at,
            _SAID.get(event.happened, event.happened),
            _name(event.actor),
            str(event.details.get("reason", "")),
        )
        for event in events.order_by("-pk")[:50]
    ]


@dataclass
class Sieve:
    """The list as the address filters it."""

    asked: QueryDict
    rows: QuerySet[Certificate]
    campaigns: list[Campaign]
    designs: list[Design]

    def __post_init__(self) -> None:
        options: dict[str, list[tuple[str, str]]] = {
            "campaign": [(one.slug, one.title) for one in self.campaigns],
            "design": [(str(one.pk), one.name) for one in self.designs],
            "state": STATES,
        }
        self.choices = [
            Choice(name, LABELS[name], values, chosen(self.asked, name, values)) for name, values in options.items()
        ]

    @property
    def text(self) -> str:
        return self.asked.get("q", "").strip()[:200]

    @property
    def campaign(self) -> Campaign | None:
        return next((one for one in self.campaigns if one.slug == self.value("campaign")), None)

    def value(self, name: str) -> str:
        return next(choice.value for choice in self.choices if choice.name == name)

    def pills(self) -> list[Pill]:
        return pills(self.asked, LABELS, {choice.name: choice.said for choice in self.choices})

    def certificates(self) -> QuerySet[Certificate]:
        found = self.rows
        if self.value("campaign"):
            found = found.filter(campaign__slug=self.value("campaign"))
        if self.value("design"):
            found = found.filter(design_id=int(self.value("design")))
        if self.text:
            named = Q(folded__contains=words(self.text)) if words(self.text) else Q(pk=None)
            found = found.filter(named | Q(code=meant(self.text)) if meant(self.text) else named)
        return self._in_state(found).order_by("-pk")

    def _in_state(self, found: QuerySet[Certificate]) -> QuerySet[Certificate]:
        state = self.value("state")
        if state == "withdrawn":
            return found.exclude(withdrawn_at=None)
        if state == "replaced":
            return found.filter(replaced_by__isnull=False)
        return found.filter(withdrawn_at=None, replaced_by=None) if state else found


def _may(request: HttpRequest, verb: str, issuer: Issuer) -> bool:
    if person(request).is_superuser:
        return True
    return any(
        verb in access.ROLES[held.role] and issuer.unit.path.startswith(held.unit.path) for held in memberships(request)
    )


def _name(user: User | None) -> str:
    return user.get_full_name() or user.get_username() if user else ""
