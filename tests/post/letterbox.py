"""An office with an open campaign, its mailbox in a Dovecot, and letters as units send them."""

import datetime as dt
from dataclasses import dataclass

from kheo.campaigns import planning
from kheo.campaigns.models import Call, Campaign
from kheo.confinement.pool import shared
from kheo.demo.letters import Posted, make_letter
from kheo.demo.servers.dovecot import PASSWORD, Dovecot
from kheo.intake.doors import by_mailbox
from kheo.post import fetching
from kheo.post.fetching import Fetching
from kheo.post.models import Fetched, Mailbox
from kheo.post.sealing import seal
from kheo.units.models import Unit

ADDRESS = "bdv@hoabinhha.example.vn"
PUBLISHED = dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC)
CAME = dt.datetime(2026, 9, 20, 3, tzinfo=dt.UTC)


def campaign_of(office: Unit, slug: str = "danvan-2026", **fields: object) -> Campaign:
    """A published campaign whose letter names ADDRESS."""
    said: dict[str, object] = {"title": "Dân vận khéo năm 2026", "year": 2026, "organ": "Ban Dân vận", "email": ADDRESS}
    campaign = Campaign.objects.create(slug=slug, root=office, subject="Đăng ký", **(said | fields))
    Call.objects.create(
        campaign=campaign, slug="dang-ky", title="Đăng ký", paper="registration", due_at=CAME + dt.timedelta(days=30)
    )
    planning.publish(campaign=campaign, at=PUBLISHED)
    return campaign


@dataclass
class Letterbox:
    """A mailbox of the program and the account behind it."""

    server: Dovecot
    mailbox: Mailbox

    @property
    def account(self) -> str:
        return self.mailbox.username

    def deliver(self, *letters: bytes, at: dt.datetime = CAME) -> None:
        for letter in letters:
            self.server.deliver(self.account, letter, at=at)

    def fetch(self) -> Fetching:
        done = fetching.fetch(self.mailbox.pk, by_mailbox, readers=shared())
        self.mailbox.refresh_from_db()
        return done

    def inbox(self) -> dict[str, bool]:
        return self.server.subjects(self.account)

    def notes(self) -> list[str]:
        return list(Fetched.objects.filter(mailbox=self.mailbox).order_by("pk").values_list("note", flat=True))


def letterbox(server: Dovecot, office: Unit, account: str, **fields: object) -> Letterbox:
    said: dict[str, object] = {
        "address": ADDRESS,
        "imap_host": "127.0.0.1",
        "imap_port": server.port,
        "imap_security": "none",
        "username": account,
        "sealed_secret": seal(PASSWORD),
    }
    return Letterbox(server, Mailbox.objects.create(office=office, **(said | fields)))


def letter(subject: str, *, body: str = "Xin gửi biểu.", **said: object) -> bytes:
    posted: dict[str, object] = {"sender": "Xã An Bình <anbinh@example.vn>", "to": ADDRESS, "at": CAME}
    return make_letter(Posted(subject=subject, body=body, **(posted | said)))  # type: ignore[arg-type]


def subject_lines(*letters: bytes) -> list[str]:
    """The subject of each letter as it stands in it."""
    return [line for one in letters for line in one.decode().split("\r\n") if line.startswith("Subject: ")]
