"""What the benchmark of likeness measures: copies it plants are found among what it writes, strangers are not."""

import random

import pytest

from kheo.bench import likeness
from kheo.demo.copying import Writer
from kheo.demo.large_office import make_large_office
from kheo.records.models import Entry


@pytest.mark.django_db
def test_planted_copies_are_found_and_strangers_are_not() -> None:
    choose = random.Random(5)
    written, built = likeness._fill(make_large_office(6), Writer(choose), 300)
    originals = list(Entry.objects.filter(pk__in=written[:60]))

    same = likeness._ask(originals, choose, share=0.0)
    changed = likeness._ask(originals, choose, share=0.15)
    strange = likeness._ask(list(likeness._strangers(originals, Writer(choose))), choose, share=0.0)

    assert (len(written), same["found"]) == (300, 1.0)
    assert changed["found"] >= 0.85
    assert sum(bool(found) for *_, found in strange["taken"]) <= 3
    assert built["megabytes"] >= 0
