"""The outbox, one letter, what is done with it, and letting many held letters go at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kheo.journal import vault
from kheo.post import deciding
from kheo.post.models import Enclosure, Mailbox, Outgoing
from kheo.units import access
from kheo.web.answering import download, page
from kheo.web.outbox.happenings import happenings
from kheo.web.outbox.inputs import MOST_RELEASED, Release, Words
from kheo.web.outbox.queries import Sieve, answered_code, is_secret, shown_body, shown_subject, visible
from kheo.web.paging import page_of
from kheo.web.rights import campaigns_seen, led_ids, need, person, rights_at, seen

_SHOWN = ("campaign", "unit", "mailbox__office")


def outbox(request: HttpRequest) -> HttpResponse:
    sieve = _sieve(request)
    found = page_of(sieve.letters(), Outgoing.objects.select_related(*_SHOWN), request.GET.get("page"))
    counts = sieve.counts()
    context = {
        "sieve": sieve,
        "page": found,
        "lines": [(one, shown_subject(one)) for one in found.rows],
        "pills": sieve.pills(),
        "counts": counts,
        "total": sum(number for _, _, number in counts),
        "held": next((number for state, _, number in counts if state == Outgoing.State.HELD), 0),
        "state": sieve.value("state"),
        "query": _query(request),
    }
    return page(request, "outbox/list.html", context, part="outbox/_list.html")


def letter(request: HttpRequest, number: int, form: Words | None = None) -> HttpResponse:
    one = _found(request, number)
    rights = rights_at(request, one.mailbox.office)
    words = form or Words(initial={"subject": one.subject, "body": one.body})
    context = {
        "one": one,
        "subject": shown_subject(one),
        "body": shown_body(one),
        "enclosures": list(one.enclosures.select_related("original").order_by("pk")),
        "answered": answered_code(one),
        "happenings": happenings(one),
        "rights": rights,
        "may": {verb: deciding.may(verb, one) for verb in deciding.VERBS},
        "form": words if not is_secret(one) else None,
    }
    return page(request, "outbox/letter.html", context)


def enclosure(request: HttpRequest, number: int, enclosed: int) -> HttpResponse:
    """An enclosed file, for saving only."""
    one = seen(Enclosure.objects.filter(outgoing__in=visible(request)), outgoing=number, pk=enclosed)
    return download(vault.read(one.original), one.name)


@require_POST
def wording(request: HttpRequest, number: int) -> HttpResponse:
    one = _mine(request, number)
    form = Words(request.POST)
    if not form.is_valid() or is_secret(one):
        return letter(request, number, form)
    said = form.cleaned_data
    return _done(
        request,
        one,
        "Đã sửa lời thư.",
        lambda: deciding.edit(one, subject=said["subject"], body=said["body"], actor=person(request)),
    )


@require_POST
def act(request: HttpRequest, number: int, noun: str) -> HttpResponse:
    one = _mine(request, number)
    do, done = ACTS[noun]
    return _done(request, one, done, lambda: do(one, person(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest) -> HttpResponse:
    """Asks once more with the count and the names; what was not named on the page is not let go."""
    if request.method == "POST":
        return _release(request)
    some = list(_writable(request, _sieve(request).held()).select_related(*_SHOWN)[:MOST_RELEASED])
    context = {
        "letters": [(one, shown_subject(one)) for one in some],
        "count": len(some),
        "most": MOST_RELEASED,
        "form": Release(initial={"letters": ",".join(str(one.pk) for one in some)}),
        "query": _query(request),
    }
    return page(request, "outbox/release.html", context)


ACTS: dict[str, tuple[Callable[[Outgoing, User], Any], str]] = {
    "holding": (lambda one, actor: deciding.hold(one, actor=actor), "Đã giữ lại."),
    "release": (lambda one, actor: deciding.release(one, actor=actor), "Đã xếp hàng gửi."),
    "cancellation": (lambda one, actor: deciding.cancel(one, actor=actor), "Đã bỏ, thư này không gửi."),
    "repetition": (lambda one, actor: deciding.retry(one, actor=actor), "Đã xếp hàng gửi lại."),
    "belief": (lambda one, actor: deciding.believe(one, actor=actor), "Đã ghi là đã gửi."),
}


def _release(request: HttpRequest) -> HttpResponse:
    form = Release(request.POST)
    if not form.is_valid():
        messages.error(request, "Không có thư nào được chọn để gửi.")
        return redirect("outbox")
    named = _writable(request, visible(request).filter(pk__in=form.cleaned_data["letters"]))
    gone = deciding.release_all(list(named.values_list("pk", flat=True)), actor=person(request))
    left = len(form.cleaned_data["letters"]) - gone
    messages.success(
        request, f"Đã xếp hàng gửi {gone} thư." + (f" {left} thư không còn ở trạng thái giữ." if left else "")
    )
    return redirect(f"{reverse('outbox')}?state=queued")


def _writable(request: HttpRequest, rows: QuerySet[Outgoing]) -> QuerySet[Outgoing]:
    """Those from offices where the person may write letters; 403 where there is none such among what they see."""
    offices = {one.office.pk: one.office for one in _mailboxes(rows)}
    allowed = [pk for pk, office in offices.items() if access.may(request.user, "letter.write", office)]
    if offices and not allowed:
        need(request, "letter.write", next(iter(offices.values())))
    return rows.filter(mailbox__office__in=allowed)


def _mailboxes(rows: QuerySet[Outgoing]) -> list[Mailbox]:
    from_these = rows.order_by().values("mailbox").distinct()
    return list(Mailbox.objects.filter(pk__in=from_these).select_related("office"))


def _done(request: HttpRequest, one: Outgoing, done: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except deciding.Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect("letter", one.pk)


def _found(request: HttpRequest, number: int) -> Outgoing:
    return seen(visible(request).select_related(*_SHOWN, "edited_by"), pk=number)


def _mine(request: HttpRequest, number: int) -> Outgoing:
    one = _found(request, number)
    need(request, "letter.write", one.mailbox.office)
    return one


def _sieve(request: HttpRequest) -> Sieve:
    mine = set(led_ids(request))
    return Sieve(request.GET, visible(request), [one for one in campaigns_seen(request) if one.pk in mine][:50])


def _query(request: HttpRequest) -> str:
    """The filters of the list, to take along to the page that asks once more."""
    asked = request.GET.copy()
    for name in ("page", "state"):
        asked.pop(name, None)
    return asked.urlencode()
