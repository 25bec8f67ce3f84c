"""What is asked of every kind of answer alike: something in it, in time, no line twice."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kheo.campaigns.paper import Row, place_of
from kheo.campaigns.problems import Problem
from kheo.campaigns.requirements import Counts, aim_words, judge, shortfall_words
from kheo.office.wording import official_moment
from kheo.records.sameness import title_key
from kheo.records.situation import Answer, Situation


def emptiness(answer: Answer) -> list[Problem]:
    """A paper with neither lines nor the words "nothing to report" is not an answer."""
    return [] if answer.filled.rows or answer.filled.nil else [Problem("empty_form")]


def lateness(answer: Answer) -> list[Problem]:
    due = answer.obligation.due_at
    if answer.received_at < due:
        return []
    return [Problem("late", details={"due": official_moment(timezone.localtime(due))})]


def titles(rows: Sequence[Row]) -> list[Problem]:
    """Lines without a title, and titles that stand twice (for the same person)."""
    problems = []
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        title = row.text("title")
        if not title:
            problems.append(Problem("missing_title", place_of(row, "title", rows)))
            continue
        key = (title_key(title), title_key(row.text("person_name")))
        first = seen.setdefault(key, row.at("title") or "")
        if first != (row.at("title") or ""):
            problems.append(Problem("repeated_title", row.at("title"), {"first": first}))
    return problems


def shortness(answer: Answer, counts: Counts, situation: Situation) -> tuple[list[Problem], tuple[dict[str, Any], ...]]:
    """What the rules of the call still want: as problems with their sentence, and as the ledger keeps it."""
    duty = answer.obligation
    judgement = judge(
        situation.requirements.get(duty.call_id, ()),
        unit_kind=duty.unit_kind,
        bloc=duty.bloc.name if duty.bloc else "",
        counts=counts,
    )
    short = tuple(judgement.short_json)
    problems = [Problem("short", details={"what": shortfall_words(line)}) for line in short]
    problems += [Problem("off_target", details={"what": aim_words(aim)}) for aim in judgement.targets if not aim.met]
    return problems, short
