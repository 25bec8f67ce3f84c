"""The tray's page: filtered as its address says, letters with what they brought."""

from django.http import HttpRequest, HttpResponse

from kheo.intake.models import Submission
from kheo.units.access import ROLES
from kheo.web.answering import page
from kheo.web.navigation import memberships
from kheo.web.paging import page_of
from kheo.web.rights import led_ids, person
from kheo.web.submissions.queries import listed, sieve_of, visible
from kheo.web.submissions.tray.grouping import flat_lines, lines_of
from kheo.web.submissions.tray.several import SEVERAL


def submissions(request: HttpRequest) -> HttpResponse:
    sieve = sieve_of(request, request.GET)
    shown = listed(Submission.objects.all())
    found = page_of(sieve.submissions(), shown, request.GET.get("page"))
    parts = listed(visible(request))
    context = {
        "sieve": sieve,
        "page": found,
        "lines": lines_of(found.rows, parts) if sieve.grouped else flat_lines(found.rows, parts),
        "pills": sieve.pills(),
        "queue": sieve.queue,
        "sets_mailboxes": person(request).is_superuser
        or any("mailbox.write" in ROLES[held.role] for held in memberships(request)),
        "several": [(noun, act) for noun, act in SEVERAL.items() if act.fits(sieve.state)] if _decides(request) else [],
    }
    return page(request, "submissions/list.html", context, part="submissions/_list.html")


def _decides(request: HttpRequest) -> bool:
    """Somebody who leads a campaign may tick lines; what each line allows is asked when it is done."""
    if person(request).is_superuser:
        return True
    return bool(led_ids(request)) and any(held.role in {"officer", "leader"} for held in memberships(request))
