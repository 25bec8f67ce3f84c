"""Tables read from pictures: headings of which a letter was read wrong, and what a person must look at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from kheo.campaigns.paper import Filled, Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.labels import LONGEST_LABEL, codes_of, meaning_of
from kheo.office.tables import DOUBTFUL, Book, Table
from kheo.office.wording import words

_HEADING_ROWS = 12
_LIKE, _LIKE_CODE = 78.0, 80.0
_LEAST_LETTERS = 5
# Of the cells of a row: so many are headings, or none is.
_HEADINGS_OF_ROW = 0.4
_LONGEST_NUMBER = 4
_LONGEST_CODE = 60
_NUMBER_HEADING = "STT"
# A rule read as a letter, but no numeral ("Quý I", "I. TẬP THỂ"); a figure alone among small letters or before a title.
_STROKE = re.compile(
    r"[|¦]|(?<!quý )(?<!kỳ )(?<!loại )(?<!lớp )(?<!cấp )(?<!đợt )\b[Il](?=\s+[^\W\d_]{2}|\s+\d|\s*$)", re.IGNORECASE
)
_LONE_NUMBER = re.compile(r"^\W*\d{1,2}[.)]?\s+\w{2}|[a-zà-ỹđ]\s\d{1,2}\s[a-zà-ỹđ]")
_RAN_INTO_ONE = 0.5


def with_known_headings(book: Book, papers: Sequence[Paper]) -> Book:
    """The book with headings of scanned tables as the papers write them, where nothing else is so near."""
    if not any(table.sureness for table in book.tables):
        return book
    return replace(book, tables=tuple(_known(table, papers) if table.sureness else table for table in book.tables))


def with_doubts(filled: Filled, book: Book) -> Filled:
    """Values from pictures with how sure they are, and a problem for each that a person must look at."""
    sureness = {table.address(*place): sure for table in book.tables for place, sure in _sureness(table)}
    if not sureness:
        return filled
    rows = tuple(
        Row({name: _with_sureness(value, sureness) for name, value in row.cells.items()}) for row in filled.rows
    )
    unit = _with_sureness(filled.unit, sureness) if filled.unit else None
    used = dict.fromkeys((value.at, value.value) for row in rows for value in row.cells.values())
    seen: set[str] = set()
    doubts = []
    for at, text in used:
        if at not in seen and sureness.get(at, 1.0) < DOUBTFUL:
            seen.add(at)
            doubts.append(Problem("doubtful_value", at, {"text": text[:80], "sure": round(100 * sureness[at])}))
    return replace(filled, unit=unit, rows=rows, problems=(*filled.problems, *doubts))


def _sureness(table: Table) -> Iterator[tuple[tuple[int, int], float]]:
    """As it was read; where a rule was not seen, two columns ran into one and nothing of that cell is sure."""
    numbered = {column for _, column in table.cells if _is_of_numbers(table, column)}
    for (row, column), sure in table.sureness.items():
        text = table.cells.get((row, column), "")
        ran_in = bool(_STROKE.search(text)) or (not numbered and column == 0 and bool(_LONE_NUMBER.search(text)))
        yield (row, column), min(sure, _RAN_INTO_ONE) if ran_in else sure


def _is_of_numbers(table: Table, column: int) -> bool:
    texts = [text for (_, at), text in table.cells.items() if at == column]
    return 2 * sum(text.strip(" .)").isdigit() for text in texts) >= len(texts) > 0


def _with_sureness(value: Value, sureness: dict[str, float]) -> Value:
    return replace(value, confidence=sureness[value.at]) if value.at in sureness else value


def _known(table: Table, papers: Sequence[Paper]) -> Table:
    cells = dict(table.cells)
    for row in range(_HEADING_ROWS):
        cells.update(_headings_of({place: text for place, text in table.cells.items() if place[0] == row}, papers))
    number = _number_heading(table)
    if number is not None:
        cells[number, 0] = _NUMBER_HEADING
    return replace(table, cells=_with_codes(cells, papers))


def _headings_of(row: dict[tuple[int, int], str], papers: Sequence[Paper]) -> dict[tuple[int, int], str]:
    """The cells of a row as headings, where enough of them are; one answer like a heading is no heading."""
    short = {place: text for place, text in row.items() if len(text) <= LONGEST_LABEL}
    known = {place for place, text in short.items() if any(meaning_of(paper, text) for paper in papers)}
    near = {
        place: found for place, text in short.items() if place not in known and (found := _nearest(text, tuple(papers)))
    }
    return near if len(known) + len(near) >= max(2, _HEADINGS_OF_ROW * len(row)) else {}


def _with_codes(cells: dict[tuple[int, int], str], papers: Sequence[Paper]) -> dict[tuple[int, int], str]:
    """In columns that hold one of a few words, the word meant."""
    for paper in papers:
        for (top, column), heading in list(cells.items()):
            meaning = meaning_of(paper, heading) if top < _HEADING_ROWS else None
            codes = codes_of(paper, meaning.fields[0]) if meaning else {}
            if not meaning or not codes:
                continue
            for (row, at), text in cells.items():
                near = _nearest_code(words(text), codes) if at == column and row > top else ""
                if near:
                    cells[row, at] = near
    return cells


def _nearest_code(said: str, codes: Mapping[str, str]) -> str:
    """The word meant, of as many syllables: "Cá nhân: Đặng Yên Mai" says more than the code that is like it."""
    if said in codes or not _LEAST_LETTERS <= len(said) <= _LONGEST_CODE:
        return ""
    as_long = [code for code in codes if code.count(" ") == said.count(" ")]
    found = process.extractOne(said, as_long, scorer=fuzz.ratio, score_cutoff=_LIKE_CODE)
    return found[0] if found else ""


@lru_cache(maxsize=2_000)
def _nearest(text: str, papers: tuple[Paper, ...]) -> str:
    said = words(text)
    if len(said) < _LEAST_LETTERS:
        return ""
    found = process.extractOne(said, _spellings(papers).keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return _spellings(papers)[found[0]] if found else ""


@lru_cache(maxsize=20)
def _spellings(papers: tuple[Paper, ...]) -> dict[str, str]:
    headings = (heading for paper in papers for field in paper.fields for heading in (field.label, *field.headings))
    return {words(heading): heading for heading in headings if len(words(heading)) >= _LEAST_LETTERS}


def _number_heading(table: Table) -> int | None:
    """The row of a short first cell over a column of figures."""
    first = sorted((row, text) for (row, column), text in table.cells.items() if column == 0)
    short = [(row, text) for row, text in first if len(text) <= _LONGEST_NUMBER]
    figures = sum(text.strip(" .)").isdigit() for _, text in short[1:])
    if not short or not figures or short[0] != first[0] or figures * 2 < len(short) - 1:
        return None
    return short[0][0]
