"""Submissions a person sees, filtered as the address says, and the queue they are worked off in."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.intake.models import Submission, SubmissionQuerySet
from kheo.office.wording import words
from kheo.post.models import Mailbox
from kheo.units.models import Bloc, Unit
from kheo.web.pills import Choice, Pill, chosen, pills
from kheo.web.rights import led, led_ids, person, sighted

State = Submission.State
LABELS = {
    "q": "Đơn vị",
    "campaign": "Đợt",
    "state": "Trạng thái",
    "call": "Nội dung",
    "bloc": "Khối",
    "channel": "Kênh",
    "mailbox": "Hộp thư",
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

# What waits is worked off oldest first, and listed so; of everything else the newest stands first.
_WAITING = frozenset({State.PUZZLING.value, "waiting", State.RETURNED.value, State.RECEIVED.value})
MOST_QUEUED, NEAR = 200, 200
_FEW_UNITS = 2_000
_MOST_CHOICES = 200


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
    fetched = rows.select_related("campaign", "call", "unit", "obligation", "mailbox", "part_of")
    return fetched.defer("reading", "mends", "part_of__reading", "part_of__mends", "part_of__problems")


def sieve_of(request: HttpRequest, asked: QueryDict, *, shown: bool = True) -> "Sieve":
    """The list as an address asks for it; what else may be chosen is fetched only where it is shown."""

    def rows(name: str, found: QuerySet[Any]) -> list[Any]:
        return list(found[:_MOST_CHOICES]) if shown or name in asked else []

    campaigns = rows("campaign", led(request).order_by("-year", "slug")) or rows("call", led(request))
    return Sieve(
        asked,
        visible(request),
        campaigns,
        calls=rows("call", Call.objects.filter(campaign__in=campaigns).order_by("campaign", "position")),
        blocs=rows("bloc", Bloc.objects.all()),
        mailboxes=rows("mailbox", Mailbox.objects.visible_to(person(request)).order_by("address")),
        led=led_ids(request),
    )


@dataclass
class Sieve:
    asked: QueryDict
    rows: SubmissionQuerySet
    campaigns: list[Campaign]
    calls: list[Call] = field(default_factory=list)
    blocs: list[Bloc] = field(default_factory=list)
    mailboxes: list[Mailbox] = field(default_factory=list)
    led: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        options: dict[str, list[tuple[str, str]]] = {
            "campaign": [(one.slug, one.title) for one in self.campaigns],
            "state": STATES,
            "call": list({call.slug: call.title for call in self.calls}.items()),
            "bloc": [(str(bloc.pk), bloc.name) for bloc in self.blocs],
            "channel": list(Submission.Channel.choices),
            "mailbox": [(str(one.pk), one.address) for one in self.mailboxes],
        }
        self.choices = [
            Choice(name, LABELS[name], values, chosen(self.asked, name, values)) for name, values in options.items()
        ]
        self.call_ids = {slug: [call.pk for call in self.calls if call.slug == slug] for slug, _ in options["call"]}

    @property
    def text(self) -> str:
        return self.asked.get("q", "").strip()[:200]

    def pills(self) -> list[Pill]:
        return pills(self.asked, LABELS, {choice.name: choice.said for choice in self.choices})

    @property
    def state(self) -> str:
        return self.value("state")

    @property
    def oldest_first(self) -> bool:
        return self.state in _WAITING

    @property
    def grouped(self) -> bool:
        """Letters with what they brought beneath them: unless what is looked for may be one part of a letter."""
        return bool(self.led) and not (self.text or any(self.value(name) for name in ("state", "call", "bloc")))

    @property
    def queue(self) -> str:
        """The list's own address, for going through it one by one; a state alone stands for itself."""
        if not self.state:
            return ""
        rest = self.asked.copy()
        rest.pop("page", None)
        said = {name: value for name, value in rest.items() if value}
        return self.state if set(said) == {"state"} else rest.urlencode()

    def value(self, name: str) -> str:
        return next(choice.value for choice in self.choices if choice.name == name)

    def submissions(self) -> QuerySet[Submission]:
        found = self.filtered()
        if self.state:
            found = found.filter(in_state(self.state))
        return found.order_by("received_at", "pk") if self.oldest_first else found.order_by("-received_at", "-pk")

    def filtered(self) -> QuerySet[Submission]:
        """All that is asked for but the state."""
        found: QuerySet[Submission] = self.rows
        if self.grouped:
            # Where the person leads, what a letter brought is shown beneath it.
            found = found.filter(Q(part_of=None) | ~Q(campaign__in=self.led))
        elif not self.state and not self._is_code:
            # A letter that was opened is shown by its attachments.
            found = found.exclude(state=State.OPENED)
        for choice in self.choices:
            if choice.value and choice.name != "state":
                found = found.filter(self._condition(choice))
        return found.filter(self._named()) if self.text else found

    @property
    def _is_code(self) -> bool:
        return self.text.upper().startswith("K-")

    def _condition(self, choice: Choice) -> Q:
        if choice.name == "campaign":
            return Q(campaign=next(one.pk for one in self.campaigns if one.slug == choice.value))
        if choice.name == "call":
            return Q(call__in=self.call_ids[choice.value])
        if choice.name == "bloc":
            return Q(unit__in=Unit.objects.filter(bloc=int(choice.value)).values("pk"))
        if choice.name == "mailbox":
            return Q(mailbox=int(choice.value)) | Q(part_of__mailbox=int(choice.value))
        return Q(channel=choice.value)

    def _named(self) -> Q:
        """A receipt code, a sender's address, or a unit's name or code without accents."""
        if self._is_code:
            return Q(code=self.text.upper())
        if "@" in self.text:
            return Q(sender=self.text.lower())
        named = Unit.objects.filter(Q(key__contains=words(self.text)) | Q(code=self.text)).values_list("pk", flat=True)
        # The tree is looked through once, not for the count and for the page again.
        some = list(named[: _FEW_UNITS + 1])
        return Q(unit__in=some if len(some) <= _FEW_UNITS else named)
