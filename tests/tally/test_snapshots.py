import pytest

from kheo.tally.models import Snapshot
from kheo.tally.snapshots import fingerprint, take_snapshot
from tests.cast import Cast
from tests.tally.world import World, at


def test_the_order_of_keys_does_not_change_a_fingerprint() -> None:
    assert fingerprint({"a": 1, "b": ["khéo"]}) == fingerprint({"b": ["khéo"], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_the_same_content_again_gives_the_earlier_snapshot(cast: Cast, world: World) -> None:
    first = take_snapshot(campaign=world.campaign, kind="board", content={"n": 1}, as_of=at(18), actor=cast.lan)
    again = take_snapshot(campaign=world.campaign, kind="board", content={"n": 1}, as_of=at(19))
    other = take_snapshot(campaign=world.campaign, kind="board", content={"n": 2}, as_of=at(19))

    assert (again, other == first, Snapshot.objects.count()) == (first, False, 2)
    assert (first.taken_by, first.as_of) == (cast.lan, at(18))


def test_only_plain_values_make_a_snapshot(world: World) -> None:
    with pytest.raises(TypeError):
        take_snapshot(campaign=world.campaign, kind="board", content={"at": at(18)}, as_of=at(18))
