import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kheo.confinement.pool import Limits, Readers, Refused, limits_in_force, shared

ACTS = "tests.confinement.acts:"
STOPPED = Refused("unreadable", "việc đọc tệp đã phải dừng vì quá nặng hoặc gây lỗi")
STUMBLED = Refused("unreadable", "cấu trúc tệp khác thường")
needs_limits = pytest.mark.skipif(os.name == "nt", reason="this system sets no limits on a process")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(2) as readers:
        yield readers


def test_answers_come_in_the_order_of_the_jobs(readers: Readers) -> None:
    jobs = [(f"{ACTS}length", bytes(number)) for number in range(200)]

    assert list(readers.each(jobs)) == list(range(200))


def test_large_files_and_large_answers_pass_at_once(readers: Readers) -> None:
    texts = ["ế" * 300_000 for _ in range(20)]

    assert list(readers.each((f"{ACTS}echo", text.encode()) for text in texts)) == texts


def test_jobs_are_drawn_only_a_little_ahead(readers: Readers) -> None:
    drawn = []

    def jobs() -> Iterator[tuple[str, bytes]]:
        for number in range(1_000):
            drawn.append(number)
            yield f"{ACTS}length", b""

    answers = readers.each(jobs())
    next(answers)

    assert len(drawn) <= 4 * 16


def test_one_process_takes_many_files_and_is_replaced_in_time() -> None:
    with Readers(1, limits=Limits(files=10)) as readers:
        processes = [readers.one(f"{ACTS}process", b"") for _ in range(25)]

    assert [processes.count(process) for process in dict.fromkeys(processes)] == [10, 10, 5]


def test_a_refused_file_does_not_share_its_process_with_the_next() -> None:
    with Readers(1) as readers:
        before, refused, after = readers.each(
            [
                (f"{ACTS}process", b""),
                (f"{ACTS}refuse", "bảng hỏng".encode()),
                (f"{ACTS}process", b""),
            ]
        )

    assert (refused, before == after) == (Refused("damaged_file", "bảng hỏng"), False)


def test_a_file_judged_by_its_first_bytes_costs_no_process() -> None:
    with Readers(1) as readers:
        before, refused, after = readers.each(
            [
                (f"{ACTS}process", b""),
                (f"{ACTS}refuse_unopened", b""),
                (f"{ACTS}process", b""),
            ]
        )

    assert (refused, before == after) == (Refused("pdf_file", "tệp PDF"), True)


@pytest.mark.parametrize(
    ("act", "verdict"),
    [
        ("stumble", STUMBLED),
        ("leave", STUMBLED),
        ("recurse", STUMBLED),
        ("not_json", STUMBLED),
        ("no_such_function", STUMBLED),
        ("flood", Refused("too_large", "nội dung đọc được quá lớn")),
        ("abort", STOPPED),
        ("crash", STOPPED),
    ],
)
def test_whatever_a_file_does_only_its_own_reading_ends(readers: Readers, act: str, verdict: Refused) -> None:
    jobs = [(f"{ACTS}length", b"1"), (ACTS + act, b"secret"), (f"{ACTS}length", b"22")]

    assert list(readers.each(jobs)) == [1, verdict, 2]


@needs_limits
@pytest.mark.parametrize(
    ("act", "verdict"),
    [
        ("hoard", Refused("too_large", "đọc tệp này cần quá nhiều bộ nhớ")),
        ("open_many", STUMBLED),
    ],
)
def test_limits_of_the_system_hold(readers: Readers, act: str, verdict: Refused) -> None:
    assert readers.one(ACTS + act, b"") == verdict


def test_a_file_that_takes_too_long_is_given_up_after_two_tries() -> None:
    with Readers(1, limits=Limits(wall=0.5)) as readers:
        outcomes = list(readers.each([(f"{ACTS}length", b"1"), (f"{ACTS}sleep", b""), (f"{ACTS}length", b"22")]))

    assert outcomes == [1, STOPPED, 2]


@needs_limits
def test_a_file_that_computes_without_end_is_given_up_when_its_time_is_over() -> None:
    with Readers(1, limits=Limits(cpu=0, wall=60)) as readers:
        outcomes = list(readers.each([(f"{ACTS}spin", b""), (f"{ACTS}length", b"22")]))

    assert outcomes == [Refused("too_large", "đọc tệp này mất quá nhiều thời gian"), 2]


@needs_limits
def test_a_reader_starts_no_other_program_where_the_system_can_hold_it_to_that(readers: Readers) -> None:
    held = readers.limits_in_force()["processes"]

    assert readers.one(f"{ACTS}start_process", b"") == (STUMBLED if held else 0)


@needs_limits
def test_a_reader_puts_nothing_into_a_file(readers: Readers, tmp_path: Path) -> None:
    target = tmp_path / "planted"

    outcome = readers.one(f"{ACTS}write_file", str(target).encode())

    assert (outcome, target.exists() and target.read_bytes()) == (STUMBLED, b"")


def test_a_reader_reaches_no_network(readers: Readers) -> None:
    if not readers.limits_in_force()["network"]:
        pytest.skip("this system gives no network of its own to a process")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        outcome = readers.one(f"{ACTS}call_out", str(server.getsockname()[1]).encode())

        with pytest.raises(TimeoutError):
            server.accept()
    assert outcome == STUMBLED


def test_a_reader_sees_nothing_of_our_environment(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEO_SECRET_KEY", "secret")

    names = readers.one(f"{ACTS}environment", b"")

    assert isinstance(names, dict)
    assert "KHEO_SECRET_KEY" not in names


def test_what_libraries_print_does_not_come_between_answers(readers: Readers) -> None:
    assert readers.one(f"{ACTS}chatter", b"") == "heard nothing"


def test_several_threads_share_the_readers(readers: Readers) -> None:
    answers: dict[int, list[object]] = {}

    def ask(number: int) -> None:
        answers[number] = list(readers.each((f"{ACTS}length", bytes(number)) for _ in range(50)))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {number: [number] * 50 for number in range(4)}


def test_no_process_is_left_when_the_readers_close() -> None:
    with Readers(2) as readers:
        list(readers.each((f"{ACTS}length", b"") for _ in range(64)))
        alive = readers.pids()

    assert (len(alive) > 0, [pid for pid in alive if _is_alive(pid)]) == (True, [])


def test_readers_that_were_closed_say_so() -> None:
    readers = Readers(1)
    readers.close()

    with pytest.raises(RuntimeError):
        readers.one(f"{ACTS}length", b"")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_program_leaves_its_parents_readers_alone() -> None:
    mine = shared()
    process = mine.one(f"{ACTS}process", b"")
    child = os.fork()
    if not child:
        own = shared()
        answer = own.one(f"{ACTS}process", b"")
        own.close()
        os._exit(0 if own is not mine and answer != process else 1)

    status = os.waitpid(child, 0)[1]

    assert (status, mine.one(f"{ACTS}process", b""), shared() is mine) == (0, process, True)


def test_what_the_system_holds_a_reader_to_can_be_asked() -> None:
    names = {"network", "memory", "data", "cpu", "files_written", "files_open", "processes", "dumps"}

    assert set(limits_in_force()) == names


def _is_alive(pid: int) -> bool:
    for _ in range(20):
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        time.sleep(0.05)
    return True
