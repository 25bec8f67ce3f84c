"""What an officer types to excuse a unit, give it more time, or let it answer together with another."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from kheo.campaigns.models import Obligation
from kheo.web.moments import MomentField
from kheo.web.unit.finding import NotFound, unit_named

_REASON = forms.CharField(
    label="Lý do (hiện trên bảng theo dõi)", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
)


class Excuse(forms.Form):
    reason = _REASON


class Extension(forms.Form):
    due_at = MomentField(
        label="Hạn mới (trước giờ này)",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"],
    )
    reason = _REASON


class Joint(forms.Form):
    """Which unit of the same call answers for this one, by its code or its name."""

    into = forms.CharField(label="Thực hiện chung với (tên hoặc mã đơn vị)", max_length=250)
    reason = _REASON

    def __init__(self, *args: Any, duty: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty = duty

    def clean_into(self) -> Obligation:
        try:
            unit = unit_named(self.cleaned_data["into"], self.duty.call.campaign.root)
        except NotFound as why:
            raise forms.ValidationError(str(why)) from why
        other = Obligation.objects.filter(call=self.duty.call_id, unit=unit).first()
        if other is None:
            raise forms.ValidationError(f"{unit.name} không phải trả lời nội dung này.")
        return other


class AsOf(forms.Form):
    """The instant a board is shown as of, in local time; a bare day means its end."""

    as_of = MomentField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
        error_messages={"invalid": "Thời điểm ghi chưa đúng; bảng đang hiện theo lúc này."},
    )

    def clean_as_of(self) -> dt.datetime | None:
        at: dt.datetime | None = self.cleaned_data["as_of"]
        if at is not None and "T" not in self.data["as_of"]:
            local = timezone.localtime(at)
            at = local.replace(hour=23, minute=59, second=59)
        return at
