"""The register of an issuer: its book with the gaps, a number by hand, a number taken back, the book as .xlsx."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kheo.office.wording import count
from kheo.publishing.register.book import shelves
from kheo.publishing.register.giving import give, void
from kheo.publishing.register.models import Number
from kheo.publishing.register.outgoing import outgoing_book
from kheo.publishing.register.series import CannotGiveError
from kheo.web.answering import download, page
from kheo.web.issuers.inputs import ByHand, Voiding
from kheo.web.issuers.reading import Reading
from kheo.web.issuers.seeing import found
from kheo.web.rights import person, rights_at, seen


def book(request: HttpRequest, number: int) -> HttpResponse:
    issuer = found(request, number)
    reading = Reading(issuer, request.GET)
    context = {"issuer": issuer, "rights": rights_at(request, issuer.unit), "reading": reading, "page": reading.page}
    return page(request, "issuers/register.html", context, part="issuers/_book.html")


def file(request: HttpRequest, number: int) -> HttpResponse:
    """The book of outgoing papers of the chosen period and type."""
    issuer = found(request, number)
    reading = Reading(issuer, request.GET)
    data = outgoing_book(issuer, reading.period, reading.type_name)
    name = f"so-van-ban-di-{issuer.symbol.lower()}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return download(data, name)


@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest, number: int) -> HttpResponse:
    """A number for a paper made elsewhere, or one that fills a gap."""
    issuer = found(request, number, to_write=True)
    asked = {name: request.GET[name] for name in ("type_name", "number", "dated", "subject") if name in request.GET}
    initial = {"dated": timezone.localdate().isoformat()} | asked
    held = [one.type_name for one in shelves(issuer)]
    form = ByHand(request.POST or None, initial=initial, issuer=issuer, held=held)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            given = give(
                issuer, said["type_name"], said["dated"], number=said["number"], subject=said["subject"],
                reason=said["reason"], actor=person(request),
            )  # fmt: skip
        except CannotGiveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ghi số {count(given.number)} ({given.type_name.lower()}) vào sổ.")
            return _back(given)
    return page(request, "issuers/by_hand.html", {"issuer": issuer, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def voiding(request: HttpRequest, number: int, given: int) -> HttpResponse:
    issuer = found(request, number, to_write=True)
    one = seen(_whole(issuer.numbers.all()), pk=given)
    form = Voiding(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void(one, form.cleaned_data["reason"], person(request))
        except CannotGiveError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã thu hồi số {count(one.number)} ({one.type_name.lower()}).")
            return _back(one)
    return page(
        request, "issuers/voiding.html", {"issuer": issuer, "one": one, "form": form, "said": count(one.number)}
    )


def _whole(rows: QuerySet[Number]) -> QuerySet[Number]:
    return rows.select_related("document__campaign", "given_by")


def _back(number: Number) -> HttpResponse:
    """To the number's series, where it is the first one found."""
    asked = urlencode({"type_name": number.type_name, "period": number.period})
    return redirect(reverse("issuer-register", args=[number.issuer_id]) + f"?{asked}")
