"""What a form says: its head, what is asked of this unit, the columns, and the lines that are known already."""

from dataclasses import dataclass

from django.utils import timezone

from kheo.campaigns.models import Call, Obligation
from kheo.campaigns.paper import PaperField
from kheo.campaigns.places import bound, due_words
from kheo.campaigns.requirements import applies, minimum_words, rule_words
from kheo.publishing.forms.knowledge import Known, known_of
from kheo.publishing.forms.layouts import LAYOUTS, NUMBER, Layout
from kheo.publishing.papers import Column
from kheo.records.carrying import CARRIED
from kheo.records.fingerprints import Fingerprint
from kheo.records.models import Entry
from kheo.units.models import Unit

_DOTS = "…" * 20
_SPARE_LINES = 3
_LEAST_LINES = 6
_MOST_LINES = 60
_OTHERS = "còn lại"


class NotAskedError(Exception):
    """The unit owes this call nothing; the message says so."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the form; `choices` are what may be picked in it, `carried` in the lines of last year's."""

    field: str
    column: Column
    choices: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form as plain values; `lines` have a value a column and no number, `mark` is its fingerprint.

    The first `carried` of the lines are last year's, to be carried on or closed.
    """

    unit: str
    kind: str
    subject: str
    notes: tuple[str, ...]
    year: int
    sheet: str
    columns: tuple[FormColumn, ...]
    lines: tuple[tuple[str, ...], ...]
    carried: int
    receivers: tuple[str, ...]
    mark: str

    @property
    def grid_columns(self) -> tuple[Column, ...]:
        """All columns, that of the line numbers first."""
        return (NUMBER, *(column.column for column in self.columns))


def compose_form(call: Call, unit: Unit | None = None) -> Form:
    """The blank form of the call, or the form of one unit. Raises NotAskedError where the unit owes it nothing."""
    return form_of(call, unit, known_of(call, [unit])[unit.pk] if unit else Known())


def form_of(call: Call, unit: Unit | None, known: Known) -> Form:
    """As compose_form, of what was fetched before."""
    campaign, layout = call.campaign, LAYOUTS[call.paper]
    duty = _duty(call, unit, known) if unit else None
    due_at = duty.due_at if duty else call.due_at
    named = "" if call.form_title.startswith(layout.kind) else call.form_title
    collector = campaign.collector or campaign.organ
    mailed = f" (bản điện tử gửi về: {campaign.email})" if campaign.email else ""
    deadline = f"Kính gửi: {collector}, {due_words(due_at, call.due_wording)}{mailed}"
    return Form(
        unit=unit.name if unit else _DOTS,
        kind=layout.kind,
        subject=_subject(call, layout),
        notes=tuple(filter(None, (named, deadline, _asked(call, unit, duty, layout.verb), _carrying(known, layout)))),
        year=timezone.localtime(due_at).year,
        sheet=layout.sheet,
        columns=_columns(call, layout),
        lines=_lines(call, unit, known, layout),
        carried=len(known.earlier),
        receivers=(collector, "Lưu"),
        mark=Fingerprint(campaign.slug, call.slug, unit.code if unit else "").mark,
    )


def _duty(call: Call, unit: Unit, known: Known) -> Obligation | None:
    """None before publishing, when nobody owes anything yet."""
    below = unit.path.startswith(call.campaign.root.path)
    if known.duty is None and (call.campaign.published_at or not below):
        raise NotAskedError(f"{unit.name} không thuộc đối tượng phải gửi “{call.title}” theo công văn này.")
    return known.duty


def _subject(call: Call, layout: Layout) -> str:
    """As the call names its form ('Danh sách kết quả …'), else as is usual."""
    if not call.form_title.startswith(layout.kind):
        return layout.subject.format(year=call.campaign.year)
    named = call.form_title[len(layout.kind) :].strip()
    return named[:1].upper() + named[1:]


def _columns(call: Call, layout: Layout) -> tuple[FormColumn, ...]:
    areas = tuple(area.name for area in call.campaign.areas.all())
    pairs = zip(layout.fields(), layout.columns(call.campaign.year), strict=True)
    return tuple(FormColumn(field.name, column, *_choices(field, areas)) for field, column in pairs)


def _choices(field: PaperField, areas: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first word of each code, which every reader knows; for the field of work what the letter names.

    What is new can not have ended, and what is carried on is not new.
    """
    if field.name != "continuity":
        offered = areas if field.name == "field" else tuple(ways[0] for ways in field.codes.values())
        return offered, offered
    new, continued, ended = (field.codes[code][0] for code in ("new", "continued", "ended"))
    return (new, continued), (continued, ended)


def _asked(call: Call, unit: Unit | None, duty: Obligation | None, verb: str) -> str:
    """'Đăng ký ít nhất 02 tập thể, 02 cá nhân; định hướng 01 - 02 điển hình.'; empty where no rule binds."""
    rules = list(call.requirements.all())
    if unit:
        unit_kind, bloc = _standing(unit, duty)
        least = minimum_words(rules, unit_kind=unit_kind, bloc=bloc)
        aims = [rule for rule in rules if rule.strength == "target" and applies(rule, unit_kind, bloc)]
    else:
        least = _asked_of_all(call)
        aims = [rule for rule in rules if rule.strength == "target"]
    aimed = ", ".join(rule_words(rule) for rule in aims if rule.measure != "coverage")
    said = "; ".join(filter(None, (least, f"định hướng {aimed}" if aimed else "")))
    return f"{verb} {said}." if said else ""


def _carrying(known: Known, layout: Layout) -> str:
    """What to do with last year's."""
    if not known.earlier:
        return ""
    field = layout.paper.field("continuity")
    continued, ended = (field.codes[code][0] for code in ("continued", "ended"))
    return (
        f"{len(known.earlier):02d} dòng đã ghi sẵn là mô hình, điển hình đơn vị đăng ký năm {known.earlier_year}. "
        f"Tiếp tục thực hiện thì để “{continued}”, sửa những chỗ đã khác; không làm tiếp thì chọn “{ended}” "
        f"ở cột “{field.label}”, dòng đó sẽ không tính là đăng ký năm nay."
    )


def _asked_of_all(call: Call) -> str:
    """Each group of units with what is asked of it, as the letter names them."""
    rules = [rule for rule in call.requirements.all() if rule.strength == "minimum"]
    groups = dict.fromkeys((rule.kinds or rule.blocs or [_OTHERS])[0] for rule in rules)
    said = []
    for group in groups:
        named = next((rule.audience_words for rule in bound(call, group) if rule.audience_words), "")
        least = minimum_words(rules, unit_kind=group, bloc=group)
        said.append(f"{named}: {least}" if named else least)
    return "; ".join(filter(None, said))


def _lines(call: Call, unit: Unit | None, known: Known, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """What is known of the unit, then empty lines: as many as are owed and a few more."""
    width = len(layout.shares)
    if layout.paper.code == "conference":
        return (("",) * width,)
    said = [_registered(entry, unit) for entry in known.registered] if unit else []
    said += [_carried(entry, layout) for entry in known.earlier]
    filled = [tuple(one.get(name, "") for name in layout.shares) for one in said]
    owed = _owed(call, *_standing(unit, known.duty)) if unit else _LEAST_LINES
    empty = _SPARE_LINES if filled else min(max(owed + _SPARE_LINES, _LEAST_LINES), _MOST_LINES)
    return (*filled, *[("",) * width] * empty)


def _registered(entry: Entry, unit: Unit) -> dict[str, str]:
    """Who carried it out: a collective by its own name if it has one, a person beside the unit."""
    if entry.subject == Entry.Subject.COLLECTIVE:
        return {"title": entry.title, "unit_name": entry.person_name or unit.name}
    return {"title": entry.title, "unit_name": unit.name, "person_name": entry.person_name}


def _carried(entry: Entry, layout: Layout) -> dict[str, str]:
    """Last year's entry in the words of the form."""
    said = {name: str(getattr(entry, kept)) for name, kept in CARRIED.items()} | {"continuity": "continued"}
    codes = {name: layout.paper.field(name).codes for name in said}
    return {name: codes[name][text][0] if text in codes[name] else text for name, text in said.items()}


def _owed(call: Call, unit_kind: str, bloc: str) -> int:
    """How many lines the minima need at most: one line may count for several of them."""
    measures: dict[str, int] = {}
    for rule in call.requirements.all():
        if rule.strength == "minimum" and rule.measure != "coverage" and applies(rule, unit_kind, bloc):
            measures[rule.measure] = max(rule.least or 0, measures.get(rule.measure, 0))
    return sum(measures.values())


def _standing(unit: Unit, duty: Obligation | None) -> tuple[str, str]:
    """Kind and bloc by which rules bind it: as frozen when the letter was published, before that as they are."""
    if duty:
        return duty.unit_kind, duty.bloc.name if duty.bloc else ""
    return unit.kind, unit.bloc.name if unit.bloc else ""
