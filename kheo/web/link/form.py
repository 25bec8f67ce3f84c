"""The form behind a link: shown, saved as one types, and put together again when two devices wrote in it."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kheo.campaigns.models import Obligation
from kheo.campaigns.paper import Paper
from kheo.campaigns.places import due_words
from kheo.intake.links import drafting
from kheo.intake.links.drafting import Content, Save, draft_of
from kheo.intake.links.models import DraftCopy, Link, LinkDraft
from kheo.intake.links.sending import sendings
from kheo.intake.links.starting import carried_on, earlier_entries, returned
from kheo.intake.links.weighing import Weighed, weigh
from kheo.intake.replies import asked
from kheo.intake.taking import KINDS
from kheo.office.wording import words
from kheo.web.campaigns.inputs import typed_rows
from kheo.web.link.blanks import Blanks
from kheo.web.link.doors import way_in
from kheo.web.link.guarding import behind, inside, is_inside

Rows = list[dict[str, str]]


@behind
def link(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The way in, the form, or, where all that is written was sent, the answer to it."""
    if not is_inside(request, link):
        return way_in(request, link, token)
    draft = draft_of(link.obligation)
    sent = [one for one in sendings(link.obligation) if one.withdrawn_at is None]
    if sent and draft.saved_at <= sent[0].at and "edit" not in request.GET:
        return redirect("link-sent", token)
    return render(request, "link/form.html", _context(link, token, draft) | {"sent": sent[:1]})


@require_POST
@inside
def draft(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Save what was typed, after doing what a button asked for; scripts get the standing back, browsers the page."""
    known = draft_of(link.obligation)
    saved, overtaken = save_typed(request, link, known)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(_told(link, saved, overtaken, token))
    if overtaken is not None:
        messages.warning(request, "Trước lần ghi này, một máy khác cũng đã ghi; bản của máy ấy được giữ ở dưới.")
    place = request.POST.get("act", "").rpartition("-")[2]
    to = f"#line-{place}" if place.isdigit() else "#standing"
    return redirect(reverse("link", args=[token]) + "?edit=1" + to)


@require_POST
@inside
def copy(request: HttpRequest, link: Link, token: str, number: int) -> HttpResponse:
    """Take up what another device had saved, or say that it is not needed."""
    rows = DraftCopy.objects.filter(draft__obligation=link.obligation, settled_at=None)
    found = get_object_or_404(rows, pk=number)
    if request.POST.get("take"):
        drafting.take_up(found)
        messages.success(request, "Đã lấy bản ấy; bản đang mở trước đó được giữ lại ở dưới.")
    else:
        drafting.drop(found)
    return redirect(reverse("link", args=[token]) + "?edit=1")


def save_typed(request: HttpRequest, link: Link, known: LinkDraft) -> tuple[LinkDraft, DraftCopy | None]:
    """What the form holds, with the button's act done to it, saved upon the version it was typed upon."""
    posted = request.POST
    paper = KINDS[link.obligation.call.paper].PAPER
    rows = drafting.tame(paper, typed_rows(paper, posted))
    closed = {int(one) for one in posted.getlist("closed") if one.isascii() and one.isdigit()}
    rows, closed = _acted(posted.get("act", ""), rows, closed, link)
    seen = posted.get("version", "")
    saving = Save(
        content=Content(rows, nil="nil" in posted, closed=closed),
        seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
        device=posted.get("device", "")[:40],
    )
    return drafting.save(known, saving)


def _acted(act: str, rows: Rows, closed: set[int], link: Link) -> tuple[Rows, set[int]]:
    """'add', 'up-2', 'remove-0', 'carry-17', 'close-17', 'reopen-17'; what makes no sense changes nothing."""
    verb, _, said = act.partition("-")
    number = int(said) if said.isascii() and said.isdigit() else -1
    if verb == "add" and len(rows) < drafting.MOST_ROWS:
        return [*rows, {}], closed
    if verb in _MOVES and 0 <= number < len(rows):
        return _MOVES[verb](rows, number), closed
    if verb in {"carry", "close", "reopen"}:
        entry = next((one for one in earlier_entries(link.obligation) if one.pk == number), None)
        if entry is None:
            return rows, closed
        if verb == "carry":
            used = [row for row in rows if row]
            return [*used, carried_on(entry)], closed - {number}
        return rows, closed | {number} if verb == "close" else closed - {number}
    return rows, closed


def _swapped(rows: Rows, one: int, other: int) -> Rows:
    if 0 <= one < len(rows) and 0 <= other < len(rows):
        rows[one], rows[other] = rows[other], rows[one]
    return rows


_MOVES: Mapping[str, Callable[[Rows, int], Rows]] = {
    "up": lambda rows, number: _swapped(rows, number - 1, number),
    "down": lambda rows, number: _swapped(rows, number, number + 1),
    "remove": lambda rows, number: rows[:number] + rows[number + 1 :] or [{}],
}


def _context(link: Link, token: str, draft: LinkDraft) -> dict[str, Any]:
    duty = link.obligation
    blanks = Blanks(duty)
    content = Content(draft.rows, draft.nil, draft.closed)
    weighed = weigh(duty, content, timezone.now())
    return {
        "link": link,
        "token": token,
        "duty": duty,
        "campaign": duty.call.campaign,
        "due": due_words(duty.due_at, duty.call.due_wording),
        "draft": draft,
        "blanks": blanks,
        "lines": list(blanks.lines(draft.rows or [{}], weighed)),
        "earlier": _earlier(link, draft),
        "back": _back(duty),
        "overdue": duty.due_at < timezone.now(),
        "copies": [(one, shown(blanks.paper, one)) for one in drafting.copies(draft)],
        "device": secrets.token_hex(8),
        **_standing(weighed, draft),
    }


def _back(duty: Obligation) -> dict[str, Any] | None:
    """What was given back, when, and what is asked for."""
    one = returned(duty)
    return {"code": one.code, "at": one.state_at, "asked": asked(one)} if one else None


def _earlier(link: Link, draft: LinkDraft) -> list[dict[str, Any]]:
    """Last year's entries, each with whether it was carried on or closed."""
    written = {words(row.get("title", "")) for row in draft.rows}
    return [
        {"entry": entry, "carried": words(entry.title) in written, "closed": entry.pk in draft.closed}
        for entry in earlier_entries(link.obligation)
    ]


def shown(paper: Paper, content: LinkDraft | DraftCopy) -> list[list[tuple[str, str]]]:
    """Rows as (label, words) for looking at, codes by their first word; empty ones left out."""
    return [
        [
            (field.label, field.codes[text][0] if text in field.codes else text)
            for field in paper.fields
            if (text := row.get(field.name, ""))
        ]
        for row in content.rows
        if any(row.values())
    ]


def _standing(weighed: Weighed, draft: LinkDraft) -> dict[str, Any]:
    written = any(any(row.values()) for row in draft.rows)
    return {"weighed": weighed, "begun": written or draft.nil}


def _told(link: Link, draft: LinkDraft, overtaken: DraftCopy | None, token: str) -> dict[str, Any]:
    content = Content(draft.rows, draft.nil, draft.closed)
    weighed = weigh(link.obligation, content, timezone.now())
    return {
        "version": draft.version,
        "saved": f"Đã lưu lúc {timezone.localtime(draft.saved_at):%H:%M:%S}",
        "standing": render_to_string("link/_standing.html", _standing(weighed, draft)),
        "overtook": f"{reverse('link', args=[token])}?edit=1#copies" if overtaken else "",
    }
