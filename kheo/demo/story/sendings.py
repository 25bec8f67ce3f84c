"""What one unit sends: a form by letter or upload, well or badly made; and how it is made into bytes."""

import random
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kheo.demo.forms import MadeForm, registration_form, results_form
from kheo.demo.layouts import FileFormat, PaperKind
from kheo.demo.letters import Posted, make_letter
from kheo.demo.lines import registration_lines, results_lines

# What can be wrong with what a unit sends.
Flaw = Literal["", "broken file", "unknown sender", "no form", "no title"]


@dataclass(frozen=True)
class Sending:
    """One unit (by its code) sends its form: so many collectives and individuals, at a moment, in a way."""

    unit: str
    at: str
    collectives: int = 2
    individuals: int = 2
    format: FileFormat = "xlsx"
    by: Literal["letter", "upload"] = "letter"
    flaw: Flaw = ""
    # A second sending of the very same bytes.
    again: str = ""


@dataclass(frozen=True)
class Parcel:
    """A sending as it reaches the door."""

    at: datetime
    by: Literal["letter", "upload"]
    filename: str
    data: bytes


@dataclass(frozen=True)
class Office:
    """Whom everything is sent to, and for what."""

    paper: PaperKind
    year: int
    address: str
    subject: str


def parcels_of(sending: Sending, *, unit: tuple[str, str], office: Office, seed: int) -> list[Parcel]:
    """The bytes a sending is made of; `unit` is the sender's name and address. The same seed gives the same bytes."""
    rng = random.Random(f"{seed}-{sending.unit}-{sending.at}")  # noqa: S311 - samples, no secrets
    name, address = unit
    if sending.flaw == "unknown sender":
        name, address = "Chi bộ", "chibo.2024@example.com"
    made = _form(sending, name, office, rng)
    data = made.data[: len(made.data) * 2 // 3] if sending.flaw == "broken file" else made.data
    moments = [datetime.fromisoformat(moment) for moment in (sending.at, sending.again) if moment]
    if sending.by == "upload":
        return [Parcel(moment, "upload", made.filename, data) for moment in moments]
    letter = make_letter(
        Posted(
            sender=f"{name} <{address}>",
            to=office.address,
            subject=f"{name} gửi {office.subject}",
            body=f"Kính gửi Ban Dân vận Huyện ủy,\n\n{name} xin gửi {office.subject}.\n\nTrân trọng.",
            attachments=() if sending.flaw == "no form" else ((made.filename, data),),
            at=moments[0],
        )
    )
    return [Parcel(moment, "letter", f"{sending.unit}.eml", letter) for moment in moments]


def _form(sending: Sending, name: str, office: Office, rng: random.Random) -> MadeForm:
    if office.paper == "results":
        lines = results_lines(rng, year=office.year, count=sending.collectives)
        return results_form(rng, unit=name, year=office.year, format=sending.format, lines=lines)
    lines = registration_lines(rng, year=office.year, collectives=sending.collectives, individuals=sending.individuals)
    if sending.flaw == "no title":
        lines[-1] = replace(lines[-1], title="")
    return registration_form(rng, unit=name, year=office.year, format=sending.format, lines=lines)
