"""How far units have come, in sentences by bloc as such letters write them, from the ledger alone.

'Khối xã: có 08 đơn vị xã tổ chức … và có 04 xã gửi … gồm: …' where two duties stand differently, 'Khối Đảng có: …'
where the same units did both; short ones share a line; blocs of whom nobody answered are named last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kheo.campaigns.letter_text import Span
from kheo.campaigns.places import lowered
from kheo.publishing.documents.phrases import Spans, amount, listed, phrase, tied
from kheo.tally.owing import Board, CallFigures, UnitStanding, by_arrival

CONFERENCE = "conference"
# Two blocs share a line while both together name no more units than this.
_NAMES_A_LINE = 6


@dataclass(frozen=True, slots=True)
class BlocStatus:
    """Of one bloc: who held a conference (None where none was asked), who sent the paper, how many owe it."""

    name: str
    met: tuple[UnitStanding, ...] | None
    sent: tuple[UnitStanding, ...]
    expected: int

    @property
    def parts(self) -> bool:
        """Did some only meet, or only send?"""
        return self.met is not None and {unit.unit for unit in self.met} != {unit.unit for unit in self.sent}

    @property
    def kind(self) -> str:
        """What letters call the units counted: the kind their bloc is named after ('Khối xã'), if it is."""
        named = self.name.removeprefix("Khối ").lower()
        return named if named in {unit.kind.lower() for unit in (*(self.met or ()), *self.sent)} else ""


def main_call(board: Board) -> CallFigures:
    """The paper the letter asks for first; a conference only where nothing else is asked."""
    papers = [call for call in board.calls if call.paper != CONFERENCE]
    return (papers or list(board.calls))[0]


def done_words(call: CallFigures, wording: dict[str, str]) -> str:
    """What units did for this call: 'gửi báo cáo …', 'tổ chức hội nghị …'; a campaign may word it (CALL_done)."""
    verb = "tổ chức" if call.paper == CONFERENCE else "gửi"
    return wording.get(f"{call.slug}_done") or f"{verb} {lowered(call.title)}"


def status_lines(board: Board, wording: dict[str, str]) -> tuple[Spans, ...]:
    """One sentence a line, ending with a full stop, without the dash before it; counts and units' names are tied."""
    main = main_call(board)
    conference = next((call for call in board.calls if call.paper == CONFERENCE and call is not main), None)
    blocs = list(_blocs(main, conference))
    met_words = done_words(conference, wording) if conference else ""
    lines = list(_lines(blocs, done_words(main, wording), met_words))
    for call in board.calls:
        if call.slug not in {main.slug, conference.slug if conference else None} and call.figures.expected:
            said = listed([_counted(bloc) for bloc in _blocs(call, None) if bloc.sent], "; ")
            done = said or (Span("chưa có đơn vị nào"),)
            lines.append(phrase("Đã {did}: {done}.", did=done_words(call, wording), done=done))
    return tuple(lines)


def _blocs(main: CallFigures, conference: CallFigures | None) -> Iterator[BlocStatus]:
    met = {bloc.bloc: bloc for bloc in conference.blocs} if conference else {}
    for bloc in main.blocs:
        beside = met.pop(bloc.bloc, None)
        yield BlocStatus(
            name=bloc.name,
            met=_answered(beside.units if beside else ()) if conference else None,
            sent=_answered(bloc.units),
            expected=bloc.figures.expected,
        )
    for bloc in met.values():
        yield BlocStatus(bloc.name, _answered(bloc.units), (), bloc.figures.expected)


def _answered(units: Iterable[UnitStanding]) -> tuple[UnitStanding, ...]:
    return tuple(by_arrival(unit for unit in units if unit.has_answered))


def _lines(blocs: Iterable[BlocStatus], sent_words: str, met_words: str) -> Iterator[Spans]:
    waiting: BlocStatus | None = None
    silent: list[str] = []
    for bloc in blocs:
        if not bloc.sent and not bloc.met:
            silent.extend([bloc.name] if bloc.expected else [])
        elif bloc.parts:
            yield from _joined(waiting)
            waiting = None
            yield (*_parted(bloc, sent_words, met_words), Span("."))
        elif waiting and len(waiting.sent) + len(bloc.sent) <= _NAMES_A_LINE:
            yield from _joined(waiting, bloc)
            waiting = None
        else:
            yield from _joined(waiting)
            waiting = bloc
    yield from _joined(waiting)
    if silent:
        yield phrase("Chưa có đơn vị nào thực hiện: {blocs}.", blocs=tied("; ".join(silent)))


def _joined(*blocs: BlocStatus | None) -> Iterator[Spans]:
    said = [
        _counted(bloc) if bloc.met is None else phrase("{bloc} có: {names}", bloc=bloc.name, names=_names(bloc.sent))
        for bloc in blocs
        if bloc
    ]
    if said:
        yield (*listed(said, "; "), Span("."))


def _counted(bloc: BlocStatus) -> Spans:
    return phrase(
        "{bloc} có {sent}/{expected} đơn vị: {names}",
        bloc=bloc.name,
        sent=_number(bloc.sent),
        expected=tied(amount(bloc.expected)),
        names=_names(bloc.sent),
    )


def _parted(bloc: BlocStatus, sent_words: str, met_words: str) -> Spans:
    met, unit, units = bloc.met or (), bloc.kind or "đơn vị", f"đơn vị {bloc.kind}".rstrip()
    sent = phrase(
        "có {number} {units} {sent} gồm: {names}",
        number=_number(bloc.sent),
        units=unit if met else units,
        sent=sent_words,
        names=_names(bloc.sent),
    )
    if not met:
        return phrase("{bloc}: {sent}; chưa có {unit} nào {met}", bloc=bloc.name, sent=sent, unit=unit, met=met_words)
    begun = phrase("{bloc}: có {number} {units} {met}", bloc=bloc.name, number=_number(met), units=units, met=met_words)
    if bloc.sent:
        return phrase("{begun} và {sent}", begun=begun, sent=sent)
    return phrase("{begun}, chưa có {unit} nào {sent}", begun=begun, unit=unit, sent=sent_words)


def _number(units: Sequence[UnitStanding]) -> Span:
    return tied(amount(len(units)))


def _names(units: Iterable[UnitStanding]) -> Span:
    # One value, so that words changed by hand around it stay when more units have answered.
    return tied(", ".join(unit.listed_name for unit in units))
