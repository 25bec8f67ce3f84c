"""What a campaign asks, in sentences: what is to be sent by when, and how much at least. Days and quotas are tied."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kheo.campaigns.models import Call, Campaign, Requirement
from kheo.campaigns.places import due_words, lowered
from kheo.campaigns.requirements import minimum_words, rule_words
from kheo.publishing.documents.phrases import Spans, Value, phrase, tied

CONFERENCE = "conference"
_HELD = "Tổ chức {what} {due}{chosen}."
_SENT = "Gửi {what}{form} về {collector} {due}{chosen}."
_CHOSEN = " (chỉ các đơn vị được giao)"
_MINIMUM = "{whom}: {quota}."
_TARGET = "Mục tiêu: {quota} ({whom})."
_COVERAGE = "Mục tiêu: {quota} {whom} tham gia."
_EVERYBODY = "các cơ quan, đơn vị"


def deadlines(campaign: Campaign, collector: str) -> Iterator[Spans]:
    """A sentence for each call: what to hold or to send, on which form, to whom, by when."""
    for call in campaign.calls.all():
        values: dict[str, Value] = {
            "what": lowered(call.title),
            "form": f" (theo {lowered(call.form_title)})" if call.form_title else "",
            "collector": collector,
            "due": tied(due_words(call.due_at, call.due_wording)),
            "chosen": _CHOSEN if call.by_choice else "",
        }
        yield phrase(_HELD if call.paper == CONFERENCE else _SENT, **values)


def quotas(campaign: Campaign) -> Iterator[Spans]:
    """A sentence for each target and for each group of units with a minimum, in the order of the rules."""
    for call in campaign.calls.prefetch_related("requirements"):
        yield from _targets(call)
        yield from _minima(call)


def _targets(call: Call) -> Iterator[Spans]:
    for rule in call.requirements.all():
        if rule.strength == Requirement.Strength.TARGET:
            coverage = rule.measure == "coverage"
            quota = f"{rule.least}%" if coverage else rule_words(rule)
            yield phrase(_COVERAGE if coverage else _TARGET, quota=tied(quota), whom=_whom([rule]))


def _minima(call: Call) -> Iterator[Spans]:
    minima = [rule for rule in call.requirements.all() if rule.strength == Requirement.Strength.MINIMUM]
    for _, group in groupby(minima, key=lambda rule: (rule.kinds, rule.except_kinds, rule.blocs)):
        rules = list(group)
        # Of these rules alone, whomever they bind.
        kind = next(iter(rules[0].kinds), "")
        quota = minimum_words(rules, unit_kind=kind, bloc=next(iter(rules[0].blocs), ""))
        if quota:
            whom = _whom(rules)
            yield phrase(_MINIMUM, whom=whom[:1].upper() + whom[1:], quota=tied(quota))


def _whom(rules: Sequence[Requirement]) -> str:
    named = next((rule.audience_words for rule in rules if rule.audience_words), "")
    return named or ", ".join([*rules[0].kinds, *rules[0].blocs]) or _EVERYBODY
