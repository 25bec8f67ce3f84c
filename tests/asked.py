"""What the cast's district asks of its two communes and its school: to register, and to report results."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from kheo.campaigns.models import Area, Call, Campaign, Obligation, Requirement
from kheo.units.models import Unit
from tests.cast import Cast

DUE = dt.datetime(2024, 2, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
IN_TIME = dt.datetime(2024, 1, 30, 9, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HEADINGS = ("STT", "Tên mô hình, điển hình", "Tập thể, cá nhân", "Họ và tên cá nhân", "Lĩnh vực")


@dataclass(frozen=True)
class Asked:
    campaign: Campaign
    registration: Call
    results: Call

    def duty(self, unit: Unit, call: Call | None = None) -> Obligation:
        return Obligation.objects.get(call=call or self.registration, unit=unit)


def ask(cast: Cast) -> Asked:
    campaign = Campaign.objects.create(
        slug="huyen-2024",
        title="Dân vận khéo 2024",
        year=2024,
        root=cast.district,
        organ="Ban Dân vận",
        organ_symbol="BDVHU",
        place="Hòa Bình Hạ",
        subject="đăng ký mô hình",
    )
    Area.objects.create(campaign=campaign, code="kinh-te", name="Kinh tế", synonyms=["Phát triển kinh tế"])
    registration = Call.objects.create(
        campaign=campaign, slug="registration", title="Đăng ký thi đua", paper="registration", due_at=DUE
    )
    results = Call.objects.create(
        campaign=campaign, slug="results", title="Báo cáo kết quả", paper="results", due_at=DUE, position=1
    )
    for measure in ("collectives", "individuals"):
        Requirement.objects.create(call=registration, measure=measure, least=2, kinds=["xã"])
        Requirement.objects.create(call=registration, measure=measure, least=1, except_kinds=["xã"])
    for call in (registration, results):
        for unit in (cast.an_binh, cast.binh_minh, cast.school):
            Obligation.objects.create(call=call, unit=unit, bloc=unit.bloc, unit_kind=unit.kind, due_at=DUE)
    return Asked(campaign, registration, results)


def collectives(*titles: str) -> list[tuple[str, ...]]:
    return [(title, "Tập thể", "", "Kinh tế") for title in titles]


def individuals(*people: tuple[str, str]) -> list[tuple[str, ...]]:
    return [(title, "Cá nhân", person, "Kinh tế") for title, person in people]


def sheet(unit: str, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    """A filled .xlsx form as a unit makes it: its name in the head block, headings, rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = unit.upper()
    page["A3"] = "BIỂU TỔNG HỢP ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    page.append([])
    page.append(list(headings))
    for number, row in enumerate(rows, start=1):
        page.append([number, *row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def letter(sender: str, *attachments: tuple[str, bytes], subject: str = "Gửi đăng ký", text: str = "Kính gửi") -> bytes:
    """A raw e-mail with office files."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "bdv@hoabinhha.vn", subject
    message["Date"], message["Message-ID"] = "Tue, 30 Jan 2024 09:14:00 +0700", "<1@anbinh.vn>"
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
