"""What follows from what: the one table of consequences, told by the journal after each commit."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from kheo.intake import pipeline
from kheo.intake.answers import answering
from kheo.intake.doors import by_mailbox
from kheo.intake.models import Submission
from kheo.journal.models import Event
from kheo.post import fetching, sending, waiting
from kheo.post.models import Mailbox
from kheo.publishing.certificates import runs
from kheo.publishing.drafts import printing
from kheo.records.likeness import likening
from kheo.reminders import sending as reminding
from kheo.reminders.models import ReminderRule

# A submission still waiting after this long has lost its task (or its task its worker).
FORGOTTEN = timedelta(seconds=30)
AT_ONCE = 500


@task()
def work_off(submission_ids: list[int]) -> None:
    """Read, recognise, check and take what came; doing it twice does nothing twice."""
    pipeline.work_off(submission_ids)


@task()
def answer(submission_ids: list[int]) -> None:
    """Tell the senders what became of what they sent, once all of it is read; twice tells nothing twice."""
    answering.answer(submission_ids)


@task()
def send_letters(outgoing_ids: list[int]) -> None:  # noqa: ARG001 whoever sends, sends what is due
    """Send what waits in the outbox, as far as each mailbox's rate allows."""
    sending.send_due(unwanted=reminding.unwanted)


@task()
def remind(reminders: list[int]) -> None:  # noqa: ARG001 who is due is asked anew
    """Write the reminders that the rules ask for at this hour."""
    reminding.remind(timezone.now())


@task()
def fetch_letters(mailbox_id: int, asked_at: str) -> None:
    """Let in what is new in a mailbox, and what is left when its time is over in another task."""
    asked = datetime.fromisoformat(asked_at)
    if Mailbox.objects.filter(pk=mailbox_id, last_fetched_at__gt=asked).exists():
        # Others asked before and were served meanwhile.
        return
    if fetching.fetch(mailbox_id, by_mailbox).more:
        fetch_letters.enqueue(mailbox_id, asked_at)


# Whoever waits for an answer comes first.
@task(priority=-50)
def find_alike(registration_ids: list[int]) -> None:
    """Make what was registered findable, and write down what it is like; twice writes nothing twice."""
    likening.liken(registration_ids)


@task()
def print_certificates(run_ids: list[int]) -> None:
    """Print many certificates in one file; a run that is printed or in hand is left alone."""
    runs.work_off(run_ids)


# Nobody waits for it: whoever issues a paper prints it at once where that can be done.
@task(priority=-50)
def print_papers() -> None:
    """Make the PDF of issued papers that have none yet; twice makes nothing twice."""
    printing.print_missing(timezone.now())


# happened → the task that follows; it gets the ids of what it happened to.
REACTIONS: dict[str, Task[[list[int]], None]] = {
    "submission.received": work_off,
    "submission.decided": work_off,
    "submission.retaken": work_off,
    "submission.broughtback": work_off,
    # Not when a letter was only opened: what it holds is read next, and tells of itself; the sweeper sees to the rest.
    **dict.fromkeys(
        (
            "submission.taken",
            "submission.puzzling",
            "submission.returned",
            "submission.setaside",
            "submission.undecided",
            "submission.mended",
            "submission.reconsidered",
            "submission.stumbled",
            "submission.split",
            "submission.undone",
        ),
        answer,
    ),
    "registration.taken": find_alike,
    "printrun.asked": print_certificates,
    "letter.queued": send_letters,
    "letter.released": send_letters,
    "letter.retried": send_letters,
}


def follow(events: Sequence[Event]) -> None:
    """Start what follows. A lost task is made up for by `sweep`, a doubled one does nothing twice."""
    for reaction in dict.fromkeys(REACTIONS.values()):
        ids = [event.subject_id for event in events if REACTIONS.get(event.happened) is reaction]
        if ids:
            reaction.enqueue(list(dict.fromkeys(ids)))


def sweep(now: datetime) -> int:
    """Start work on submissions that wait although nothing is on them."""
    waiting = Submission.objects.filter(state=Submission.State.RECEIVED, state_at__lt=now - FORGOTTEN)
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:AT_ONCE])
    if ids:
        work_off.enqueue(ids)
    return len(ids)


def sweep_answers(now: datetime) -> int:
    """Have answers written that nobody wrote."""
    ids = answering.forgotten(now, after=FORGOTTEN)
    if ids:
        answer.enqueue(ids)
    return len(ids)


def sweep_letters(now: datetime) -> int:
    """Send what waits in the outbox: after a pause, when a mailbox's rate allows more, or when a task was lost."""
    number = sending.due(now).count()
    if number:
        send_letters.enqueue([])
    return number


def start_reminders(_: datetime) -> int:
    """Have the reminders of this hour written; nothing is started where no rule is switched on."""
    rules = ReminderRule.objects.exclude(enabled_at=None).count()
    if rules:
        remind.enqueue([])
    return rules


def fetch_mailboxes(now: datetime) -> int:
    """Look into every mailbox."""
    ids = list(fetching.fetchable(now).values_list("id", flat=True))
    for mailbox_id in ids:
        fetch_letters.enqueue(mailbox_id, now.isoformat())
    return len(ids)


def wait_for_letters(stop: threading.Event) -> None:
    """Have letters fetched as soon as a server tells of them, until `stop` is set."""
    waiting.wait_at_mailboxes(stop, lambda mailbox_id, now: fetch_letters.enqueue(mailbox_id, now.isoformat()))


def sweep_papers(now: datetime) -> int:
    """Have papers printed that could not be when they were issued."""
    number = printing.unprinted(now).count()
    if number:
        print_papers.enqueue()
    return number


def sweep_alike(now: datetime) -> int:  # noqa: ARG001 the newest entries are asked about, however old
    """Compare entries whose task was lost."""
    lost = likening.forgotten()
    if lost:
        find_alike.enqueue(lost)
    return len(lost)


def sweep_prints(now: datetime) -> int:
    """Print again what a dead worker left, or what no task is on."""
    lost = runs.forgotten(now)
    if lost:
        print_certificates.enqueue(lost)
    return len(lost)
