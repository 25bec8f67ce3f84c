"""What a person types when deciding about a submission."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kheo.campaigns.models import Call, Campaign
from kheo.intake.desk.mending import Mend
from kheo.intake.models import Submission
from kheo.units.matching import Candidate
from kheo.units.models import Unit
from kheo.web.unit.finding import NotFound, unit_named

# What offices write most often; the officer may write it otherwise.
CANNED = (
    "Thiếu số lượng tập thể, cá nhân theo yêu cầu của công văn.",
    "Chưa ghi rõ tên mô hình, điển hình.",
    "Biểu không đúng mẫu gửi kèm công văn.",
    "Tệp mở không được hoặc không có nội dung.",
)


class Reason(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class Acceptance(forms.Form):
    reason = forms.CharField(
        label="Lý do (cần khi còn thiếu so với yêu cầu)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Return(forms.Form):
    """Canned reasons to tick and a free one; together they are what the unit is told."""

    canned = forms.MultipleChoiceField(
        label="Lý do thường gặp",
        required=False,
        choices=[(str(number), text) for number, text in enumerate(CANNED)],
        widget=forms.CheckboxSelectMultiple,
    )
    other = forms.CharField(
        label="Lý do khác", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        ticked = [CANNED[int(number)] for number in said.get("canned", [])]
        said["reason"] = " ".join([*ticked, said.get("other", "").strip()]).strip()
        if not said["reason"]:
            raise forms.ValidationError("Hãy chọn hoặc ghi lý do, để đơn vị biết phải bổ sung gì.")
        return said


class Undoing(forms.Form):
    """Which act is taken back: the page names it, so that a later one is never undone unseen."""

    act = forms.IntegerField(widget=forms.HiddenInput)


class Moving(forms.Form):
    """The campaign it belongs to: one the person leads, published and not closed."""

    campaign = forms.ModelChoiceField(Campaign.objects.none(), label="Chuyển sang đợt", to_field_name="slug")
    reason = forms.CharField(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, submission: Submission, among: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Campaign.objects.filter(pk__in=among, closed_at=None).exclude(published_at=None)
        campaign = self.fields["campaign"]
        assert isinstance(campaign, forms.ModelChoiceField)
        campaign.queryset = rows.exclude(pk=submission.campaign_id).order_by("-year", "-pk")


class Owner(forms.Form):
    """Whose it is: one of the guesses, or a unit by name or code; and which call it answers."""

    unit = forms.CharField(label="Đơn vị (tên hoặc mã)", required=False, max_length=250)
    guess = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    # The text for which the candidates were offered.
    asked = forms.CharField(required=False, max_length=250, widget=forms.HiddenInput)
    # What the typed name may mean, once it was found not to be clear.
    candidates: Sequence[Candidate] = ()
    call = forms.ModelChoiceField(Call.objects.none(), label="Nội dung trả lời", required=False, to_field_name="slug")

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root = submission.campaign.root
        call = self.fields["call"]
        assert isinstance(call, forms.ModelChoiceField)
        call.queryset = Call.objects.filter(campaign=submission.campaign_id).order_by("position")
        call.empty_label = "Như đã nhận biết"

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        typed, guess = said.get("unit", "").strip(), said.get("guess", "")
        # What is typed says more than a choice left clicked, unless the choice was offered for this very text.
        text = guess if guess and typed in {"", said.get("asked", "").strip()} else typed
        if not text:
            raise forms.ValidationError("Hãy chọn một đơn vị, hoặc gõ tên đơn vị.")
        try:
            said["owner"] = unit_named(text, self.root)
        except NotFound as why:
            self.candidates = why.candidates
            raise forms.ValidationError(str(why)) from why
        return said

    @property
    def owner(self) -> Unit:
        found: Unit = self.cleaned_data["owner"]
        return found


def mends_of(data: Any) -> list[Mend]:
    """The cells of one posted row whose text differs from what the page showed."""
    row = data.get("row", "")
    if not (row.isascii() and row.isdigit()):
        return []
    names = [name.removeprefix("now-") for name in data if name.startswith("now-")]
    return [
        Mend(int(row), name, data[f"now-{name}"], data.get(f"was-{name}", ""))
        for name in names
        if data[f"now-{name}"].replace("\r\n", "\n").strip()
        != data.get(f"was-{name}", "").replace("\r\n", "\n").strip()
    ]
