"""Finds the components of a paper in what is seen of it: by their words first, by where they stand second."""

import re
from collections.abc import Sequence

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.ending import Ending, annex_alone, ending_of
from kheo.publishing.validating.components.heading import LISTS, head_of, is_type
from kheo.publishing.validating.components.parts import Annex, Head, Kind, Parts
from kheo.publishing.validating.components.pieces import Piece, pieces_of
from kheo.publishing.validating.facts import CENTRE, JUSTIFIED, Line, Seen

_DASHES = re.compile(r"^[-–—_*]{3,}$")
_DASH = re.compile(r"^[-–—+•]\s*")
_BASE = re.compile(r"^([-–—]\s*)?(Căn cứ|Xét đề nghị|Xét|Theo đề nghị)\b", re.IGNORECASE)
# A name under "Kính gửi:" may stand without a dash, indented so far (millimetres).
_INDENTED = 25.0
_MOST_SUBJECT_LINES = 6
_MOST_DECIDING = 4
_MOST_TYPE = 30
_HEADING = re.compile(r"^([IVXL]+|\d+|[a-zđ])[.)]|^(Phần|Chương|Mục|Điều)\s|^[-–+]", re.IGNORECASE)
# Longer than any line of a head.
_PROSE = 110


def parts_of(seen: Seen, rules: RuleSet) -> Parts:
    """The components, found by the words of these rules."""
    pieces = pieces_of(seen.lines)
    if (annex := annex_alone(pieces)) is not None:
        return _alone(annex, seen)
    salute = next((place for place, one in enumerate(pieces) if _greets(one)), None)
    receivers = next((place for place, one in enumerate(pieces) if one.key.startswith("noi nhan")), None)
    kind_at = _kind_place(pieces, rules, receivers)
    head_end = min((place for place in (salute, kind_at) if place is not None), default=_prose_place(pieces, receivers))
    kind = _kind(pieces, kind_at)
    names = _addressees(pieces, salute) if salute is not None else []
    after = _after(pieces, head_end, kind, names, salute)
    end = ending_of(pieces, after, receivers)
    text = _text(seen.lines, pieces, after, end)
    above, bases = _bases(text, kind)
    return Parts(
        head=head_of(pieces[:head_end], rules),
        kind=kind,
        salute=pieces[salute] if salute is not None else None,
        addressees=tuple(names),
        bases=tuple(bases),
        body=tuple(text[len(above) + len(bases) :]),
        receivers_label=pieces[receivers] if receivers is not None else None,
        receivers=end.receivers,
        signatures=end.signatures,
        annexes=end.annexes,
        lines=seen.lines,
        sections=seen.sections,
        formatted=seen.formatted,
        decomposed=seen.decomposed,
        traces=seen.traces,
    )


def _alone(annex: Annex, seen: Seen) -> Parts:
    """An annex in a file of its own."""
    return Parts(
        head=Head(),
        kind=Kind(),
        salute=None,
        addressees=(),
        bases=(),
        body=(),
        receivers_label=None,
        receivers=(),
        signatures=(),
        annexes=(annex,),
        lines=seen.lines,
        sections=seen.sections,
        formatted=seen.formatted,
        decomposed=seen.decomposed,
        traces=seen.traces,
        alone=True,
    )


def _greets(piece: Piece) -> bool:
    return piece.key.startswith(("kinh gui", "kinh trinh")) and len(piece.text) < _PROSE * 2


def _kind_place(pieces: Sequence[Piece], rules: RuleSet, receivers: int | None) -> int | None:
    """The line that names the type, in capitals or alone in the middle of its line; never one in the head's columns."""
    for place, piece in enumerate(pieces[:receivers]):
        setting = piece.line.setting
        alone = piece.line.cell is None and piece.only
        shown = piece.capitals or (setting is not None and setting.align == CENTRE)
        if alone and shown and is_type(piece, rules):
            return place
    return _titled_place(pieces, receivers)


def _titled_place(pieces: Sequence[Piece], receivers: int | None) -> int | None:
    """Where a type would stand, in the middle and in capitals, though the rules know none of these words."""
    numbered = next((place for place, one in enumerate(pieces[:receivers]) if one.text.startswith(("Số", "số"))), None)
    if numbered is None:
        return None
    for place, piece in enumerate(pieces[:receivers]):
        setting = piece.line.setting
        if _greets(piece) or (setting is not None and setting.align == JUSTIFIED and len(piece.text) > _PROSE):
            return None
        centred = setting is not None and setting.align == CENTRE and piece.line.cell is None
        if place > numbered and centred and piece.only and _names_a_type(piece):
            return place
    return None


def _names_a_type(piece: Piece) -> bool:
    bold = bool(piece.runs) and all(run.bold for run in piece.runs if run.text.strip())
    return (
        piece.capitals
        and bold
        and len(piece.text) <= _MOST_TYPE
        and not piece.text.endswith(":")
        and not _HEADING.match(piece.text)
    )


def _prose_place(pieces: Sequence[Piece], receivers: int | None) -> int:
    """Where the text begins if neither a type nor a greeting does."""
    for place, piece in enumerate(pieces[:receivers]):
        setting = piece.line.setting
        justified = setting is not None and setting.align == JUSTIFIED and piece.line.cell is None
        if len(piece.text) > _PROSE or justified:
            return place
    return receivers if receivers is not None else len(pieces)


def _kind(pieces: Sequence[Piece], at: int | None) -> Kind:
    if at is None:
        return Kind()
    name, below = pieces[at], None
    subject: list[Piece] = []
    for piece in pieces[at + 1 : at + 1 + _MOST_SUBJECT_LINES]:
        setting = piece.line.setting
        if _DASHES.match(piece.text):
            below = piece
            break
        if _greets(piece) or piece.text.startswith("(") or _BASE.match(piece.text):
            break
        if piece.line.cell is not None or (piece.gap and not setting):
            break
        if setting and setting.align != CENTRE and (subject or not _titles(piece)):
            break
        subject.append(piece)
    return Kind(name, tuple(subject), below, listing=name.key.startswith(LISTS))


def _titles(piece: Piece) -> bool:
    """A subject set aside from the middle: all bold, no heading of the text."""
    bold = bool(piece.runs) and all(run.bold for run in piece.runs if run.text.strip())
    return bold and not piece.capitals and not _HEADING.match(piece.text) and len(piece.text) < _PROSE * 2


def _addressees(pieces: Sequence[Piece], salute: int) -> list[Piece]:
    """What is written after "Kính gửi:" and the lines below it that begin with a dash or stand as far in."""
    label = pieces[salute]
    rest = re.sub(r"^\s*Kính\s+\w+\s*:?\s*", "", label.text, count=1, flags=re.IGNORECASE)
    found = [_named(label, rest)] if rest else []
    for piece in pieces[salute + 1 :]:
        setting = piece.line.setting
        indented = setting is not None and setting.left + setting.first_line >= _INDENTED
        same_line = piece.number == label.number
        alone = not found and not piece.gap and setting is not None and setting.align != JUSTIFIED
        if not (same_line or _DASH.match(piece.text) or indented or alone) or _BASE.match(piece.text):
            break
        if piece.gap and found and not indented:
            break
        found.append(piece)
    return found


def _named(label: Piece, rest: str) -> Piece:
    start = len(label.text) - len(rest)
    runs, place = [], 0
    for run in label.runs:
        if place + len(run.text.strip()) > start:
            runs.append(run)
        place += len(run.text)
    return Piece(rest, label.line, label.number, tuple(runs), place=1, only=False)


def _after(pieces: Sequence[Piece], head_end: int, kind: Kind, names: Sequence[Piece], salute: int | None) -> int:
    """The number of the first line of the text."""
    last = [one for one in (kind.name, *kind.subject, kind.below, *names) if one is not None]
    if salute is not None:
        last.append(pieces[salute])
    if last:
        return max(one.number for one in last) + 1
    return pieces[head_end].number if head_end < len(pieces) else (pieces[-1].number + 1 if pieces else 0)


def _text(lines: tuple[Line, ...], pieces: Sequence[Piece], after: int, end: Ending) -> list[Line]:
    stop = end.starts if end.starts is not None else len(lines)
    held = {piece.number for piece in pieces if piece.line.cell is None}
    return [line for number, line in enumerate(lines[:stop]) if number >= after and number in held and not line.boxed]


def _bases(text: Sequence[Line], kind: Kind) -> tuple[list[Line], list[Line]]:
    """Who decides, in capitals above, and the căn cứ, each on a line of its own.

    In a letter only where each has a dash, since its prose begins with the same words.
    """
    above = []
    for line in text[:_MOST_DECIDING]:
        if not line.text.isupper():
            break
        above.append(line)
    found: list[Line] = []
    for line in text[len(above) :]:
        said = _BASE.match(line.text.strip())
        if not said or line.text.rstrip().endswith(":") or (kind.name is None and not said[1]):
            break
        found.append(line)
    return (above, found) if found else ([], [])
