"""Answers that must not be taken on a stranger's word: letters that fail their tests, and unknown addresses replacing.

A name in the head of a form is only a claim. While nothing stands, a claim may be taken, since the unit's own letter
replaces it; what is already counted is not given up for it without a person.
"""

from collections.abc import Mapping, Sequence

from kheo.campaigns.models import Obligation
from kheo.campaigns.problems import Problem
from kheo.intake.models import Submission
from kheo.intake.recognising import Directory, is_unproven, speaks_for

_STANDING = (Obligation.State.RECEIVED, Obligation.State.ACCEPTED)


def asked_about(submissions: Sequence[Submission], among: Directory) -> dict[int, Problem]:
    """Submission → why a person must look before it counts; two queries, none where nothing came by letter."""
    letters = [one for one in submissions if _is_guessed(one)]
    doubts = {
        one.pk: Problem("unproven_sender", details={"sender": one.sender})
        for one in letters
        if is_unproven(one.authenticity)
    }
    standing = _standing([one for one in letters if one.pk not in doubts])
    for one in letters:
        known = standing.get((one.call_id or 0, one.unit_id or 0))
        if one.pk in doubts or known is None or one.sender.lower() in known[1]:
            continue
        if not speaks_for(one.sender, one.unit_id or 0, among):
            name = one.unit.name if one.unit else ""
            doubts[one.pk] = Problem(
                "stranger_replaces", details={"name": name, "code": known[0], "sender": one.sender}
            )
    return doubts


def _is_guessed(one: Submission) -> bool:
    by_letter = one.channel == Submission.Channel.LETTER and bool(one.sender)
    return by_letter and not one.is_told and one.unit_id is not None and one.call_id is not None


def _standing(letters: Sequence[Submission]) -> Mapping[tuple[int, int], tuple[str, set[str]]]:
    """(call, unit) of answers that count → the latest one's code, and every address that sent one of them."""
    if not letters:
        return {}
    rows = Submission.objects.filter(
        obligation__call__in={one.call_id for one in letters},
        obligation__unit__in={one.unit_id for one in letters},
        obligation__state__in=_STANDING,
        state=Submission.State.TAKEN,
    ).order_by("received_at", "pk")
    found: dict[tuple[int, int], tuple[str, set[str]]] = {}
    for call, unit, code, sender in rows.values_list("obligation__call", "obligation__unit", "code", "sender"):
        senders = found.get((call, unit), ("", set()))[1]
        found[call, unit] = (code, senders | {sender.lower()})
    return found
