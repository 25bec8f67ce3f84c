from pathlib import Path

import pytest
from pytest_django import Settings

from kheo.journal import vault
from kheo.journal.models import Original
from kheo.journal.soundness import Damage, damages


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once_and_given_in_order() -> None:
    first, second, again = vault.keep([b"mot", b"hai", b"mot"])

    assert (first.pk == again.pk, second.pk != first.pk, Original.objects.count()) == (True, True, 2)
    assert [vault.read(original) for original in (first, second)] == [b"mot", b"hai"]


@pytest.mark.django_db
def test_keeping_again_what_was_kept_before_gives_the_earlier_row() -> None:
    earlier = vault.keep([b"mot"])[0]

    assert vault.keep([b"mot"])[0].pk == earlier.pk


@pytest.mark.django_db
def test_no_draft_is_left_lying(settings: Settings) -> None:
    vault.keep([b"mot", b"hai"])

    names = [path.name for path in Path(settings.HOME.files).glob("*/*")]
    assert sorted(names) == sorted(Original.objects.values_list("sha256", flat=True))


@pytest.mark.django_db
def test_a_missing_a_changed_and_an_unknown_file_are_found() -> None:
    lost, changed, sound = vault.keep([b"mot", b"hai", b"ba"])
    vault.path_of(lost.sha256).unlink()
    vault.path_of(changed.sha256).write_bytes(b"khac")
    stray = vault.path_of(sound.sha256).with_name("la.part")
    stray.write_bytes(b"?")

    assert set(damages()) == {
        Damage("original.missing", lost.sha256),
        Damage("original.changed", changed.sha256),
        Damage("file.unknown", "la.part"),
    }
