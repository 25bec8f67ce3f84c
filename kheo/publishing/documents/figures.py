"""Figures of the ledger in sentences and tables, every number tied: duties done, what was registered, how it ended."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.phrases import Spans, amount, listed, phrase, tied
from kheo.publishing.papers import Annex, Column, Grid, Line
from kheo.records.models import Entry, Outcome
from kheo.tally.counts import EntryCount, total
from kheo.tally.lists import OutcomeLine
from kheo.tally.owing import Board, CallFigures, Figures

_DONE = "{call}: {received}/{expected} đơn vị đã thực hiện ({percent}), trong đó {on_time} đơn vị đúng hạn; {missing}."
_NONE_DONE = "{call}: chưa có đơn vị nào trong {expected} đơn vị thực hiện."
_OUTCOMES = "Có {units} đơn vị báo cáo kết quả {number} mô hình, điển hình: {endings}."
_NUMBER_OF = "{number} {what}"
_OF_EACH = "{what}: {number}"
_UNSAID = "chưa ghi rõ"
_NO_AREA = "Chưa xếp lĩnh vực"
_SUBJECTS = {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình"}
_ENDINGS = {
    Outcome.Ending.REPLICATED: "hiệu quả, đã nhân rộng",
    Outcome.Ending.EFFECTIVE: "hiệu quả, chưa nhân rộng",
    Outcome.Ending.NOT_REPLICABLE: "thực hiện nhưng không nhân rộng được",
    Outcome.Ending.NOT_DONE: "chưa thực hiện",
    "": _UNSAID,
}
_OF_CALL: tuple[tuple[str, Callable[[Figures], int]], ...] = (
    ("Phải thực hiện", lambda figures: figures.expected),
    ("Đã thực hiện", lambda figures: figures.received),
    ("Đúng hạn", lambda figures: figures.on_time),
    ("Chưa thực hiện", lambda figures: figures.missing),
)
_OF_ENTRIES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Tổng số", "", {}),
    ("Tập thể", "Đối tượng", {"subject": "collective"}),
    ("Cá nhân", "Đối tượng", {"subject": "individual"}),
    ("Hộ gia đình", "Đối tượng", {"subject": "household"}),
    ("Mô hình", "Loại", {"kind": "practice"}),
    ("Điển hình", "Loại", {"kind": "exemplar"}),
    ("Mới", "Hình thức", {"continuity": "new"}),
    ("Duy trì", "Hình thức", {"continuity": "continued"}),
)


def call_sentences(board: Board) -> Iterator[Spans]:
    """How far units have come with each call that anybody owes."""
    for call in board.calls:
        figures = call.figures
        if not figures.expected:
            continue
        if not figures.received:
            yield phrase(_NONE_DONE, call=call.title, expected=tied(amount(figures.expected)))
            continue
        left = phrase("{number} đơn vị chưa thực hiện", number=tied(amount(figures.missing)))
        yield phrase(
            _DONE,
            call=call.title,
            received=tied(amount(figures.received)),
            expected=tied(amount(figures.expected)),
            percent=tied(percent(figures.received, figures.expected)),
            on_time=tied(amount(figures.on_time)),
            missing=left if figures.missing else "không còn đơn vị nào chưa thực hiện",
        )


def bloc_annex(board: Board, *, note: str, attached: str) -> Annex:
    """Each bloc's figures under each call, and their sum."""
    calls = [call for call in board.calls if call.figures.expected]
    columns = (
        Column("STT", 12, centred=True),
        Column("Khối", 60),
        *(Column(heading, 22, call.title, centred=True) for call in calls for heading, _ in _OF_CALL),
    )
    names = list(dict.fromkeys(bloc.name for call in calls for bloc in call.blocs))
    lines = [
        Line((str(number), name, *_of_calls([_bloc(call, name) for call in calls])))
        for number, name in enumerate(names, start=1)
    ]
    lines.append(Line(("", "Tổng cộng", *_of_calls([call.figures for call in calls]))))
    return Annex("Biểu số liệu", "Tình hình thực hiện theo khối", Grid(columns, tuple(lines)), attached, note)


def entry_sentences(campaign: Campaign, counts: Sequence[EntryCount]) -> Iterator[Spans]:
    """What stood registered: in all, by subject, kind, field of work, new or continued; nothing where nothing stood."""
    if not counts:
        return
    subjects = [(words, total(counts, subject=code)) for code, words in _SUBJECTS.items()]
    said = phrase("{number} mô hình, điển hình", number=tied(amount(total(counts))))
    yield phrase("Tổng số đăng ký: {all}; gồm {subjects}.", all=said, subjects=_numbers(subjects))
    kinds = [(words.lower(), total(counts, kind=code)) for code, words in Entry.Kind.choices]
    yield phrase("Theo loại: {kinds}.", kinds=_numbers([*kinds, (_UNSAID, total(counts, kind=""))]))
    areas = [(name, total(counts, area=code)) for code, name in _areas(campaign)]
    said = listed([phrase(_OF_EACH, what=name, number=tied(amount(number))) for name, number in areas if number], "; ")
    yield phrase("Theo lĩnh vực: {areas}.", areas=said)
    again = [(words.lower(), total(counts, continuity=code)) for code, words in Entry.Continuity.choices]
    yield phrase("Theo hình thức: {again}.", again=_numbers([*again, (_UNSAID, total(counts, continuity=""))]))


def entry_annex(campaign: Campaign, counts: Sequence[EntryCount], *, note: str, attached: str) -> Annex:
    """What stood registered, by bloc and by field of work."""
    columns = (
        Column("STT", 12, centred=True),
        Column("Khối, lĩnh vực", 77),
        *(Column(heading, 21, under, centred=True) for heading, under, _ in _OF_ENTRIES),
    )
    blocs = dict.fromkeys(count.bloc for count in counts)
    lines = [Line(("I. THEO KHỐI",), level=1), *_entry_lines({name: {"bloc": name} for name in blocs}, counts)]
    areas = {name: {"area": code} for code, name in _areas(campaign)}
    lines += [Line(("II. THEO LĨNH VỰC",), level=1), *_entry_lines(areas, counts)]
    lines.append(Line(("", "Tổng cộng", *_of_entries(counts, {}))))
    return Annex("Biểu số liệu", "Mô hình, điển hình đăng ký", Grid(columns, tuple(lines)), attached, note)


def outcome_sentences(outcomes: Sequence[OutcomeLine]) -> Iterator[Spans]:
    """How what was reported ended; nothing where nothing was."""
    if not outcomes:
        return
    found = Counter(outcome.ending for outcome in outcomes)
    yield phrase(
        _OUTCOMES,
        units=tied(amount(len({outcome.unit for outcome in outcomes}))),
        number=tied(amount(len(outcomes))),
        endings=_numbers([(words, found[ending]) for ending, words in _ENDINGS.items()]),
    )


def percent(part: int, whole: int) -> str:
    """'25%', '66,7%': at most one digit after the comma."""
    rounded = round(100 * part / whole, 1) if whole else 0.0
    return f"{rounded:g}%".replace(".", ",")


def _numbers(said: Sequence[tuple[str, int]]) -> Spans:
    """'02 tập thể, 01 cá nhân', leaving out what there is none of."""
    return listed([phrase(_NUMBER_OF, number=tied(amount(number)), what=what) for what, number in said if number], ", ")


def _of_calls(figures: Sequence[Figures | None]) -> tuple[str, ...]:
    return tuple(amount(value(one)) if one else "" for one in figures for _, value in _OF_CALL)


def _bloc(call: CallFigures, name: str) -> Figures | None:
    return next((bloc.figures for bloc in call.blocs if bloc.name == name), None)


def _areas(campaign: Campaign) -> list[tuple[str, str]]:
    return [*campaign.areas.values_list("code", "name"), ("", _NO_AREA)]


def _entry_lines(chosen: dict[str, dict[str, str]], counts: Sequence[EntryCount]) -> Iterator[Line]:
    occurring = [(name, values) for name, values in chosen.items() if total(counts, **values)]
    for number, (name, values) in enumerate(occurring, start=1):
        yield Line((str(number), name, *_of_entries(counts, values)))


def _of_entries(counts: Sequence[EntryCount], chosen: dict[str, str]) -> tuple[str, ...]:
    return tuple(amount(total(counts, **{**chosen, **also})) for _, _, also in _OF_ENTRIES)
