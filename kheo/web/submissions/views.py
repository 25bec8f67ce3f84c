"""The list of what arrived, one submission with its original, and the original for saving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kheo.intake.desk import deciding
from kheo.intake.models import Submission
from kheo.intake.replies import reply
from kheo.journal import vault
from kheo.web.answering import download, extension, page
from kheo.web.cells import anchor
from kheo.web.paging import page_of
from kheo.web.rights import led, rights_at, seen
from kheo.web.submissions.drawing import drawn
from kheo.web.submissions.happenings import happenings
from kheo.web.submissions.inputs import Acceptance, Owner, Reason, Return
from kheo.web.submissions.originals import opened
from kheo.web.submissions.queries import Sieve, listed, place, visible
from kheo.web.submissions.rows import marks, shown_rows


def submissions(request: HttpRequest) -> HttpResponse:
    sieve = Sieve(request.GET, visible(request), list(led(request).order_by("-year", "slug")[:50]))
    context = {
        "sieve": sieve,
        "page": page_of(sieve.submissions(), listed(Submission.objects.all()), request.GET.get("page")),
        "pills": sieve.pills(),
        "queue": next(choice.value for choice in sieve.choices if choice.name == "state"),
    }
    return page(request, "submissions/list.html", context, part="submissions/_list.html")


def submission(request: HttpRequest, code: str) -> HttpResponse:
    rows = visible(request)
    one = seen(
        rows.select_related(
            "campaign__root", "unit__bloc", "call", "obligation__call", "original", "part_of", "decided_by"
        ),
        code=code,
    )
    read = shown_rows(one)
    original = opened(one)
    marked = marks(one, read)
    rights = rights_at(request, one.campaign.root)
    context = {
        "one": one,
        "campaign": one.campaign,
        "rows": read,
        "original": original,
        "tables": [drawn(table, marked) for table in original.tables],
        "problems": [_linked(problem, original.tables) for problem in sorted(one.problems, key=_gravity)],
        "happenings": happenings(one),
        "deliveries": list(one.deliveries.select_related("actor").order_by("pk")[:20]),
        "parts": list(one.parts.order_by("pk")[:50]),
        "place": place(rows, one, request.GET.get("queue", "")),
        "queue": request.GET.get("queue", ""),
        "reply": reply(one),
        "rights": rights,
        "may": {verb: deciding.may(verb, one) for verb in deciding.VERBS},
        "forms": _forms(one),
        "edit": request.GET.get("edit", "") if rights.get("submission_mend") and deciding.may("mend", one) else "",
        "mends": rights.get("submission_mend") and deciding.may("mend", one),
    }
    return page(request, "submissions/submission.html", context, part="submissions/_submission.html")


def original(request: HttpRequest, code: str) -> HttpResponse:
    """The bytes as they came, for saving only, under a name of ours."""
    one = seen(visible(request).select_related("original"), code=code)
    return download(vault.read(one.original), f"{one.code}{extension(one.filename)}")


def _gravity(problem: dict[str, Any]) -> int:
    return ("block", "warn", "info").index(problem["severity"])


def _linked(problem: dict[str, Any], tables: tuple[Any, ...]) -> dict[str, Any]:
    return problem | {"link": f"#{anchor(problem['at'])}" if problem.get("at") and tables else ""}


def _forms(one: Submission) -> dict[str, Any]:
    return {
        "acceptance": Acceptance(),
        "return": Return(),
        "aside": Reason(),
        "owner": Owner(submission=one, initial={"call": one.call.slug if one.call else ""}),
        "to": reverse("submission", args=[one.code]),
    }
