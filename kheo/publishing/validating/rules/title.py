"""Tiêu đề, quốc hiệu and tiêu ngữ: the words to the letter, their look, and the line under them."""

from dataclasses import replace

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import fits, look
from kheo.publishing.validating.widths import length

# Points by which a line may be longer or shorter than the words above it.
LINE_WITHIN = 2.0


def check(parts: Parts, rules: RuleSet) -> Departures:
    title, motto = parts.head.title, parts.head.motto
    if title is None:
        found = quoted(parts.head.foreign.text) if parts.head.foreign else "không có"
        yield Departure("title.missing", _at(parts.head.foreign), found, quoted(rules.header.title))
        return
    yield from _words(title, rules.header.title)
    if rules.header.motto:
        yield from _motto(motto, title, rules)
    if parts.head.foreign is not None:
        wrong = parts.head.foreign
        yield Departure("title.foreign", wrong.at, quoted(wrong.text), f"chỉ có {quoted(rules.header.title)}")
    if parts.formatted:
        yield from look("title.look", [_unlined(parts, title)], rules.style("title"))
        if motto is not None and rules.header.motto:
            yield from look("title.motto_look", [_unlined(parts, motto)], rules.style("motto"))
        yield from _line(parts, motto if rules.header.motto and motto else title, rules)
        yield from _place(title)


def _words(title: Piece, wanted: str) -> Departures:
    if title.text != wanted:
        yield Departure("title.words", title.at, quoted(title.text), quoted(wanted))


def _motto(motto: Piece | None, title: Piece, rules: RuleSet) -> Departures:
    if motto is None:
        yield Departure("title.motto", title.at, "không có tiêu ngữ", quoted(rules.header.motto))
    elif motto.text != rules.header.motto:
        yield Departure("title.motto", motto.at, quoted(motto.text), quoted(rules.header.motto))


def _line(parts: Parts, above: Piece, rules: RuleSet) -> Departures:
    """A drawn line as long as the words; an underline cuts the dots of Ộ and Ệ, a border is as long as its cell."""
    style = rules.style("motto" if above is parts.head.motto else "title")
    set_right = all(fits(run, style) and (run.bold, run.italic) == (style.bold, style.italic) for run in above.runs)
    wanted = (length(above, rules) if set_right else 0) or rules.header.title_length
    found = parts.drawn_under(above)
    said = f"đường kẻ liền, dài bằng dòng chữ ({_number(wanted)} pt)"
    if not found:
        yield Departure("title.line", above.at, _instead(above), said)
    elif above.text in {rules.header.title, rules.header.motto} and _off(found, wanted) > LINE_WITHIN:
        # Where the words are wrong, the line is as long as the right ones.
        yield Departure("title.line_length", above.at, f"đường kẻ dài {_number(found[0])} pt", said)


def _unlined(parts: Parts, piece: Piece) -> Piece:
    """Underlined in place of the drawn line: that is told once, where the line is missing."""
    if parts.drawn_under(piece):
        return piece
    return replace(piece, runs=tuple(replace(run, underline=False) for run in piece.runs))


def _off(found: tuple[float, ...], wanted: float) -> float:
    return min(abs(one - wanted) for one in found)


def _instead(above: Piece) -> str:
    if any(run.underline for run in above.runs):
        return "gạch chân chữ thay cho đường kẻ"
    if above.line.setting is not None and above.line.setting.bordered:
        return "viền đoạn văn thay cho đường kẻ"
    return "không có đường kẻ"


def _place(title: Piece) -> Departures:
    cell = title.line.cell
    if cell is not None and cell.columns > 1 and cell.column == 1:
        yield Departure("title.place", title.at, "tiêu đề ở cột bên trái", "góc phải, trang đầu")


def _at(piece: Piece | None) -> str:
    return piece.at if piece else "trang đầu"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
