"""The annex of the urging letter: each unit that still owes something, by bloc, with what and by when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kheo.campaigns.models import Call
from kheo.campaigns.places import due_words, lowered, said_due
from kheo.campaigns.requirements import short_words
from kheo.office.wording import count
from kheo.publishing.documents.urging_letter.status import CONFERENCE
from kheo.publishing.papers import Annex, Column, Grid, Line
from kheo.tally.owing import Board, CallFigures, State, UnitStanding

COLUMNS = (
    Column("STT", 14, centred=True),
    Column("Đơn vị", 64),
    Column("Nội dung chưa thực hiện", 82),
    Column("Còn thiếu, cần bổ sung", 56),
    Column("Thời hạn", 43, centred=True),
)


@dataclass
class _Owing:
    """What one unit owes, gathered over the calls."""

    unit: UnitStanding
    undone: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    obligations: list[int] = field(default_factory=list)


def owing_annex(
    board: Board, calls: Mapping[str, Call], *, title: str, moment: str, attached: str, new_due: str = ""
) -> Annex | None:
    """The table, or None where nobody owes anything; `new_due` is said instead of every deadline."""
    owing = _gather(board, calls, new_due)
    if not owing:
        return None
    return Annex(
        title="Danh sách",
        subtitle=title,
        grid=Grid(COLUMNS, tuple(_lines(owing))),
        attached=attached,
        note=f"(Số liệu tính đến {moment})",
    )


def owed(unit: UnitStanding) -> bool:
    """Must the unit still do something? What waits for the office to look at is not the unit's."""
    return unit.state in {State.MISSING, State.RETURNED} or (unit.has_answered and bool(unit.short))


def _gather(board: Board, calls: Mapping[str, Call], new_due: str) -> dict[str, dict[int, _Owing]]:
    # Every bloc first, so that the order is the board's whichever call a unit owes.
    found: dict[str, dict[int, _Owing]] = {bloc.name: {} for call in board.calls for bloc in call.blocs}
    for call in board.calls:
        for bloc in call.blocs:
            for unit in filter(owed, bloc.units):
                one = found[bloc.name].setdefault(unit.unit, _Owing(unit))
                wording = calls[call.slug].due_wording
                _add(one, unit, call, said_due(wording, new_due) if new_due else due_words(unit.due_at, wording))
    return {bloc: units for bloc, units in found.items() if units}


def _add(owing: _Owing, unit: UnitStanding, call: CallFigures, due: str) -> None:
    owing.obligations.append(unit.obligation)
    if due not in owing.due:
        owing.due.append(due)
    if unit.state == State.MISSING:
        owing.undone.append(f"Chưa {'tổ chức' if call.paper == CONFERENCE else 'gửi'} {lowered(call.title)}")
    elif unit.state == State.RETURNED:
        owing.undone.append(f"Gửi lại {lowered(call.title)}: bản đã gửi không đọc được")
    else:
        owing.lacking.append(_sentence(short_words(unit.short)))


def _lines(owing: Mapping[str, Mapping[int, _Owing]]) -> Iterator[Line]:
    number = 0
    for bloc, units in owing.items():
        yield Line((f"{bloc} ({count(len(units))} đơn vị)",), level=1)
        for one in sorted(units.values(), key=lambda owing: owing.unit.path):
            number += 1
            cells = (str(number), one.unit.name, *map("\n".join, (one.undone, one.lacking, one.due)))
            yield Line(cells, source={"unit": one.unit.unit, "obligations": one.obligations})


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
