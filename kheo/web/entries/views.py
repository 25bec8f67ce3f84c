"""Lists of entries, their .xlsx, and one entry."""

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kheo.intake.models import Submission
from kheo.records.models import Entry, Outcome
from kheo.records.registering import PAPER
from kheo.web.answering import for_saving, page
from kheo.web.cells import anchor
from kheo.web.entries.exporting import workbook
from kheo.web.entries.queries import SORT_NAMES, Sieve, visible_entries
from kheo.web.likenesses.sides import about
from kheo.web.rights import campaigns_seen, led_ids, need_anywhere, rights_at, seen, sighted

# What the choice of a list offers; older ones are reached by their own address.
MOST_CAMPAIGNS = 50


def entries(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    sieve = _sieve(request, slug)
    context = {
        "sieve": sieve,
        "campaign": sieve.campaign,
        "page": sieve.page(),
        "pills": sieve.pills(),
        "sorts": SORT_NAMES,
        "leads": bool(led_ids(request)),
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
    rows = sighted(request, Entry.objects.all()).select_related(
        "campaign__root", "unit__bloc", "area", "strand", "registration__call", "registration__replaced_by", "same_as"
    )
    found = seen(rows, pk=number)
    brought = sighted(request, Submission.objects.all()).filter(
        campaign=found.campaign_id, original=found.registration.original_id
    )
    # Of a file with several units' forms the part that is this one's, else the whole.
    submission = (
        brought.filter(Q(obligation=found.registration.obligation_id) | Q(portion=0)).order_by("-portion").first()
    )
    context = {
        "entry": found,
        "campaign": found.campaign,
        "submission": submission,
        "lines": _lines(found, submission),
        "outcomes": list(Outcome.objects.filter(entry=found).select_related("report__call").order_by("-current", "pk")),
        "again": _again(request, found),
        "alike": about(request, Entry.objects.filter(pk=found.pk)),
        "rights": rights_at(request, found.campaign.root),
    }
    return page(request, "entries/entry.html", context)


def _again(request: HttpRequest, found: Entry) -> list[Entry]:
    """The same thing in other versions and years, first by its own index alone: it is named by few."""
    same = Entry.objects.filter(same_as=found.same_as_id or found.pk).exclude(pk=found.pk)
    return list(sighted(request, Entry.objects.filter(pk__in=list(same.values_list("pk", flat=True)[:20]))))


def _sieve(request: HttpRequest, slug: str | None) -> Sieve:
    campaign = None
    if slug:
        campaign = next((one for one in campaigns_seen(request) if one.slug == slug), None)
        if campaign is None:
            raise Http404
    campaigns = [campaign] if campaign else campaigns_seen(request)[:MOST_CAMPAIGNS]
    return Sieve(request, visible_entries(request, campaign), campaigns, campaign)


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
