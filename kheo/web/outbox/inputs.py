"""What an officer types into a letter that goes out, and which letters are let go."""

from django import forms

MOST_RELEASED = 2_000


class Words(forms.Form):
    subject = forms.CharField(label="Tiêu đề", max_length=500)
    body = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 14}), strip=False)


class Release(forms.Form):
    """The letters the page named, as their numbers in one field."""

    letters = forms.RegexField(r"^\d{1,19}(,\d{1,19})*$", widget=forms.HiddenInput, max_length=40_000)

    def clean_letters(self) -> list[int]:
        numbers = [int(number) for number in self.cleaned_data["letters"].split(",")]
        if len(numbers) > MOST_RELEASED:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_RELEASED} thư; hãy lọc bớt.")
        return numbers
