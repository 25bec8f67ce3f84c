"""The river: read → recognise → check → take | return | puzzle.

Submissions wait in the table; whoever calls work_off works off what waits among the ids given. Reading runs in
confined processes outside every transaction, taking in one transaction a batch. Killed at any point and run again,
it gives each record once: only what is still *received* is taken, under lock, together with its change of state.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.campaigns.paper import Paper
from kheo.campaigns.problems import Problem
from kheo.confinement.pool import Readers, shared
from kheo.intake.letters import keep_attachments
from kheo.intake.models import Submission
from kheo.intake.recognising import Directory, directory
from kheo.intake.taking import KINDS, take_batch
from kheo.intake.understanding import Understood, understand
from kheo.journal.book import note
from kheo.mail.letter import Letter

AT_ONCE = 200
MOST_TRIES = 2

logger = logging.getLogger(__name__)


def work_off(ids: Iterable[int], *, readers: Readers | None = None) -> None:
    """Work off those of these submissions that wait, then the attachments they bring. `ids` is drawn from lazily."""
    directories = _Directories()
    waiting = iter(ids)
    while True:
        again: list[int] = []
        for batch in _batches(understand(_rows(waiting), readers or shared(), directories.papers_for)):
            again += _take(batch, directories)
        if not again:
            return
        waiting = iter(again)


def _rows(ids: Iterator[int]) -> Iterator[Submission]:
    while some := list(islice(ids, AT_ONCE)):
        rows = Submission.objects.filter(pk__in=some, state=Submission.State.RECEIVED).order_by("pk")
        yield from rows.select_related("original", "campaign", "call")


def _batches(understood: Iterator[Understood]) -> Iterator[list[Understood]]:
    while batch := list(islice(understood, AT_ONCE)):
        yield batch


def _take(batch: Sequence[Understood], directories: "_Directories") -> list[int]:
    """Take the batch; where it fails one by one, so that one bad file never stops others. Gives what waits now."""
    broken = [one for one in batch if isinstance(one.said, Exception)]
    again = [pk for one in broken for pk in _stumble(one, one.said)]
    sound = [one for one in batch if not isinstance(one.said, Exception)]
    try:
        letters = keep_attachments({one.submission.pk: one.said for one in sound if isinstance(one.said, Letter)})
        return again + take_batch(sound, directory_of=directories.of, attached=letters)
    except (OperationalError, InterfaceError):
        # The database is away or busy: nothing is wrong with the files, the sweeper comes back to them.
        raise
    except Exception as error:
        if len(sound) > 1:
            return again + [pk for one in sound for pk in _take([one], directories)]
        logger.exception("submission %s could not be taken", sound[0].submission.code)
        return again + _stumble(sound[0], error)


@transaction.atomic
def _stumble(one: Understood, error: object) -> list[int]:
    """Count an unexpected failure; the second one hands the submission to a person."""
    submission = Submission.objects.select_for_update().get(pk=one.submission.pk)
    if submission.state != Submission.State.RECEIVED:
        return []
    submission.tries += 1
    submission.state_at = timezone.now()
    gives_up = submission.tries >= MOST_TRIES
    if gives_up:
        submission.state = Submission.State.PUZZLING
        submission.problems = [Problem("stumbled").as_json()]
    submission.save(update_fields=["tries", "state", "state_at", "problems"])
    note("submission.stumbled", submission, error=f"{type(error).__name__}: {error}"[:500], tries=submission.tries)
    return [] if gives_up else [submission.pk]


class _Directories:
    """Each campaign's directory, fetched when first asked for and kept for one run."""

    def __init__(self) -> None:
        self._known: dict[int, Directory] = {}

    def of(self, campaign: Campaign) -> Directory:
        if campaign.pk not in self._known:
            self._known[campaign.pk] = directory(campaign)
        return self._known[campaign.pk]

    def papers_for(self, submission: Submission) -> list[Paper]:
        """Every paper the campaign asks for, that of the call which was told first."""
        told = (submission.call.paper,) if submission.call else ()
        return [KINDS[paper].PAPER for paper in dict.fromkeys((*told, *self.of(submission.campaign).papers))]
