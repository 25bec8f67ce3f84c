"""Which column carries which field: by its own words, by those of its group, or by the crosses made in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kheo.campaigns.paper import ASKED_FOR, Paper
from kheo.intake.forms.labels import NUMBER, REMARKS, Meaning, codes_of, meaning_of
from kheo.intake.forms.layers import Label
from kheo.office.wording import words

_TIME = re.compile(r"\b(?:thoi (?:gian|diem|han)|tg|nam)\b")
_POST = re.compile(r"\bchuc (?:vu|danh)\b")
_PLACE = re.compile(r"\b(?:dia (?:diem|ban|chi)|noi)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """One column under the headings.

    `tick` is what a cross in it means, `number` marks the line numbers. A `spare` column speaks of a field only where
    the column made for it is silent. A column of remarks may say a code; what else stands there is no concern of ours.
    """

    at: int
    label: str
    field: str = ""
    tick: str = ""
    number: bool = False
    spare: bool = False
    # "Thời gian" and "Địa điểm" side by side say one field of the results together.
    joins: bool = False

    @property
    def remarks(self) -> bool:
        return words(self.label) in REMARKS

    @property
    def is_asked_for(self) -> bool:
        return self.field in ASKED_FOR and not (self.tick or self.spare)

    @property
    def names_post(self) -> bool:
        """One column for a person's name and post ("Họ và tên, chức vụ")."""
        return self.field == "person_name" and bool(_POST.search(words(self.label)))

    @property
    def names_both(self) -> bool:
        """One column for collectives and persons alike ("Tên tập thể, cá nhân")."""
        label = f" {words(self.label)} "
        return " ca nhan " in label and (" tap the " in label or " don vi " in label)


@lru_cache(maxsize=2_000)
def columns_of(labels: tuple[Label, ...], paper: Paper) -> tuple[Column, ...]:
    """The columns, the spare ones last; none where what the paper needs is not among them."""
    named = {name for label in labels for name in _fields(paper, label.own)}
    return tuple(_columns(labels, paper)) if paper.needs <= named else ()


def _columns(labels: Sequence[Label], paper: Paper) -> Iterator[Column]:
    ticks = {**_group_ticks(labels, paper), **_code_ticks(labels, paper)}
    meanings = {label.at: _meaning(label, paper) for label in labels if label.at not in ticks}
    fields = _shared_out(meanings)
    spares: list[Column] = []
    for label in labels:
        if label.at in ticks:
            yield Column(label.at, label.own, *ticks[label.at])
            continue
        meaning = meanings[label.at]
        if label.at not in fields and meaning and meaning.sure > 1:
            name = meaning.fields[0]
            main = next((other.own for other in labels if fields.get(other.at) == name), "")
            spares.append(Column(label.at, label.own, name, spare=True, joins=_completes(name, main, label.own)))
            continue
        number = label.at not in fields and bool(NUMBER.match(words(label.own)))
        yield Column(label.at, label.own, fields.get(label.at, ""), number=number)
    yield from spares


def _meaning(label: Label, paper: Paper) -> Meaning | None:
    own = meaning_of(paper, label.own)
    for group in reversed(label.groups):
        own = own or meaning_of(paper, f"{group} {label.own}")
    return own


def _shared_out(meanings: dict[int, Meaning | None]) -> dict[int, str]:
    """Column → field. Who can mean one field only chooses first, the surer before others, the left before the right."""
    asking = [(meaning, at) for at, meaning in meanings.items() if meaning]
    asking.sort(key=lambda asked: (len(asked[0].fields), -asked[0].sure, asked[1]))
    fields: dict[str, int] = {}
    for meaning, at in asking:
        free = next((name for name in meaning.fields if name not in fields), None)
        if free:
            fields[free] = at
    return {at: name for name, at in fields.items()}


def _completes(name: str, main: str, other: str) -> bool:
    """Does one of these columns speak of the time only and the other of the place?"""
    said = [(bool(_TIME.search(words(label))), bool(_PLACE.search(words(label)))) for label in (main, other)]
    return name == "time_place" and sorted(said) == [(False, True), (True, False)]


def _code_ticks(labels: Sequence[Label], paper: Paper) -> dict[int, tuple[str, str]]:
    """Columns "Tập thể | Cá nhân" or "Mới | Duy trì" side by side: a cross, or a name, under one of them."""
    found: dict[int, tuple[str, str]] = {}
    for field in paper.fields:
        codes = codes_of(paper, field.name) if field.codes else {}
        # TT heads the line numbers far more often than a column of collectives.
        here = [label for label in labels if words(label.own) in codes and not NUMBER.match(words(label.own))]
        if len({codes[words(label.own)] for label in here}) < 2:
            continue
        grouped = all(label.groups and _means(paper, label.groups[-1], field.name) for label in here)
        if grouped or _are_free(here, labels, paper):
            found.update({label.at: (field.name, codes[words(label.own)]) for label in here})
    return found


def _are_free(here: Sequence[Label], labels: Sequence[Label], paper: Paper) -> bool:
    """What the paper needs stands in other columns too, and not all of these are columns in their own right."""
    places = {label.at for label in here}
    elsewhere = {name for label in labels if label.at not in places for name in _fields(paper, label.own)}
    own = [set(_fields(paper, label.own)) - paper.needs for label in here]
    return paper.needs <= elsewhere and not all(own)


def _group_ticks(labels: Sequence[Label], paper: Paper) -> dict[int, tuple[str, str]]:
    """Columns under "Lĩnh vực" or "Cấp đăng ký" that mean nothing by themselves: the one with the cross is it."""
    found: dict[int, tuple[str, str]] = {}
    for label in labels:
        group = label.groups[-1] if label.groups else ""
        beside = [other for other in labels if other.groups and other.groups[-1] == group]
        if not group or len(beside) < 2 or any(_fields(paper, other.own) for other in beside):
            continue
        meaning = meaning_of(paper, group)
        if meaning and meaning.sure > 1 and not paper.field(meaning.fields[0]).codes:
            found[label.at] = (meaning.fields[0], label.own)
    return found


def _means(paper: Paper, text: str, name: str) -> bool:
    return name in _fields(paper, text)


def _fields(paper: Paper, text: str) -> tuple[str, ...]:
    meaning = meaning_of(paper, text)
    return meaning.fields if meaning else ()
