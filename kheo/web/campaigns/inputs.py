"""What is typed to issue a paper, to let files in, to share a campaign's file, and to answer for a unit."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign
from kheo.campaigns.paper import Paper
from kheo.intake.typed import Typed
from kheo.publishing import rulesets
from kheo.publishing.issuing import Wanted
from kheo.publishing.kinds import KINDS
from kheo.web.moments import MomentField

_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
BLANK_ROWS = 4
MOST_ROWS = 100


def _moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class Issue(forms.Form):
    """Which list or draft, in which format, with figures as of when; numbers are given where papers are drafted."""

    paper = forms.ChoiceField(
        label="Văn bản",
        choices=[
            # What must be filled in first is drafted, not printed at once.
            (f"{kind.code}.{form}", f"{kind.title} (.{form})")
            for kind in KINDS.values()
            if not any(need.required for need in kind.needs)
            for form in kind.formats
        ],
    )
    as_of = MomentField(
        label="Số liệu tính đến (trống: lúc này)", required=False, widget=_moment_input(), input_formats=_MOMENTS
    )
    rule_set = forms.ChoiceField(
        label="Thể thức",
        initial=rulesets.DEFAULT,
        choices=[(code, rulesets.load(code).source) for code in rulesets.codes()],
    )

    def wanted(self) -> Wanted:
        kind, _, form = self.cleaned_data["paper"].partition(".")
        return Wanted(kind, form, self.cleaned_data["rule_set"])


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; each must be within what one submission may weigh."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(one, initial) for one in files]
        for one in cleaned:
            if one.size > settings.MAX_SUBMISSION_BYTES:
                most = settings.MAX_SUBMISSION_BYTES // (1024 * 1024)
                raise forms.ValidationError(f"Tệp “{one.name}” lớn hơn {most} MB; hãy bỏ bớt ảnh rồi gửi lại.")
        return cleaned


class Files(forms.Form):
    files = FilesField(  # type: ignore[assignment] # a form's own attribute of that name is the posted files, not this
        label="Tệp (Excel, Word, PDF, ảnh chụp, .zip, thư .eml); chọn được nhiều tệp", allow_empty_file=True
    )
    call = forms.ModelChoiceField(
        Call.objects.none(),
        label="Trả lời cho nội dung",
        required=False,
        to_field_name="slug",
        empty_label="Tự nhận biết",
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call = self.fields["call"]
        assert isinstance(call, forms.ModelChoiceField)
        call.queryset = campaign.calls.all()

    def contents(self) -> list[tuple[str, bytes]]:
        return [(str(one.name), one.read()) for one in self.cleaned_data["files"]]


class CampaignFile(forms.Form):
    file = forms.FileField(label="Tệp .toml của đợt thi đua")


class TypedHead(forms.Form):
    """Around the typed rows: when the paper came, and whether it says there is nothing to report."""

    received_at = MomentField(
        label="Nhận được lúc", widget=_moment_input(), input_formats=_MOMENTS, help_text="Giờ này quyết định đúng hạn."
    )
    nil = forms.BooleanField(label="Đơn vị báo không có nội dung để gửi", required=False)

    def clean_received_at(self) -> dt.datetime:
        at: dt.datetime = self.cleaned_data["received_at"]
        if at > timezone.now() + dt.timedelta(minutes=1):
            raise forms.ValidationError("Giờ nhận không thể sau lúc này.")
        return at


def typed_of(paper: Paper, data: Any, head: TypedHead) -> Typed:
    """The rows typed in (`0-title`, `1-title`…), as the door takes them."""
    return Typed(
        paper.code, tuple(row for row in typed_rows(paper, data) if any(row.values())), head.cleaned_data["nil"]
    )


def typed_rows(paper: Paper, data: Any) -> list[dict[str, str]]:
    rows = []
    for number in range(MOST_ROWS):
        if f"{number}-{paper.fields[0].name}" not in data:
            break
        rows.append({field.name: data.get(f"{number}-{field.name}", "").strip() for field in paper.fields})
    return rows
