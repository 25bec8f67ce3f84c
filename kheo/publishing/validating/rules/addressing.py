"""Kính gửi, Kính trình and Nơi nhận: label, dash, mark after each name, "Như trên", the place that keeps the paper."""

import re

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, ending, quoted
from kheo.publishing.validating.looks import look

_LABEL = re.compile(r"^(Kính\s+\w+|Nơi\s+nhận)(\s*)(:?)", re.IGNORECASE)
_MARKS = ";,.:"
_KEPT = re.compile(r"^[-–]?\s*Lưu\b\s*(:?)", re.IGNORECASE)
_DRAFTER = re.compile(r"^[^\W\d_]{4,}-\d{1,4}$")
_PRESENTED = "to trinh"


def check(parts: Parts, rules: RuleSet) -> Departures:
    yield from _greeting(parts, rules)
    yield from _receivers(parts, rules)


def _greeting(parts: Parts, rules: RuleSet) -> Departures:
    wanted = rules.words.presented if parts.kind.name and parts.kind.name.key == _PRESENTED else rules.words.addressees
    if parts.salute is None:
        if parts.letter and parts.head.subject:
            yield Departure("addressees.missing", "trang đầu, dưới phần đầu", "không có", quoted(wanted))
        return
    yield from _label("addressees.label", parts.salute, wanted)
    last_end = {rules.words.last_addressee_end, "."}
    if len(parts.addressees) == 1:
        last_end |= {rules.words.one_addressee_end, ""}
    yield from _marks("addressees", parts.addressees, rules.words.item_end, last_end)
    yield from _listed(parts.addressees)
    if parts.formatted:
        label = _only_label(parts.salute)
        yield from look("addressees.label_look", [label], rules.style("addressees_label"))
        yield from look("addressees.look", parts.addressees, rules.style("addressees"))


def _listed(items: tuple[Piece, ...]) -> Departures:
    """Several names have a line and a dash each; a name may go on in a second line."""
    for place, item in enumerate(items if len(items) > 1 else ()):
        goes_on = place > 0 and not _mark(items[place - 1])
        if not item.text.startswith("- ") and not goes_on:
            wanted = "dấu gạch ngang rồi dấu cách trước mỗi nơi"
            yield Departure("addressees.dash", item.at, quoted(item.text), wanted)
            return


def _receivers(parts: Parts, rules: RuleSet) -> Departures:
    label = parts.receivers_label
    if label is None:
        if not parts.kind.name or parts.kind.name.key != "bien ban":
            yield Departure("receivers.missing", "cuối văn bản, góc trái", "không có", quoted(rules.words.receivers))
        return
    yield from _label("receivers.label", label, rules.words.receivers)
    items = [one for one in parts.receivers if not _DRAFTER.match(one.text)]
    yield from _marks("receivers", items, rules.words.item_end, {rules.words.last_receiver_end})
    yield from _dashes(items)
    yield from _as_above(parts, items)
    yield from _kept(items, rules)
    if parts.formatted:
        yield from look("receivers.label_look", [label], rules.style("receivers_label"))
        yield from look("receivers.look", items, rules.style("receivers"))


def _label(code: str, piece: Piece, wanted: str) -> Departures:
    found = _LABEL.match(piece.text)
    if found is None or f"{found[1]}{found[2]}{found[3]}" != wanted:
        yield Departure(code, piece.at, quoted(found[0] if found else piece.text), quoted(wanted))


def _only_label(piece: Piece) -> Piece:
    """The piece with the runs of its label only: names may stand on the same line."""
    found = _LABEL.match(piece.text)
    end = found.end() if found else len(piece.text)
    runs, place = [], 0
    for run in piece.runs:
        if place < end:
            runs.append(run)
        place += len(run.text)
    return Piece(piece.text[:end], piece.line, piece.number, tuple(runs))


def _marks(part: str, items: list[Piece] | tuple[Piece, ...], mark: str, last: set[str]) -> Departures:
    """The first wrong mark between names, and the one after the last."""
    for item in items[:-1]:
        if _mark(item) != mark:
            yield Departure(f"{part}.mark", item.at, ending(item.text), f"kết thúc bằng dấu {quoted(mark)}")
            break
    if items and _mark(items[-1]) not in last:
        wanted = " hoặc ".join(quoted(one) for one in sorted(last) if one)
        yield Departure(f"{part}.last_mark", items[-1].at, ending(items[-1].text), f"kết thúc bằng dấu {wanted}")


def _mark(item: Piece) -> str:
    text = item.text.rstrip()
    return text[-1] if text and text[-1] in _MARKS else ""


def _dashes(items: list[Piece]) -> Departures:
    wrong = next((item for item in items if not item.text.startswith("- ")), None)
    if wrong is not None:
        yield Departure(
            "receivers.dash", wrong.at, quoted(wrong.text), "dấu gạch ngang rồi dấu cách trước mỗi nơi nhận"
        )


def _as_above(parts: Parts, items: list[Piece]) -> Departures:
    """Letters and what is presented name those they are for above; below they say so."""
    if parts.salute is None or not items:
        return
    text = items[0].text.lstrip("-– ").rstrip(_MARKS + " ")
    if text != "Như trên":
        yield Departure("receivers.as_above", items[0].at, quoted(items[0].text), "dòng đầu ghi “Như trên”")


def _kept(items: list[Piece], rules: RuleSet) -> Departures:
    kept = next(((item, found) for item in items if (found := _KEPT.match(item.text))), None)
    if kept is None:
        if items:
            yield Departure("receivers.kept", items[-1].at, quoted(items[-1].text), "dòng cuối ghi nơi lưu: “- Lưu …”")
        return
    item, found = kept
    if rules.regime == "state" and not found[1]:
        yield Departure("receivers.kept", item.at, quoted(item.text), "dạng “- Lưu: VT, …”")
    if rules.regime == "party" and found[1]:
        yield Departure("receivers.kept", item.at, quoted(item.text), "không có dấu hai chấm sau “Lưu”")
