"""A list comes in: kept byte for byte, read in the confined process, its columns proposed. Nothing counts by this."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.problems import Problem
from kheo.confinement.pool import Refused, shared
from kheo.intake.doors import shown_name
from kheo.intake.earlier.layout import Layout, layouts_of, proposed
from kheo.intake.earlier.models import EarlierList
from kheo.journal import vault
from kheo.journal.book import note
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.tables import Book
from kheo.units.models import Unit


def arrive(data: bytes, *, filename: str, office: Unit, year: int, actor: User) -> tuple[EarlierList, bool]:
    """The list, kept and read, and whether it is new; the same file for the same year is the same list."""
    original = vault.keep([data])[0]
    with transaction.atomic():
        found, new = EarlierList.objects.get_or_create(
            office=office,
            year=year,
            original=original,
            defaults={
                "filename": shown_name(filename),
                "uploaded_at": timezone.now(),
                "uploaded_by": actor,
            },
        )
        if new:
            note("earlier.uploaded", found, actor=actor, year=year, office=office.code)
    read(found)
    return found, new


def read(found: EarlierList) -> None:
    """Open the file unless that was done; done twice it does nothing twice."""
    if found.book is not None or found.refusal:
        return
    answer = shared().one(OPEN_FILE, vault.read(found.original))
    if isinstance(answer, Refused):
        found.refusal = Problem(answer.code, details={"why": answer.why}).message[:500]
        found.save(update_fields=["refusal"])
        return
    found.book = answer
    layouts = layouts_of(book_of(answer))
    if layouts:
        place(found, layouts[0])
    found.save()


def book_in(found: EarlierList) -> Book:
    return book_of(found.book) if found.book else Book()


def place(found: EarlierList, layout: Layout) -> None:
    """Say where the headings stand, and propose the columns: as the office mapped such headings last, else by them."""
    found.table, found.heading_top, found.heading_bottom = layout.table, layout.top, layout.bottom
    found.headings_key = layout.key
    known = EarlierList.objects.filter(office=found.office_id, headings_key=layout.key).exclude(mapped_at=None)
    last = known.exclude(pk=found.pk).order_by("-mapped_at").first()
    found.columns = last.columns if last else {str(column): name for column, name in proposed(layout).items()}
    found.mapped_at = None
