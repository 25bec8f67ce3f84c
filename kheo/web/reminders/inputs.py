"""What an officer types for a step of reminders: its words, its days, and the units it is sent to at once."""

from typing import Any

from django import forms

from kheo.reminders.models import Step
from kheo.reminders.wording import PLACES, unknown_places

AFTERWARDS = frozenset({Step.AFTER, Step.ESCALATE})
_HELP = "Chỗ tự điền: " + "; ".join(f"{{{name}}} – {said}" for name, said in PLACES.items()) + "."


class Words(forms.Form):
    subject = forms.CharField(label="Tiêu đề", max_length=300)
    text = forms.CharField(label="Lời nhắc", widget=forms.Textarea(attrs={"rows": 14}), help_text=_HELP, strip=False)
    days = forms.IntegerField(label="Số ngày sau hạn", min_value=1, max_value=60, required=False)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step not in AFTERWARDS:
            del self.fields["days"]

    def clean_subject(self) -> str:
        return _filled(self.cleaned_data["subject"])

    def clean_text(self) -> str:
        return _filled(self.cleaned_data["text"])


class Sending(forms.Form):
    """The units the page named, as their numbers in one field."""

    units = forms.RegexField(r"^\d{1,19}(,\d{1,19})*$", widget=forms.HiddenInput, max_length=400_000)

    def clean_units(self) -> set[int]:
        return {int(number) for number in self.cleaned_data["units"].split(",")}


def _filled(text: str) -> str:
    unknown = unknown_places(text)
    if unknown:
        raise forms.ValidationError(f"Không có gì để điền vào {', '.join(unknown)}; xem các chỗ tự điền ở dưới.")
    return text
