"""Where the headings of a paper stand in a table; a sheet may hold the same paper several times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kheo.campaigns.paper import Paper
from kheo.intake.forms.columns import Column, columns_of
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.labels import LONGEST_LABEL, NUMBER, codes_of, meaning_of
from kheo.intake.forms.layers import labels_between, last_row
from kheo.office.wording import words

# Headings stand near the top; nobody's form has a head this long.
FIRST_ROWS = 80
MOST_COLUMNS = 60
LONGEST_ABOUT = 2_000
# Words of a title that tell a paper from the others, the plainest first; the first that is found decides.
_TELLING = (
    ("results", re.compile(r"\bket qua\b(?! dang ky| du kien)")),
    ("registration", re.compile(r"(?<!\bda )(?<!\btheo )\bdang ky\b")),
)
# These decide only between papers that fit just alike: units report ("báo cáo") what they register, too.
_HINTING = (("results", re.compile(r"\b(?:tong ket|bao cao)\b")),)
MOST_IN_A_TABLE = 50
# Collectives, persons and households head columns of the results, and stand alone in rows of sections.
_SECTION = re.compile(r"^(?:(?:cac|ve|doi voi) )?(?:tap the|ca nhan|ho(?: gia dinh)?|don vi)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings found: rows `top` to `bottom`, and the columns they name, `number` that of line numbers."""

    paper: Paper
    top: int
    bottom: int
    columns: tuple[Column, ...]
    number: int | None

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def explained(self) -> int:
        """How many columns the paper has a use for; remarks, which every form has, tell nothing."""
        return sum(
            bool(column.field) and (column.joins or not column.spare) and not column.remarks for column in self.columns
        )


def find_headings(grid: Grid, papers: Sequence[Paper], about: str = "") -> list[Heading]:
    """The headings of whichever paper is found first and fullest, then others of that paper below them.

    `about` is what stands above the table in a document: it decides where two papers fit alike.
    """
    first = _first(grid, papers, about)
    return [first, *islice(_further(grid, first), MOST_IN_A_TABLE)] if first else []


def is_like(texts: dict[int, str], grid: Grid, heading: Heading) -> bool:
    """Is this row one of the heading's own, as at the top of another page?"""
    for row in range(heading.top, heading.bottom + 1):
        above = grid.rows.get(row, {})
        same = sum(texts.get(column) == text for column, text in above.items())
        if same >= 2 and same * 3 >= len(above) * 2:
            return True
    return False


def _first(grid: Grid, papers: Sequence[Paper], about: str) -> Heading | None:
    seen = 0
    for row, texts in grid.rows.items():
        if len(texts) < 2 or max(map(len, texts.values())) > 10 * LONGEST_LABEL:
            continue
        seen += 1
        if seen > FIRST_ROWS:
            return None
        found = _headings_at(grid, row, papers)
        if found:
            title = _title(grid, row, about)
            return max(found, key=lambda heading: _fit(heading, title))
    return None


def _fit(heading: Heading, title: str) -> tuple[int, bool, bool]:
    """What the title says outweighs one column."""
    told = _names(title, _TELLING) == heading.paper.code
    return heading.explained + told, told, _names(title, _HINTING) == heading.paper.code


def _further(grid: Grid, first: Heading) -> Iterator[Heading]:
    """Only rows that begin like headings are looked at: this is asked of every line of every form."""
    known = {text for row in range(first.top, first.bottom + 1) for text in grid.rows.get(row, {}).values()}
    last = first
    for row, texts in grid.rows.items():
        if row <= last.bottom or len(texts) < 2 or is_like(texts, grid, last):
            continue
        begins = next(iter(texts.values()))
        if (len(begins) < 16 and NUMBER.match(words(begins))) or not known.isdisjoint(texts.values()):
            for found in _headings_at(grid, row, (first.paper,)):
                if len(found.fields) > 1:
                    last = found
                    yield found


def _headings_at(grid: Grid, row: int, papers: Sequence[Paper]) -> list[Heading]:
    bottom = last_row(grid, row)
    labels = tuple(labels_between(grid, row, bottom))
    if not 2 <= len(labels) <= MOST_COLUMNS:
        return []
    found = []
    for paper in papers:
        columns = columns_of(labels, paper)
        fields = {column.field for column in columns if column.field}
        number = next((column.at for column in columns if column.number), None)
        enough = paper.needs <= fields and len(fields) + (number is not None) >= 2
        if enough and not _reads_down(grid, bottom, columns, papers):
            found.append(Heading(paper, row, bottom, columns, number))
    return found


def _reads_down(grid: Grid, bottom: int, columns: Sequence[Column], papers: Sequence[Paper]) -> bool:
    """Labels that go on downwards, "Tên mô hình" over "Lĩnh vực" over "Địa điểm", are those of a card."""
    for column in columns:
        if column.label.endswith(":") and grid.text(bottom + 1, column.at).endswith(":"):
            return True
        below = [text for row in range(bottom + 1, bottom + 4) if (text := grid.text(row, column.at))]
        labels = {words(text) for text in below if column.field and any(_is_label(paper, text) for paper in papers)}
        if len(labels) > 1 or (labels and column.field == "title" and len(labels) == len(below)):
            return True
    return False


def _is_label(paper: Paper, text: str) -> bool:
    """The heading of another column than the title's, and no answer ("Mới") nor section ("Cá nhân") either."""
    meaning = meaning_of(paper, text)
    if meaning is None or meaning.sure < 3 or "title" in meaning.fields or _SECTION.match(words(text)):
        return False
    answers = (codes_of(paper, field.name) for field in paper.fields if field.codes)
    return not any(words(text) in codes for codes in answers)


def told_by(text: str) -> str:
    """The code of the paper that the words of a title tell; empty where they tell none."""
    return _names(words(text), _TELLING)


def _title(grid: Grid, top: int, about: str) -> str:
    """The short texts above the headings, as words: its title is among them."""
    texts = [text for row, texts in grid.rows.items() if row < top for text in texts.values()]
    lines = (*about[-LONGEST_ABOUT:].split("\n"), *texts)
    return words(" ".join(line for line in lines if len(line) <= LONGEST_LABEL))


def _names(title: str, telling: Sequence[tuple[str, re.Pattern[str]]]) -> str:
    return next((code for code, pattern in telling if pattern.search(title)), "")
