"""The clerk changes: the holder of a link names who comes next."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kheo.intake.links import codes, handing_over
from kheo.intake.links.codes import Asked, Purpose
from kheo.intake.links.models import Code, Handover, Link
from kheo.units.contacts import Person
from kheo.units.models import Contact
from kheo.web.link.guarding import inside, origin_of


class Next(forms.Form):
    """Who comes next, and which known address is given up for it."""

    name = forms.CharField(label="Họ và tên người phụ trách mới", max_length=120)
    email = forms.EmailField(label="Địa chỉ thư của người ấy", max_length=254)
    phone = forms.CharField(label="Số điện thoại (nếu có)", max_length=30, required=False)
    old = forms.ChoiceField(label="Mã xác nhận bàn giao gửi đến địa chỉ đang dùng")
    stays = forms.BooleanField(label="Vẫn giữ địa chỉ cũ bên cạnh địa chỉ mới", required=False)

    def __init__(self, *args: object, known: list[Contact]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        old = self.fields["old"]
        assert isinstance(old, forms.ChoiceField)
        old.choices = [(str(number), codes.masked(one.email)) for number, one in enumerate(known)]
        if not known:
            del self.fields["old"]


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def holder(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Name the next person; then type the code that went to the old address, or wait for the office."""
    unit = link.obligation.unit
    waiting = next((one for one in handing_over.waiting(unit) if one.link_id == link.pk), None)
    if request.method == "POST" and "code" in request.POST:
        return _confirm(request, waiting, token)
    known = codes.addresses(unit)
    form = Next(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        _propose(request, link, form, known)
        return redirect("link-holder", token)
    context = {"token": token, "duty": link.obligation, "form": form, "waiting": waiting, "known": known}
    return render(request, "link/holder.html", context | {"campaign": link.obligation.call.campaign})


def _propose(request: HttpRequest, link: Link, form: Next, known: list[Contact]) -> None:
    said = form.cleaned_data
    old = known[int(said["old"])] if known else None
    instead_of = "" if said["stays"] or old is None else old.email
    handing_over.propose(link, Person(said["email"], said["name"], said["phone"]), instead_of=instead_of)
    asked = codes.send(link, old, Purpose(Code.Purpose.HANDOVER, origin_of(request))) if old else Asked.NO_MAILBOX
    if asked is Asked.SENT:
        messages.success(request, "Đã gửi mã bàn giao đến địa chỉ đang dùng; gõ mã ấy vào ô dưới đây.")
    else:
        messages.info(request, "Đã ghi đề nghị bàn giao; cơ quan sẽ xác nhận.")


def _confirm(request: HttpRequest, waiting: Handover | None, token: str) -> HttpResponse:
    if waiting is not None and handing_over.confirm_by_code(waiting, request.POST["code"][:40]):
        messages.success(request, "Đã bàn giao. Từ nay mã được gửi đến địa chỉ mới.")
        return redirect("link", token)
    messages.error(request, "Mã chưa đúng hoặc đã hết hạn. Có thể ghi lại đề nghị để nhận mã mới.")
    return redirect("link-holder", token)
