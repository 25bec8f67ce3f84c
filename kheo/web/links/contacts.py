"""The addresses and numbers of a unit as the office knows them, and hand-overs that wait for its word."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.intake.links import handing_over
from kheo.intake.links.models import Handover
from kheo.units import contacts as book
from kheo.units.contacts import Person
from kheo.units.models import Unit
from kheo.web.answering import page
from kheo.web.rights import need, person, seen


class ContactForm(forms.Form):
    email = forms.EmailField(label="Địa chỉ thư", max_length=254)
    name = forms.CharField(label="Người phụ trách", max_length=120, required=False)
    phone = forms.CharField(label="Số điện thoại", max_length=30, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    """What is known; an address typed again takes the new name and number."""
    unit = _unit(request, code)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        book.put(unit, Person(said["email"], said["name"], said["phone"]), actor=person(request))
        messages.success(request, "Đã ghi địa chỉ.")
        return redirect("unit-contacts", code)
    context = {
        "unit": unit,
        "form": form,
        "contacts": list(unit.contacts.order_by("learnt", "id")),
        "waiting": handing_over.waiting(unit),
    }
    return page(request, "links/contacts.html", context)


@require_POST
def removal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    unit = _unit(request, code)
    book.remove(seen(unit.contacts.select_related("unit"), pk=number), actor=person(request))
    messages.success(request, "Đã bỏ địa chỉ.")
    return redirect("unit-contacts", code)


@require_POST
def handover(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Confirm or refuse the person a unit's clerk named."""
    unit = _unit(request, code)
    found = seen(Handover.objects.filter(unit=unit).select_related("unit", "link"), pk=number)
    confirmed = request.POST.get("verdict") == "confirmed"
    if handing_over.settle(found, confirmed=confirmed, actor=person(request)):
        messages.success(request, "Đã xác nhận bàn giao." if confirmed else "Đã bác đề nghị bàn giao.")
    return redirect("unit-contacts", code)


def _unit(request: HttpRequest, code: str) -> Unit:
    unit = seen(Unit.objects.visible_to(person(request)), code=code)
    need(request, "link.give", unit)
    return unit
