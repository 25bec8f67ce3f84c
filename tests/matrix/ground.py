"""One of everything for the access matrix: An Bình's things, and canaries in every text of its sister Bình Minh."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kheo.campaigns.doors.models import Door
from kheo.campaigns.doors.opening import set_door
from kheo.campaigns.models import Campaign, Obligation
from kheo.intake import doors, pipeline
from kheo.intake.earlier.arriving import arrive as arrive_earlier
from kheo.intake.earlier.models import EarlierList
from kheo.intake.links.giving import give
from kheo.intake.links.handing_over import propose
from kheo.intake.links.models import Handover, Link
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.post.models import Enclosure, Outgoing
from kheo.publishing.certificates.models import Certificate
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from kheo.publishing.signing.models import SignedCopy
from kheo.records.likeness.models import Likeness
from kheo.records.models import Entry
from kheo.tally.instants import instant
from kheo.tally.models import Snapshot
from kheo.units.contacts import Person
from kheo.units.models import Contact, Unit
from tests.asked import IN_TIME, ask, sheet
from tests.cast import Cast
from tests.intake.earlier.lists import plain
from tests.matrix.appraisal import make_panels
from tests.matrix.awards import make_awards
from tests.matrix.certificates import make_certificate
from tests.matrix.papers import make_paper
from tests.post.mailboxes import letter_to, mailbox_at
from tests.web.arrivals import FULL, arrive, publish

if TYPE_CHECKING:
    from tests.matrix.table import Row

CANARIES = ("CANARYTITLE", "CANARYPERSON", "CANARYFILE", "CANARYREASON", "CANARYUNIT")


@dataclass(frozen=True)
class Ground:
    campaign: Campaign
    draft: Campaign
    duty: Obligation
    sister_duty: Obligation
    submission: Submission
    puzzling: Submission
    entry: Entry
    document: Document
    door: Door
    link: Link
    contact: Contact
    handover: Handover
    likeness: Likeness
    letter: Outgoing
    earlier: EarlierList
    number: Number
    certificate: Certificate
    signed: SignedCopy
    canaries: tuple[str, ...] = CANARIES

    def canaries_in(self, user: User | None, name: str, row: "Row") -> set[str]:
        """Which canaries an answer to this person holds, at this address and at the sister's own objects."""
        if row.post:
            return set()
        client = Client()
        if user is not None:
            client.force_login(user)
        addresses = {reverse(name, kwargs=row.arguments(self)) + row.query}
        addresses |= {reverse(name, kwargs=found) for found in row.sisters(self)}
        said = "".join(_plain(client.get(address)) for address in addresses)
        return {canary for canary in CANARIES if canary in said}

    @property
    def sister_submission(self) -> Submission:
        return Submission.objects.get(unit__code="BM")

    @property
    def sister_entry(self) -> Entry:
        return Entry.objects.filter(unit__code="BM")[0]


def make_ground(cast: Cast) -> Ground:
    cache.clear()
    asked = ask(cast)
    publish(asked)
    mine = arrive(asked, cast.an_binh, FULL)
    puzzling = arrive(asked, None, FULL, head="Chi bộ Bến Tre xanh")
    _let_the_sister_answer(cast.binh_minh, asked.campaign)
    duty = asked.duty(cast.binh_minh)
    duty.standings.update(reason="CANARYREASON")
    Unit.objects.filter(pk=cast.binh_minh.pk).update(name="Xã Bình Minh CANARYUNIT")
    make_panels(asked.campaign)
    make_awards(asked.campaign)
    return Ground(
        campaign=asked.campaign,
        draft=Campaign.objects.create(
            slug="ban-thao", title="Bản thảo", year=2025, root=cast.district, organ="Ban Dân vận",
            organ_symbol="BDVHU", place="Hòa Bình Hạ", subject="đăng ký",
        ),
        duty=asked.duty(cast.an_binh),
        sister_duty=duty,
        submission=mine,
        puzzling=puzzling,
        entry=Entry.objects.filter(unit=cast.an_binh)[0],
        document=_document(asked.campaign),
        **_link(duty_of=asked.duty(cast.an_binh), cast=cast),
        likeness=_likeness(),
        letter=_letter(cast),
        number=_number(cast),
        certificate=make_certificate(asked.campaign),
        signed=make_paper(asked.campaign),
        earlier=arrive_earlier(plain(), filename="2021.xlsx", office=cast.district, year=2021, actor=cast.lan)[0],
    )  # fmt: skip


def _letter(cast: Cast) -> Outgoing:
    """A letter of the district that is held, with a file; it speaks of the sister."""
    mailbox = mailbox_at(cast.district, 25, address="thu@hoabinhha.example.vn")
    held = letter_to(mailbox, "binhminh@example.vn", body="CANARYTITLE", held=True)
    Enclosure.objects.create(outgoing=held, original=vault.keep([b"CANARYPERSON"])[0], name="CANARYFILE.xlsx")
    return held


def _number(cast: Cast) -> Number:
    """A number of the sister's own organ, which signs and issues; taken back."""
    issuer = Issuer.objects.create(
        unit=cast.binh_minh, organ="Đảng uỷ CANARYUNIT", symbol="ĐU", place="Bình Minh", term_started_on="2020-07-01"
    )
    issuer.signers.create(name="CANARYPERSON", power="collective", post="Bí thư", stands_for="Đảng uỷ")
    issuer.templates.create(
        kind="plan", rule_set="party-05HD-2026", version=1, original=vault.keep([b"CANARYTITLE"])[0],
        uploaded_at=instant("2024-02-01T00:00"), note="CANARYREASON",
    )  # fmt: skip
    return Number.objects.create(
        issuer=issuer, period="từ 01/7/2020", type_name="Công văn", number=2, dated="2024-02-01",
        given_at=instant("2024-02-01T00:00"), subject="CANARYTITLE", reason="CANARYREASON",
    )  # fmt: skip


def _likeness() -> Likeness:
    """An Bình's entry said to be like the sister's: whoever may not see both sees neither."""
    mine, other = (Entry.objects.filter(unit__code=code)[0] for code in ("AB", "BM"))
    return Likeness.objects.create(
        entry=mine, other=other, kind="copied", score=80, found_at=instant("2024-02-01T00:00"), first=mine.pk,
        other_first=other.pk,
    )  # fmt: skip


def _link(duty_of: Obligation, cast: Cast) -> dict[str, Any]:
    """An Bình's link and its clerk's address; the campaign's door stands open."""
    contact = Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.example.vn", phone="0912 345 512")
    give([duty_of], actor=None)
    Link.objects.update(expires_at=instant("2100-01-01T00:00"))
    link = Link.objects.get()
    handover = propose(link, Person("moi@anbinh.example.vn", "Lê Thị Mới"), instead_of="")
    door = set_door(duty_of.call.campaign, opened=True, in_letter=False, actor=None)
    return {"door": door, "link": link, "contact": contact, "handover": handover}


def _let_the_sister_answer(unit: Unit, campaign: Campaign) -> None:
    rows = [("CANARYTITLE", "Cá nhân", "CANARYPERSON", "Kinh tế")]
    kept = doors.by_upload(
        [("CANARYFILE.xlsx", sheet(unit.name, rows))],
        campaign=campaign,
        call=campaign.calls.get(slug="registration"),
        received_at=IN_TIME,
    )
    pipeline.work_off([kept[0].pk])


def _document(campaign: Campaign) -> Document:
    now = instant("2024-02-01T00:00")
    snapshot = Snapshot.objects.create(
        campaign=campaign, kind="registrations", as_of=now, taken_at=now, content={}, fingerprint="0" * 64
    )
    return Document.objects.create(
        campaign=campaign, kind="registrations", format="docx", rule_set="party-05HD-2026", snapshot=snapshot,
        original=vault.keep([b"CANARYTITLE"])[0], issued_at=now,
    )  # fmt: skip


def _plain(answer: Any) -> str:
    """Body and headers; packed files unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace") + str(answer.headers)
