"""The storm: letters come in while workers are killed, servers dropped and the database cut off at random moments."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from kheo.demo.servers.dovecot import PASSWORD, Dovecot, free_port
from tests.storm.cluster import Cluster
from tests.storm.relay import put

ROOT = Path(__file__).parents[2]
WORKERS = 2
ADDRESS, ACCOUNT, DONE = "bdv@example.vn", "office", "Đã nhận"


class Storm:
    """All that runs, and what is done to it; `happened` counts it."""

    def __init__(self, folder: Path, *, letters: int, postgres: bool, seed: int) -> None:
        self.folder, self._letters = folder, letters
        self._random = random.Random(seed)
        self.happened: dict[str, int] = {}
        self.dovecot = Dovecot()
        self.cluster = Cluster() if postgres else None
        self.queue = folder / "queue"
        self.queue.mkdir()
        self.maildir = self.dovecot.maildir(ACCOUNT)
        self._smtp_port = free_port()
        self._workers: list[int] = []
        self._instance: subprocess.Popen[bytes] | None = None
        self._relay: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _begin(self) -> None:
        self.dovecot.start()
        self._relay = self._start_relay()
        home = self.folder / "instance"
        environment = os.environ | {"KHEO_HOME": str(home), "PYTHONPATH": str(ROOT)}
        environment.pop("DATABASE_URL", None)
        if self.cluster:
            environment["DATABASE_URL"] = self.cluster.address
        command = [sys.executable, "-m", "tests.storm.instance"]
        self._instance = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=ROOT
        )
        self.database = home / "kheo.sqlite3"
        self.ask("prepare", str(self._letters), str(self.dovecot.port), str(self._smtp_port), PASSWORD)
        self._workers = [self._start_worker() for _ in range(WORKERS)]

    def __exit__(self, *_: object) -> None:
        for pid in self._workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in (self._instance, self._relay):
            if process is not None:
                process.kill()
                process.wait()
                for pipe in filter(None, (process.stdin, process.stdout)):
                    with contextlib.suppress(OSError):
                        pipe.close()
        self.dovecot.close()
        if self.cluster:
            self.cluster.close()

    def ask(self, *words: str) -> dict[str, Any]:
        assert self._instance
        assert self._instance.stdin
        assert self._instance.stdout
        self._instance.stdin.write(f"{' '.join(words)}\n".encode())
        self._instance.stdin.flush()
        answer: dict[str, Any] = json.loads(self._instance.stdout.readline())
        return answer

    def deliver(self, letters: Iterable[bytes], *, seconds: float) -> threading.Thread:
        """Letters come over so many seconds, whatever else happens."""
        every = list(letters)
        thread = threading.Thread(target=self._deliver, args=(every, seconds / len(every)), daemon=True)
        thread.start()
        return thread

    def rage(self, while_: Callable[[], bool]) -> None:
        """One misfortune after another, at random moments, as long as asked for."""
        evils = [self.kill_worker] * 6 + [self.drop_server] * 2 + [self.drop_relay] * 2 + [self.cut_database] * 2
        while while_():
            time.sleep(self._random.uniform(0.1, 1.2))
            evil = self._random.choice(evils)
            evil()
            self.happened[evil.__name__] = self.happened.get(evil.__name__, 0) + 1

    def tell_where_they_are(self) -> None:
        """Each worker writes down in its log what it is doing."""
        for pid in self._workers:
            os.kill(pid, signal.SIGUSR1)
        time.sleep(1)

    def kill_worker(self) -> None:
        number = self._random.randrange(len(self._workers))
        pid = self._workers[number]
        os.kill(pid, signal.SIGKILL)
        self.ask("reap", str(pid))
        self._workers[number] = self._start_worker()

    def drop_server(self) -> None:
        """Dovecot is killed; sometimes it comes back with all letters numbered anew."""
        self.dovecot.kill()
        if self._random.random() < 0.3:
            self.dovecot.renumber(ACCOUNT)
            self.happened["renumbered"] = self.happened.get("renumbered", 0) + 1
        self.dovecot.start()

    def drop_relay(self) -> None:
        assert self._relay
        self._relay.kill()
        self._relay.wait()
        self._relay = self._start_relay()

    def cut_database(self) -> None:
        """PostgreSQL is restarted without a goodbye; SQLite, which is no server, is locked by somebody for a while."""
        if self.cluster:
            self.cluster.restart()
            return
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as held:
            held.execute("BEGIN IMMEDIATE")
            time.sleep(self._random.uniform(0.5, 2.5))
            held.rollback()

    def _deliver(self, letters: Sequence[bytes], pause: float) -> None:
        for letter in letters:
            put(self.maildir, letter)
            time.sleep(pause)

    def _start_worker(self) -> int:
        return int(self.ask("work")["pid"])

    def _start_relay(self) -> subprocess.Popen[bytes]:
        arguments = [str(self._smtp_port), str(self.queue), str(self.maildir), ADDRESS]
        return subprocess.Popen([sys.executable, "-m", "tests.storm.relay", *arguments], cwd=ROOT)
