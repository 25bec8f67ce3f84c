"""What an officer types about a list of an earlier year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from kheo.intake.earlier.fields import FIELDS, TICKS, said_label
from kheo.units.models import Unit
from kheo.web.unit.finding import NotFound, unit_named

FIRST_YEAR = 1990
# Chosen where a word that is not understood shall count for nothing.
EMPTIED = "-"


class Upload(forms.Form):
    """The file and its year, which is over."""

    year = forms.IntegerField(label="Danh sách của năm", min_value=FIRST_YEAR)
    office = forms.ModelChoiceField(Unit.objects.none(), label="Của cơ quan", to_field_name="code", empty_label=None)
    file = forms.FileField(label="Tệp (.xlsx, .xls, .docx, .ods, .csv, .pdf…)")

    def __init__(self, *args: Any, offices: Sequence[Unit], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)
        office.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in offices]).order_by("path")

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year >= self.this_year:
            raise forms.ValidationError("Chỉ nhập danh sách của những năm đã qua; năm nay thì đưa tệp vào đợt đang mở.")
        return year

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_SUBMISSION_BYTES:
            most = settings.MAX_SUBMISSION_BYTES // (1024 * 1024)
            raise forms.ValidationError(f"Tệp lớn quá {most} MB.")
        return file


@dataclass
class Mended:
    """What the page of faults brought back; `wrong`: what was typed for a unit and means none for sure."""

    units: dict[str, Unit] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    taken_in: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.units or self.cells or self.left_out or self.taken_in)


def mended_of(data: QueryDict, office: Unit) -> Mended:
    """`spelling-3`, `guess-3`, `unit-3`: one unknown unit; `cell-KEY-field` with `was-…`; `out` and `in`: line keys."""
    left_out = [key for keys in data.getlist("out") for key in keys.split()]
    found = Mended(left_out=left_out, taken_in=data.getlist("in"))
    for name in data:
        if name.startswith("spelling-"):
            _unit(name.removeprefix("spelling-"), data.dict(), office, found)
        elif name.startswith("cell-"):
            key, _, field_name = name.removeprefix("cell-").rpartition("-")
            text = str(data[name])
            if text.strip() and text != data.get(f"was-{key}-{field_name}", ""):
                found.cells[key, field_name] = "" if text == EMPTIED else text
    return found


def columns_of(data: QueryDict) -> dict[int, str]:
    names = [name.removeprefix("column-") for name in data if name.startswith("column-")]
    return {int(name): str(data[f"column-{name}"]) for name in names if name.isascii() and name.isdigit()}


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a column may mean, in groups as the select shows them."""
    ticks = [(name, f"{FIELDS[field_name].label} – {said_label(name)}") for name, (field_name, _) in TICKS.items()]
    return [("Nội dung", [(name, one.label) for name, one in FIELDS.items()]), ("Cột đánh dấu x", ticks)]


def _unit(number: str, data: Mapping[str, Any], office: Unit, found: Mended) -> None:
    text = data[f"spelling-{number}"]
    asked = str(data.get(f"unit-{number}", "")).strip() or str(data.get(f"guess-{number}", ""))
    if not asked:
        return
    try:
        found.units[text] = unit_named(asked, office)
    except NotFound as why:
        found.wrong.append(str(why))
