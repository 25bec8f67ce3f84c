"""Letters a person may see, filtered as the address says, and how many there are in each state."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Campaign
from kheo.intake.models import Answer
from kheo.office.wording import words
from kheo.post.models import Outgoing
from kheo.units.access import ROLES
from kheo.units.models import PATH_END, Contact, Unit
from kheo.web.navigation import memberships
from kheo.web.pills import Choice, Pill, chosen, pills
from kheo.web.rights import person

State = Outgoing.State
LABELS = {"q": "Tìm", "state": "Trạng thái", "kind": "Loại", "campaign": "Đợt"}
_SEES = frozenset(role for role, verbs in ROLES.items() if "letter.see" in verbs)
_FEW_UNITS = 500
_HIDDEN = "(nội dung mã xác nhận không hiện ở đây)"


def visible(request: HttpRequest) -> QuerySet[Outgoing]:
    """Letters from mailboxes of the offices where the person's role lets them see letters."""
    if person(request).is_superuser:
        return Outgoing.objects.all()
    offices = Q(pk=None)
    for membership in memberships(request):
        if membership.role in _SEES:
            path = membership.unit.path
            offices |= Q(mailbox__office__path__range=(path, path + PATH_END))
    return Outgoing.objects.filter(offices)


def is_secret(outgoing: Outgoing) -> bool:
    """A code lets in whoever knows it: nobody reads it here."""
    return outgoing.kind == Outgoing.Kind.CODE


def shown_subject(outgoing: Outgoing) -> str:
    return "Mã xác nhận" if is_secret(outgoing) else outgoing.subject


def answered_code(outgoing: Outgoing) -> str:
    """The receipt code of what the letter answers; empty for other letters."""
    return outgoing.key.split(":")[1] if outgoing.key.startswith(("answer:", "outcome:")) else ""


def shown_body(outgoing: Outgoing) -> str:
    return _HIDDEN if is_secret(outgoing) else outgoing.body


@dataclass
class Sieve:
    asked: QueryDict
    rows: QuerySet[Outgoing]
    campaigns: list[Campaign]

    def __post_init__(self) -> None:
        options: dict[str, list[tuple[str, str]]] = {
            "state": list(State.choices),
            "kind": list(Outgoing.Kind.choices),
            "campaign": [(one.slug, one.title) for one in self.campaigns],
        }
        self.choices = [
            Choice(name, LABELS[name], values, chosen(self.asked, name, values)) for name, values in options.items()
        ]

    @property
    def text(self) -> str:
        return self.asked.get("q", "").strip()[:200]

    def value(self, name: str) -> str:
        return next(choice.value for choice in self.choices if choice.name == name)

    def pills(self) -> list[Pill]:
        labels = {name: label for name, label in LABELS.items() if name != "state"}
        return pills(self.asked, labels, {choice.name: choice.said for choice in self.choices})

    def letters(self) -> QuerySet[Outgoing]:
        found = self._but_state()
        if self.value("state"):
            found = found.filter(state=self.value("state"))
        return found.order_by("-created_at", "-pk")

    def held(self) -> QuerySet[Outgoing]:
        """Those of the list that wait for a person."""
        return self._but_state().filter(state=State.HELD).order_by("-created_at", "-pk")

    def counts(self) -> list[tuple[str, str, int]]:
        """(state, its words, how many) of the list without its choice of state, for states that occur."""
        grouped = dict(self._but_state().order_by().values_list("state").annotate(number=Count("pk")))
        return [(state.value, str(state.label), grouped[state]) for state in State if grouped.get(state)]

    def _but_state(self) -> QuerySet[Outgoing]:
        found = self.rows
        if self.value("kind"):
            found = found.filter(kind=self.value("kind"))
        if self.value("campaign"):
            found = found.filter(campaign__slug=self.value("campaign"))
        return found.filter(self._named()) if self.text else found

    def _named(self) -> Q:
        """A receipt code, an address, or a unit's name or code without accents."""
        if self.text.upper().startswith("K-"):
            code = self.text.upper()
            return Q(key=f"answer:{code}") | Q(key__startswith=f"outcome:{code}:")
        if "@" in self.text:
            answered = Answer.objects.filter(address=self.text.lower()).values("outgoing")
            known = Contact.objects.filter(email=self.text.lower()).values("unit")
            return Q(pk__in=answered) | Q(unit__in=known)
        units = Unit.objects.filter(Q(key__contains=words(self.text)) | Q(code=self.text))
        return Q(unit__in=list(units.values_list("pk", flat=True)[:_FEW_UNITS]))
