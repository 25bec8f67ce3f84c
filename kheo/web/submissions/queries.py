"""Submissions a person sees, filtered as the address says, and the queue they are worked off in."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.intake.models import Submission, SubmissionQuerySet
from kheo.office.wording import words
from kheo.units.models import Bloc, Unit
from kheo.web.paging import CAP
from kheo.web.pills import Choice, Pill, chosen, pills
from kheo.web.rights import sighted

State = Submission.State
LABELS = {
    "q": "Đơn vị",
    "campaign": "Đợt",
    "state": "Trạng thái",
    "call": "Nội dung",
    "bloc": "Khối",
    "channel": "Kênh",
}
# "waiting": taken, and its duty waits for a person; the others are the states themselves.
STATES = [
    (State.PUZZLING.value, "Cần người xem"),
    ("waiting", "Đã nhận, chờ quyết định"),
    (State.RETURNED.value, "Trả lại để bổ sung"),
    (State.RECEIVED.value, "Vừa đến, đang đọc"),
    (State.TAKEN.value, "Đã ghi nhận"),
    (State.OPENED.value, "Thư đã mở"),
    (State.ASIDE.value, "Để riêng"),
]


def in_state(state: str) -> Q:
    """The submissions a filter or queue of this name holds."""
    if state == "waiting":
        return Q(
            state=State.TAKEN,
            obligation__state=Obligation.State.RECEIVED,
            obligation__received_at=F("received_at"),
        )
    return Q(state=state)


def visible(request: HttpRequest) -> SubmissionQuerySet:
    return sighted(request, Submission.objects.all())


def listed(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """With what a line of the list shows; the reading itself is left where it is."""
    return rows.select_related("campaign", "call", "unit", "obligation").defer("reading", "mends", "authenticity")


@dataclass
class Sieve:
    asked: QueryDict
    rows: SubmissionQuerySet
    campaigns: list[Campaign]

    def __post_init__(self) -> None:
        calls = Call.objects.filter(campaign__in=self.campaigns).order_by("campaign", "position")
        options: dict[str, list[tuple[str, str]]] = {
            "campaign": [(one.slug, one.title) for one in self.campaigns],
            "state": STATES,
            "call": list({call.slug: call.title for call in calls}.items()),
            "bloc": [(str(bloc.pk), bloc.name) for bloc in Bloc.objects.all()],
            "channel": list(Submission.Channel.choices),
        }
        self.choices = [
            Choice(name, LABELS[name], values, chosen(self.asked, name, values)) for name, values in options.items()
        ]
        self.call_ids = {slug: [call.pk for call in calls if call.slug == slug] for slug, _ in options["call"]}

    @property
    def text(self) -> str:
        return self.asked.get("q", "").strip()[:200]

    def pills(self) -> list[Pill]:
        return pills(self.asked, LABELS, {choice.name: choice.said for choice in self.choices})

    def submissions(self) -> QuerySet[Submission]:
        found: QuerySet[Submission] = self.rows
        for choice in self.choices:
            if choice.value:
                found = found.filter(self._condition(choice))
        if self.text:
            found = found.filter(self._named())
        return found.order_by("-received_at", "-pk")

    def _condition(self, choice: Choice) -> Q:
        if choice.name == "campaign":
            return Q(campaign=next(one.pk for one in self.campaigns if one.slug == choice.value))
        if choice.name == "state":
            return in_state(choice.value)
        if choice.name == "call":
            return Q(call__in=self.call_ids[choice.value])
        if choice.name == "bloc":
            return Q(unit__in=Unit.objects.filter(bloc=int(choice.value)).values("pk"))
        return Q(channel=choice.value)

    def _named(self) -> Q:
        """By unit without accents, else by receipt code or the sender's address."""
        units = Unit.objects.filter(Q(key__contains=words(self.text)) | Q(code=self.text)).values("pk")
        return Q(unit__in=units) | Q(code=self.text.upper()) | Q(sender=self.text.lower())


@dataclass(frozen=True)
class Place:
    """Where a submission stands in the queue it was opened from: the 12th of 45, and its neighbours."""

    queue: str
    number: int
    total: int
    previous: str
    next: str


def place(rows: SubmissionQuerySet, one: Submission, queue: str) -> Place | None:
    """Oldest first among all the person sees; `one` itself may have left the queue by now."""
    if queue not in dict(STATES):
        return None
    line = rows.filter(in_state(queue))
    before = line.filter(Q(received_at__lt=one.received_at) | Q(received_at=one.received_at, pk__lt=one.pk))
    after = line.filter(Q(received_at__gt=one.received_at) | Q(received_at=one.received_at, pk__gt=one.pk))
    return Place(
        queue,
        before.order_by().values("pk")[:CAP].count() + 1,
        line.order_by().values("pk")[: CAP + 1].count(),
        before.order_by("-received_at", "-pk").values_list("code", flat=True).first() or "",
        after.order_by("received_at", "pk").values_list("code", flat=True).first() or "",
    )
