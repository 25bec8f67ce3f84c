"""What a column of an earlier list may mean: the unit, and every field of a registration and of its results."""

from dataclasses import dataclass, field

from kheo.campaigns.paper import Paper, PaperField
from kheo.intake.forms.labels import code_of
from kheo.office.wording import words
from kheo.records import registering, reporting

UNIT = "unit"
# Where results have a column of their own the same words mean the registration's in a list of both.
_OF_RESULTS = ("time_place", "results", "replication", "replication_plan", "outcome")
# Words that head the column of units; in a list of many units a column of collectives is one too.
_UNIT_HEADINGS = frozenset(
    words(text)
    for text in (
        "Đơn vị", "Tên đơn vị", "Đơn vị đăng ký", "Đơn vị thực hiện", "Tên đơn vị đăng ký", "Cơ quan, đơn vị",
        "Tên cơ quan, đơn vị", "Địa phương, đơn vị", "Đơn vị, địa phương", "Địa phương", "Xã, phường",
        "Xã, phường, thị trấn", "Xã, thị trấn", "Xã", "Tên xã", "Đảng bộ", "Đảng bộ, chi bộ", "Chi bộ, đảng bộ",
        "Tổ chức", "Tập thể, đơn vị", "Đơn vị chủ trì", "Cơ quan", "Đơn vị (xã, phường)",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """`codes`: code → its label on the screen, empty for free text."""

    name: str
    label: str
    paper: Paper | None = None
    codes: dict[str, str] = field(default_factory=dict)

    def code_of(self, text: str) -> str | None:
        """The code these words mean, or None."""
        return code_of(self.paper, self.name, text) if self.paper else None


def _field(paper: Paper, one: PaperField) -> Field:
    return Field(one.name, one.label, paper, {code: ways[0] for code, ways in one.codes.items()})


FIELDS: dict[str, Field] = {
    UNIT: Field(UNIT, "Đơn vị"),
    **{one.name: _field(registering.PAPER, one) for one in registering.PAPER.fields},
    **{one.name: _field(reporting.PAPER, one) for one in reporting.PAPER.fields if one.name in _OF_RESULTS},
}
# "subject:individual" → the field and code that a cross in such a column means.
TICKS: dict[str, tuple[str, str]] = {
    f"{one.name}:{code}": (one.name, code) for one in FIELDS.values() for code in one.codes
}
OUTCOME_FIELDS = frozenset(_OF_RESULTS) - {"time_place"}


def said_label(name: str) -> str:
    """What a meaning of a column is called on the screen."""
    if name in TICKS:
        known = FIELDS[TICKS[name][0]]
        return f"đánh dấu: {known.codes[TICKS[name][1]]}"
    return FIELDS[name].label if name in FIELDS else ""


def is_unit_heading(label: str) -> bool:
    return words(label) in _UNIT_HEADINGS
