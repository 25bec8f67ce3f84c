"""A rubric's rules as values: criteria, classes with their thresholds, tie-breaks, averaging and rounding.

No official table of points for models was found, so nothing here is a rule of the State or the Party: every number
comes from the rubric, which an office writes or takes from a sample that says it is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_CRITERIA = 20
MOST_POINTS = Decimal(1000)
MOST_DECIMALS = 4
# A step of a tie-break beside the criteria: the smaller spread goes first.
SPREAD = "spread"
AVERAGING = {"mean": "Trung bình cộng", "median": "Trung vị"}
WEIGHING = {"points": "Cộng điểm các tiêu chí", "weights": "Nhân trọng số, quy về thang điểm"}
ROUNDING = {
    "half_up": "Từ nửa trở lên thì làm tròn lên",
    "half_even": "Đúng nửa thì làm tròn về số chẵn",
    "down": "Bỏ phần lẻ",
    "up": "Còn lẻ là làm tròn lên",
}


class CannotUseError(Exception):
    """The rubric cannot be used as written; the message says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """`most` points can be given; `weight` counts only where the rubric weighs."""

    code: str
    name: str
    most: Decimal
    weight: Decimal = Decimal(1)
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Class:
    """From `least` points on, of the rounded score."""

    code: str
    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Rules:
    """`classes` from the highest threshold down; `ties` are codes of criteria, or SPREAD, in the order of asking."""

    criteria: tuple[Criterion, ...]
    classes: tuple[Class, ...] = ()
    ties: tuple[str, ...] = ()
    averaging: str = "mean"
    weighing: str = "points"
    # The scale of a weighed rubric; of one that adds up it follows from the criteria.
    scale: Decimal = Decimal(100)
    decimals: int = 2
    rounding: str = "half_up"
    # Points are multiples of this.
    step: Decimal = Decimal("0.25")

    @property
    def out_of(self) -> Decimal:
        """The highest score there can be."""
        return self.scale if self.weighing == "weights" else sum((one.most for one in self.criteria), Decimal(0))

    def class_of(self, score: Decimal | None) -> Class | None:
        """The class of a rounded score; None below all thresholds or without a score."""
        return next((one for one in self.classes if score is not None and score >= one.least), None)


def rules_of(content: Mapping[str, Any]) -> Rules:
    """Rules from plain values, as in a rubric's content or a TOML file. Raises CannotUseError."""
    criteria = tuple(
        Criterion(
            code=str(one.get("code") or f"c{place}"),
            name=" ".join(str(one.get("name", "")).split()),
            most=number(one.get("most"), f"điểm tối đa của tiêu chí {place}"),
            weight=number(one.get("weight", 1), f"trọng số của tiêu chí {place}"),
            hint=" ".join(str(one.get("hint", "")).split()),
        )
        for place, one in enumerate(content.get("criteria", ()), start=1)
    )
    classes = tuple(
        Class(str(one.get("code") or f"l{place}"), str(one["name"]).strip(), number(one.get("least"), "ngưỡng"))
        for place, one in enumerate(content.get("classes", ()), start=1)
    )
    rules = Rules(
        criteria=criteria,
        classes=tuple(sorted(classes, key=lambda one: -one.least)),
        ties=tuple(map(str, content.get("ties", ()))),
        averaging=str(content.get("averaging", "mean")),
        weighing=str(content.get("weighing", "points")),
        scale=number(content.get("scale", 100), "thang điểm"),
        decimals=int(content.get("decimals", 2)),
        rounding=str(content.get("rounding", "half_up")),
        step=number(content.get("step", "0.25"), "bước điểm"),
    )
    for fault in faults(rules):
        raise CannotUseError(fault)
    return rules


def content_of(rules: Rules) -> dict[str, Any]:
    """Plain values from which `rules_of` makes the same rules."""
    return {
        "criteria": [
            {"code": one.code, "name": one.name, "most": plain(one.most), "weight": plain(one.weight), "hint": one.hint}
            for one in rules.criteria
        ],
        "classes": [{"code": one.code, "name": one.name, "least": plain(one.least)} for one in rules.classes],
        "ties": list(rules.ties),
        "averaging": rules.averaging,
        "weighing": rules.weighing,
        "scale": plain(rules.scale),
        "decimals": rules.decimals,
        "rounding": rules.rounding,
        "step": plain(rules.step),
    }


def faults(rules: Rules) -> list[str]:
    """Everything that makes the rules unusable, a sentence each."""
    codes = [one.code for one in rules.criteria]
    found = []
    if not 1 <= len(codes) <= MOST_CRITERIA:
        found.append(f"Bộ tiêu chí cần từ 1 đến {MOST_CRITERIA} tiêu chí.")
    if len(set(codes)) != len(codes) or SPREAD in codes:
        found.append("Mỗi tiêu chí cần một mã riêng.")
    found += [f"Tiêu chí {place}: ghi tên tiêu chí." for place, one in enumerate(rules.criteria, 1) if not one.name]
    found += [
        f"Tiêu chí “{one.name}”: điểm tối đa phải lớn hơn 0 và không quá {MOST_POINTS}."
        for one in rules.criteria
        if not 0 < one.most <= MOST_POINTS
    ]
    return found + _weight_faults(rules) + _class_faults(rules) + _choice_faults(rules)


def _weight_faults(rules: Rules) -> list[str]:
    if rules.weighing != "weights":
        return []
    found = [
        f"Tiêu chí “{one.name}”: trọng số phải từ 0 đến {MOST_POINTS}."
        for one in rules.criteria
        if not 0 <= one.weight <= MOST_POINTS
    ]
    if not any(one.weight for one in rules.criteria):
        found.append("Ít nhất một tiêu chí phải có trọng số lớn hơn 0.")
    if not 0 < rules.scale <= MOST_POINTS:
        found.append(f"Thang điểm phải lớn hơn 0 và không quá {MOST_POINTS}.")
    return found


def _class_faults(rules: Rules) -> list[str]:
    least = [one.least for one in rules.classes]
    codes = {one.code for one in rules.classes}
    found = [f"Mức “{one.name}”: ngưỡng cao hơn thang điểm." for one in rules.classes if one.least > rules.out_of]
    if len(set(least)) != len(least) or len(codes) != len(least):
        found.append("Hai mức xếp loại không được cùng ngưỡng.")
    return found


def _choice_faults(rules: Rules) -> list[str]:
    found = []
    known = {one.code for one in rules.criteria} | {SPREAD}
    if not set(rules.ties) <= known or len(set(rules.ties)) != len(rules.ties):
        found.append("Thứ tự xét khi bằng điểm chỉ gồm các tiêu chí, mỗi tiêu chí một lần.")
    if rules.averaging not in AVERAGING or rules.weighing not in WEIGHING or rules.rounding not in ROUNDING:
        found.append("Cách lấy điểm chung, cách cộng điểm hoặc cách làm tròn chưa đúng.")
    if not 0 <= rules.decimals <= MOST_DECIMALS:
        found.append(f"Số chữ số lẻ từ 0 đến {MOST_DECIMALS}.")
    if not Decimal("0.01") <= rules.step <= MOST_POINTS:
        found.append("Bước điểm phải từ 0,01 trở lên.")
    return found


def point_faults(points: Mapping[str, Decimal], rules: Rules) -> dict[str, str]:
    """Criterion → what is wrong with the points given; criteria without points are not asked about here."""
    found = {}
    for one in rules.criteria:
        given = points.get(one.code)
        if given is None:
            continue
        if not 0 <= given <= one.most:
            found[one.code] = f"Điểm từ 0 đến {said(one.most)}."
        elif given % rules.step:
            found[one.code] = f"Điểm là bội của {said(rules.step)}."
    return found


def missing(points: Mapping[str, Decimal], rules: Rules) -> list[str]:
    """Codes of criteria that have no points yet."""
    return [one.code for one in rules.criteria if one.code not in points]


def number(value: Any, what: str) -> Decimal:
    """A finite decimal, at most two digits after the point; a comma may stand for it. Raises CannotUseError."""
    try:
        found = Decimal(str(value).strip().replace(",", "."))
        if found.is_finite() and abs(found) <= MOST_POINTS and found == round(found, 2):
            return found
    except InvalidOperation:
        pass
    raise CannotUseError(f"Ghi {what} bằng số, nhiều nhất hai chữ số lẻ, không quá {MOST_POINTS}.")


def plain(value: Decimal | None) -> str:
    """'7.5' for 7.50, '100' for 1E+2, '' for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(value: Decimal | None) -> str:
    """As people write it: '7,5'."""
    return plain(value).replace(".", ",")


def decimals_of(points: Mapping[str, str]) -> dict[str, Decimal]:
    return {code: Decimal(given) for code, given in points.items()}


def names_of(codes: Iterable[str], rules: Rules) -> list[str]:
    """The names of these criteria, and of the spread."""
    known = {one.code: one.name for one in rules.criteria} | {SPREAD: "độ lệch nhỏ hơn"}
    return [known[code] for code in codes]
