"""The form a paper becomes: a blank for each field of each row, with its choices and its help from the letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kheo.campaigns.models import Obligation
from kheo.campaigns.paper import PaperField
from kheo.campaigns.problems import Problem
from kheo.campaigns.requirements import applies, minimum_words, rule_words
from kheo.intake.links.weighing import Weighed
from kheo.intake.taking import KINDS

# What a phone shows at once of a long paper; the other fields lie behind "Thêm nội dung".
_FIRST = frozenset({"title", "kind", "subject", "person_name", "field", "place"})
_SHORT = frozenset({"person_name", "position", "time", "level", "held_on", "unit_name"})
_MANY = 9
_HELP = {
    "title": "Ghi đúng tên gọi, mỗi dòng một mô hình hoặc điển hình.",
    "person_name": "Chỉ ghi khi là cá nhân hoặc hộ gia đình (ghi tên chủ hộ).",
    "continuity": "Mới: làm lần đầu. Duy trì: tiếp tục của năm trước.",
    "outcome": "Không đạt hiệu quả cũng là một kết quả: chọn “không nhân rộng được”.",
    "held_on": "Ví dụ: 05/10/2024.",
    "results": "Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân.",
    "replication": "Cơ quan, đơn vị, số người tham gia.",
}


@dataclass(frozen=True)
class Blank:
    """One blank: `options` where it is a choice; `long` where several lines may be written."""

    name: str
    label: str
    value: str
    help: str
    required: bool
    options: Sequence[tuple[str, str]] = ()
    long: bool = False


@dataclass(frozen=True)
class Line:
    """One row of the form, numbered from 0 in names and from 1 for people."""

    index: str
    number: int
    first: Sequence[Blank]
    more: Sequence[Blank]
    problems: Sequence[Problem] = ()
    is_first: bool = False
    is_last: bool = False

    @property
    def more_filled(self) -> bool:
        return any(blank.value for blank in self.more)


class Blanks:
    """The blanks of one duty's paper; rules and areas are fetched once."""

    def __init__(self, duty: Obligation) -> None:
        self._duty = duty
        self.paper = KINDS[duty.call.paper].PAPER
        self.single = duty.call.paper == "conference"
        self._areas = [str(name) for name in duty.call.campaign.areas.values_list("name", flat=True)]
        self._rules = list(duty.call.requirements.all())

    @cached_property
    def head(self) -> list[Blank]:
        """The blanks of the first line without values: the heading of the table on wide screens."""
        return [blank for blank in self._of({}, "h") if self._is_first(blank.name.partition("-")[2])]

    def lines(self, rows: Sequence[Mapping[str, str]], weighed: Weighed) -> Iterator[Line]:
        last = len(rows) - 1
        for place, row in enumerate(rows):
            problems = weighed.of_rows.get(place + 1, ())
            yield self._line(str(place), place + 1, row, problems, ends=(place == 0, place == last))

    def spare(self) -> Line:
        """An empty line for the page to copy; its number is filled in there."""
        return self._line("__n__", 0, {}, (), ends=(False, False))

    @property
    def asked(self) -> str:
        """'ít nhất 02 tập thể, 02 cá nhân', of this unit."""
        return minimum_words(self._rules, unit_kind=self._duty.unit_kind, bloc=self._bloc)

    @property
    def aims(self) -> str:
        aims = [rule for rule in self._rules if rule.strength == "target" and rule.measure != "coverage"]
        return ", ".join(rule_words(rule) for rule in aims if applies(rule, self._duty.unit_kind, self._bloc))

    @property
    def _bloc(self) -> str:
        return self._duty.bloc.name if self._duty.bloc else ""

    def _line(
        self, index: str, number: int, row: Mapping[str, str], problems: Sequence[Problem], *, ends: tuple[bool, bool]
    ) -> Line:
        blanks = list(self._of(row, index))
        first = [blank for blank in blanks if self._is_first(blank.name.partition("-")[2])]
        more = [blank for blank in blanks if blank not in first]
        return Line(index, number, first, more, problems, is_first=ends[0], is_last=ends[1])

    def _of(self, row: Mapping[str, str], index: str) -> Iterator[Blank]:
        for field in self.paper.fields:
            options = self._options(field, row.get(field.name, ""))
            yield Blank(
                name=f"{index}-{field.name}",
                label=field.label,
                value=row.get(field.name, ""),
                help=self._help(field),
                required=field.required,
                options=options,
                long=not options and field.name not in _SHORT,
            )

    def _is_first(self, name: str) -> bool:
        return name in _FIRST or len(self.paper.fields) < _MANY

    def _options(self, field: PaperField, value: str) -> list[tuple[str, str]]:
        """Codes by their first word, areas by the letter's names; what stands there otherwise stays choosable."""
        options = [(code, ways[0]) for code, ways in field.codes.items()]
        if field.name == "field":
            options = [(name, name) for name in self._areas]
        if options and value and value not in dict(options):
            options.append((value, value))
        return options

    def _help(self, field: PaperField) -> str:
        if field.name == "subject" and self.asked:
            return f"Công văn yêu cầu {self.asked}."
        if field.name == "kind" and self.aims:
            return f"Công văn định hướng {self.aims}."
        if field.name == "field" and self._areas:
            return "Chọn một lĩnh vực nêu trong công văn."
        return _HELP.get(field.name, "")
