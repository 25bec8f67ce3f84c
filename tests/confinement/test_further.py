"""Jobs that ask for more: one slow job a part, under limits of their own, bound together at the end."""

import threading
import time

import pytest

from kheo.confinement import pool
from kheo.confinement.limits import Limits
from kheo.confinement.pool import Readers, Refused

ACTS = "tests.confinement.acts:"


def test_parts_are_read_one_by_one_and_bound_in_their_order() -> None:
    with Readers(1) as readers:
        found = readers.one(f"{ACTS}ask_for_parts", b"abc")

    assert found == {"kept": "abc", "parts": ["abc-1", ["damaged_file", "phần hỏng"], "abc-3"], "refused": [2]}


def test_a_part_that_kills_its_reader_is_refused_and_the_others_are_read() -> None:
    with Readers(1) as readers:
        found = readers.one(f"{ACTS}ask_for_a_deadly_part", b"x")

    assert isinstance(found, dict)
    assert found["parts"] == [
        "x-1",
        ["unreadable", "việc đọc tệp đã phải dừng vì quá nặng hoặc gây lỗi"],
        "x-3",
    ]


def test_what_is_not_begun_in_time_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SLOW_WITHIN", 0.3)
    with Readers(1) as readers:
        found = readers.one(f"{ACTS}ask_for_slow_parts", b"x")

    assert isinstance(found, dict)
    assert (found["parts"][0], found["parts"][-1]) == ("x-1", None)


def test_quick_files_do_not_wait_for_slow_ones() -> None:
    with Readers(1) as readers:
        slow = threading.Thread(target=readers.one, args=(f"{ACTS}ask_for_slow_parts", b"x"))
        slow.start()
        time.sleep(0.2)
        begun = time.monotonic()

        assert readers.one(f"{ACTS}length", b"abc") == 3
        took = time.monotonic() - begun
        slow.join()

    assert took < 1.0


def test_slow_readers_have_limits_of_their_own() -> None:
    with Readers(1, limits=Limits(wall=0.5), slow=Limits(wall=20)) as readers:
        assert readers.slowly(f"{ACTS}part", "slowly", b"x") == "x-slowly"
        assert readers.one(f"{ACTS}sleep", b"") == Refused(
            "unreadable", "việc đọc tệp đã phải dừng vì quá nặng hoặc gây lỗi"
        )
