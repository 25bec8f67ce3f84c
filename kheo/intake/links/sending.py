"""Sending officially, once however often the button is pressed; and taking it back while nobody has looked at it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Obligation
from kheo.campaigns.problems import Problem
from kheo.intake import doors
from kheo.intake.desk.standing import record_of, unrecord
from kheo.intake.links.drafting import Content, new_key
from kheo.intake.links.models import Code, Link, LinkDraft, Sent
from kheo.intake.models import Submission
from kheo.intake.typed import Typed
from kheo.journal.book import note
from kheo.records.models import Entry

State = Submission.State


def sent_with(key: str, duty: Obligation) -> Sent | None:
    """What this key sent before, if it did."""
    return Sent.objects.filter(key=key, obligation=duty).select_related("submission").first()


@transaction.atomic
def send(link: Link, draft: LinkDraft, *, key: str, at: datetime) -> Sent:
    """The draft through the door, as an answer of its unit; the same key again is the same sending."""
    locked = LinkDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    duty = link.obligation
    if earlier := sent_with(key, duty):
        return earlier
    content = Content(locked.rows, locked.nil, locked.closed)
    submission = doors.by_link(
        _typed(duty, content), unit=duty.unit, call=duty.call, received_at=at, sender=_sender(link)
    )
    sent = Sent.objects.create(link=link, obligation=duty, submission=submission, key=key, at=at)
    locked.sending_key = new_key()
    locked.save(update_fields=["sending_key"])
    note("link.answered", link, code=submission.code)
    return sent


def may_withdraw(sent: Sent) -> bool:
    """Until somebody of the office opened it, or decided about it."""
    submission = sent.submission
    return (
        sent.withdrawn_at is None
        and submission.opened_at is None
        and submission.decided_by_id is None
        and not submission.mends
        and submission.state != State.ASIDE
    )


@transaction.atomic
def withdraw(sent: Sent) -> bool:
    """Take the sending back: the record stands no more and the ledger is as before.

    False where it is too late: the office has opened it, or a later answer has taken its place.
    """
    rows = Submission.objects.select_for_update(of=("self",))
    submission = rows.select_related("obligation__call", "obligation__unit", "campaign").get(pk=sent.submission_id)
    sent.submission = submission
    record = record_of(submission)
    if not may_withdraw(sent) or (record is not None and record.replaced_by_id is not None):
        return False
    now = timezone.now()
    unrecord(submission, at=now, actor=None)
    submission.state, submission.state_at = State.ASIDE, now
    submission.problems = [*submission.problems, Problem("withdrawn_by_unit").as_json()]
    submission.save(update_fields=["state", "state_at", "problems", "reopened_at"])
    sent.withdrawn_at = now
    sent.save(update_fields=["withdrawn_at"])
    note("submission.withdrawn", submission, code=submission.code)
    return True


def sendings(duty: Obligation) -> list[Sent]:
    """Everything sent through links for this duty, newest first."""
    rows = Sent.objects.filter(obligation=duty).select_related(
        "submission__unit", "submission__call", "submission__campaign"
    )
    return list(rows.order_by("-at", "-pk")[:20])


def _typed(duty: Obligation, content: Content) -> Typed:
    rows = tuple(row for row in content.rows if any(text.strip() for text in row.values()))
    return Typed(duty.call.paper, rows, nil=content.nil and not rows, closed=_titles(duty, content.closed))


def _titles(duty: Obligation, closed: Collection[int]) -> tuple[str, ...]:
    mine = Entry.objects.filter(pk__in=list(closed), unit=duty.unit_id)
    return tuple(mine.order_by("pk").values_list("title", flat=True))


def _sender(link: Link) -> str:
    """The address whose code opened the link last: what is answered goes there."""
    used = link.codes.filter(way=Code.Way.EMAIL, purpose=Code.Purpose.ENTRY).exclude(used_at=None)
    return used.order_by("-used_at").values_list("sent_to", flat=True).first() or ""
