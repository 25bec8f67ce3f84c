"""One submission with its original beside what was read, and the original for saving."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kheo.intake.desk import deciding, undoing
from kheo.intake.desk.replacing import replaced, standing_by
from kheo.intake.models import Answer, Submission
from kheo.intake.replies import reply
from kheo.journal import vault
from kheo.records.models import Entry
from kheo.web.answering import download, extension, page
from kheo.web.cells import anchor
from kheo.web.likenesses.sides import about
from kheo.web.rights import led_ids, person, rights_at, seen
from kheo.web.submissions.drawing import drawn
from kheo.web.submissions.happenings import happenings, said_of
from kheo.web.submissions.inputs import Acceptance, Moving, Owner, Reason, Return
from kheo.web.submissions.originals import opened
from kheo.web.submissions.queries import visible
from kheo.web.submissions.queueing import place
from kheo.web.submissions.rows import marks, shown_rows
from kheo.web.submissions.tray.telling import left, left_of, told

_WITH = (
    "campaign__root", "unit__bloc", "call", "obligation__call", "original", "part_of", "decided_by", "mailbox",
    "moved_to",
)  # fmt: skip
_OPENED = Submission.State.OPENED


def submission(request: HttpRequest, code: str) -> HttpResponse:
    return shown_page(request, code, queue=request.GET.get("queue", ""))


def shown_page(request: HttpRequest, code: str, *, queue: str, typed: Mapping[str, Form] | None = None) -> HttpResponse:
    """The page of a submission; `typed`: the form of an act that could not be done as typed, by the act's noun."""
    one = seen(visible(request).select_related(*_WITH), code=code)
    rights = rights_at(request, one.campaign.root)
    if rights.get("submission_decide") and one.opened_at is None:
        deciding.look(one, actor=person(request))
    events = undoing.story(one)
    parts = list(one.parts.select_related("unit", "call", "obligation").defer("reading", "mends").order_by("pk")[:50])
    mends = bool(rights.get("submission_mend") and deciding.may("mend", one))
    context = _stands(one, parts) | {
        **_read(one),
        "one": one,
        "campaign": one.campaign,
        "told": told(one),
        "happenings": happenings(events),
        "deliveries": list(one.deliveries.select_related("actor").order_by("pk")[:20]),
        "parts": parts,
        "moved_from": list(one.moved_from.select_related("campaign").defer("reading", "mends")[:5]),
        "place": place(request, one, queue) if queue else None,
        "queue": queue,
        "reply": reply(one),
        "answer": Answer.objects.filter(submission=one.part_of_id or one.pk).select_related("outgoing").first(),
        "rights": rights,
        "may": {verb: deciding.may(verb, one) for verb in deciding.VERBS},
        "shown": deciding.stamp(one),
        "edit": request.GET.get("edit", "") if mends else "",
        "mends": mends,
        "typed": typed or {},
    }
    if rights.get("submission_decide"):
        last = undoing.last_act(events)
        context |= {
            "alike": about(request, Entry.objects.filter(registration__original=one.original_id, unit=one.unit_id)),
            "last": last,
            "last_said": said_of(last) if last else "",
            "forms": _forms(request, one, typed or {}),
        }
    return page(request, "submissions/submission.html", context, part="submissions/_submission.html")


def original(request: HttpRequest, code: str) -> HttpResponse:
    """The bytes as they came, for saving only, under a name of ours."""
    one = seen(visible(request).select_related("original"), code=code)
    return download(vault.read(one.original), f"{one.code}{extension(one.filename)}")


def _read(one: Submission) -> dict[str, Any]:
    """The original beside what was read of it, and what is doubtful."""
    read = shown_rows(one)
    found = opened(one)
    marked = marks(one, read)
    return {
        "rows": read,
        "original": found,
        "tables": [drawn(table, marked) for table in found.tables],
        "problems": [_linked(problem, found.tables) for problem in sorted(one.problems, key=_gravity)],
    }


def _stands(one: Submission, parts: Sequence[Submission]) -> dict[str, Any]:
    """What is left to do, what came in its place, and by which answer its unit's duty stands now."""
    instead = replaced([one, *parts])
    return {
        "left": left_of(parts, instead) if one.state == _OPENED else left(one, gone_by=one.pk in instead),
        "replaced": instead.get(one.pk),
        "standing_by": standing_by(one.obligation) if one.obligation else "",
    }


def _gravity(problem: dict[str, Any]) -> int:
    return ("block", "warn", "info").index(problem["severity"])


def _linked(problem: dict[str, Any], tables: tuple[Any, ...]) -> dict[str, Any]:
    return problem | {"link": f"#{anchor(problem['at'])}" if problem.get("at") and tables else ""}


def _forms(request: HttpRequest, one: Submission, typed: Mapping[str, Form]) -> dict[str, Any]:
    return {
        "acceptance": typed.get("acceptance") or Acceptance(),
        "return": typed.get("return") or Return(),
        "aside": typed.get("aside") or Reason(),
        "moving": typed.get("moving") or Moving(submission=one, among=led_ids(request)),
        "owner": typed.get("owner") or Owner(submission=one, initial={"call": one.call.slug if one.call else ""}),
        "to": reverse("submission", args=[one.code]),
    }
