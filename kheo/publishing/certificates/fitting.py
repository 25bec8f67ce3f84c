"""Makes a text fit its box: names shrink, then break into two lines; nothing is ever cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# Width of a text at one point, in points.
Measure = Callable[[str], float]
# Of the size: from the baseline up over the tallest letter (Ẫ), down under the lowest (ợ), from line to line.
ASCENT, DESCENT, LEADING = 1.0, 0.28, 1.2
STEP = 0.5
# Below this nobody reads; only a text that is no name at all gets there.
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """Points. `size` is wished for, `least` is the smallest a person should read."""

    width: float
    height: float
    size: float
    least: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines, the size they are set in, and whether it had to go below the least size."""

    lines: tuple[str, ...]
    size: float
    too_small: bool = False

    @property
    def height(self) -> float:
        return height_of(len(self.lines), self.size)


def height_of(lines: int, size: float) -> float:
    """How high so many lines are, in points."""
    return size * (ASCENT + DESCENT + LEADING * (lines - 1))


def fit_name(text: str, box: Box, measure: Measure) -> Fitted:
    """On one line as long as the least size allows, else on two; on more and smaller only where that fails too.

    A name that comes on lines of its own (a post above the name, as Decree 30 wants some) keeps them.
    """
    if "\n" in text:
        return fit_text(text, box, measure)
    words = text.split()
    whole = " ".join(words)
    one = _size_for((whole,), box, measure)
    if one >= box.least:
        return Fitted((whole,), one)
    two = _halved(words, measure)
    size = _size_for(two, box, measure)
    if len(words) > 1 and size >= box.least:
        return Fitted(two, size)
    return fit_text(text, box, measure)


def fit_text(text: str, box: Box, measure: Measure) -> Fitted:
    """Broken at spaces as often as the height allows, at the largest size at which it fits; line breaks are kept."""
    for size in _sizes(box):
        lines = tuple(line for part in text.split("\n") for line in _broken(part, box.width / size, measure))
        if height_of(len(lines), size) <= box.height and max(map(measure, lines), default=0) * size <= box.width:
            return Fitted(lines, size, too_small=size < box.least)
    return Fitted(tuple(text.split("\n")), _LEAST, too_small=True)


def _sizes(box: Box) -> Iterator[float]:
    size = box.size
    while size > _LEAST:
        yield size
        # From the wished to the least by half points, and on below it where nothing else is left.
        size = box.least if size > box.least > size - STEP else size - STEP


def _size_for(lines: Sequence[str], box: Box, measure: Measure) -> float:
    """The largest size up to the wished one, by half points, at which these lines fit as they are."""
    widest = max(map(measure, lines), default=0)
    most = min(box.size, box.height / height_of(len(lines), 1), box.width / widest if widest else box.size)
    if most >= box.size:
        return box.size
    rounded = int(most / STEP) * STEP
    return box.least if rounded < box.least <= most else rounded


def _halved(words: Sequence[str], measure: Measure) -> tuple[str, ...]:
    """Two lines as even as can be."""
    ways = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(ways, key=lambda way: max(map(measure, way))) if ways else (" ".join(words),)


def _broken(text: str, width: float, measure: Measure) -> Iterator[str]:
    """Lines no wider than `width`; a word wider than that is broken, since it may not be cut off."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        while measure(word) > width and len(word) > 1:
            cut = next((end for end in range(len(word) - 1, 1, -1) if measure(word[:end]) <= width), 1)
            yield word[:cut]
            word = word[cut:]  # noqa: PLW2901 the rest of the same word
        line = word
    if line:
        yield line
