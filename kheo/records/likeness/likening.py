"""After registrations are taken: their entries become findable, and pairs with what was there are written down.

Nothing waits for it and nothing is hindered by it; done twice it writes nothing twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from kheo.journal.book import note
from kheo.office.wording import words
from kheo.records.likeness.models import Likeness, LikenessBand
from kheo.records.likeness.searching import (
    LEAST_WORDS,
    fetched,
    keys_of,
    near,
    person_band,
    sharing,
    text_of,
    title_band,
)
from kheo.records.likeness.shingling import in_common
from kheo.records.models import Entry

_AT_ONCE = 500
# Of the same unit, this much of the text makes it the same thing.
_SAME = 0.85
_MOST_PAIRS = 10
Kind = Likeness.Kind


def liken(registrations: Iterable[int]) -> int:
    """Make the entries of these registrations findable and write whom they are like; gives how many pairs are new."""
    entries = list(Entry.objects.current().filter(registration__in=list(registrations)).order_by("pk"))
    return sum(_liken(entries[start : start + _AT_ONCE]) for start in range(0, len(entries), _AT_ONCE))


@transaction.atomic
def index(entries: Sequence[Entry]) -> list[list[int]]:
    """Write the keys of these entries; those written before stay. Gives each one's keys."""
    keys = keys_of(entries)
    _write([(key, entry.pk) for entry, own in zip(entries, keys, strict=True) for key in dict.fromkeys(own)])
    return keys


def forgotten(*, most: int = _AT_ONCE) -> list[int]:
    """Registrations whose entries were never made findable, newest first: their task was lost."""
    recent = Entry.objects.current().order_by("-pk").only("pk", "title", "registration")[:most]
    titles = {entry.pk: title_band(entry) for entry in recent}
    known = set(LikenessBand.objects.filter(key__in=set(titles.values())).values_list("entry_id", flat=True))
    lost = {entry.registration_id for entry in recent if entry.pk not in known and entry.title.strip()}
    return sorted(lost)


@transaction.atomic
def dismiss(likeness: Likeness, *, actor: User) -> None:
    """A person says it means nothing; the pair is not shown again, not even when the unit sends anew."""
    now = timezone.now()
    if Likeness.objects.filter(pk=likeness.pk, dismissed_at=None).update(dismissed_at=now, dismissed_by=actor):
        note("likeness.dismissed", likeness, actor=actor, entry=likeness.entry_id, other=likeness.other_id)


@transaction.atomic
def bring_back(likeness: Likeness, *, actor: User) -> None:
    """Undo dismissing it."""
    known = Likeness.objects.filter(pk=likeness.pk).exclude(dismissed_at=None)
    if known.update(dismissed_at=None, dismissed_by=None):
        note("likeness.broughtback", likeness, actor=actor, entry=likeness.entry_id, other=likeness.other_id)


@transaction.atomic
def _liken(entries: Sequence[Entry]) -> int:
    keys = index(entries)
    now = timezone.now()
    found = [
        _pair(entry, other, kind, alike, now)
        for entry, own in zip(entries, keys, strict=True)
        for other, kind, alike in _pairs(entry, own)
    ]
    pairs = list({(one.entry_id, one.other_id): one for one in reversed(found)}.values())
    _keep_dismissed(pairs)
    mine = Likeness.objects.filter(Q(entry__in=entries) | Q(other__in=entries))
    before = mine.count()
    Likeness.objects.bulk_create(pairs, ignore_conflicts=True)
    return mine.count() - before


def _pair(entry: Entry, other: Entry, kind: Kind, alike: float, now: datetime) -> Likeness:
    """The later names the earlier, whichever of them was compared first."""
    earlier, later = sorted((entry, other), key=lambda one: one.pk)
    return Likeness(
        entry=later,
        other=earlier,
        kind=kind,
        score=round(alike * 100),
        found_at=now,
        first=later.same_as_id or later.pk,
        other_first=earlier.same_as_id or earlier.pk,
    )


def _write(rows: Sequence[tuple[int, int]]) -> None:
    """Millions of (key, entry) without an object each; what is there already stays."""
    table = LikenessBand._meta.db_table
    ordered = sorted(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*ordered, strict=True)] or [[], []]
            both = f"INSERT INTO {table} (key, entry_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[])"  # noqa: S608
            cursor.execute(f"{both} ON CONFLICT DO NOTHING", columns)
        else:
            cursor.executemany(f"INSERT OR IGNORE INTO {table} (key, entry_id) VALUES (%s, %s)", ordered)  # noqa: S608


def _pairs(entry: Entry, keys: Sequence[int]) -> Iterator[tuple[Entry, Kind, float]]:
    """Each other entry once, under the gravest kind."""
    said: set[int] = set()
    for other, kind, alike in (*_by_text(entry, keys), *_by_title(entry), *_by_person(entry)):
        if other.pk not in said and len(said) < _MOST_PAIRS and _counts(entry, other):
            said.add(other.pk)
            yield other, kind, alike


def _by_text(entry: Entry, keys: Sequence[int]) -> Iterator[tuple[Entry, Kind, float]]:
    text = text_of(entry)
    if len(text) < LEAST_WORDS:
        return
    for one in near(text, keys):
        same = one.entry.unit_id == entry.unit_id and one.alike >= _SAME
        yield one.entry, Kind.SAME if same else Kind.COPIED, one.alike


def _by_title(entry: Entry) -> Iterator[tuple[Entry, Kind, float]]:
    """The same title in the same unit, or of the same person: titles alone are often alike elsewhere."""
    for other in fetched(sharing(title_band(entry))):
        own = other.unit_id == entry.unit_id
        person = bool(entry.person_name.strip()) and words(other.person_name) == words(entry.person_name)
        if other.title_key == entry.title_key and (person or (own and not other.person_name)):
            yield other, Kind.SAME, in_common(text_of(entry), text_of(other))


def _by_person(entry: Entry) -> Iterator[tuple[Entry, Kind, float]]:
    """The same name in the same unit or at the same place: one name alone is borne by many."""
    name = words(entry.person_name)
    if not name:
        return
    for other in fetched(sharing(person_band(entry))):
        near_by = other.unit_id == entry.unit_id or (words(entry.place) and words(other.place) == words(entry.place))
        if words(other.person_name) == name and near_by and other.campaign_id == entry.campaign_id:
            yield other, Kind.PERSON, in_common(text_of(entry), text_of(other))


def _counts(entry: Entry, other: Entry) -> bool:
    """Not itself, nor a version gone by, nor what the unit openly carries on from last year."""
    carried = entry.continuity == Entry.Continuity.CONTINUED and entry.same_as_id in {other.pk, other.same_as_id}
    return other.pk != entry.pk and other.current and not carried


def _keep_dismissed(pairs: Sequence[Likeness]) -> None:
    """What was dismissed between the same two things before stays dismissed."""
    firsts = {pair.first for pair in pairs} | {pair.other_first for pair in pairs}
    known = Likeness.objects.filter(Q(first__in=firsts) | Q(other_first__in=firsts)).exclude(dismissed_at=None)
    judged = {frozenset((one.first, one.other_first)): one for one in known}
    for pair in pairs:
        before = judged.get(frozenset((pair.first, pair.other_first)))
        if before is not None:
            pair.dismissed_at, pair.dismissed_by_id = before.dismissed_at, before.dismissed_by_id
