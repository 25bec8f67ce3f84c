from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kheo.records import registering
from kheo.records.models import Entry
from kheo.records.searching import install, matching, newest_matching, remove
from tests.asked import IN_TIME, Asked
from tests.cast import Cast
from tests.records.rows import answer, filled

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = {
    "duong hoa": [1, 2, 3],
    "ĐƯỜNG hoa nông": [1],
    "hoa duong": [1, 3],
    "hoan": [2],
    "uong": [],
    "xã an bình hiến đ": [2],
    "', \" ) OR folded:*": [],
    "": [1, 2, 3],
}


@pytest.fixture(params=["indexed", "plain"])
def entries(request: pytest.FixtureRequest, asked: Asked, cast: Cast) -> Iterator[None]:
    """Entries of one commune, with the index and without."""
    migrated = _is_indexed()
    _change(remove)
    if request.param == "indexed":
        _change(install)
    one, situation = answer(
        asked,
        cast.an_binh,
        filled(
            {"title": "Đường hoa nông thôn mới"},
            {"title": "Vận động hiến đất làm đường", "person_name": "Nguyễn Thị Hoàn"},
            {"title": "Hoa màu vụ đông", "place": "Thôn Đường Lâm"},
        ),
    )
    registering.take([one], situation=situation, at=IN_TIME)
    yield
    _change(remove)
    if migrated:
        _change(install)


def _is_indexed() -> bool:
    catalogue = {"sqlite": "SELECT name FROM sqlite_master", "postgresql": "SELECT indexname FROM pg_indexes"}
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return ("kheo_entry_words",) in cursor.fetchall()


def _change(act: Callable[[object, BaseDatabaseSchemaEditor], None]) -> None:
    with connection.schema_editor() as editor:
        act(None, editor)


@pytest.mark.usefixtures("entries")
def test_all_words_are_found_whatever_their_accents_and_order() -> None:
    found = {text: matching(Entry.objects.current(), text).order_by("position") for text in FOUND}

    assert {text: list(some.values_list("position", flat=True)) for text, some in found.items()} == FOUND


@pytest.mark.usefixtures("entries")
def test_changed_and_removed_entries_are_found_no_more() -> None:
    Entry.objects.filter(position=1).update(folded="cay xanh")
    Entry.objects.filter(position=3).delete()

    assert [matching(Entry.objects.all(), text).count() for text in ("xanh", "nong thon", "hoa mau")] == [1, 0, 0]


@pytest.mark.usefixtures("entries")
def test_the_newest_of_very_many_are_the_same_entries_newest_first() -> None:
    found = {text: newest_matching(Entry.objects.current(), text) for text in FOUND if text}

    expected = {text: positions[::-1] for text, positions in FOUND.items() if text}
    # A text without words matches everything or nothing; pages ask for it only where there are words.
    del found["', \" ) OR folded:*"], expected["', \" ) OR folded:*"]
    assert {text: list(some.values_list("position", flat=True)) for text, some in found.items()} == expected
