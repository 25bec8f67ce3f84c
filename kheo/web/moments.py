"""A point in time as people type it into a field; years beyond any campaign are slips of typing."""

from typing import Any

from django import forms

from kheo.campaigns.loading import FIRST_YEAR, LAST_YEAR


class MomentField(forms.DateTimeField):
    """A DateTimeField that refuses what would overflow when its zone changes."""

    def to_python(self, value: Any) -> Any:
        year = str(value or "").strip()[:4]
        if year.isdigit() and not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
