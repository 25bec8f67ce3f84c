"""Submissions a person sees, filtered as the address says, and the queue they are worked off in."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.intake.models import Submission, SubmissionQuerySet
from kheo.office.wording import words
from kheo.units.models import Bloc, Unit
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

MOST_QUEUED, _NEAR = 200, 200
_FEW_UNITS = 2_000


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
        if not any(choice.value for choice in self.choices if choice.name == "state"):
            # A letter that was opened is shown by its attachments.
            found = found.exclude(state=State.OPENED)
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
        """A receipt code, a sender's address, or a unit's name or code without accents."""
        if self.text.upper().startswith("K-"):
            return Q(code=self.text.upper())
        if "@" in self.text:
            return Q(sender=self.text.lower())
        named = Unit.objects.filter(Q(key__contains=words(self.text)) | Q(code=self.text)).values_list("pk", flat=True)
        # The tree is looked through once, not for the count and for the page again.
        some = list(named[: _FEW_UNITS + 1])
        return Q(unit__in=some if len(some) <= _FEW_UNITS else named)


@dataclass(frozen=True)
class Place:
    """Where a submission stands in the queue it was opened from: the 12th of 45, and its neighbours.

    A longer queue than MOST_QUEUED is worked off all the same, only its places are not counted.
    """

    queue: str
    number: int
    total: int
    previous: str
    next: str


def place(rows: SubmissionQuerySet, one: Submission, queue: str) -> Place | None:
    """Oldest first among those of the same campaign; `one` itself may have left the queue by now."""
    if queue not in dict(STATES):
        return None
    line = rows.filter(campaign=one.campaign_id)
    few = _waiting(line, one.campaign_id) if queue == "waiting" else line.filter(state=queue)
    stands = (
        sorted(few.order_by().values_list("received_at", "pk", "code")[: MOST_QUEUED + 1]) if few is not None else []
    )
    if few is None or len(stands) > MOST_QUEUED:
        return _place_in_crowd(line.filter(state=State.TAKEN if queue == "waiting" else queue), one, queue)
    before = [code for at, pk, code in stands if (at, pk) < (one.received_at, one.pk)]
    after = [code for at, pk, code in stands if (at, pk) > (one.received_at, one.pk)]
    return Place(queue, len(before) + 1, len(stands), before[-1] if before else "", after[0] if after else "")


def _waiting(line: SubmissionQuerySet, campaign: int) -> QuerySet[Submission] | None:
    """As in_state, but from the duties that wait: they are few, what was taken is much. None: they are many."""
    calls = list(Call.objects.filter(campaign=campaign).values_list("pk", flat=True))
    duties = Obligation.objects.filter(call__in=calls, state=Obligation.State.RECEIVED)
    some = list(duties.values_list("pk", flat=True)[: MOST_QUEUED + 1])
    return line.filter(in_state("waiting"), obligation__in=some) if len(some) <= MOST_QUEUED else None


def _place_in_crowd(line: QuerySet[Submission], one: Submission, queue: str) -> Place:
    """The neighbours alone: in a crowd each is near."""
    before = line.filter(Q(received_at__lt=one.received_at) | Q(received_at=one.received_at, pk__lt=one.pk))
    after = line.filter(Q(received_at__gt=one.received_at) | Q(received_at=one.received_at, pk__gt=one.pk))
    return Place(
        queue,
        0,
        MOST_QUEUED,
        _nearest(before.filter(received_at__lte=one.received_at).order_by("-received_at", "-pk"), queue),
        _nearest(after.filter(received_at__gte=one.received_at).order_by("received_at", "pk"), queue),
    )


def _nearest(line: QuerySet[Submission], queue: str) -> str:
    """The first of the line that is in the queue, looked for among its first few by hand.

    Asked for the one row, a database that thinks such rows rare gathers them all first.
    """
    columns = ("code", "received_at", "obligation__state", "obligation__received_at")
    for code, at, state, last in line.values_list(*columns)[:_NEAR]:
        if queue != "waiting" or (state == Obligation.State.RECEIVED and at == last):
            return str(code)
    return ""
