"""What is typed of a paper: what it needs, its words by paragraph, the day of its issue, reasons, the signed file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.publishing import rulesets
from kheo.publishing.documents.needs import Need
from kheo.publishing.drafts.edits import BEFORE_ALL
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.secrecy import DEGREES, OPEN_TO_READ, SecretError, refuse_secret
from kheo.publishing.drafts.writing import CIRCULATION, DRAFT_MARK, URGENCY, Wish
from kheo.publishing.issuers.models import Signer
from kheo.publishing.issuers.powers import lines
from kheo.publishing.kinds import Kind
from kheo.web.moments import MomentField

_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
_NEED = "need-"
MOST_PARAGRAPHS = 500
MOST_ADDED = 20
_URGENCIES = ("KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC")


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class Particulars(forms.Form):
    """What a paper is to be; the needs of its kind come as fields of their own. Nothing is required while drafting."""

    signer = forms.ChoiceField(label="Người ký", required=False)
    dated = forms.DateField(
        label="Ngày văn bản", required=False, widget=_day_input(), help_text="Để trống thì ghi ngày khi ban hành."
    )
    as_of = MomentField(
        label="Số liệu tính đến",
        required=False,
        widget=_moment_input(),
        input_formats=_MOMENTS,
        help_text="Để trống: lúc lấy số liệu.",
    )
    rule_set = forms.ChoiceField(
        label="Thể thức", required=False, help_text="Đảng hay Nhà nước là theo cơ quan của người ký."
    )
    urgency = forms.ChoiceField(
        label="Độ khẩn", required=False, choices=[("", "Thường"), *((word, word) for word in _URGENCIES)]
    )
    secrecy = forms.ChoiceField(
        label="Độ mật", required=False, choices=[(one, one) for one in DEGREES], initial=OPEN_TO_READ
    )
    circulation = forms.CharField(
        label="Phạm vi lưu hành", required=False, max_length=120, help_text="Ví dụ: TÀI LIỆU HỘI NGHỊ."
    )
    draft_mark = forms.CharField(
        label="Dấu dự thảo", required=False, max_length=60, help_text="Ví dụ: Dự thảo lần 2. Khi ban hành dấu này bỏ."
    )

    def __init__(self, *args: Any, campaign: Campaign, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.signers = {str(one.pk): one for one in _signers(campaign)}
        _choose(self.fields["signer"], [("", "Như công văn của đợt"), *_named(self.signers)])
        # Read when asked for: rule sets are files.
        sets = [(code, rulesets.load(code).source) for code in rulesets.codes()]
        _choose(self.fields["rule_set"], [("", "Theo cơ quan ban hành và ngày văn bản"), *sets])
        self.fields = {_NEED + need.key: _field(need) for need in kind.needs} | self.fields

    @property
    def needed(self) -> Iterator[forms.BoundField]:
        return (self[_NEED + need.key] for need in self.kind.needs)

    @property
    def others(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if not name.startswith(_NEED))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            refuse_secret([said.get("secrecy", "")])
        except SecretError as why:
            raise forms.ValidationError(str(why)) from why
        return said

    def wish(self) -> Wish:
        said = self.cleaned_data
        given = {need.key: _plain(said.get(_NEED + need.key)) for need in self.kind.needs}
        marks = {URGENCY: said["urgency"], CIRCULATION: said["circulation"], DRAFT_MARK: said["draft_mark"]}
        signer = self.signers.get(said["signer"])
        return Wish(
            rule_set=said["rule_set"],
            issuer=signer.issuer if signer else None,
            signer=signer,
            as_of=said["as_of"],
            dated=said["dated"],
            given=given | marks,
        )


def particulars_of(draft: Draft) -> dict[str, Any]:
    """The draft's own answers, as the form shows them first."""
    given = {_NEED + key: words for key, words in draft.given.items()}
    marks = {"urgency": URGENCY, "circulation": CIRCULATION, "draft_mark": DRAFT_MARK}
    said = {name: draft.given.get(key, "") for name, key in marks.items()}
    signer = str(draft.signer_id or "")
    # The set that follows by itself is not shown as chosen, so that it follows another signer too.
    chosen = "" if draft.rule_set == followed_rules(draft) else draft.rule_set
    return given | said | {"signer": signer, "dated": draft.dated, "as_of": draft.as_of, "rule_set": chosen}


def followed_rules(draft: Draft) -> str:
    """The rule set the draft would have if none was chosen."""
    try:
        return rulesets.of_regime(draft.issuer.regime, draft.dated or timezone.localdate()).code
    except rulesets.UnknownRuleSetError:
        return ""


@dataclass
class Typed:
    """The words of a page by place: as typed, left out ("" even if typed), added after it; `said` is told of it."""

    changed: dict[int, str] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, data: QueryDict, generated: Mapping[int, str], kept: Mapping[int, str], *, back: str = "") -> "Typed":
        """`kept`: words kept so far; `back`: the place whose generated words are taken again."""
        found = cls()
        most = min(len(generated), MOST_PARAGRAPHS)
        for place in range(BEFORE_ALL, most):
            said = [one for words in data.getlist(f"add-{place}")[:MOST_ADDED] for one in _paragraphs(words)]
            if said:
                found.added[place] = said
        for place in range(most):
            if f"p-{place}" in data:
                shown = kept.get(place) or generated[place]
                found._take(place, str(data[f"p-{place}"]), shown, kept, out=bool(data.get(f"out-{place}")))
        if back.isdigit() and int(back) in generated:
            found.changed[int(back)] = generated[int(back)]
        return found

    def _take(self, place: int, words: str, shown: str, kept: Mapping[int, str], *, out: bool) -> None:
        """One paragraph; `shown` stood in its box."""
        name, blank, was_out = f"Đoạn {place + 1}", not words.strip(), kept.get(place) == ""
        same = _lined(words) == _lined(shown)
        if blank and not out and not was_out:
            self.said.append(f"{name} để trống nên đã bỏ khỏi văn bản; bấm “Trả lại như cũ” ở đoạn ấy để lấy lại.")
        if blank or (out and same):
            self.changed[place] = ""
            return
        if out:
            self.said.append(f"{name} có lời mới gõ nên được giữ lại; dấu “Bỏ đoạn này” đã bỏ.")
        first, *others = [words] if same else _paragraphs(words)
        self.changed[place] = first
        if others:
            self.added[place] = [*others, *self.added.get(place, [])]
            self.said.append(f"{name} có xuống dòng nên đã tách thành {len(others) + 1} đoạn.")


def _paragraphs(words: str) -> list[str]:
    """A line break makes a new paragraph; empty ones are left out."""
    return [line for line in words.splitlines() if line.strip()]


def _lined(words: str) -> str:
    return "\n".join(words.splitlines()).strip()


class Issuing(forms.Form):
    dated = forms.DateField(label="Ngày ban hành", widget=_day_input())
    reason = forms.CharField(
        label="Lý do", required=False, max_length=300, help_text="Chỉ khi ngày hoặc số của văn bản khác thường."
    )


class Reason(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=300)


class Returned(forms.Form):
    file = forms.FileField(
        label="Tệp PDF đã ký số, hoặc bản quét (PDF, JPG, PNG, TIFF)",
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}),
    )


def _signers(campaign: Campaign) -> list[Signer]:
    rows = Signer.objects.filter(issuer__unit=campaign.root_id, issuer__closed_on=None, active=True)
    return list(rows.select_related("issuer").order_by("issuer", "position", "pk"))


def _named(signers: Mapping[str, Signer]) -> Iterator[tuple[str, str]]:
    several = len({one.issuer_id for one in signers.values()}) > 1
    for key, one in signers.items():
        said = f"{one.name} – {' / '.join(lines(one))}"
        yield key, f"{one.issuer.organ}: {said}" if several else said


def _choose(choosing: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(choosing, forms.ChoiceField)
    choosing.choices = choices


def _field(need: Need) -> forms.Field:
    label = need.label if need.required else f"{need.label} (nếu có)"
    plain: dict[str, Any] = {"label": label, "required": False, "help_text": need.help}
    if need.kind == "date":
        return forms.DateField(widget=_day_input(), **plain)
    if need.kind == "moment":
        return MomentField(widget=_moment_input(), input_formats=_MOMENTS, **plain)
    if need.kind in {"lines", "text"}:
        lines_help = "Mỗi dòng một mục." if need.kind == "lines" and not need.help else need.help
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(widget=area, max_length=20_000, **{**plain, "help_text": lines_help})
    return forms.CharField(max_length=500, **plain)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
