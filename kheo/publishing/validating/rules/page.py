"""Khổ giấy, định lề, số trang; every section by itself."""

from kheo.publishing.rulesets import RuleSet, Sheet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.departure import Departure, Departures
from kheo.publishing.validating.facts import CENTRE, Section
from kheo.publishing.validating.heights import LINES_A_PAGE, lines_of
from kheo.publishing.validating.looks import size_words

# Millimetres; programs round to twentieths of a point, people to the nearest.
_WITHIN = 0.6
_SHEETS = ((210, 297), (148, 210))
# Giấy tờ hành chính may be A5.
_SMALL = (
    "giay gioi thieu", "giay chung nhan", "giay di duong", "giay nghi phep", "giay moi", "phieu chuyen", "phieu gui",
    "phieu bao", "thu cong",
)  # fmt: skip
_NAMES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}


def check(parts: Parts, rules: RuleSet) -> Departures:
    for number, section in enumerate(parts.sections):
        at = "trang giấy" if len(parts.sections) == 1 else f"trang giấy, phần {number + 1}"
        yield from _sheet(section, at, small=_may_be_small(parts))
        if section.height > section.width:
            yield from _margins(section, rules.page, at)
        if section.number is not None or _is_long(parts, number):
            yield from _numbers(section, rules, at, first=number == 0)


def _is_long(parts: Parts, section: int) -> bool:
    """Surely more than one page: the first has no number, so that a paper of one page needs none."""
    return lines_of(line for line in parts.lines if line.section == section) > LINES_A_PAGE


def _may_be_small(parts: Parts) -> bool:
    return parts.kind.name is not None and parts.kind.name.key.startswith(_SMALL)


def _sheet(section: Section, at: str, *, small: bool) -> Departures:
    size = sorted((section.width, section.height))
    if not any(abs(size[0] - low) < 1.5 and abs(size[1] - high) < 1.5 for low, high in _SHEETS[: 2 if small else 1]):
        yield Departure("page.size", at, f"{section.width:.0f} × {section.height:.0f} mm", "khổ A4 (210 × 297 mm)")


def _margins(section: Section, sheet: Sheet, at: str) -> Departures:
    """On landscape sheets no rule gives margins."""
    for name, said in _NAMES.items():
        low, high = sheet.allowed(name)
        found = getattr(section, name)
        if not low - _WITHIN <= found <= high + _WITHIN:
            wanted = f"{low:g} mm" if low == high else f"{low:g}–{high:g} mm"
            yield Departure("page.margins", at, f"{said} {found:.1f} mm".replace(".0 mm", " mm"), f"{said} {wanted}")


def _numbers(section: Section, rules: RuleSet, at: str, *, first: bool) -> Departures:
    number, style = section.number, rules.style("page_number")
    if number is None:
        yield Departure("page.number", at, "không có số trang", "số trang ở giữa lề trên, từ trang thứ hai")
        return
    if not number.in_header:
        yield Departure("page.number_place", at, "số trang ở chân trang", "số trang ở giữa lề trên")
        return
    if number.align != CENTRE:
        yield Departure("page.number_place", at, "số trang không ở giữa", "số trang ở giữa, cách đều hai mép")
    low, high = style.allowed
    if not low - 0.26 <= number.size <= high + 0.26:
        yield Departure("page.number_look", at, f"số trang cỡ {number.size:g}", f"số trang {size_words(style)}")
    if set(number.fonts) - {rules.font}:
        said = ", ".join(one or "không ghi phông" for one in number.fonts)
        yield Departure("page.number_look", at, f"số trang phông {said}", f"phông chữ {rules.font}")
    if rules.regime == "party" and abs(section.header - rules.page.number_from_edge) > _WITHIN:
        wanted = f"cách mép trên {rules.page.number_from_edge:g} mm"
        yield Departure("page.number_place", at, f"số trang cách mép trên {section.header:.0f} mm", wanted)
    if first and (not section.first_apart or section.first_number):
        yield Departure("page.first_number", at, "trang thứ nhất có số trang", "không hiển thị số ở trang thứ nhất")
