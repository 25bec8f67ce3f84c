"""A PostgreSQL of the test's own, in a folder of its own, which may be restarted without a goodbye."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from kheo.demo.servers.dovecot import free_port


def program(name: str) -> str:
    """The newest there is; empty where PostgreSQL is not installed."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or next((str(path) for path in newest), "")


class Cluster:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kheo-postgres-"))
        self.port = free_port()
        self.restarts = 0
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -c max_connections=60"
        (self.folder / "options").write_text(options, encoding="ascii")
        self._run("pg_ctl", "start", "-w", "-D", str(self.data), "-o", options, "-l", str(self.folder / "log"))

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def restart(self) -> None:
        """Every conversation is cut off at once, as when the machine loses its power."""
        self.restarts += 1
        self._run("pg_ctl", "restart", "-w", "-m", "immediate", "-D", str(self.data), "-l", str(self.folder / "log"))

    def close(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.data))
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name: str, *arguments: str) -> None:
        drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        command = [*drop, program(name), *arguments]
        # No pipe: the server would keep it open for ever.
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)
