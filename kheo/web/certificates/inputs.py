"""What an officer types about certificates: a design's places, to whom they are given, what was measured."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone

from kheo.office.wording import tidy
from kheo.publishing.certificates.decisions import number_fault
from kheo.publishing.certificates.designs import Changes
from kheo.publishing.certificates.drawing import MODES
from kheo.publishing.certificates.layout import FRAME, MOST_PLACES, NAME, QR, RULE, TEXT, Place
from kheo.publishing.certificates.models import Certificate, Design, Printer
from kheo.publishing.issuers.models import Issuer, Signer

_ROW = re.compile(r"p-(\d{1,3})-key")
_NUMBERS = ("left", "top", "width", "height", "size", "least_size")
_TICKS = ("bold", "italic", "stock")
_WORDS = ("kind", "text", "align", "colour")
# What a new place of each kind starts as, in the middle of an A4 page.
NEW_PLACES = {
    NAME: Place("", NAME, 40, 90, 200, 20, "{tên}", 28, 16, bold=True),
    TEXT: Place("", TEXT, 40, 110, 200, 12, "Chữ mới", 14, 9),
    QR: Place("", QR, 20, 160, 24, 24),
    RULE: Place("", RULE, 100, 40, 70, 0.3),
    FRAME: Place("", FRAME, 10, 10, 277, 190, colour="#b3000f"),
}


class NotANumberError(ValueError):
    """A field that should hold a number; its text names the field for the officer."""


def typed_changes(posted: QueryDict) -> Changes:
    """The design's form as posted; places ticked to go are left out. Raises NotANumberError with a sentence."""
    numbers = sorted({int(found[1]) for name in posted if (found := _ROW.fullmatch(name))})[: MOST_PLACES + 1]
    places = [_place(posted, number) for number in numbers if f"p-{number}-gone" not in posted]
    if (kind := posted.get("add", "")) in NEW_PLACES:
        fresh = NEW_PLACES[kind].as_plain() | {"key": _free_key(kind, [place.key for place in places])}
        places.append(Place.from_plain(fresh))
    return Changes(
        name=tidy(posted.get("name", ""))[:120],
        title=tidy(posted.get("title", ""))[:60],
        width=_number(posted.get("width", ""), "chiều rộng trang"),
        height=_number(posted.get("height", ""), "chiều cao trang"),
        places=tuple(places),
    )


def _place(posted: QueryDict, number: int) -> Place:
    said: dict[str, Any] = {"key": posted.get(f"p-{number}-key", "")[:40] or f"p{number}"}
    said |= {name: posted.get(f"p-{number}-{name}", "") for name in _WORDS}
    said |= {name: f"p-{number}-{name}" in posted for name in _TICKS}
    for name in _NUMBERS:
        if f"p-{number}-{name}" in posted:
            said[name] = _number(posted.get(f"p-{number}-{name}", ""), f"chỗ in {number + 1}")
    for name in ("left", "top", "width", "height"):
        said.setdefault(name, 0.0)
    said["colour"] = said["colour"].lower() or "#000000"
    return Place.from_plain(said)


def _number(typed: str, what: str) -> float:
    """'12,5' as well as '12.5'."""
    try:
        number = float(typed.strip().replace(",", "."))
    except ValueError:
        raise NotANumberError(f"Ô số của {what} đang ghi “{typed[:20]}”; hãy ghi một số, ví dụ 12,5.") from None
    if not abs(number) < 100_000:
        raise NotANumberError(f"Ô số của {what} quá lớn.")
    return number


def _free_key(kind: str, taken: Sequence[str]) -> str:
    number = 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


class Background(forms.Form):
    file = forms.FileField(label="Ảnh PNG, JPEG hoặc tệp PDF một trang", required=False)


class NewPrinter(forms.Form):
    name = forms.CharField(label="Tên máy in (và khay giấy)", max_length=120)
    issuer = forms.ModelChoiceField(Issuer.objects.none(), label="Của cơ quan", empty_label=None)

    def __init__(self, *args: Any, issuers: Sequence[Issuer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "issuer", Issuer.objects.filter(pk__in=[one.pk for one in issuers]))

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"]).replace("\n", " ")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if Printer.objects.filter(issuer=said.get("issuer"), name=said.get("name", "")).exists():
            self.add_error("name", "Đã có máy in tên này; hãy đặt tên khác, ví dụ thêm tên khay giấy.")
        return said


class Measured(forms.Form):
    """In millimetres; a comma will do."""

    from_left = forms.CharField(label="Từ mép trái đến đường A (mm)", max_length=10)
    from_top = forms.CharField(label="Từ mép trên đến đường B (mm)", max_length=10)

    def clean_from_left(self) -> float:
        return self._number("from_left")

    def clean_from_top(self) -> float:
        return self._number("from_top")

    def _number(self, name: str) -> float:
        try:
            return _number(self.cleaned_data[name], "số đo")
        except NotANumberError as error:
            raise forms.ValidationError(str(error)) from error


class Giving(forms.Form):
    """To whom, for what, under which decision, signed by whom; the list is checked before anything is given."""

    design = forms.ModelChoiceField(Design.objects.none(), label="Mẫu", empty_label=None)
    decision_number = forms.CharField(
        label="Số, ký hiệu quyết định", max_length=60, required=False, help_text="Ví dụ: 12-QĐ/ĐU, 12/QĐ-UBND."
    )
    decided_on = forms.DateField(
        label="Ngày quyết định", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    signer = forms.ModelChoiceField(
        Signer.objects.none(), label="Người ký", required=False, empty_label="Để trống (ký tay hoặc phôi có sẵn)"
    )
    merit = forms.CharField(
        label="Thành tích chung",
        max_length=1000,
        required=False,
        help_text="Dùng cho các dòng không ghi thành tích riêng.",
    )
    numbered = forms.BooleanField(label="Lấy số sổ vàng, liên tục trong năm", required=False)
    first = forms.IntegerField(
        label="Số sổ vàng đầu tiên",
        min_value=1,
        max_value=999_999,
        required=False,
        help_text="Để trống: số tiếp theo. Ghi khi sổ giấy đã dùng đến số khác.",
    )
    recipients = forms.CharField(
        label="Danh sách người nhận",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text="Mỗi dòng một tập thể hoặc cá nhân: tên; đơn vị; thành tích. Dán thẳng từ Excel cũng được.",
    )
    file = forms.FileField(label="Hoặc đọc từ tệp (.xlsx, .docx…)", required=False)
    # Ticked below what was pointed out; it names those sentences, so that others are asked about anew.
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, designs: Sequence[Design], signers: Sequence[tuple[Signer, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "design", Design.objects.filter(pk__in=[one.pk for one in designs]).select_related("issuer"))
        said = {signer.pk: words for signer, words in signers}
        _choose(self, "signer", Signer.objects.filter(pk__in=list(said)).select_related("issuer"))
        self.fields["signer"].label_from_instance = lambda one: said[one.pk]  # type: ignore[attr-defined]

    def clean_decided_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["decided_on"]
        if not 1945 <= day.year <= 2200:
            raise forms.ValidationError("Năm của ngày quyết định không hợp lệ.")
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày quyết định không thể sau hôm nay.")
        return day

    def clean_decision_number(self) -> str:
        number = tidy(self.cleaned_data["decision_number"]).strip()
        if fault := number_fault(number):
            raise forms.ValidationError(fault)
        return number

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        design, signer = said.get("design"), said.get("signer")
        if design and signer and signer.issuer_id != design.issuer_id:
            self.add_error(
                "signer", f"Người ký này của {signer.issuer.organ}; mẫu đã chọn là của {design.issuer.organ}."
            )
        return said

    @property
    def uploaded(self) -> "UploadedFile[bytes] | None":
        return self.files.get("file")


class Reissue(forms.ModelForm[Certificate]):
    reason = forms.CharField(label="Lý do cấp lại", max_length=300)

    class Meta:
        model = Certificate
        fields = ("recipient", "of_unit", "merit")
        labels = {"recipient": "Tên", "of_unit": "Đơn vị, địa chỉ", "merit": "Thành tích"}  # noqa: RUF012 Django's
        widgets = {"merit": forms.Textarea(attrs={"rows": 2})}  # noqa: RUF012 Django's


class Withdrawal(forms.Form):
    reason = forms.CharField(label="Lý do thu hồi", max_length=300)


class Print(forms.Form):
    """How to print: whole or only the text, and beside which mark the printer prints."""

    mode = forms.ChoiceField(label="In", choices=list(MODES.items()))
    printer = forms.ModelChoiceField(
        Printer.objects.none(), label="Máy in", required=False, empty_label="Không chỉnh độ lệch"
    )

    def __init__(self, *args: Any, issuers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "printer", Printer.objects.filter(issuer__in=issuers))


def _choose(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
