"""Tesseract with its Vietnamese model: one engine a process, told apart from what it reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tesserocr

from kheo.confinement.refusal import Refusal
from kheo.office.pages.model import model_folder
from kheo.office.pages.scans.pixels import Pixels

_DPI = 300
_SQUARE = re.compile(r"^(\(?(?:[\d.,]*)k?m)2(?=[,.;:)]*$)")


@dataclass(frozen=True, slots=True)
class Read:
    """One word: its place in the picture given, how sure the engine is (0 to 1), and the line it stands in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float
    line: int


def words_in(picture: Pixels, *, single_line: bool = False) -> list[Read]:
    """The words of a small picture, in the order of reading."""
    engine = _engine()
    engine.SetPageSegMode(tesserocr.PSM.SINGLE_LINE if single_line else tesserocr.PSM.SINGLE_BLOCK)
    height, width = picture.shape
    engine.SetImageBytes(picture.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(_DPI)
    if not engine.Recognize():
        return []
    found = list(_words(engine))
    engine.Clear()
    return found


def _words(engine: tesserocr.PyTessBaseAPI) -> Iterator[Read]:
    words, lines = tesserocr.RIL.WORD, tesserocr.RIL.TEXTLINE
    iterator = engine.GetIterator()
    line = -1
    if iterator is None:
        return
    while True:
        if iterator.IsAtBeginningOf(lines):
            line += 1
        if not iterator.Empty(words):
            word = _word(engine, iterator, line)
            if word:
                yield word
        if not iterator.Next(words):
            return


def _word(engine: tesserocr.PyTessBaseAPI, iterator: Any, line: int) -> Read | None:
    box = iterator.BoundingBox(tesserocr.RIL.WORD)
    text = iterator.GetUTF8Text(tesserocr.RIL.WORD).strip()
    if not box or not text:
        return None
    if _SQUARE.match(text) and _is_raised(engine, box):
        text = _SQUARE.sub(r"\1²", text)
    left, top, right, bottom = box
    return Read(text, left, top, right, bottom, iterator.Confidence(tesserocr.RIL.WORD) / 100, line)


def _is_raised(engine: tesserocr.PyTessBaseAPI, word: tuple[int, int, int, int]) -> bool:
    """Does the figure behind the m of this word stand above the line, as in m²? The engine reads both as m2."""
    symbols = tesserocr.RIL.SYMBOL
    iterator = engine.GetIterator()
    inside: list[tuple[str, tuple[int, int, int, int]]] = []
    while not iterator.Empty(symbols):
        box = iterator.BoundingBox(symbols)
        if box and box[0] >= word[0] and box[2] <= word[2] and box[1] >= word[1] and box[3] <= word[3]:
            inside.append((iterator.GetUTF8Text(symbols), box))
        if not iterator.Next(symbols):
            break
    letters = [box for text, box in inside if text == "m"]
    figures = [box for text, box in inside if text == "2"]
    if not letters or not figures:
        return False
    letter, figure = letters[-1], figures[-1]
    return letter[3] - figure[3] > 0.25 * (letter[3] - letter[1])


@cache
def _engine() -> tesserocr.PyTessBaseAPI:
    folder = model_folder()
    if folder is None:
        raise Refusal("scan_unreadable", "máy chủ chưa cài Tesseract cho tiếng Việt", unopened=True)
    return tesserocr.PyTessBaseAPI(path=str(folder), lang="vie", psm=tesserocr.PSM.SINGLE_BLOCK)
