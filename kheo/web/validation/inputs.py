"""What is asked for: a paper, and by which rules it is judged."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kheo.publishing import rulesets
from kheo.publishing.validating.departures import MOST_BYTES


class Upload(forms.Form):
    """A paper and a rule set; the one in force for Party papers stands first."""

    file = forms.FileField(
        label="Văn bản (.docx; .txt thì chỉ soát phần chữ)",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
        error_messages={"required": "Hãy chọn tệp văn bản cần soát.", "empty": "Tệp rỗng, không có nội dung."},
    )
    rules = forms.ChoiceField(label="Soát theo", initial=rulesets.DEFAULT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rules"]
        assert isinstance(field, forms.ChoiceField)
        known = sorted(map(rulesets.load, rulesets.codes()), key=lambda rules: rules.code != rulesets.DEFAULT)
        field.choices = [(rules.code, rules.source) for rules in known]

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"Tệp lớn quá {MOST_BYTES // (1024 * 1024)} MB.")
        return file
