"""Designs: shipped samples to copy, the office's own, their backgrounds; one that was given out never changes."""

import base64
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from kheo.confinement.pool import Refused, shared
from kheo.journal import vault
from kheo.journal.book import note
from kheo.journal.models import Original
from kheo.office.backdrop import LAY_FLAT, LONGEST, SEE
from kheo.office.wording import tidy
from kheo.publishing.certificates.layout import SAMPLE, Layout, Place, Printed, faults
from kheo.publishing.certificates.models import Design
from kheo.publishing.issuers.models import Issuer

_SAMPLES = Path(__file__).parent / "samples"
MOST_BACKGROUND = 20 * 1024 * 1024
# A background this much wider or higher than the page would be seen to be stretched.
_STRETCHED = 0.03


class CannotKeepError(Exception):
    """A design that cannot be kept so; its text says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A design shipped as a starting point. It is nobody's official form, and every screen says so."""

    code: str
    name: str
    title: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class Changes:
    """A design as the officer wants it."""

    name: str
    title: str
    width: float
    height: float
    places: tuple[Place, ...]


@cache
def samples() -> dict[str, Sample]:
    """Code → sample, as the files beside this module say."""
    found = {}
    for file in sorted(_SAMPLES.glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        places = tuple(Place.from_plain(place) for place in said["places"])
        layout = Layout(float(said["width"]), float(said["height"]), places)
        found[file.stem] = Sample(file.stem, said["name"], said["title"], layout)
    return found


@transaction.atomic
def copied(sample: Sample, *, issuer: Issuer, actor: User | None) -> Design:
    """A design of the office's own that starts as the sample does."""
    layout = sample.layout
    design = Design.objects.create(
        issuer=issuer,
        name=f"{sample.name} (chép từ mẫu tham khảo)",
        title=sample.title,
        width=Decimal(str(layout.width)),
        height=Decimal(str(layout.height)),
        places=[place.as_plain() for place in layout.places],
        sample=sample.code,
    )
    note("design.added", design, actor=actor, sample=sample.code)
    return design


@transaction.atomic
def keep(design: Design, changes: Changes, *, actor: User | None) -> Design:
    """The design with the changes; a new one in its stead where certificates were given out by it.

    Raises CannotKeepError with what is wrong, all of it.
    """
    said = [f"Hãy ghi {name}." for name, text in (("tên mẫu", changes.name), ("loại giấy", changes.title)) if not text]
    said += faults(changes.width, changes.height, changes.places)
    if said:
        raise CannotKeepError(" ".join(said))
    found = _open(design)
    found.name, found.title = tidy(changes.name)[:120], tidy(changes.title)[:60]
    found.width, found.height = Decimal(str(changes.width)), Decimal(str(changes.height))
    found.places = [place.as_plain() for place in changes.places]
    return _kept(found, design, actor)


@transaction.atomic
def lay_under(design: Design, background: Original | None, *, actor: User | None) -> Design:
    """The design over this background (or none); a new one where it was given out."""
    found = _open(design)
    found.background = background
    return _kept(found, design, actor)


@transaction.atomic
def shelve(design: Design, *, active: bool, actor: User | None) -> None:
    """Put a design away, or take it out again; what was given out by it is printed as ever."""
    Design.objects.filter(pk=design.pk).update(active=active)
    note("design.shelved" if not active else "design.revived", design, actor=actor)


def background_of(data: bytes, page: tuple[float, float]) -> tuple[Original, str]:
    """An uploaded picture or one-page PDF, made plain in the confined process and kept; and a warning, if any.

    `page` is the design's width and height in millimetres. Raises CannotKeepError.
    """
    if len(data) > MOST_BACKGROUND:
        raise CannotKeepError(f"Tệp nền lớn quá {MOST_BACKGROUND // (1024 * 1024)} MB; hãy giảm độ phân giải.")
    answer = shared().slowly(LAY_FLAT, LONGEST, data) if data else Refused("unreadable", "tệp rỗng")
    if isinstance(answer, Refused):
        raise CannotKeepError(f"Không dùng được tệp nền: {answer.why}.")
    shape, wanted = answer["width"] / answer["height"], page[0] / page[1]
    stretched = abs(shape / wanted - 1) > _STRETCHED
    said = (
        f"Nền có tỉ lệ {shape:.2f}, trang có tỉ lệ {wanted:.2f}: nền sẽ bị kéo giãn cho vừa trang." if stretched else ""
    )
    return vault.keep([base64.b64decode(answer["pdf"])])[0], said


def places_of(design: Design) -> tuple[Place, ...]:
    return tuple(Place.from_plain(place) for place in design.places)


def layout_of(design: Design) -> Layout:
    """The design as it is drawn, with its background read from the vault."""
    under = vault.read(design.background) if design.background else None
    return Layout(float(design.width), float(design.height), places_of(design), under)


def picture(pdf: bytes, widest: int) -> bytes:
    """The first page as PNG, drawn in the confined process: a background came from outside."""
    answer = shared().slowly(SEE, widest, pdf)
    if isinstance(answer, Refused):
        raise CannotKeepError(f"Không vẽ được bản xem thử: {answer.why}.")
    return base64.b64decode(answer)


def example(title: str, issuer: Issuer | None = None) -> Printed:
    """Made-up words for a preview of a design of that title, under the issuer's own name."""
    if issuer is None:
        return replace(SAMPLE, title=title)
    state = issuer.regime == Issuer.Regime.STATE
    return replace(
        SAMPLE,
        title=title,
        organ=issuer.organ,
        parent_organ=issuer.parent_organ,
        place=issuer.place,
        decision_number=f"12/QĐ-{issuer.symbol}" if state else f"12-QĐ/{issuer.symbol}",
    )


def usable(issuers: Sequence[Issuer]) -> list[Design]:
    """Designs certificates may be given out by (one query)."""
    rows = Design.objects.filter(issuer__in=issuers, active=True)
    return list(rows.select_related("issuer", "background").order_by("name", "pk"))


def _open(design: Design) -> Design:
    """The row to change: itself, locked, or an unkept copy where certificates stand on it."""
    found = Design.objects.select_for_update(of=("self",)).select_related("background", "issuer").get(pk=design.pk)
    if found.certificates.exists():
        found.pk, found._state.adding = None, True  # noqa: SLF001 Django's own way to copy a row
        found.active = True
    return found


def _kept(found: Design, before: Design, actor: User | None) -> Design:
    anew = found.pk is None
    found.save()
    if anew:
        Design.objects.filter(pk=before.pk).update(active=False)
        note("design.added", found, actor=actor, instead_of=before.pk)
    else:
        note("design.changed", found, actor=actor)
    return found
