"""Whose is it, and for which call? Several weak signs are weighed; what is not sure goes to a person.

A letter's address is only a claim, a name in a sheet's head too: agreement makes sure, contradiction asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.records.fingerprints import Fingerprint, verified
from kheo.units.matching import Index, index_for
from kheo.units.models import Contact, Unit

_UNPROVEN = ("dmarc=fail", "spf=fail", "dkim=fail")


class Certainty(StrEnum):
    SURE = "sure"
    ASK = "ask"
    NONE = "none"


class Sign(StrEnum):
    """Where a guess comes from; the value is what the desk shows."""

    TOLD = "người gửi đã đăng nhập"
    FORM = "mã biểu in sẵn"
    HEAD = "tên ghi ở đầu biểu"
    SENDER = "địa chỉ người gửi"
    FILENAME = "tên tệp"
    SUBJECT = "tiêu đề thư"
    FORWARDED = "người gửi thư được chuyển tiếp"


# How much a sign counts when it is clear in itself.
_WEIGHTS = {
    Sign.FORM: 1.0,
    Sign.HEAD: 1.0,
    Sign.SENDER: 0.9,
    Sign.FILENAME: 0.8,
    Sign.SUBJECT: 0.8,
    Sign.FORWARDED: 0.5,
}


@dataclass(frozen=True)
class Clues:
    """What is known around one submission. `unproven`: the receiving host says the sender's address is not genuine."""

    head: str = ""
    sender: str = ""
    filename: str = ""
    subject: str = ""
    unproven: bool = False
    # What looks like fingerprints of our forms in the file.
    marks: tuple[str, ...] = ()
    # Every other address that sent the same bytes.
    sent_again: tuple[str, ...] = ()
    # The sender of a letter inside the letter: anybody can write one.
    forwarded_from: str = ""


@dataclass(frozen=True)
class Guess:
    unit: Unit
    score: float
    why: tuple[Sign, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape of Submission.guesses."""
        why = ", ".join(self.why)
        return {"unit": self.unit.code, "name": self.unit.name, "score": round(self.score, 2), "why": why}


@dataclass(frozen=True)
class Verdict:
    certainty: Certainty
    guesses: tuple[Guess, ...] = ()

    @property
    def unit(self) -> Unit | None:
        return self.guesses[0].unit if self.certainty is Certainty.SURE else None


@dataclass(frozen=True)
class Directory:
    """Everything recognising needs of one campaign, fetched once for many submissions."""

    campaign: Campaign
    calls: tuple[Call, ...]
    units: Mapping[int, Unit]
    # unit id → the calls it owes an answer to.
    owed: Mapping[int, frozenset[int]]
    # code → unit id.
    codes: Mapping[str, int]
    index: Index
    contacts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def papers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(call.paper for call in self.calls))


def directory(campaign: Campaign) -> Directory:
    """The units that owe something in this campaign, their spellings and addresses."""
    owed: dict[int, set[int]] = {}
    for unit_id, call_id in Obligation.objects.filter(call__campaign=campaign).values_list("unit_id", "call_id"):
        owed.setdefault(unit_id, set()).add(call_id)
    asked = Unit.objects.filter(obligations__call__campaign=campaign).distinct()
    units = {unit.pk: unit for unit in asked}
    contacts: dict[str, list[int]] = {}
    rows = Contact.objects.filter(unit__obligations__call__campaign=campaign).distinct().order_by("id")
    for email, unit_id in rows.values_list("email", "unit_id"):
        contacts.setdefault(email.lower(), []).append(unit_id)
    return Directory(
        campaign=campaign,
        calls=tuple(campaign.calls.all()),
        units=units,
        owed={unit: frozenset(calls) for unit, calls in owed.items()},
        codes={unit.code: unit.pk for unit in units.values()},
        index=index_for(campaign.root),
        contacts={email: tuple(found) for email, found in contacts.items()},
    )


def whose(clues: Clues, among: Directory) -> Verdict:
    """Weigh the signs; sure only where a clear sign stands uncontradicted or two signs agree."""
    signs = dict(_signs(clues, among))
    guesses = _ranked(signs, among)
    if not guesses:
        return Verdict(Certainty.NONE)
    return Verdict(Certainty.SURE if _is_sure(signs, guesses, clues, among) else Certainty.ASK, tuple(guesses[:5]))


def form_of(marks: Iterable[str], among: Directory) -> Fingerprint | None:
    """The fingerprint of a form that was made here for this campaign, if the file carries one."""
    found = verified(marks)
    return found if found and found.campaign == among.campaign.slug else None


def which_call(
    paper: str | None, unit: Unit | None, told: Call | None, among: Directory, *, form: Fingerprint | None = None
) -> Call | None:
    """The call told at the door, else the one the form was made for, else the only one that asks for this paper.

    Of several, the only one the unit owes; None: a person must say.
    """
    if told is not None:
        return told
    fitting = [call for call in among.calls if call.paper == paper] if paper else list(among.calls)
    if made_for := next((call for call in fitting if form and call.slug == form.call), None):
        return made_for
    if len(fitting) > 1 and unit is not None:
        fitting = [call for call in fitting if call.pk in among.owed.get(unit.pk, ())]
    return fitting[0] if len(fitting) == 1 else None


@dataclass(frozen=True)
class _Seen:
    """One sign: how much each unit fits it, and whether it is clear by itself."""

    scores: Mapping[int, float]
    clear: bool

    @property
    def best(self) -> int | None:
        return max(self.scores, key=lambda unit: self.scores[unit], default=None)


def _signs(clues: Clues, among: Directory) -> Iterable[tuple[Sign, _Seen]]:
    form = form_of(clues.marks, among)
    if form and form.unit in among.codes:
        yield Sign.FORM, _Seen({among.codes[form.unit]: 1.0}, clear=True)
    if claimed := _claimed(clues, among):
        yield Sign.SENDER, _Seen(claimed, clear=1.0 in claimed.values())
    if forwarded := among.contacts.get(clues.forwarded_from.lower(), ()):
        yield Sign.FORWARDED, _Seen(dict.fromkeys(forwarded, 1.0), clear=False)
    for sign, text in ((Sign.HEAD, clues.head), (Sign.FILENAME, clues.filename), (Sign.SUBJECT, clues.subject)):
        if text:
            found = among.index.match(text)
            scores = {
                among.codes[candidate.unit]: candidate.score
                for candidate in found.candidates
                if candidate.unit in among.codes
            }
            yield sign, _Seen(scores, clear=found.verdict == "sure")


def _claimed(clues: Clues, among: Directory) -> dict[int, float]:
    """The units whose addresses sent these bytes; an address of several, or one found not genuine, counts half."""
    claimed: dict[int, float] = {}
    for address in (clues.sender, *clues.sent_again):
        units = among.contacts.get(address.lower(), ())
        score = 1.0 if len(units) == 1 and not clues.unproven else 0.5
        claimed |= {unit: max(score, claimed.get(unit, 0.0)) for unit in units}
    return claimed


def _ranked(signs: Mapping[Sign, _Seen], among: Directory) -> list[Guess]:
    """Signs for the same unit strengthen each other: what is left of doubt is multiplied."""
    doubts: dict[int, float] = {}
    whys: dict[int, list[Sign]] = {}
    for sign, seen in signs.items():
        for unit, score in seen.scores.items():
            doubts[unit] = doubts.get(unit, 1.0) * (1.0 - score * _WEIGHTS[sign])
            whys.setdefault(unit, []).append(sign)
    made_for = signs[Sign.FORM].best if Sign.FORM in signs else None
    ranked = sorted(doubts, key=lambda unit: (doubts[unit], unit != made_for, unit))
    return [Guess(among.units[unit], 1.0 - doubts[unit], tuple(whys[unit])) for unit in ranked]


def _is_sure(signs: Mapping[Sign, _Seen], guesses: list[Guess], clues: Clues, among: Directory) -> bool:
    best = guesses[0].unit
    head, sender = signs.get(Sign.HEAD), signs.get(Sign.SENDER)
    if sender is not None and sender.clear and not _speaks_for(sender, best, among):
        return False
    if head is not None and head.clear:
        return head.best == best.pk
    if Sign.FORM in signs:
        return signs[Sign.FORM].best == best.pk
    if sender is not None and list(sender.scores.values()).count(1.0) > 1:
        return False
    agreeing = [sign for sign, seen in signs.items() if seen.best == best.pk]
    if len(agreeing) >= 2:
        return True
    # A head that names nobody we know contradicts the sender; no head at all does not.
    return agreeing == [Sign.SENDER] and bool(sender and sender.clear) and not clues.head


def _speaks_for(sender: _Seen, unit: Unit, among: Directory) -> bool:
    """The unit's own address, or that of a unit above it (which sends on for those below)."""
    return any(unit.path.startswith(among.units[known].path) for known in sender.scores)


def speaks_for(sender: str, unit_id: int, among: Directory) -> bool:
    """Is this an address of the unit, or of a unit above it?"""
    known = among.contacts.get(sender.lower(), ())
    unit = among.units.get(unit_id)
    return bool(known and unit) and _speaks_for(
        _Seen(dict.fromkeys(known, 1.0), clear=True), among.units[unit_id], among
    )


def contradicts(sender: str, unit_id: int, among: Directory) -> bool:
    """Is this an address we know, which speaks neither for this unit nor for one below its own?"""
    return bool(among.contacts.get(sender.lower())) and not speaks_for(sender, unit_id, among)


def is_unproven(authenticity: Iterable[str]) -> bool:
    """Does an Authentication-Results line kept with the letter say that the sender's address failed its test?"""
    said = " ".join(authenticity).lower()
    return any(failure in said for failure in _UNPROVEN)
