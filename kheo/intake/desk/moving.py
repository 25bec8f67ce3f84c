"""A submission that belongs to another campaign: entered again there from the same original, set aside here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.campaigns.problems import Problem
from kheo.intake.desk.deciding import Refused, bring_back, ready, set_aside, write
from kheo.intake.desk.images import image_of, restore
from kheo.intake.desk.standing import unrecord
from kheo.intake.doors import Arrival, enter
from kheo.intake.models import Submission
from kheo.journal.book import note
from kheo.journal.models import Event

State = Submission.State
# A letter, what it brought, and what was packed in that.
_DEEPEST = 3


@transaction.atomic
def move(submission: Submission, *, campaign: Campaign, reason: str, actor: User) -> Submission:
    """Let it go down the river of the other campaign; a letter takes all it brought with it. Gives the one there.

    Raises Refused where the state forbids it, or the campaign is the same or not published.
    """
    found = ready("move", submission)
    if campaign.pk == found.campaign_id or campaign.published_at is None or campaign.closed_at is not None:
        raise Refused("Chỉ chuyển được sang một đợt khác đã ban hành và chưa đóng.")
    if found.portion:
        raise Refused("Đây là một phần của tệp; hãy chuyển cả tệp.")
    there, first = _enter_there(found, campaign, actor)
    now = timezone.now()
    images = [[one.pk, image_of(one)] for one in _with_parts(found)]
    for one in _with_parts(found):
        unrecord(one, at=now, actor=actor)
        one.moved_to = there if one.pk == found.pk else None
        write(one, State.ASIDE, now)
    said = {"code": there.code, "campaign": campaign.slug, "reason": reason}
    note("submission.moved", found, actor=actor, before=images[0][1], parts=images[1:], first=first, **said)
    return there


def take_back_move(details: dict[str, Any], *, actor: User, now: datetime) -> None:
    """What was entered there is set aside there, and the parts of a letter stand here again as before."""
    there = Submission.objects.select_related("campaign").get(code=details["code"])
    if details["first"]:
        if _was_decided(there):
            raise Refused(f"Ở đợt “{there.campaign.title}” đã có người xử lý tệp này; hãy hoàn tác ở đó trước.")
        if there.state == State.RECEIVED:
            raise Refused("Tệp đang được đọc ở đợt kia; đợi một lát rồi hoàn tác.")
        if there.state != State.ASIDE:
            there = set_aside(there, reason="Hoàn tác việc chuyển đợt", actor=actor)
            there.problems = [*there.problems, Problem("taken_back").as_json()]
            there.save(update_fields=["problems"])
    images = dict(details["parts"])
    for part in Submission.objects.filter(pk__in=images).select_related("obligation__call", "original", "campaign"):
        restore(part, images[part.pk], actor=actor, now=now)


def _enter_there(submission: Submission, campaign: Campaign, actor: User) -> tuple[Submission, bool]:
    """The submission there, and whether this brought it; one that was moved there and back before is taken up again."""
    arrival = Arrival(
        b"",
        submission.received_at,
        Submission.Channel(submission.channel),
        filename=submission.filename,
        sender=submission.sender,
        subject=submission.subject,
        authenticity=tuple(submission.authenticity),
    )
    known = Submission.objects.filter(campaign=campaign, original=submission.original_id, portion=0).first()
    delivery = enter([(arrival, submission.original)], campaign=campaign, actor=actor)[0]
    there = delivery.submission
    if known is not None and known.state == State.ASIDE:
        return bring_back(known, actor=actor), True
    return there, known is None


def _with_parts(submission: Submission) -> Iterator[Submission]:
    """It and, of a letter, all it brought that counts for something here, locked."""
    yield submission
    above = [submission.pk]
    for _ in range(_DEEPEST):
        rows = Submission.objects.filter(part_of__in=above).exclude(state=State.ASIDE).order_by("pk")
        found = list(rows.select_related("original", "campaign", "obligation__call", "obligation__unit"))
        yield from found
        above = [one.pk for one in found]


def _was_decided(submission: Submission) -> bool:
    events = Event.objects.filter(subject_kind="submission", subject_id=submission.pk).exclude(actor=None)
    return any("before" in event.details and event.happened != "submission.broughtback" for event in events)
