"""Two entries side by side: what each says, with the words that the other does not have marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from kheo.office.wording import words
from kheo.records.likeness.models import Likeness, LikenessQuerySet
from kheo.records.models import Entry, EntryQuerySet
from kheo.web.rights import led_ids

_FIELDS = (
    ("title", "Tên"),
    ("person_name", "Họ và tên"),
    ("place", "Địa điểm"),
    ("need", "Sự cần thiết"),
    ("goals", "Mục tiêu"),
)
_RELATED = (
    *("entry__unit", "entry__campaign__root", "entry__registration"),
    *("other__unit", "other__campaign__root", "other__registration", "dismissed_by"),
)


@dataclass(frozen=True)
class Word:
    text: str
    # Does the other text have it too?
    shared: bool


@dataclass(frozen=True)
class Part:
    label: str
    words: Sequence[Word]


@dataclass(frozen=True)
class Side:
    entry: Entry
    parts: Sequence[Part]


@dataclass(frozen=True)
class Pair:
    likeness: Likeness
    sides: tuple[Side, Side]


def open_to(request: HttpRequest) -> LikenessQuerySet:
    """Pairs both of whose entries belong to campaigns the person leads, the newest first."""
    leading = led_ids(request)
    rows = Likeness.objects.filter(entry__campaign__in=leading, other__campaign__in=leading)
    # An entry that was replaced since speaks no more; its successor has pairs of its own.
    return rows.filter(entry__current=True, other__current=True).order_by("-pk")


def shown(rows: LikenessQuerySet) -> LikenessQuerySet:
    return rows.select_related(*_RELATED)


def pair(likeness: Likeness) -> Pair:
    one, other = likeness.entry, likeness.other
    return Pair(likeness, (Side(one, _parts(one, other)), Side(other, _parts(other, one))))


def about(request: HttpRequest, entries: EntryQuerySet) -> list[Pair]:
    """The open pairs of these entries, as their own pages show them; at most ten, in one query."""
    pks = entries.order_by().values("pk")
    rows = open_to(request).filter(Q(entry__in=pks) | Q(other__in=pks), dismissed_at=None)
    return [pair(one) for one in shown(rows)[:10]]


def _parts(one: Entry, other: Entry) -> list[Part]:
    left = Counter(words(" ".join(str(getattr(other, name)) for name, _ in _FIELDS)).split())
    return [Part(label, _marked(text, left)) for name, label in _FIELDS if (text := getattr(one, name))]


def _marked(text: str, left: Counter[str]) -> list[Word]:
    """Each word, shared as often as the other text has it."""
    found = []
    for said in text.split():
        keys = words(said).split()
        shared = all(left[key] > 0 for key in keys)
        left.subtract(keys)
        found.append(Word(said, shared))
    return found
