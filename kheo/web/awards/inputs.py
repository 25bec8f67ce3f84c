"""What an officer or leader types about awards, proposals, meetings and decisions."""

from typing import Any

from django import forms

from kheo.awards.catalogue import shipped
from kheo.awards.catalogue.models import Award, Terms
from kheo.awards.council.models import Meeting
from kheo.awards.proposals.models import Proposal
from kheo.campaigns.models import Campaign
from kheo.records.models import Entry
from kheo.units.models import Bloc, Unit
from kheo.web.issuers.inputs import DayField

_LINES = forms.Textarea(attrs={"rows": 4})
_MOMENT = "%Y-%m-%dT%H:%M"


class Reason(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=500, required=False)


class AwardForm(forms.ModelForm[Award]):
    level = forms.ChoiceField(label="Cấp")
    subjects = forms.MultipleChoiceField(
        label="Dành cho", choices=Entry.Subject.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Award
        fields = ("name", "body", "level", "track", "form", "subjects", "thematic", "source")
        labels = {  # noqa: RUF012 Django's
            "name": "Tên danh hiệu, hình thức",
            "body": "Người hoặc cơ quan quyết định",
            "track": "Của",
            "form": "Là",
            "thematic": "Theo chuyên đề (không tính vào khen công trạng)",
            "source": "Căn cứ",
        }

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["level"].choices = list(shipped.levels().items())  # type: ignore[attr-defined]


class Rate(forms.Form):
    subject = forms.ChoiceField(label="Đối tượng", choices=Entry.Subject.choices)
    value = forms.DecimalField(label="Hệ số", min_value=0, max_value=100, decimal_places=3, localize=True)
    since = DayField(label="Từ ngày", required=False)
    until = DayField(label="Đến trước ngày", required=False)
    source = forms.CharField(label="Văn bản quy định", max_length=300)


class Wage(forms.Form):
    since = DayField(label="Từ ngày")
    amount = forms.IntegerField(label="Mức lương cơ sở (đồng)", min_value=1, max_value=100_000_000)
    source = forms.CharField(label="Văn bản quy định", max_length=300)


class TermsForm(forms.ModelForm[Terms]):
    class Meta:
        model = Terms
        fields = ("quorum", "majority", "majority_of", "rounding", "least_individuals", "least_direct")
        labels = {  # noqa: RUF012 Django's
            "quorum": "Họp được khi có mặt",
            "majority": "Được chọn khi đồng ý",
            "majority_of": "tính trên",
            "rounding": "Làm tròn tiền thưởng",
            "least_individuals": "Cá nhân ít nhất (%)",
            "least_direct": "Người trực tiếp lao động, công tác ít nhất (% số cá nhân)",
        }


class QuotaForm(forms.Form):
    award = forms.ModelChoiceField(label="Hình thức", queryset=Award.objects.none())
    bloc = forms.ModelChoiceField(label="Khối", queryset=Bloc.objects.all(), required=False, empty_label="Tất cả")
    subject = forms.ChoiceField(label="Đối tượng", choices=[("", "Tất cả"), *Entry.Subject.choices], required=False)
    most = forms.IntegerField(label="Nhiều nhất", min_value=0, max_value=100_000)

    def __init__(self, *given: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["award"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Award.objects.of(campaign.root).active()


class Particulars(forms.ModelForm[Proposal]):
    works_directly = forms.TypedChoiceField(
        label="Trực tiếp lao động, công tác",
        choices=[("", "không ghi"), ("1", "có"), ("0", "không (lãnh đạo, quản lý)")],
        required=False,
        coerce=lambda value: value == "1",
        empty_value=None,
    )

    class Meta:
        model = Proposal
        fields = ("name", "post", "achievement", "award", "works_directly", "sex")
        widgets = {"achievement": _LINES}  # noqa: RUF012 Django's
        labels = {  # noqa: RUF012 Django's
            "name": "Tên tập thể, cá nhân, hộ",
            "post": "Chức vụ",
            "achievement": "Tóm tắt thành tích",
            "award": "Hình thức đề nghị",
            "sex": "Giới tính (chỉ để thống kê, có thể bỏ trống)",
        }

    def __init__(self, *given: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["award"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Award.objects.of(campaign.root).active().filter(form=Award.Form.COMMENDATION)
        held = self.instance.works_directly
        self.initial["works_directly"] = "" if held is None else str(int(held))


class Beside(Particulars):
    """Somebody who was not registered."""

    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none())
    subject = forms.ChoiceField(label="Đối tượng", choices=Entry.Subject.choices)
    reason = forms.CharField(label="Căn cứ đề nghị, ví dụ công văn của đơn vị", max_length=500)
    field_order = ("subject", "name", "post", "unit", "award", "achievement", "reason", "works_directly", "sex")

    def __init__(self, *given: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*given, campaign=campaign, **named)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.under(campaign.root)


class ClearanceForm(forms.Form):
    clear = forms.ChoiceField(
        label="Kết quả", choices=[("1", "không vướng mắc"), ("0", "còn vướng mắc")], widget=forms.RadioSelect
    )
    said = forms.CharField(label="Ai trả lời, bằng văn bản nào; còn vướng gì", max_length=500)
    dated = DayField(label="Ngày trả lời", required=False)


class MeetingForm(forms.ModelForm[Meeting]):
    class Meta:
        model = Meeting
        fields = ("title", "starts_at", "ends_at", "place", "chair", "secretary", "mode", "opinions", "conclusion")
        widgets = {  # noqa: RUF012 Django's
            "starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
            "ends_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
            "opinions": _LINES,
            "conclusion": _LINES,
        }
        labels = {  # noqa: RUF012 Django's
            "title": "Tên cuộc họp",
            "starts_at": "Bắt đầu",
            "ends_at": "Kết thúc",
            "place": "Địa điểm",
            "chair": "Chủ trì (họ tên, chức vụ)",
            "secretary": "Thư ký (họ tên, chức vụ)",
            "mode": "Cách biểu quyết",
            "opinions": "Ý kiến tại cuộc họp (mỗi dòng một ý)",
            "conclusion": "Kết luận (mỗi dòng một ý; để trống: theo kết quả)",
        }


class DecisionForm(forms.Form):
    title = forms.CharField(label="Tên quyết định", max_length=250, required=False)
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 12-QĐ/ĐU")
    dated = DayField(label="Ngày quyết định", required=False)
