"""A real Dovecot on spare ports of this machine, with as many accounts as wanted; it can be killed and started again.

Any name signs in with PASSWORD; with XOAUTH2 whoever holds a token the given address answers for. Letters are put into
the accounts' Maildirs as mail servers do.
"""

import contextlib
import imaplib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imap_tools.imap_utf7 import utf7_encode

if sys.platform != "win32":
    import grp
    import pwd

# Of accounts that live as long as the server does.
PASSWORD = "mat-khau-thu-1"  # noqa: S105
SECONDS_TO_START = 60
PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0 secs
auth_mechanisms = plain login {mechanisms}
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/mail/%n
mail_max_userip_connections = 100
mailbox_list_index = no
mailbox_idle_check_interval = 1 secs
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
  mechanisms = plain login
}}
{oauth}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service imap {{
  service_count = 100
  process_limit = 64
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
_OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""


def free_port() -> int:
    """Below those the system gives to whoever calls out: it must still be free when a server comes back to it."""
    for port in random.sample(range(20_000, 32_000), 200):
        with socket.socket() as opened, contextlib.suppress(OSError):
            opened.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")


class Dovecot:
    """`token_info`: an http address on this machine that tells whose a token is."""

    def __init__(self, *, token_info: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kheo-dovecot-"))
        self.port, self.tls_port = free_port(), free_port()
        self._popen: subprocess.Popen[bytes] | None = None
        self._owner = _owner()
        self._configure(token_info)

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    def start(self) -> None:
        """Returns when it answers; where it could not start (a port still held) it is started again for a while."""
        until = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._popen is None or self._popen.poll() is not None:
                self._popen = self._started()
            assert time.monotonic() < until, (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
            time.sleep(0.05)

    def _started(self) -> subprocess.Popen[bytes]:
        uid, gid = self._owner
        drop = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"] if os.getuid() == 0 else []
        command = [*drop, str(PROGRAM), "-F", "-c", str(self.folder / "dovecot.conf")]
        return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)  # noqa: S603

    def kill(self) -> None:
        """As when the machine loses its power."""
        if self._popen is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()
            self._popen = None

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def deliver(self, user: str, data: bytes, *, at: datetime | None = None, folder: str = "") -> None:
        """Put a letter into a folder (by default the inbox) of an account."""
        home = self.maildir(user, folder)
        moment = (at or datetime.now(UTC)).timestamp()
        name = f"{time.time_ns()}.{uuid4().hex}.test"
        draft = home / "tmp" / name
        draft.write_bytes(data)
        os.chown(draft, *self._owner)
        os.utime(draft, (moment, moment))
        draft.rename(home / "new" / name)

    def imap(self, user: str) -> imaplib.IMAP4:
        """A conversation beside that of the program, for looking."""
        talk = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        talk.login(user, PASSWORD)
        return talk

    def subjects(self, user: str, folder: str = "INBOX") -> dict[str, bool]:
        """Subject → was it marked as read?"""
        return dict(self.lying(user, folder, header="Subject"))

    def lying(self, user: str, folder: str = "INBOX", *, header: str = "Message-ID") -> list[tuple[str, bool]]:
        """That header of each letter in the folder, and was it marked as read?"""
        talk = self.imap(user)
        found: list[tuple[str, bool]] = []
        status, _ = talk.select(_quoted(folder), readonly=True)
        if status == "OK" and self.count(talk):
            said = talk.fetch("1:*", f"(FLAGS BODY.PEEK[HEADER.FIELDS ({header})])")[1]
            headers = [line for line in said if isinstance(line, tuple)]
            found = [(text.decode().partition(":")[2].strip(), b"\\Seen" in flags) for flags, text in headers]
        talk.logout()
        return found

    @staticmethod
    def count(talk: imaplib.IMAP4) -> int:
        return len((talk.search(None, "ALL")[1][0] or b"").split())

    def renumber(self, user: str) -> None:
        """The inbox gets another UIDVALIDITY, as after a move to another server, every letter another number.

        Only while the server is down: it would write what it remembers.
        """
        home = self.maildir(user, "")
        for _ in range(5):
            # A connection that outlives its server for a moment writes what it remembers once more.
            remembered = [path for path in home.glob("dovecot*") if path.is_file()]
            for path in remembered:
                path.unlink(missing_ok=True)
            time.sleep(1.1)  # the new number is a second of the clock
            if not any(path.is_file() for path in home.glob("dovecot*")):
                return

    def maildir(self, user: str, folder: str = "") -> Path:
        home = self.folder / "mail" / user
        if folder:
            home /= "." + utf7_encode(folder).decode()
        for name in ("tmp", "new", "cur"):
            (home / name).mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            for path in (home.parent, home, *home.iterdir()):
                os.chown(path, *self._owner)
        return home

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as opened:
                return opened.recv(10).startswith(b"* OK")
        except OSError:
            return False

    def _configure(self, token_info: str) -> None:
        uid, gid = self._owner
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        (self.folder / "log").touch()
        _write_certificate(self.folder)
        (self.folder / "oauth2.conf").write_text(
            f"tokeninfo_url = {token_info}?access_token=\nusername_attribute = email\n", encoding="ascii"
        )
        (self.folder / "dovecot.conf").write_text(
            _CONFIG.format(
                folder=self.folder,
                user=pwd.getpwuid(uid).pw_name,
                group=grp.getgrgid(gid).gr_name,
                uid=uid,
                gid=gid,
                port=self.port,
                tls_port=self.tls_port,
                password=PASSWORD,
                mechanisms="xoauth2" if token_info else "",
                oauth=_OAUTH.format(folder=self.folder) if token_info else "",
            ),
            encoding="ascii",
        )
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, uid, gid)


def _owner() -> tuple[int, int]:
    """The server need not be root, and nothing of ours should be."""
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _quoted(folder: str) -> str:
    return f'"{utf7_encode(folder).decode()}"'


def _write_certificate(folder: Path) -> None:
    """For localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
