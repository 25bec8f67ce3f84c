"""One batch of understood submissions in one transaction: recognised, checked, recorded, each one's state written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from kheo.campaigns import ledger
from kheo.campaigns.models import Campaign, Obligation
from kheo.campaigns.paper import Filled, Paper, Value
from kheo.campaigns.problems import Problem, Severity
from kheo.confinement.pool import Refused
from kheo.intake import portions
from kheo.intake.desk.mends import mended
from kheo.intake.doubts.persons import asks_nobody
from kheo.intake.doubts.sharing import shared_lists
from kheo.intake.doubts.strangers import asked_about
from kheo.intake.letters import open_letters
from kheo.intake.models import Delivery, Submission
from kheo.intake.recognising import Certainty, Clues, Directory, form_of, is_unproven, which_call, whose
from kheo.intake.understanding import Understood, stored
from kheo.journal.book import Happening, note_all
from kheo.journal.models import Original
from kheo.mail.letter import Letter
from kheo.records import conferring, registering, reporting
from kheo.records.models import Record
from kheo.records.situation import Answer, Judged, Situation, preheat
from kheo.units.models import Unit


class Kind(Protocol):
    """What a module of a kind of paper offers."""

    PAPER: Paper

    def check(self, answer: Answer, situation: Situation) -> Judged: ...
    def take(self, answers: Sequence[Answer], *, situation: Situation, at: datetime) -> Sequence[Record]: ...


State = Submission.State
# A new kind of paper is a module with PAPER, check() and take(), and a line here.
KINDS: dict[str, Kind] = {"registration": registering, "results": reporting, "conference": conferring}
# What taking writes of a submission; everything else was written at the door or by a person.
_COLUMNS = ("state", "state_at", "unit", "call", "obligation", "guesses", "reading", "problems")
_LETTER_COLUMNS = ("sender", "subject", "authenticity", "message_id", "automatic")


@dataclass(eq=False)
class _Way:
    """How far one submission has come in this batch."""

    submission: Submission
    filled: Filled | None
    problems: list[Problem] = field(default_factory=list)
    # Every address its bytes came from.
    senders: tuple[str, ...] = ()


@transaction.atomic
def take_batch(
    batch: Sequence[Understood],
    *,
    directory_of: Callable[[Campaign], Directory],
    attached: Mapping[int, Sequence[Original]],
) -> list[int]:
    """Take what waits of this batch; gives the ids of attachments that now wait in turn.

    Rows are locked (or, where the database locks as a whole, looked at again), so that whatever runs beside this
    takes none of them a second time.
    """
    now = timezone.now()
    waiting = _waiting([one.submission.pk for one in batch])
    known = [(waiting[one.submission.pk], one.said) for one in batch if one.submission.pk in waiting]
    further = [
        draft for one in batch if one.submission.pk in waiting for draft in portions.further_of(one, waiting, now)
    ]
    letters = [(submission, said) for submission, said in known if isinstance(said, Letter)]
    by_campaign: dict[Campaign, list[_Way]] = {}
    for submission, said in known:
        if not isinstance(said, Letter):
            by_campaign.setdefault(submission.campaign, []).append(_begin(submission, said))
    every = [way for ways in by_campaign.values() for way in ways]
    _name_senders(every)
    for campaign, ways in by_campaign.items():
        directory = directory_of(campaign)
        for way in ways:
            _recognise(way, directory)
        _ask_of_strangers(ways, directory)
    _ask_of_portions(every)
    _lock([letter.campaign_id for letter, _ in letters], every)
    for campaign, ways in by_campaign.items():
        _take_campaign(ways, campaign, now)
    # Written before the letters are opened: one of them may bring the same bytes, and tell whose they are.
    _write([way.submission for way in every], now)
    parts = open_letters(letters, attached, directory_of)
    _guess_senders([letter for letter, _ in letters if letter.state == State.PUZZLING], directory_of)
    _write([letter for letter, _ in letters], now)
    parts += portions.enter(further)
    return [part.pk for part in parts if part.state == State.RECEIVED]


def _guess_senders(letters: Sequence[Submission], directory_of: Callable[[Campaign], Directory]) -> None:
    """A letter without a form still came from somebody: the desk sees who that may be."""
    for letter in letters:
        if letter.unit_id is None:
            clues = Clues(sender=letter.sender, subject=letter.subject, unproven=is_unproven(letter.authenticity))
            verdict = whose(clues, directory_of(letter.campaign))
            letter.guesses = [guess.as_json() for guess in verdict.guesses]


def _waiting(pks: Sequence[int]) -> dict[int, Submission]:
    rows = Submission.objects.filter(pk__in=pks, state=State.RECEIVED).order_by("pk")
    rows = rows.select_related("original", "campaign", "call", "unit", "decided_by")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return {row.pk: row for row in rows}


def _lock(campaigns: Sequence[int], ways: Sequence[_Way]) -> None:
    """All that will be written, in one order and before the journal's end is held: writers never wait in a ring."""
    if campaigns:
        list(Campaign.objects.filter(pk__in=campaigns).order_by("pk").select_for_update(no_key=True))
    placed = [way.submission for way in ways if way.submission.unit_id]
    duties = Obligation.objects.filter(
        call__campaign__in={submission.campaign_id for submission in placed},
        unit__in={submission.unit_id for submission in placed},
    )
    list(duties.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def _begin(submission: Submission, said: Any) -> _Way:
    if isinstance(said, Refused):
        return _Way(submission, None, [Problem(said.code, details={"why": said.why})])
    submission.reading = stored(said)
    return _Way(submission, mended(said, submission.mends))


def _name_senders(ways: Sequence[_Way]) -> None:
    """The same bytes may have come from several addresses; each of them is a sign of whose they are."""
    senders: dict[int, set[str]] = {}
    deliveries = Delivery.objects.filter(submission__in=[way.submission.pk for way in ways]).exclude(sender="")
    for pk, sender in deliveries.values_list("submission_id", "sender"):
        senders.setdefault(pk, set()).add(sender)
    for way in ways:
        way.senders = tuple(sorted(senders.get(way.submission.pk, ())))


def _take_campaign(ways: Sequence[_Way], campaign: Campaign, now: datetime) -> None:
    placed = [way for way in ways if way.submission.unit_id and way.submission.call_id and asks_nobody(way.problems)]
    # Two answers to one duty in one batch: the earlier is taken first and replaced by the later.
    while placed:
        units = {way.submission.unit_id for way in placed if way.submission.unit_id}
        situation = preheat(campaign, units)
        wave: dict[tuple[int, int], _Way] = {}
        for way in sorted(placed, key=lambda way: (way.submission.received_at, way.submission.pk)):
            wave.setdefault((way.submission.call_id or 0, way.submission.unit_id or 0), way)
        _take_wave(list(wave.values()), situation, now)
        placed = [way for way in placed if way not in wave.values()]
    for way in ways:
        way.submission.problems = [problem.as_json() for problem in way.problems]


def _recognise(way: _Way, directory: Directory) -> None:
    """Whose and for which call; what a person decided stands. Unsure: the desk, with guesses and the reason."""
    submission, filled = way.submission, way.filled
    marks = filled.marks if filled else ()
    if not submission.is_told:
        head = filled.unit.value if filled and filled.unit else ""
        clues = Clues(
            head=head,
            sender=submission.sender,
            filename=submission.filename,
            subject=submission.subject,
            unproven=is_unproven(submission.authenticity),
            marks=marks,
            sent_again=way.senders,
            forwarded_from=submission.forwarded_from,
        )
        verdict = whose(clues, directory)
        submission.guesses = [guess.as_json() for guess in verdict.guesses]
        submission.unit = verdict.unit
        if verdict.certainty is Certainty.ASK:
            way.problems.append(Problem("unsure_unit", details={"name": verdict.guesses[0].unit.name}))
        elif verdict.certainty is Certainty.NONE:
            way.problems.append(Problem("unknown_unit"))
    elif filled and filled.unit and submission.unit:
        way.problems += _other_head(filled.unit, submission.unit, directory)
    form = form_of(marks, directory)
    paper = filled.paper if filled else None
    submission.call = which_call(paper, submission.unit, submission.call, directory, form=form)
    submission.state = State.PUZZLING
    if filled is None:
        # What cannot be read goes back to its unit, even when nobody can say which call it answers.
        submission.state = State.RETURNED if submission.unit else State.PUZZLING
    elif filled.paper is None and not filled.nil:
        way.problems.append(Problem("no_form"))
    elif submission.call is None:
        way.problems.append(Problem("unsure_call"))


def _ask_of_portions(ways: Sequence[_Way]) -> None:
    """The second of two forms of one file for one duty must not replace the first without a person."""
    doubled = portions.doubled([way.submission for way in ways])
    for way in ways:
        if code := doubled.get(way.submission.pk):
            name = way.submission.unit.name if way.submission.unit else ""
            way.problems.append(Problem("another_portion", details={"name": name, "code": code}))


def _ask_of_strangers(ways: Sequence[_Way], directory: Directory) -> None:
    """What counts is not replaced on the word of an unknown address, nor lines of others taken for one's own."""
    asked = asked_about([way.submission for way in ways if way.filled], directory)
    for way in ways:
        if problem := asked.get(way.submission.pk):
            way.problems.append(problem)
        if way.filled and way.submission.unit and not way.submission.is_told:
            way.problems += shared_lists(way.filled, way.submission.unit, directory)


def _take_wave(ways: Sequence[_Way], situation: Situation, now: datetime) -> None:
    """At most one answer a duty: judge all, record those that can be, settle the ledger for all."""
    settled: list[ledger.Answer] = []
    takable: dict[str, list[Answer]] = {}
    for way in ways:
        submission = way.submission
        duty = situation.obligations.get((submission.call_id or 0, submission.unit_id or 0))
        if duty is None:
            way.problems.append(Problem("not_asked", details={"name": submission.unit.name if submission.unit else ""}))
            continue
        submission.obligation = duty
        judged = _judge(way, duty, situation)
        way.problems = [*way.problems, *judged.problems] if way.filled else way.problems
        submission.state = State.RETURNED if way.filled is None or judged.blocked else State.TAKEN
        if submission.state == State.TAKEN:
            takable.setdefault(duty.call.paper, []).append(judged.answer)
        settled.append(_standing(way, judged, situation))
    for paper, answers in takable.items():
        KINDS[paper].take(answers, situation=situation, at=now)
    ledger.settle(settled, noted_at=now)


def _judge(way: _Way, duty: Obligation, situation: Situation) -> Judged:
    submission = way.submission
    typed_by = submission.decided_by if submission.channel == Submission.Channel.SCREEN else None
    answer = Answer(
        filled=way.filled or Filled(paper=None),
        obligation=duty,
        original=submission.original,
        received_at=submission.received_at,
        taken_by=typed_by,
    )
    return KINDS[duty.call.paper].check(answer, situation) if way.filled else Judged(answer, tuple(way.problems))


def _other_head(head: Value, unit: Unit, directory: Directory) -> list[Problem]:
    """A person said whose it is, and the form's head names another unit: taken as told, and to be looked at."""
    named = whose(Clues(head=head.value), directory).unit
    if named is None or named.pk == unit.pk:
        return []
    return [Problem("other_head", head.at, {"head": named.name, "unit": unit.name})]


def _standing(way: _Way, judged: Judged, situation: Situation) -> ledger.Answer:
    received_at = judged.answer.received_at
    state = state_by(judged)
    if state == Obligation.State.ACCEPTED and any(problem.severity is Severity.WARN for problem in way.problems):
        state = Obligation.State.RECEIVED
    # What is taken again counts from then on; but not before what the unit sent after it.
    at = received_at if situation.later_stands(judged.answer) else way.submission.reopened_at or received_at
    return ledger.Answer(judged.answer.obligation, state, received_at, at=at, short=judged.short)


def state_by(judged: Judged) -> str:
    """How the ledger counts an answer so judged: what cannot be read goes back, what is odd waits for a person."""
    if judged.blocked:
        return Obligation.State.RETURNED
    return Obligation.State.ACCEPTED if judged.clean else Obligation.State.RECEIVED


def _write(submissions: Sequence[Submission], now: datetime) -> None:
    """One statement for all: an upsert is many times faster than bulk_update's CASE for each column."""
    if not submissions:
        return
    for submission in submissions:
        submission.state_at = now
    Submission.objects.bulk_create(
        submissions, update_conflicts=True, unique_fields=["id"], update_fields=[*_COLUMNS, *_LETTER_COLUMNS]
    )
    note_all(
        [
            Happening(f"submission.{submission.state}", submission, None, {"code": submission.code})
            for submission in submissions
        ]
    )
