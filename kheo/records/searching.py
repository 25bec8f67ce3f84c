"""Accent-blind search over entries: a full-text index of folded words, kept by the database itself.

SQLite: an FTS5 table fed by triggers. PostgreSQL: a GIN index over the words. Where the index is absent
(a database made without migrations) the same question is asked with LIKE: slower, same answer.
"""

from typing import Any, cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from kheo.office.wording import words
from kheo.records.models import EntryQuerySet

_SQLITE = (
    """CREATE VIRTUAL TABLE kheo_entry_words USING fts5(
        folded, content='kheo_entry', content_rowid='id', tokenize='unicode61', prefix='2 3 4')""",
    """CREATE TRIGGER kheo_entry_words_added AFTER INSERT ON kheo_entry BEGIN
        INSERT INTO kheo_entry_words(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER kheo_entry_words_removed AFTER DELETE ON kheo_entry BEGIN
        INSERT INTO kheo_entry_words(kheo_entry_words, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER kheo_entry_words_changed AFTER UPDATE OF folded ON kheo_entry BEGIN
        INSERT INTO kheo_entry_words(kheo_entry_words, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO kheo_entry_words(rowid, folded) VALUES (new.id, new.folded); END""",
    "INSERT INTO kheo_entry_words(kheo_entry_words) VALUES ('rebuild')",
)
_SQLITE_GONE = (
    "DROP TRIGGER IF EXISTS kheo_entry_words_added",
    "DROP TRIGGER IF EXISTS kheo_entry_words_removed",
    "DROP TRIGGER IF EXISTS kheo_entry_words_changed",
    "DROP TABLE IF EXISTS kheo_entry_words",
)
_POSTGRESQL = ("CREATE INDEX kheo_entry_words ON kheo_entry USING gin (to_tsvector('simple', folded))",)
_POSTGRESQL_GONE = ("DROP INDEX IF EXISTS kheo_entry_words",)


def install(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index; a migration's RunPython calls it. Entries there already are indexed too."""
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(statement)


def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _SQLITE_GONE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL_GONE:
        schema_editor.execute(statement)


def folded(*texts: str) -> str:
    """What an entry is found by: the folded words of these texts."""
    return " ".join(filter(None, map(words, texts)))


def matching(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    """Entries holding all words of `text`, the last one perhaps only begun; accents, case and đ do not matter."""
    asked = words(text).split()
    if not asked:
        return entries
    connection = connections[entries.db]
    if connection.vendor == "postgresql":
        wanted = " & ".join([*asked[:-1], f"{asked[-1]}:*"])
        found = "to_tsvector('simple', kheo_entry.folded) @@ to_tsquery('simple', %s)"
        return entries.annotate(found=RawSQL(found, [wanted], BooleanField())).filter(found=True)  # noqa: S611 a parameter
    if not _has_index(connection):
        return _like(entries, asked)
    wanted = " ".join([*(f'"{word}"' for word in asked[:-1]), f'"{asked[-1]}"*'])
    # Joined, so that the index gives row by row what it finds; as a subquery all of a common word is gathered first.
    joined = ["kheo_entry_words.rowid = kheo_entry.id", "kheo_entry_words MATCH %s"]
    found_by_index = entries.extra(tables=["kheo_entry_words"], where=joined, params=[wanted])  # noqa: S610 a parameter
    return cast("EntryQuerySet", found_by_index)


def newest_matching(entries: EntryQuerySet, text: str) -> EntryQuerySet:
    """What `matching` gives, newest first, for words so common that only the first of very many are wanted.

    SQLite's index gives them in that order; PostgreSQL's gathers all first, so there the rows are looked through.
    """
    found = matching(entries, text)
    if "kheo_entry_words" in found.query.extra_tables:
        return found.order_by(RawSQL("kheo_entry_words.rowid", []).desc())
    if connections[entries.db].vendor == "postgresql":
        found = _like(entries, words(text).split())
    return found.order_by("-pk")


def _like(entries: EntryQuerySet, asked: list[str]) -> EntryQuerySet:
    """Words begin at the start or after a space; all but the last must end there too."""
    for word in asked[:-1]:
        entries = entries.filter(
            Q(folded=word)
            | Q(folded__startswith=f"{word} ")
            | Q(folded__contains=f" {word} ")
            | Q(folded__endswith=f" {word}")
        )
    return entries.filter(Q(folded__startswith=asked[-1]) | Q(folded__contains=f" {asked[-1]}"))


def _has_index(connection: BaseDatabaseWrapper) -> bool:
    # Asked each time, for some microseconds: a migration may make the index while this process runs.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'kheo_entry_words'")
        return cursor.fetchone() is not None
