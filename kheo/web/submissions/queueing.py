"""Where a submission stands in the list it was opened from: the 12th of 45, and its neighbours."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Call, Obligation
from kheo.intake.models import Submission
from kheo.web.rights import led_ids
from kheo.web.submissions.queries import MOST_QUEUED, NEAR, STATES, Sieve, in_state, sieve_of

State = Submission.State


@dataclass(frozen=True)
class Place:
    """A longer queue than MOST_QUEUED is worked off all the same, only its places are not counted."""

    queue: str
    number: int
    total: int
    previous: str
    next: str

    @property
    def address(self) -> str:
        """The list's own query."""
        return self.queue if "=" in self.queue else f"state={self.queue}"


def place(request: HttpRequest, one: Submission, queue: str) -> Place | None:
    """In the order of the list; `queue` is the list's address, or a state alone. `one` may have left it by now."""
    asked = QueryDict(queue if "=" in queue else f"state={queue}")
    if asked.get("state") not in dict(STATES):
        return None
    sieve = sieve_of(request, asked, shown=False)
    few = _waiting(request, sieve, one) if sieve.state == "waiting" else sieve.submissions()
    if few is None:
        return _place_in_crowd(sieve, one, queue)
    stands = sorted(few.order_by().values_list("received_at", "pk", "code")[: MOST_QUEUED + 1])
    if len(stands) > MOST_QUEUED:
        return _place_in_crowd(sieve, one, queue)
    here = (one.received_at, one.pk)
    before = [code for at, pk, code in stands if (at, pk) < here]
    after = [code for at, pk, code in stands if (at, pk) > here]
    if not sieve.oldest_first:
        before, after = after[::-1], before[::-1]
    return Place(queue, len(before) + 1, len(stands), before[-1] if before else "", after[0] if after else "")


def _waiting(request: HttpRequest, sieve: Sieve, one: Submission) -> QuerySet[Submission] | None:
    """As the list, but from the duties that wait: they are few, what was taken is much. None: they are many."""
    chosen = sieve.value("campaign")
    campaigns = (
        {one.campaign_id, *led_ids(request)}
        if not chosen
        else {each.pk for each in sieve.campaigns if each.slug == chosen}
    )
    calls = list(Call.objects.filter(campaign__in=campaigns).values_list("pk", flat=True))
    duties = Obligation.objects.filter(call__in=calls, state=Obligation.State.RECEIVED)
    some = list(duties.values_list("pk", flat=True)[: MOST_QUEUED + 1])
    return sieve.submissions().filter(obligation__in=some) if len(some) <= MOST_QUEUED else None


def _place_in_crowd(sieve: Sieve, one: Submission, queue: str) -> Place:
    """The neighbours alone: in a crowd each is near."""
    line = sieve.filtered().filter(Q(state=State.TAKEN) if sieve.state == "waiting" else in_state(sieve.state))
    earlier = line.filter(Q(received_at__lt=one.received_at) | Q(received_at=one.received_at, pk__lt=one.pk))
    later = line.filter(Q(received_at__gt=one.received_at) | Q(received_at=one.received_at, pk__gt=one.pk))
    before = _nearest(earlier.filter(received_at__lte=one.received_at).order_by("-received_at", "-pk"), sieve.state)
    after = _nearest(later.filter(received_at__gte=one.received_at).order_by("received_at", "pk"), sieve.state)
    if not sieve.oldest_first:
        before, after = after, before
    return Place(queue, 0, MOST_QUEUED, before, after)


def _nearest(line: QuerySet[Submission], queue: str) -> str:
    """The first of the line that is in the queue, looked for among its first few by hand.

    Asked for the one row, a database that thinks such rows rare gathers them all first.
    """
    columns = ("code", "received_at", "obligation__state", "obligation__received_at")
    for code, at, state, last in line.values_list(*columns)[:NEAR]:
        if queue != "waiting" or (state == Obligation.State.RECEIVED and at == last):
            return str(code)
    return ""
