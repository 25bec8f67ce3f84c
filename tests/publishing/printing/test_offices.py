"""Resident LibreOffices: four workers at once, one killed, one that hangs, ends or gives nothing; none outlives us."""

import http.server
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from kheo.publishing.printing import office as one_office
from kheo.publishing.printing.checking import text_of
from kheo.publishing.printing.finding import office_program, python_with_uno
from kheo.publishing.printing.office import Office
from kheo.publishing.printing.offices import CannotPrintError, Offices
from kheo.publishing.printing.reading import wording_of
from tests.publishing.printing.papers import endless, letter, needs_office, plain, printed, with_linked_picture
from tests.publishing.printing.working import print_share

pytestmark = needs_office
WORKERS, PAPERS = 4, 200
_PRINT_AND_WAIT = """
import sys, time
from kheo.publishing.printing.offices import Offices
from kheo.publishing.printing.reading import wording_of
docx = open(sys.argv[1], "rb").read()
offices = Offices(1)
offices.pdf(docx, wording_of(docx))
(office,) = offices._all
print(office.pid, office._folder, *office._sockets, flush=True)
time.sleep(60)
"""


@pytest.fixture
def offices() -> Iterator[Offices]:
    with Offices(1, seconds=20) as made:
        yield made


def pdf(offices: Offices, docx: bytes) -> str:
    return text_of(offices.pdf(docx, wording_of(docx)))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int, *paths: str) -> bool:
    """Within a few seconds: the process, and everything it had on the disk."""
    due = time.monotonic() + 10
    while time.monotonic() < due and (is_alive(pid) or any(Path(path).exists() for path in paths)):
        time.sleep(0.05)
    return not is_alive(pid) and not any(Path(path).exists() for path in paths)


@pytest.mark.slow
def test_four_workers_print_two_hundred_papers_while_one_libreoffice_is_killed() -> None:
    papers = [(number, printed(letter(number, paragraphs=4))) for number in range(1, PAPERS + 1)]
    shares = [papers[worker::WORKERS] for worker in range(WORKERS)]

    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as workers:
        jobs = [workers.submit(print_share, share, kills=not worker) for worker, share in enumerate(shares)]
        made = [one for job in jobs for one in job.result()]

    assert sorted(number for number, _ in made) == list(range(1, PAPERS + 1))
    wrong = [number for number, made_pdf in made if f"Văn bản thử thứ {number}, đoạn 1." not in text_of(made_pdf)]
    assert wrong == []
    assert len({made_pdf for _, made_pdf in made}) == PAPERS


def test_threads_take_turns_at_one_libreoffice() -> None:
    with Offices(1) as offices, ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda number: pdf(offices, plain(f"Văn bản số {number}")), range(12)))
        assert len(offices.pids()) == 1

    assert [text.strip() for text in texts] == [f"Văn bản số {number}" for number in range(12)]


def test_a_file_without_end_is_given_up_and_the_next_is_printed(caplog: pytest.LogCaptureFixture) -> None:
    with Offices(1, seconds=2.5) as offices:
        offices.pdf(plain("Văn bản đầu"), wording_of(plain("Văn bản đầu")))
        (first,) = offices.pids()

        with pytest.raises(CannotPrintError, match=r"không in xong văn bản trong \d giây, đã thử 2 lần"):
            pdf(offices, endless())

        assert "Văn bản sau" in pdf(offices, plain("Văn bản sau"))
        assert offices.pids() != [first]
        assert gone(first)
    assert [record.getMessage() for record in caplog.records] == ["LibreOffice: no answer in 2 s"] * 2


def test_a_libreoffice_that_died_between_two_papers_is_replaced(offices: Offices) -> None:
    pdf(offices, plain("Văn bản một"))
    (first,) = offices.pids()
    os.kill(first, signal.SIGKILL)

    assert "Văn bản hai" in pdf(offices, plain("Văn bản hai"))
    assert offices.pids() != [first]


def test_it_is_replaced_after_so_many_papers() -> None:
    with Offices(1, papers=2) as offices:
        pids = []
        for number in range(4):
            pdf(offices, plain(f"Văn bản {number}"))
            pids.append(offices.pids())

    assert [len(alive) for alive in pids] == [1, 0, 1, 0]
    assert pids[0] != pids[2]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 0", "không in được văn bản này ra PDF"),
        ("exit 1", "không in được văn bản này ra PDF"),
        ('echo "not a PDF" > "$out/0.pdf"', "tệp in ra không phải PDF"),
        ('printf "%%PDF-1.6 cut off" > "$out/0.pdf"', "tệp in ra không mở được"),
        ('cp "$KHEO_OTHER" "$out/0.pdf"', "thiếu phần đầu hoặc phần cuối"),
    ],
    ids=["nothing, and says well", "nothing", "no PDF", "half a PDF", "another's PDF"],
)
def test_a_libreoffice_that_gives_the_wrong_file_is_not_believed(
    tmp_path: Path, script: str, said: str, offices: Offices
) -> None:
    other = tmp_path / "other.pdf"
    docx = plain("Văn bản của nơi khác")
    other.write_bytes(offices.pdf(docx, wording_of(docx)))
    program = tmp_path / "soffice"
    find_out = 'while [ "$1" != "--outdir" ]; do shift; done; out="$2"'
    program.write_text(f"#!/bin/sh\nKHEO_OTHER={other}\n{find_out}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)

    with Offices(1, program=str(program)) as broken, pytest.raises(CannotPrintError, match=said):
        pdf(broken, plain("Văn bản của ta"))


def test_without_uno_each_file_gets_a_libreoffice_of_its_own() -> None:
    office = Office(office_program(), "")
    docx = printed(letter())
    try:
        made = [office.pdf(docx, archival=archival, seconds=60) for archival in (False, True)]
    finally:
        office.end()

    assert not office.is_resident
    assert ["Nguyễn Thị Ánh" in text_of(one) for one in made] == [True, True]
    assert [b"pdfaid" in one for one in made] == [False, True]


def test_no_libreoffice_is_said_with_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with Offices(1) as offices, pytest.raises(CannotPrintError, match=r"chưa có LibreOffice.*`kheo doctor`"):
        pdf(offices, plain("Văn bản"))


class Witness(http.server.BaseHTTPRequestHandler):
    """A server that only notes what is asked of it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.command)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


def requests_while_printing(*, offline: bool) -> list[str]:
    Witness.asked.clear()
    with http.server.HTTPServer(("127.0.0.1", 0), Witness) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        office = Office(office_program(), python_with_uno(office_program()), offline=offline)
        try:
            if offline and not office.is_offline:
                pytest.skip("this machine lets no program give up the network")
            office.pdf(with_linked_picture(f"http://127.0.0.1:{server.server_port}/x.png"), archival=False, seconds=60)
        finally:
            office.end()
            server.shutdown()
    return list(Witness.asked)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="networks are taken from programs on Linux only")
def test_it_fetches_nothing_though_it_would() -> None:
    assert requests_while_printing(offline=False) != []
    assert requests_while_printing(offline=True) == []


def test_nothing_is_left_when_it_is_closed(offices: Offices) -> None:
    pdf(offices, plain("Văn bản"))
    (office,) = offices._all
    offices.close()

    assert gone(office.pid, str(office._folder), *office._sockets)
    assert len(office._sockets) == 2


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_our_program_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "paper.docx").write_bytes(plain("Văn bản"))
    command = [sys.executable, "-c", _PRINT_AND_WAIT, str(tmp_path / "paper.docx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        pid, *paths = program.stdout.readline().split()
        assert is_alive(int(pid))
        assert all(Path(path).exists() for path in paths)
        program.send_signal(how)

    assert gone(int(pid), *paths)


def test_no_secret_of_ours_reaches_it(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEO_SECRET_KEY", "very secret")
    pdf(offices, plain("Văn bản"))
    (office,) = offices._all

    environment = Path(f"/proc/{office.pid}/environ").read_bytes()
    assert b"very secret" not in environment
    names = {line.partition(b"=")[0].decode() for line in environment.split(b"\0") if line}
    assert {name for name in names if name.startswith(("KHEO", "DATABASE", "DJANGO"))} == set()
    assert set(one_office._HANDED_ON) & names != set()
