"""What an officer sends: a template changed in Word, and why it was changed."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kheo.office.wording import tidy
from kheo.publishing.templates.confined.packing import MAX_TEMPLATE


class Upload(forms.Form):
    file = forms.FileField(
        label="Mẫu đã sửa (.docx)",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Hãy chọn tệp mẫu đã sửa.", "empty": "Tệp rỗng, không có nội dung."},
    )
    note = forms.CharField(
        label="Đã sửa gì", max_length=300, required=False, help_text="Để người sau biết bản này khác bản trước ở đâu."
    )
    use = forms.BooleanField(label="Dùng ngay bản này", required=False, initial=True)

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_TEMPLATE:
            raise forms.ValidationError(f"Tệp lớn quá {MAX_TEMPLATE // (1024 * 1024)} MB.")
        return file

    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])
