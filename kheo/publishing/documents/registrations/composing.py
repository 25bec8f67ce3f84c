"""Composes the consolidated list of all that stands registered."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kheo.campaigns.letter_text import compose
from kheo.campaigns.models import Campaign
from kheo.campaigns.requirements import MEASURES
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import list_paper, numeral
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import amount
from kheo.publishing.papers import Annex, Column, Grid, Line, Paper
from kheo.records.models import Entry
from kheo.tally.lists import EntryLine, registrations

_WHO = "Tập thể, cá nhân thực hiện"
COLUMNS = (
    Column("STT", 15, centred=True),
    Column("Tên mô hình, điển hình", 56),
    Column("Loại", 17, centred=True),
    Column("Tập thể", 34, _WHO),
    Column("Cá nhân, hộ gia đình", 34, _WHO),
    Column("Lĩnh vực", 28),
    Column("Nội dung, mục tiêu", 40),
    Column("Thời gian, địa điểm thực hiện", 34),
    Column("Mới, duy trì", 15, centred=True),
)
_SUBJECTS = {"collective": "collectives", "individual": "individuals", "household": "households"}


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The list by itself, without a number."""
    return list_paper(compose(campaign), listing(campaign, order), order)


def listing(campaign: Campaign, order: Order) -> Annex:
    """The list as of the ordered instant, an empty one where nothing stood registered."""
    lines = registrations(campaign, as_of=order.as_of)
    title = campaign.wording.get("registrations_title") or "Đăng ký mô hình, điển hình “Dân vận khéo” năm {year}"
    return Annex(
        title="Biểu tổng hợp",
        subtitle=title.format(year=campaign.year),
        grid=Grid(COLUMNS, tuple(lines_of(lines))),
        note=f"(Số liệu tính đến {order.moment_words})",
    )


def lines_of(entries: list[EntryLine]) -> Iterator[Line]:
    position = 0
    for number, (bloc, in_bloc) in enumerate(groupby(entries, key=lambda entry: entry.bloc), start=1):
        members = list(in_bloc)
        yield Line((f"{numeral(number)}. {bloc.upper()} ({_figures(members)})",), level=1)
        for place, (_, of_unit) in enumerate(groupby(members, key=lambda entry: entry.unit), start=1):
            own = list(of_unit)
            yield Line((f"{place}. {own[0].unit_name} ({_subjects(own)})",), level=2)
            for entry in own:
                position += 1
                yield Line(_cells(entry, position), source={"entry": entry.entry, "original": entry.original})
    yield Line((f"Tổng cộng: {_figures(entries)}",), level=1)


def _cells(entry: EntryLine, position: int) -> tuple[str, ...]:
    collective = entry.subject == Entry.Subject.COLLECTIVE
    person = ", ".join(filter(None, (entry.person_name, entry.job)))
    return (
        str(position),
        entry.title,
        _label(Entry.Kind.choices, entry.kind),
        (person or entry.unit_name) if collective else "",
        "" if collective else person,
        entry.area,
        entry.goals or entry.need,
        "\n".join(filter(None, (entry.time, entry.place))),
        _label(Entry.Continuity.choices, entry.continuity),
    )


def _label(choices: Iterable[tuple[str, str]], code: str) -> str:
    return dict(choices).get(code, "")


def _figures(entries: list[EntryLine]) -> str:
    units = len({entry.unit for entry in entries})
    return f"{amount(units)} đơn vị, {amount(len(entries))} mô hình, điển hình: {_subjects(entries)}"


def _subjects(entries: list[EntryLine]) -> str:
    """'02 tập thể, 01 cá nhân', leaving out what there is none of."""
    found = Counter(_SUBJECTS[entry.subject] for entry in entries)
    said = (f"{amount(found[measure])} {MEASURES[measure]}" for measure in _SUBJECTS.values() if found[measure])
    return ", ".join(said) or "chưa có"


KIND: Kind = kind_of(__file__, compose_paper, formats=("docx", "xlsx"))
