"""Lists of entries, their .xlsx, and one entry."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.intake.models import Submission
from kheo.records.models import Entry, Outcome
from kheo.records.registering import PAPER
from kheo.units.models import Unit
from kheo.web.answering import for_saving, page
from kheo.web.cells import anchor
from kheo.web.entries.exporting import workbook
from kheo.web.entries.queries import SORT_NAMES, Sieve, visible_entries
from kheo.web.rights import need_anywhere, person, seen


def entries(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    sieve = _sieve(request, slug)
    context = {
        "sieve": sieve,
        "campaign": sieve.campaign,
        "page": sieve.page(),
        "pills": sieve.pills(),
        "sorts": SORT_NAMES,
        "export": reverse("campaign-entries-export", args=[slug]) if slug else reverse("entries-export"),
    }
    return page(request, "entries/list.html", context, part="entries/_list.html")


def export(request: HttpRequest, slug: str | None = None) -> FileResponse:
    """Exactly what is filtered, in the same order."""
    sieve = _sieve(request, slug)
    need_anywhere(request, "entry.export", sieve.campaign)
    name = f"mo-hinh-{slug or 'tat-ca'}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return for_saving(FileResponse(workbook(sieve.entries())), name)


def entry(request: HttpRequest, number: int) -> HttpResponse:
    rows = Entry.objects.visible_to(person(request)).select_related(
        "campaign__root", "unit__bloc", "area", "strand", "registration__call", "registration__replaced_by", "same_as"
    )
    found = seen(rows, pk=number)
    brought = Submission.objects.visible_to(person(request)).filter(
        campaign=found.campaign_id, original=found.registration.original_id
    )
    submission = brought.first()
    context = {
        "entry": found,
        "campaign": found.campaign,
        "submission": submission,
        "lines": _lines(found, submission),
        "outcomes": list(Outcome.objects.filter(entry=found).select_related("report__call").order_by("-current", "pk")),
        "again": list(rows.filter(same_as=found.same_as_id or found.pk).exclude(pk=found.pk)[:20]),
    }
    return page(request, "entries/entry.html", context)


def _sieve(request: HttpRequest, slug: str | None) -> Sieve:
    mine = Campaign.objects.visible_to(person(request))
    campaign = seen(mine.select_related("root"), slug=slug) if slug else None
    campaigns = [campaign] if campaign else list(mine.order_by("-year", "slug")[:50])
    return Sieve(
        request.GET, visible_entries(request, campaign), campaigns, campaign, Unit.objects.visible_to(person(request))
    )


def _lines(found: Entry, submission: Submission | None) -> list[dict[str, str]]:
    """Each value with the cell it stood in and the way there."""
    words = {"kind": found.get_kind_display(), "subject": found.get_subject_display()}
    words |= {"continuity": found.get_continuity_display(), "field": found.area_text, "position": found.job}
    page_of_source = reverse("submission", args=[submission.code]) if submission else ""
    lines = []
    for field in PAPER.fields:
        value = words.get(field.name, getattr(found, field.name, ""))
        at = found.cells.get(field.name, "")
        if value or at:
            href = f"{page_of_source}#{anchor(at)}" if page_of_source and at else ""
            lines.append({"label": field.label, "value": value, "at": at, "href": href})
    return lines
