"""Text an officer may edit while its figures and names stay tied: they stand in marks, ⟦08⟧, and are not changed.

Bold and italic words are marked as campaigns mark them: **đậm**, *nghiêng*. A backslash takes a mark at its word.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kheo.campaigns.letter_text import Span

OPEN, CLOSE = "⟦", "⟧"
_TOKENS = re.compile(r"\\(?P<plain>[\\*⟦⟧])|(?P<stars>\*+)|⟦(?P<tied>[^⟦⟧]*)⟧|(?P<odd>[⟦⟧])")
_MARKS = re.compile(r"([\\*⟦⟧])")
_NUMBERS = re.compile(r"\d+(?:[.,/]\d+)*")


class TiedError(ValueError):
    """The typed words hold a tied value that is not the snapshot's; the message names it.

    `place`: of the paragraph as generated, where it is known.
    """

    def __init__(self, message: str, place: int | None = None) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class Losses:
    """What the typed words say otherwise than the generated: tied values left out, numbers typed outside marks."""

    removed: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()


def editable(spans: Iterable[Span]) -> str:
    """The spans as one line of text with marks; `spans_of` gives the same spans back."""
    said, style = "", Span("")
    for span in (*filter(lambda span: span.text, spans), Span("")):
        # A mark turns its style on or off; styles that go on are not marked anew.
        said += "**" * (span.bold != style.bold) + "*" * (span.italic != style.italic) + _words(span)
        style = span
    return said


def spans_of(text: str) -> tuple[Span, ...]:
    """The spans of typed text. Raises TiedError where a mark of a tied value is not closed or not opened."""
    text = tidied(text)
    # A star without its partner is a star.
    paired = {mark: count - count % 2 for mark, count in _star_counts(text).items()}
    said: list[Span] = []
    style, end = Span(""), 0
    for token in _TOKENS.finditer(text):
        said.append(replace(style, text=text[end : token.start()]))
        end = token.end()
        if token["odd"]:
            raise TiedError(
                f"Dấu {token['odd']} đứng lẻ; hãy giữ nguyên cặp ⟦ ⟧ quanh số liệu, tên gọi hoặc xóa cả cặp."
            )
        if token["stars"]:
            style, literal = _turned(style, token["stars"], paired)
            said.append(replace(style, text=literal))
        elif token["plain"]:
            said.append(replace(style, text=token["plain"]))
        else:
            said.append(replace(style, text=token["tied"], tied=True))
    said.append(replace(style, text=text[end:]))
    return tuple(_joined(said))


def check(spans: Iterable[Span], generated: Iterable[Span]) -> None:
    """Raises TiedError naming the first tied value that the generated words do not hold (so often)."""
    there = Counter(span.text for span in generated if span.tied)
    said = ", ".join(f"{OPEN}{value}{CLOSE}" for value in there) or "không có"
    for span in spans:
        if not span.tied:
            continue
        if there[span.text] <= 0:
            raise TiedError(
                f"“{OPEN}{span.text}{CLOSE}” không có (hoặc không có thêm lần nữa) trong số liệu đã chốt của đoạn này, "
                f"gồm: {said}. Giá trị trong dấu ⟦ ⟧ không sửa hay thêm bằng tay được; cần số khác thì lấy lại số liệu."
            )
        there[span.text] -= 1


def losses(spans: Iterable[Span], generated: Iterable[Span]) -> Losses:
    """What an officer should see before the paper goes: tied values taken out, numbers typed by hand."""
    spans, generated = tuple(spans), tuple(generated)
    left = Counter(span.text for span in generated if span.tied)
    left.subtract(span.text for span in spans if span.tied)
    free = Counter(_numbers(spans))
    free.subtract(_numbers(generated))
    return Losses(tuple((+left).elements()), tuple((+free).elements()))


def tidied(text: str) -> str:
    """NFC, on one line; blanks inside are kept as typed, for a blank to be filled in by pen is several of them."""
    return unicodedata.normalize("NFC", text).replace("\r", "").replace("\n", " ").strip()


def skeleton(spans: Iterable[Span]) -> str:
    """The words with every tied value blanked: equal where only figures or names differ."""
    return editable(replace(span, text="") if span.tied else span for span in spans)


def _numbers(spans: Iterable[Span]) -> list[str]:
    return _NUMBERS.findall("".join(" " if span.tied else span.text for span in spans))


def _words(span: Span) -> str:
    return f"{OPEN}{span.text}{CLOSE}" if span.tied else _MARKS.sub(r"\\\1", span.text)


def _star_counts(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for token in _TOKENS.finditer(text):
        found.update(_stars(token["stars"] or ""))
    return found


def _stars(run: str) -> tuple[str, ...]:
    """A run of stars as marks; four may close one mark and open the next, more say nothing."""
    return {1: ("*",), 2: ("**",), 3: ("**", "*"), 4: ("**", "**")}.get(len(run), ())


def _turned(style: Span, run: str, paired: dict[str, int]) -> tuple[Span, str]:
    """The style after this run of stars, and those of them that are just stars."""
    literal = "" if _stars(run) else run
    for mark in _stars(run):
        if not paired.get(mark):
            literal += mark
            continue
        paired[mark] -= 1
        style = replace(style, bold=not style.bold) if mark == "**" else replace(style, italic=not style.italic)
    return style, literal


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Without empty spans; neighbours of one style are one span, tied ones never."""
    held: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if held and not held.tied and not span.tied and (held.bold, held.italic) == (span.bold, span.italic):
            held = replace(held, text=held.text + span.text)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
