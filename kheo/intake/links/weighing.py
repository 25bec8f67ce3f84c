"""What would be said of a draft if it were sent now: its quotas and problems, judged by the rules of the river."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kheo.campaigns.models import Obligation
from kheo.campaigns.paper import Filled, Row, Value
from kheo.campaigns.problems import Problem, Severity
from kheo.campaigns.requirements import MEASURES, Counts, judge, shortfall_words
from kheo.intake.links.drafting import Content
from kheo.intake.taking import KINDS
from kheo.journal.models import Original
from kheo.office.wording import count, tidy
from kheo.records.situation import Answer, preheat


@dataclass(frozen=True)
class Quota:
    """One thing owed at least: 'còn thiếu 01 cá nhân (…)', or 'đủ 02 tập thể'."""

    words: str
    met: bool


@dataclass(frozen=True)
class Weighed:
    """`of_rows` by the number of the row in the form, from 1; `blocked`: it could not be taken as it is."""

    quotas: tuple[Quota, ...] = ()
    of_rows: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    of_all: tuple[Problem, ...] = ()
    blocked: bool = False


def weigh(duty: Obligation, content: Content, now: datetime) -> Weighed:
    """Judge the draft as an answer received at `now`; nothing is written."""
    campaign = duty.call.campaign
    situation = preheat(campaign, {duty.unit_id})
    known = situation.obligations[duty.call_id, duty.unit_id]
    answer = Answer(_filled(duty.call.paper, content), known, Original(), now)
    judged = KINDS[duty.call.paper].check(answer, situation)
    bloc = known.bloc.name if known.bloc else ""
    rules = situation.requirements.get(duty.call_id, ())
    owed = judge(rules, unit_kind=known.unit_kind, bloc=bloc, counts=Counts())
    lacking = {line["rule"]: line for line in judged.short}
    of_rows: dict[int, list[Problem]] = {}
    of_all = []
    for problem in judged.problems:
        if problem.code == "short":
            continue
        number = _row_number(problem.at)
        if number is None:
            of_all.append(problem)
        else:
            of_rows.setdefault(number, []).append(problem)
    return Weighed(
        quotas=tuple(
            Quota(shortfall_words(lacking[one.rule]), met=False)
            if one.rule in lacking
            else Quota(f"đủ {count(one.needs)} {MEASURES[one.rule]}", met=True)
            for one in owed.short
        ),
        of_rows={number: tuple(problems) for number, problems in of_rows.items()},
        of_all=tuple(of_all),
        blocked=any(problem.severity is Severity.BLOCK for problem in judged.problems),
    )


def _filled(paper: str, content: Content) -> Filled:
    """The rows numbered as they stand in the form; empty ones are none."""
    rows = []
    for number, row in enumerate(content.rows, start=1):
        said = {name: tidy(text) for name, text in row.items()}
        cells = {name: Value(text, f"row {number}") for name, text in said.items() if text}
        if cells:
            rows.append(Row(cells))
    return Filled(paper=paper, rows=tuple(rows), nil=content.nil and not rows)


def _row_number(at: str | None) -> int | None:
    figures = (at or "").removeprefix("row ")
    return int(figures) if figures.isdigit() else None
