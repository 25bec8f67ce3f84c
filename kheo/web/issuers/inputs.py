"""What an officer types about an issuer, a signer, a term and a number."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField
from django.utils import timezone

from kheo.campaigns.loading import FIRST_YEAR, LAST_YEAR
from kheo.office.wording import count, short_date, tidy
from kheo.publishing.issuers import naming, posts, powers
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.settling import ALREADY
from kheo.publishing.register.giving import MOST, next_number
from kheo.publishing.register.series import CannotGiveError, types
from kheo.units.models import Unit

_NAMES = ("unit", "regime", "parent_organ", "organ")
_PRINTED = ("symbol", "place", "archive_line", "organ_code")
_SEAL = ("has_seal", "seal_of")
_TIME = ("term_started_on", "closed_on")
_TERM_HELP = (
    "Nhiệm kỳ tính từ khi bế mạc đại hội; nếu hội nghị cấp uỷ lần thứ nhất họp trong đại hội thì từ ngày khai mạc hội "
    "nghị ấy; nếu cấp uỷ được chỉ định thì từ ngày quyết định chỉ định có hiệu lực (05-HD/VPTW, mục 3.1.1)."
)
# A number entered by hand that leaves more than this open, or a day further ahead, is most often a slip of typing.
_FAR = 50
_DAYS_AHEAD = 60


class DayField(forms.DateField):
    """A date picker; years beyond any campaign are slips of typing."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError("Năm ghi nhầm; hãy ghi lại ngày.")
        return day


def _tidied(said: dict[str, Any]) -> dict[str, Any]:
    return {name: " ".join(tidy(value).split()) if isinstance(value, str) else value for name, value in said.items()}


class Names(forms.ModelForm[Issuer]):
    """`offices` are the nodes the person may make issuers for."""

    closed_on = DayField(
        label="Thôi ban hành văn bản từ ngày", required=False, help_text="Khi cơ quan sáp nhập, giải thể; sổ vẫn giữ."
    )
    term_started_on = DayField(label="Ngày bắt đầu nhiệm kỳ (của Đảng)", required=False, help_text=_TERM_HELP)

    class Meta:
        model = Issuer
        fields = (*_NAMES, *_PRINTED, *_SEAL, *_TIME)
        error_messages = {NON_FIELD_ERRORS: {"unique_together": ALREADY}}  # noqa: RUF012 Django's
        labels = {  # noqa: RUF012 Django's
            "unit": "Của đơn vị",
            "regime": "Thể thức của",
            "parent_organ": "Cơ quan cấp trên trực tiếp",
            "organ": "Tên cơ quan ban hành",
            "symbol": "Ký hiệu cơ quan",
            "place": "Địa danh",
            "archive_line": "Nơi lưu (dòng cuối của Nơi nhận)",
            "organ_code": "Mã định danh cơ quan",
            "has_seal": "Có con dấu riêng",
            "seal_of": "Nếu không: dùng con dấu của",
        }
        help_texts = {  # noqa: RUF012 Django's
            "parent_organ": "Ví dụ: Tỉnh uỷ Cà Mau, Đảng bộ thành phố Hà Nội. Bỏ trống nếu không ghi.",
            "organ": "Ghi đầy đủ, không viết tắt. Khi in, chữ tự thành in hoa.",
            "symbol": "Chỉ phần của cơ quan: BTGDVTU, BCĐ, UBND. Viết hoa, không dấu cách.",
            "place": "Ghi thêm cấp (Phường Ngô Quyền) khi là tên người, chỉ một âm tiết, hoặc trùng tên tỉnh.",
            "archive_line": "Ví dụ: Lưu Văn phòng Tỉnh uỷ. Không ghi dấu chấm.",
            "organ_code": "Nếu có, 13 ký tự; dùng khi gửi nhận văn bản điện tử.",
            "seal_of": "Ví dụ: Tỉnh uỷ. Ban chỉ đạo không có dấu thì người ký ghi “kiêm”.",
        }

    def __init__(self, *args: Any, offices: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in offices]).order_by("path")
        unit.empty_label = None
        self.fields["symbol"].widget.attrs |= {"list": "symbols", "autocapitalize": "characters"}
        if self.instance.pk:
            # Changing the term is an act of its own: it opens a new book, or mends the one there is.
            del self.fields["term_started_on"]

    def clean_symbol(self) -> str:
        symbol = naming.symbol_of(self.cleaned_data["symbol"])
        if faults := naming.symbol_faults(symbol):
            raise forms.ValidationError(faults)
        return symbol

    def clean_archive_line(self) -> str:
        return naming.archive_line_of(self.cleaned_data["archive_line"])

    def clean(self) -> dict[str, Any]:
        said = _tidied(super().clean() or {})
        sealed = said.get("has_seal") or said.get("seal_of") or posts.is_cell(said.get("organ", ""))
        if not sealed:
            self.add_error("seal_of", "Cơ quan không có con dấu riêng: ghi dùng con dấu của cơ quan nào.")
        started = said.get("term_started_on") or self.instance.term_started_on
        closed = said.get("closed_on")
        if started and closed and closed < started:
            self.add_error(
                "closed_on",
                f"Ngày thôi ban hành trước ngày bắt đầu nhiệm kỳ ({short_date(started)}); xem lại hai ngày.",
            )
        return said

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields as they stand on the page, group by group."""
        named = (
            ("Tên cơ quan", _NAMES),
            ("In trên văn bản", _PRINTED),
            ("Con dấu", _SEAL),
            ("Thời gian", _TIME),
        )
        return [
            (title, held) for title, names in named if (held := [self[name] for name in names if name in self.fields])
        ]


class Signing(forms.ModelForm[Signer]):
    """The signer of an issuer; whether the rules know such a signature is told by issuers/powers.py."""

    class Meta:
        model = Signer
        fields = ("name", "power", "post", "stands_for", "active")
        labels = {  # noqa: RUF012 Django's
            "name": "Họ tên",
            "power": "Quyền hạn ký",
            "post": "Chức vụ của người ký",
            "stands_for": "Ký thay, thay mặt, thừa lệnh hoặc kiêm",
            "active": "Đang được giao ký",
        }
        help_texts = {  # noqa: RUF012 Django's
            "name": "Không ghi học hàm, học vị, quân hàm, “đồng chí”.",
            "post": "Chỉ chức vụ, không kèm tên cơ quan: Phó Bí thư, Phó Trưởng ban.",
            "stands_for": (
                "K/T, Q.: chức vụ người đứng đầu. T/M: tập thể (Ban Thường vụ). T/L: nơi giao. Kiêm: chức vụ thứ hai."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].required = False
        known = powers.known(self.instance.issuer)
        self.fields["power"] = forms.ChoiceField(
            label="Quyền hạn ký",
            choices=[choice for choice in Signer.Power.choices if choice[0] in known],
        )

    def clean(self) -> dict[str, Any]:
        return _tidied(super().clean() or {})

    def refuse(self) -> None:
        """The sentences of the rules, above the form."""
        for sentence in powers.refusals(self.instance):
            self.add_error(None, sentence)


class Term(forms.Form):
    """A new term, or another day for the one there is."""

    started = DayField(label="Ngày bắt đầu nhiệm kỳ", help_text=_TERM_HELP)
    how = forms.ChoiceField(
        label="Việc cần làm",
        choices=[("new", "Nhiệm kỳ mới: số đánh lại từ 01"), ("mend", "Sửa ngày ghi nhầm: giữ nguyên các số đã cấp")],
        initial="new",
    )
    reason = forms.CharField(label="Lý do (khi sửa ngày ghi nhầm)", max_length=300, required=False)


class ByHand(forms.Form):
    """A number given outside Khéo, or filling a gap."""

    type_name = forms.ChoiceField(label="Tên loại văn bản")
    number = forms.IntegerField(label="Số", min_value=1, max_value=MOST)
    dated = DayField(label="Ngày văn bản")
    subject = forms.CharField(label="Trích yếu", max_length=300, required=False)
    reason = forms.CharField(
        label="Lý do nhập tay",
        max_length=300,
        help_text="Ví dụ: văn bản đã ban hành trước khi dùng Khéo; văn bản soạn ở nơi khác. Lý do được giữ trong sổ.",
    )

    far = forms.BooleanField(label="Số này đúng, đã đối chiếu với văn bản giấy", required=False)

    def __init__(self, *args: Any, issuer: Issuer, held: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer = issuer
        field = self.fields["type_name"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in dict.fromkeys((*types(issuer.regime), *held))]

    def clean_dated(self) -> dt.date:
        day: dt.date = self.cleaned_data["dated"]
        if day > timezone.localdate() + dt.timedelta(days=_DAYS_AHEAD):
            raise forms.ValidationError(f"Ngày văn bản sau hôm nay quá {_DAYS_AHEAD} ngày; xem lại ngày.")
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors or said["far"]:
            return said
        try:
            following = next_number(self.issuer, said["type_name"], said["dated"])
        except CannotGiveError:
            # Giving says why.
            return said
        if said["number"] - (following - 1) > _FAR:
            self.add_error(
                "far",
                f"Số {said['number']} cách xa số cuối trong sổ ({count(following - 1)}); số cấp sau nối tiếp số này. "
                "Nếu đúng thì đánh dấu vào đây rồi ghi lại.",
            )
        return said


class Voiding(forms.Form):
    reason = forms.CharField(
        label="Lý do thu hồi",
        max_length=300,
        help_text="Số thu hồi vẫn nằm trong sổ và không cấp lại cho văn bản khác.",
    )
