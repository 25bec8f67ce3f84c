"""What people type: points on a sheet, a panel's setting, a rubric."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.models import User

from kheo.awards.appraisal.models import Rubric, Score
from kheo.awards.appraisal.rules import (
    AVERAGING,
    MOST_CRITERIA,
    ROUNDING,
    SPREAD,
    WEIGHING,
    CannotUseError,
    Criterion,
    Rules,
    number,
    plain,
    point_faults,
    rules_of,
    said,
)
from kheo.awards.appraisal.scoring import Sheet
from kheo.campaigns.models import Area
from kheo.office.wording import tidy

_POINTS = {"inputmode": "decimal", "autocomplete": "off", "size": 6, "maxlength": 12}
_MORE_ROWS = 3


class PointsField(forms.Field):
    """'7,5' or '7.5'; empty is not zero."""

    def __init__(self, criterion: Criterion, **options: Any) -> None:
        label = f"{criterion.name} (tối đa {said(criterion.most)})"
        widget = forms.TextInput(attrs=dict(_POINTS))
        super().__init__(label=label, required=False, help_text=criterion.hint, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return number(text, "điểm")
        except CannotUseError as error:
            raise forms.ValidationError(str(error)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class PointsForm(forms.Form):
    """A field for each criterion; what the rubric does not allow is told beside it."""

    def __init__(self, *args: Any, rules: Rules, focused: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rules = rules
        for one in rules.criteria:
            self.fields[f"p-{one.code}"] = PointsField(one)
        first = next(iter(rules.criteria))
        if focused:
            self.fields[f"p-{first.code}"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        for code, sentence in point_faults(self.points, self.rules).items():
            self.add_error(f"p-{code}", sentence)
        return self.cleaned_data

    @property
    def points(self) -> dict[str, Decimal]:
        given = {one.code: self.cleaned_data.get(f"p-{one.code}") for one in self.rules.criteria}
        return {code: points for code, points in given.items() if points is not None}

    def of_criteria(self) -> list[forms.BoundField]:
        return [self[f"p-{one.code}"] for one in self.rules.criteria]


class SheetForm(PointsForm):
    remark = forms.CharField(
        label="Nhận xét", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    site_note = forms.CharField(
        label="Ghi chép tại chỗ (nếu đã đến xem)", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.points, tidy(self.cleaned_data["remark"]), tidy(self.cleaned_data["site_note"]))


def written_on(score: Score | None) -> dict[str, str]:
    """The initial values of a sheet."""
    if score is None:
        return {}
    points = {f"p-{code}": given.replace(".", ",") for code, given in score.points.items()}
    return points | {"remark": score.remark, "site_note": score.site_note}


class PanelForm(forms.Form):
    """`rubrics` are those offered at the campaign's root, the newest version of each."""

    name = forms.CharField(label="Tên tổ", max_length=120, help_text="Ví dụ: Tổ lĩnh vực kinh tế.")
    rubric = forms.ModelChoiceField(Rubric.objects.none(), label="Bộ tiêu chí", empty_label=None)
    least = forms.IntegerField(
        label="Mỗi mô hình cần ít nhất (phiếu)", min_value=1, max_value=99, initial=3,
        help_text="Ít hơn thì được đánh dấu; vẫn chốt được.",
    )  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="Lĩnh vực", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi lĩnh vực.",
    )  # fmt: skip

    def __init__(self, *args: Any, rubrics: Sequence[Rubric], areas: Sequence[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rubric"].queryset = Rubric.objects.filter(pk__in=[one.pk for one in rubrics])  # type: ignore[attr-defined]
        self.fields["areas"].queryset = Area.objects.filter(pk__in=[one.pk for one in areas])  # type: ignore[attr-defined]


class AppraiserForm(forms.Form):
    name = forms.CharField(label="Tên đăng nhập", max_length=150)

    def clean_name(self) -> User:
        found = User.objects.filter(username=self.cleaned_data["name"].strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(
                "Không có tài khoản này; người quản trị tạo tài khoản trước rồi ghi tên vào tổ."
            )
        return found


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class RubricForm(forms.Form):
    """Words and choices of a rubric; its criteria and classes are rows beside them (`rows`)."""

    title = forms.CharField(label="Tên bộ tiêu chí", max_length=200)
    source = forms.CharField(
        label="Căn cứ, nguồn", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Văn bản quy định bộ tiêu chí này (số, ngày, cơ quan).",
    )  # fmt: skip
    averaging = forms.ChoiceField(label="Điểm chung của các phiếu", choices=list(AVERAGING.items()))
    weighing = forms.ChoiceField(label="Điểm của một phiếu", choices=list(WEIGHING.items()))
    scale = forms.CharField(label="Thang điểm (khi nhân trọng số)", max_length=8, initial="100")
    step = forms.CharField(label="Bước điểm", max_length=8, initial="0,5")
    decimals = forms.IntegerField(label="Số chữ số lẻ của kết quả", min_value=0, max_value=4, initial=2)
    rounding = forms.ChoiceField(label="Làm tròn", choices=list(ROUNDING.items()))

    def __init__(self, *args: Any, before: Rules | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.before = before
        self.rules: Rules | None = None

    def clean(self) -> dict[str, Any]:
        said_here = self.cleaned_data
        try:
            self.rules = rules_of({name: said_here[name] for name in said_here} | self._rows())
        except CannotUseError as error:
            self.add_error(None, str(error))
        return said_here

    def criteria(self) -> list[dict[str, str]]:
        """Rows as typed, else as they are; some empty ones after them."""
        if self.is_bound:
            return self._typed("c", ("code", "name", "most", "weight", "hint", "tie"), MOST_CRITERIA + _MORE_ROWS)
        known = self.before.criteria if self.before else ()
        ties = {code: str(place) for place, code in enumerate(self.before.ties, 1)} if self.before else {}
        rows = [
            {"code": one.code, "name": one.name, "most": said(one.most), "weight": said(one.weight), "hint": one.hint,
             "tie": ties.get(one.code, "")}
            for one in known
        ]  # fmt: skip
        return rows + [{}] * _MORE_ROWS

    def classes(self) -> list[dict[str, str]]:
        if self.is_bound:
            return self._typed("k", ("code", "name", "least"), MOST_CRITERIA)
        known = self.before.classes if self.before else ()
        rows = [{"code": one.code, "name": one.name, "least": said(one.least)} for one in known]
        return rows + [{}] * 2

    @property
    def spread_tie(self) -> str:
        if self.is_bound:
            return str(self.data.get("spread-tie", ""))
        ties = self.before.ties if self.before else ()
        return str(ties.index(SPREAD) + 1) if SPREAD in ties else ""

    def _rows(self) -> dict[str, Any]:
        criteria = [row for row in self.criteria() if row.get("name") or row.get("most")]
        taken = {row["code"] for row in criteria if row["code"]}
        fresh = (code for code in (f"c{place}" for place in range(1, 100)) if code not in taken)
        for row in criteria:
            row["code"] = row["code"] or next(fresh)
            row["weight"] = row["weight"] or "1"
        classes = [row for row in self.classes() if row.get("name")]
        for place, row in enumerate(classes, 1):
            row["code"] = row["code"] or f"m{place}"
        ties = [(row["tie"], row["code"]) for row in criteria if row["tie"]]
        ties += [(self.spread_tie, SPREAD)] if self.spread_tie else []
        ordered = [code for _, code in sorted(ties, key=lambda one: (len(one[0]), one[0]))]
        return {"criteria": criteria, "classes": classes, "ties": ordered}

    def _typed(self, prefix: str, names: Sequence[str], most: int) -> list[dict[str, str]]:
        found = []
        for place in range(most):
            row = {name: tidy(str(self.data.get(f"{prefix}-{place}-{name}", ""))).strip() for name in names}
            if f"{prefix}-{place}-name" in self.data:
                found.append(row)
        return found


def rubric_values(rubric: Rubric) -> dict[str, Any]:
    """The initial words and choices of a rubric's next version."""
    rules = rules_of(rubric.content)
    return {
        "title": rubric.title, "source": rubric.source, "averaging": rules.averaging, "weighing": rules.weighing,
        "scale": plain(rules.scale), "step": said(rules.step), "decimals": rules.decimals, "rounding": rules.rounding,
    }  # fmt: skip
