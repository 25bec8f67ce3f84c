"""The list of issuers, one of them with its signers and series, its names, its term."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kheo.publishing.issuers import naming
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.issuers.settling import CannotKeepError, keep_issuer
from kheo.publishing.register.book import periods_of, shelves
from kheo.publishing.register.terms import CannotTurnError, begin_term, mend_term
from kheo.web.answering import page
from kheo.web.issuers.happenings import happenings
from kheo.web.issuers.inputs import Names, Term
from kheo.web.issuers.seeing import found, need_offices, need_sight, offices, visible
from kheo.web.issuers.signers import shown
from kheo.web.rights import person, rights_at

MOST = 200


def issuers(request: HttpRequest) -> HttpResponse:
    need_sight(request)
    rows = visible(request).select_related("unit").order_by("closed_on", "organ", "pk")
    counted = rows.annotate(
        signing=Count("signers", distinct=True, filter=Q(signers__active=True)), given=Count("numbers", distinct=True)
    )
    listed = [(one, naming.warnings(one)) for one in counted[:MOST]]
    return page(request, "issuers/list.html", {"issuers": listed, "may_add": bool(offices(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    nodes = need_offices(request)
    form = Names(request.POST or None, initial={"unit": nodes[0].pk}, instance=Issuer(), offices=nodes)
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, number: int) -> HttpResponse:
    one = found(request, number, to_write=True)
    nodes = list({unit.pk: unit for unit in (*offices(request), one.unit)}.values())
    return _written(request, Names(request.POST or None, instance=one, offices=nodes), one)


def issuer(request: HttpRequest, number: int) -> HttpResponse:
    one = found(request, number)
    shelved = shelves(one)
    signers = [
        (signer, shown(signer)) for signer in one.signers.select_related("issuer").order_by("-active", "position", "pk")
    ]
    context = {
        "one": one,
        "rights": rights_at(request, one.unit),
        "warnings": naming.warnings(one),
        "signers": signers,
        "shelves": shelved,
        "periods": periods_of(shelved),
        "form": Term(initial={"started": one.term_started_on}),
        "happenings": happenings(one),
    }
    return page(request, "issuers/issuer.html", context)


@require_POST
def term(request: HttpRequest, number: int) -> HttpResponse:
    """Another day for the term: a new book, or the one there is mended."""
    one = found(request, number, to_write=True)
    form = Term(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form[name].label}: {' '.join(map(str, errors))}")
        return redirect(reverse("issuer", args=[one.pk]) + "#term")
    said = form.cleaned_data
    try:
        if said["how"] == "mend":
            mend_term(one, said["started"], said["reason"], actor=person(request))
        else:
            begin_term(one, said["started"], actor=person(request))
    except CannotTurnError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi ngày bắt đầu nhiệm kỳ.")
    return redirect(reverse("issuer", args=[one.pk]) + "#term")


def _written(request: HttpRequest, form: Names, one: Issuer | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_issuer(form.save(commit=False), changed=form.changed_data, actor=person(request))
        except CannotKeepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{kept.organ}: đã lưu.")
            for warning in naming.warnings(kept):
                messages.warning(request, warning)
            return redirect("issuer", kept.pk)
    symbols = [*naming.suggestions("party"), *naming.suggestions("state")]
    return page(request, "issuers/names.html", {"form": form, "one": one, "symbols": symbols})
