"""What the places in braces of a letter stand for: `{registration.due}`, `{bases}`, `{email}`.

    {year} {next_year} {title} {organ} {collector} {email}     the campaign's own fields
    {wording:KEY}                                              its words of that name
    {bases} {bases:STRAND} {bases_and} {basis:NUMBER}          papers it stands on, cited the official way
    {areas} {areas:STRAND}                                     its fields of work
    {CALL.title} {CALL.form} {CALL.due} {CALL.due_day} {CALL.due_wording}
    {CALL.minimum:KIND} {CALL.audience:KIND}                   what is owed at least by such a unit, and its name
    {CALL.coverage} {CALL.exemplars} …                         the target of that measure
    {as_of} {as_of_moment}                                     day, or hour and day, of the figures a letter carries

KIND is a kind or bloc as rules name them; any other word ("còn lại") means those whom no rule names.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from kheo.campaigns.models import Area, Call, Campaign, LegalBasis, Requirement
from kheo.campaigns.requirements import applies, minimum_words, range_words
from kheo.office.wording import official_moment, short_date

PLACE = re.compile(r"\{([^{}]+)\}")
# Values that begin a list or name a paper: lower case inside a sentence.
_FITTING = frozenset({"title", "form"})
# What of a campaign and a call is figures; what of a call is words; what of it are days.
_OF_FIGURES = frozenset({"as_of", "as_of_moment"})
_WORDS_OF_CALL = frozenset({"title", "form", "due_wording", "audience"})
_DAYS = frozenset({"due", "due_day"})
_MIDNIGHT = dt.time(0)


@dataclass(frozen=True)
class Places:
    """The places of one campaign; its rows are fetched once."""

    campaign: Campaign
    as_of: dt.datetime | None = None
    # A day said instead of the deadlines of the calls ("28/10/2022").
    due: str = ""

    def value(self, place: str) -> str | None:
        """The words for `place`, or None where there is no such place."""
        name, _, argument = place.strip().partition(":")
        head, dot, attribute = name.partition(".")
        if dot:
            call = self.calls.get(head)
            return self._of_call(call, attribute, argument.strip()) if call else None
        return self._of_campaign(name, argument.strip())

    def fitted(self, place: str, before: str) -> str | None:
        """The value as it reads after `before`: names of papers begin in lower case inside a sentence."""
        value = self.value(place)
        begins = not before.rstrip(' “"(-') or before.rstrip(' “"(').endswith((".", ":", "!", "?"))
        fits = place.partition(":")[0].rpartition(".")[2] in _FITTING and "." in place
        return lowered(value) if value and fits and not begins else value

    def ties(self, place: str, value: str | None) -> bool:
        """Does the value come from the rules, the deadlines or the figures, which words typed later must not change?"""
        name = place.strip().partition(":")[0]
        if value is None or "." not in name:
            return value is not None and name in _OF_FIGURES
        attribute = name.rpartition(".")[2]
        return attribute not in _WORDS_OF_CALL and not (self.due and attribute in _DAYS)

    @cached_property
    def calls(self) -> dict[str, Call]:
        return {call.slug: call for call in self.campaign.calls.prefetch_related("requirements")}

    @cached_property
    def bases(self) -> list[LegalBasis]:
        return list(self.campaign.bases.select_related("strand"))

    @cached_property
    def areas(self) -> list[Area]:
        return list(self.campaign.areas.select_related("strand"))

    def known(self) -> Iterator[tuple[str, str]]:
        """(place, its words) of every place this campaign offers, for the editor's list."""
        names = [*_FIELDS, "bases", "bases_and", "areas"]
        names += [f"wording:{key}" for key in self.campaign.wording]
        strands = {_code(basis) for basis in self.bases} | {_code(area) for area in self.areas}
        names += [f"{kind}:{code}" for code in sorted(strands - {""}) for kind in ("bases", "areas")]
        for slug, call in self.calls.items():
            names += [f"{slug}.{attribute}" for attribute in ("title", "form", "due", "due_day", "due_wording")]
            rules = call.requirements.all()
            groups = [(rule.kinds or rule.blocs or ["còn lại"])[0] for rule in rules if rule.strength == "minimum"]
            names += [f"{slug}.{what}:{group}" for group in dict.fromkeys(groups) for what in ("audience", "minimum")]
            names += [f"{slug}.{rule.measure}" for rule in rules if rule.strength == "target"]
        for name in names:
            if value := self.value(name):
                yield name, value

    def _of_campaign(self, name: str, argument: str) -> str | None:
        campaign = self.campaign
        words = {
            **{field: str(getattr(campaign, field)) for field in _FIELDS},
            "next_year": str(campaign.year + 1),
            "wording": str(campaign.wording.get(argument, "")),
            "bases": self._cited(argument, "; "),
            "bases_and": self._cited(argument, " và "),
            "basis": next((cite(basis, self.bases) for basis in self.bases if basis.number == argument), ""),
            "areas": listing([area.name for area in self.areas if _code(area) == argument]),
            "as_of": short_date(timezone.localdate(self.as_of)) if self.as_of else "",
            "as_of_moment": as_of_words(self.as_of) if self.as_of else "",
        }
        return words.get(name) or None

    def _cited(self, strand: str, last: str) -> str | None:
        own = [basis for basis in self.bases if _code(basis) == strand]
        # One that another names in its subject is cited there.
        cited = [cite(basis, own) for basis in own if not any(_named_in(basis, other) for other in own)]
        return "; ".join(cited[:-1]) + (last if cited[:-1] else "") + cited[-1] if cited else None

    def _of_call(self, call: Call, attribute: str, argument: str) -> str | None:
        words = {
            "title": call.title,
            "form": call.form_title,
            "due": said_due(call.due_wording, self.due) if self.due else due_words(call.due_at, call.due_wording),
            "due_day": self.due or due_day(call.due_at, call.due_wording),
            "due_wording": _wording(call, self.due),
            "minimum": minimum_words(call.requirements.all(), unit_kind=argument, bloc=argument),
            "audience": next((rule.audience_words for rule in bound(call, argument) if rule.audience_words), ""),
        }
        return words.get(attribute) or self._target(call, attribute, argument)

    def _target(self, call: Call, measure: str, argument: str) -> str | None:
        aims = [rule for rule in call.requirements.all() if rule.measure == measure and rule.strength == "target"]
        rule = next((rule for rule in aims if not argument or applies(rule, argument, argument)), None)
        if rule is None:
            return None
        return f"{rule.least}%" if measure == "coverage" else range_words(rule.least, rule.most) or None


_FIELDS = ("year", "title", "organ", "collector", "email")


def bound(call: Call, kind: str) -> list[Requirement]:
    """The minima of a call that bind units of this kind (or bloc)."""
    return [rule for rule in call.requirements.all() if rule.strength == "minimum" and applies(rule, kind, kind)]


def due_words(due_at: dt.datetime, wording: str) -> str:
    """'trước ngày 01/02/2024', 'chậm nhất ngày 21/10/2022', 'trước 17 giờ 00 phút, ngày 21/10/2022'."""
    if timezone.localtime(due_at).time() != _MIDNIGHT:
        wording = wording.removesuffix("ngày").strip()
    return f"{wording} {due_day(due_at, wording)}"


def _wording(call: Call, due: str) -> str:
    """'trước ngày' before a day, 'trước' before an hour."""
    day = due or due_day(call.due_at, call.due_wording)
    return said_due(call.due_wording, day).removesuffix(day).strip()


def said_due(wording: str, day: str) -> str:
    """'trước ngày' and '28/10/2022' or '17 giờ 00 phút, ngày 28/10/2022' together."""
    return f"{wording.removesuffix('ngày').strip() if 'giờ' in day else wording} {day}"


def as_of_words(moment: dt.datetime) -> str:
    """'17 giờ 00 phút, ngày 18/10/2022'; the end of a day is called by its day: 'ngày 18/10/2022'."""
    local = timezone.localtime(moment)
    ends_its_day = (local.hour, local.minute) == (23, 59)
    return f"ngày {short_date(local.date())}" if ends_its_day else official_moment(local)


def due_day(due_at: dt.datetime, wording: str) -> str:
    """The day (or moment) as the letter says it: 'before' names the bound itself, all else the last day allowed."""
    local = timezone.localtime(due_at)
    if local.time() != _MIDNIGHT:
        return official_moment(local)
    day = local.date()
    return short_date(day if wording.startswith("trước") else day - dt.timedelta(days=1))


def cite(basis: LegalBasis, others: Sequence[LegalBasis] = ()) -> str:
    """'Chương trình số 16-CTr/HU, ngày 02/01/2024 của … về …' (05-HD/VPTW: type, number, date, organ, subject).

    A paper of `others` that the subject names in short is cited in full there. What has neither number nor organ
    (a plan, minutes) reads 'Biên bản cuộc họp … ngày 17/10/2022'.
    """
    subject = basis.subject
    for other in others:
        if _named_in(other, basis):
            subject = subject.replace(_short(other), cite(other))
    dated = f"ngày {short_date(basis.dated)}" if basis.dated else ""
    if not basis.number and not basis.issuer:
        return " ".join(part for part in (basis.document_type, subject, dated) if part)
    head = ", ".join(part for part in (_short(basis), dated) if part)
    return head + (f" của {basis.issuer}" if basis.issuer else "") + (f" về {subject}" if subject else "")


def listing(names: Sequence[str]) -> str | None:
    """'Kinh tế; văn hóa - xã hội; …': names of fields as one list."""
    return "; ".join([*names[:1], *map(lowered, names[1:])]) or None


def lowered(text: str) -> str:
    """The first letter in lower case, unless the word is an abbreviation (QCDC, MTTQ)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _short(basis: LegalBasis) -> str:
    return f"{basis.document_type} số {basis.number}" if basis.number else basis.document_type


def _named_in(basis: LegalBasis, other: LegalBasis) -> bool:
    return basis is not other and bool(basis.number) and _short(basis) in other.subject


def _code(row: LegalBasis | Area) -> str:
    return row.strand.code if row.strand else ""
