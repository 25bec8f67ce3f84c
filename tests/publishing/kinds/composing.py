"""How the tests compose a kind: from its example, as of the instant of the seed; and what the ledger says then."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from kheo.campaigns.models import Campaign
from kheo.campaigns.places import as_of_words, due_day, due_words
from kheo.campaigns.requirements import minimum_words, range_words, rule_words
from kheo.office.wording import count
from kheo.publishing.documents.figures import percent
from kheo.publishing.documents.order import Order
from kheo.publishing.kinds import Kind
from kheo.publishing.papers import Paper
from kheo.records.models import Entry, Outcome
from kheo.tally.owing import Board, UnitStanding, board
from tests.publishing.conftest import moment

LATER = moment("2026-11-02T08:00")


def composed(kind: Kind, campaign: Campaign, as_of: dt.datetime, given: Mapping[str, str] | None = None) -> Paper:
    return kind.compose(campaign, Order(LATER, as_of, given=kind.example if given is None else given))


def tied(paper: Paper) -> list[str]:
    return [span.text for paragraph in paper.paragraphs for span in paragraph.spans if span.tied]


def places(paper: Paper) -> list[str]:
    return re.findall(r"\{[^{}]*\}", " ".join([paper.text, paper.head.subject, *paper.bases, *paper.receivers]))


def said_by_the_ledger(campaign: Campaign, as_of: dt.datetime) -> set[str]:
    """Every value a paper may take from the ledger at that instant, as papers write it, reckoned without the papers."""
    seen = board(campaign, as_of=as_of)
    said = {as_of_words(as_of), *_of_calls(campaign), *_of_board(seen)}
    said |= {count(number) for number in range(Entry.objects.count() + 1)}
    said |= {count(number) for number in range(Outcome.objects.count() + 1)}
    return said


def _of_calls(campaign: Campaign) -> Iterator[str]:
    for call in campaign.calls.all():
        yield from (due_words(call.due_at, call.due_wording), due_day(call.due_at, call.due_wording))
        for rule in call.requirements.all():
            yield f"{rule.least}%"
            yield rule_words(rule)
            yield range_words(rule.least, rule.most)
            kind = next(iter(rule.kinds), "")
            yield minimum_words(call.requirements.all(), unit_kind=kind, bloc=kind)


def _of_board(seen: Board) -> Iterator[str]:
    silent = {bloc.name for call in seen.calls for bloc in call.blocs}
    for call in seen.calls:
        yield percent(call.figures.received, call.figures.expected)
        for figures in (call.figures, *(bloc.figures for bloc in call.blocs)):
            yield from (count(number) for number in figures.as_json().values())
        for bloc in call.blocs:
            yield ", ".join(unit.listed_name for unit in _arrived(bloc.units))
        answered = {bloc.name for bloc in call.blocs if bloc.figures.received}
        silent -= answered
    order = [bloc.name for bloc in seen.calls[0].blocs]
    yield "; ".join(name for name in order if name in silent)


def _arrived(units: Iterable[UnitStanding]) -> list[UnitStanding]:
    came = [(unit.received_at, unit.path, unit) for unit in units if unit.received_at]
    return [unit for _, _, unit in sorted(came, key=lambda one: one[:2])]
