"""Entries that share keys with a text, best first: a few index seeks, then a look at the texts themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from kheo.office.wording import words
from kheo.records.likeness.models import LikenessBand
from kheo.records.likeness.shingling import bands_of, in_common, key_for, telling_words
from kheo.records.models import Entry
from kheo.records.sameness import title_key

# Of a key that thousands share only the newest are looked at: what all share tells nothing.
_MOST_A_KEY = 200
_MOST_LOOKED_AT = 40
# Shorter texts are alike by chance.
LEAST_WORDS = 10
COPIED = 0.6
_FIELDS = ("title", "need", "goals")
_COLUMNS = (
    *("campaign", "unit", "same_as", "current", "title", "need", "goals", "title_key"),
    *("person_name", "place", "continuity", "registration"),
)


@dataclass(frozen=True)
class Near:
    """An entry that shares a key, and how much of its text."""

    entry: Entry
    alike: float


def text_of(entry: Entry) -> list[str]:
    """The telling words of what the unit wrote about it."""
    return telling_words(" ".join(filter(None, (getattr(entry, name) for name in _FIELDS))))


def keys_of(entries: Sequence[Entry]) -> list[list[int]]:
    """For each entry the keys it is found by: of its text where it is long enough, its title, its person."""
    texts = [text_of(entry) for entry in entries]
    long = [place for place, text in enumerate(texts) if len(text) >= LEAST_WORDS]
    bands = dict(zip(long, bands_of([texts[place] for place in long]).tolist(), strict=True)) if long else {}
    return [_named(entry) + bands.get(place, []) for place, entry in enumerate(entries)]


def near(text: Sequence[str], keys: Iterable[int], *, least: float = COPIED) -> list[Near]:
    """Entries sharing a band with the text and at least so much of its words, best first; none of its own left out."""
    looked_at = [entry for entry, _ in _hits(list(keys)).most_common(_MOST_LOOKED_AT)]
    texts = Entry.objects.filter(pk__in=looked_at).values_list("pk", *_FIELDS)
    alike = {pk: in_common(text, telling_words(" ".join(said))) for pk, *said in texts}
    found = [Near(entry, alike[entry.pk]) for entry in fetched(pk for pk in alike if alike[pk] >= least)]
    return sorted(found, key=lambda one: -one.alike)


def fetched(pks: Iterable[int]) -> list[Entry]:
    wanted = list(pks)
    return list(Entry.objects.filter(pk__in=wanted).only(*_COLUMNS)) if wanted else []


def sharing(key: int) -> list[int]:
    """The newest entries with this one key."""
    rows = LikenessBand.objects.filter(key=key).order_by("-entry_id")
    return list(rows.values_list("entry_id", flat=True)[:_MOST_A_KEY])


def title_band(entry: Entry) -> int:
    return key_for("title", title_key(entry.title))


def person_band(entry: Entry) -> int:
    return key_for("person", words(entry.person_name))


def _named(entry: Entry) -> list[int]:
    return [title_band(entry), *([person_band(entry)] if entry.person_name.strip() else [])]


def _hits(keys: Sequence[int]) -> Counter[int]:
    """Entry → how many of the keys it has; one statement, a seek a key."""
    if not keys:
        return Counter()
    table, column = LikenessBand._meta.db_table, "entry_id"
    one = f"SELECT {column} FROM (SELECT {column} FROM {table} WHERE key = %s ORDER BY {column} DESC LIMIT %s) AS k"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(keys)), [part for key in keys for part in (key, _MOST_A_KEY)])
        return Counter(row[0] for row in cursor.fetchall())
