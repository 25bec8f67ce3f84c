"""Nội dung: size, edges, first line, spacing, the closing mark, letters of điểm, heads of phần, chương, mục, điều."""

import itertools
import re
from collections.abc import Sequence

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.departure import Departure, Departures, ending, quoted
from kheo.publishing.validating.facts import CENTRE, JUSTIFIED, Line, Setting
from kheo.publishing.validating.looks import fits, lettered, size_words

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_POINT = re.compile(r"^([a-zđ])\)\s")
_HEADS = re.compile(r"^(Phần|Chương|Mục|Điều)\s+(\S+?)([.:]?)(\s|$)")
_ROMAN = re.compile(r"^([IVXLC]+|thứ)$")
_ENDS = re.compile(r"\.\s*/\s*\.?\s*$|\./+\.?$")
_QUIET = re.compile(r"^[(\[].*[)\]][.;/]*$", re.DOTALL)
_RESOLVES = re.compile(r"^(QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|KẾT LUẬN)\s*:$")
# "khoảng 10 mm"; half a point of rounding in spacing.
_INDENT_WITHIN, _SPACE_WITHIN = 1.6, 0.3
# Shorter lines are heads and signs, not prose.
_PROSE = 60


def check(parts: Parts, rules: RuleSet) -> Departures:
    body = [line for line in parts.body if line.text.strip()]
    if not body:
        if not parts.kind.listing:
            yield Departure("body.missing", "phần nội dung", "không có", "nội dung văn bản")
        return
    yield from _ending(body, parts, rules)
    yield from _points(body)
    yield from _heads(body, formatted=parts.formatted)
    if parts.formatted:
        yield from _resolves(body)
        yield from _sizes(body, rules)
        yield from _settings(body, rules)


def _ending(body: Sequence[Line], parts: Parts, rules: RuleSet) -> Departures:
    wanted = rules.words.text_end
    for line in body:
        found = _ENDS.search(line.text)
        if found and line.last and not (line is body[-1] and found[0].strip() == wanted):
            yield Departure("body.ending", line.at, ending(line.text), f"kết thúc bằng {quoted(wanted)}")
            return
    if parts.kind.listing:
        return
    text = body[-1].text.rstrip()
    closed = text.endswith((wanted, f"{wanted})", f"{wanted}”"))
    if not closed:
        yield Departure("body.ending", body[-1].at, ending(text), f"nội dung kết thúc bằng {quoted(wanted)}")


def _points(body: Sequence[Line]) -> Departures:
    """a) b) c) d) đ) e) g): the Vietnamese alphabet, beginning anew under each head."""
    expected = 0
    for line in body:
        found = _POINT.match(line.text.strip())
        if found is None:
            expected = expected if not re.match(r"^(\d+|[IVX]+)[.)]\s|^Điều\s", line.text.strip()) else 0
            continue
        letter = found[1]
        if letter == "a":
            expected = 0
        if expected < len(_LETTERS) and letter != _LETTERS[expected]:
            wanted = f"điểm “{_LETTERS[expected]})” theo thứ tự bảng chữ cái tiếng Việt"
            yield Departure("body.points", line.at, quoted(line.text[:60]), wanted)
            return
        expected += 1


def _heads(body: Sequence[Line], *, formatted: bool) -> Departures:
    for line in body:
        found = _HEADS.match(line.text.strip())
        if found is None or (len(line.text) > 2 * _PROSE and found[1] != "Điều"):
            continue
        roman = bool(_ROMAN.match(found[2]))
        alone = line.text.strip() == found[0].strip() or (found[1] == "Điều" and bool(found[3]))
        if alone and roman != (found[1] in {"Phần", "Chương"}):
            wanted = "số La Mã" if found[1] in {"Phần", "Chương"} else "chữ số Ả-rập"
            yield Departure("body.heads", line.at, quoted(line.text[:60]), f"{found[1]}: số thứ tự ghi bằng {wanted}")
        elif alone and formatted and not _first_bold(line):
            yield Departure("body.heads", line.at, f"{quoted(line.text[:60])}: không đậm", "chữ đậm")


def _resolves(body: Sequence[Line]) -> Departures:
    """'QUYẾT ĐỊNH:' in the middle, in bold."""
    for line in body:
        if _RESOLVES.match(line.text.strip()):
            if any(not run.bold for run in lettered(line.runs)):
                yield Departure("body.resolves", line.at, f"{quoted(line.text)}: không đậm", "chữ đậm")
            if line.setting is not None and line.setting.align != CENTRE:
                yield Departure("body.resolves", line.at, f"{quoted(line.text)}: không ở giữa", "đặt ở giữa")


def _first_bold(line: Line) -> bool:
    runs = lettered(line.runs)
    return not runs or runs[0].bold


def _sizes(body: Sequence[Line], rules: RuleSet) -> Departures:
    style = rules.style("body")
    for line in body:
        wrong = next((run for run in lettered(line.runs) if not fits(run, style)), None)
        if wrong is not None:
            yield Departure("body.size", line.at, f"{quoted(wrong.text)}: cỡ {wrong.size:g}", size_words(style))
            break
    prose = [line for line in body if len(line.text) > _PROSE and not _QUIET.match(line.text.strip())]
    for line in prose:
        runs = lettered(line.runs)
        slanted = runs and all(run.italic for run in runs) and not rules.style("body").italic
        if slanted or (runs and all(run.underline for run in runs)):
            found = "chữ nghiêng" if slanted else "gạch chân"
            yield Departure("body.upright", line.at, f"{quoted(line.text)}: {found}", "chữ đứng, không gạch chân")
            break


def _settings(body: Sequence[Line], rules: RuleSet) -> Departures:
    prose = [
        (line, line.setting)
        for line in body
        if line.setting is not None and line.cell is None and line.setting.align != CENTRE and len(line.text) > _PROSE
    ]
    for line, form in prose:
        if form.align != JUSTIFIED:
            yield Departure("body.justified", line.at, quoted(line.text), "dàn đều cả hai lề")
            break
    yield from _first_lines(prose, rules)
    yield from _lines(prose, rules)
    yield from _gaps(prose, rules)


def _first_lines(prose: Sequence[tuple[Line, Setting]], rules: RuleSet) -> Departures:
    low, high = rules.paragraph.allowed("first_line")
    for line, form in prose:
        at = form.left + form.first_line
        if not low - _INDENT_WITHIN <= at <= high + _INDENT_WITHIN:
            wanted = f"chữ đầu dòng lùi {low:g} mm" if low == high else f"chữ đầu dòng lùi {low:g}–{high:g} mm"
            yield Departure("body.first_line", line.at, f"{quoted(line.text)}: lùi {at:.0f} mm", wanted)
            return


def _lines(prose: Sequence[tuple[Line, Setting]], rules: RuleSet) -> Departures:
    low, high = rules.paragraph.allowed("line")
    for line, form in prose:
        if _line_fits(form, rules, low, high):
            continue
        said = f"{_RULES[form.line_rule]} {form.line:g}"
        limit = f"từ {low:g}" + (f" đến {high:g}" if high < float("inf") else " trở lên")
        unit = "dòng" if rules.paragraph.line_rule == "multiple" else "pt"
        rule = _RULES[rules.paragraph.line_rule]
        yield Departure("body.line", line.at, f"giãn dòng {said}", f"giãn dòng {rule} {limit} {unit}")
        return


_RULES = {"exactly": "chính xác (Exactly)", "at_least": "ít nhất (At least)", "multiple": "theo số dòng (Multiple)"}


def _line_fits(form: Setting, rules: RuleSet, low: float, high: float) -> bool:
    wanted = rules.paragraph.line_rule
    near = low - _SPACE_WITHIN <= form.line <= high + _SPACE_WITHIN
    if wanted == "exactly":
        return form.line_rule == "exactly" and near
    if wanted == "at_least":
        return form.line_rule in {"exactly", "at_least"} and near
    # The decree counts in lines; a line of 14 points is some 16 high.
    return near if form.line_rule == "multiple" else 15.5 <= form.line <= 25.5


def _gaps(prose: Sequence[tuple[Line, Setting]], rules: RuleSet) -> Departures:
    """What one paragraph keeps below and the next above."""
    low, _ = rules.paragraph.allowed("after")
    whole = [(line, form) for line, form in prose if line.last]
    for (line, form), (_, following) in itertools.pairwise(whole):
        gap = max(form.after, 0) + following.before
        if gap < low - _SPACE_WITHIN:
            found = f"cách đoạn sau {gap:g} pt"
            yield Departure(
                "body.spacing", line.at, f"{quoted(line.text)}: {found}", f"các đoạn cách nhau từ {low:g} pt"
            )
            return
