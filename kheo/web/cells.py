"""Cell addresses as places on a page: a value links to the cell it came from."""

import re

_NOT_WORD = re.compile(r"\W+")


def anchor(at: str) -> str:
    """'Sheet1!B7' → 'o-Sheet1-B7'; 'table 1, row 3, column 2' → 'o-table-1-row-3-column-2'."""
    return "o-" + _NOT_WORD.sub("-", at).strip("-")


_WORDS = {"table": "bảng", "page": "trang", "row": "dòng", "column": "cột", "line": "đoạn"}


def place_words(at: str) -> str:
    """'table 1, row 3, column 2' → 'bảng 1, dòng 3, cột 2'; an address of a workbook stays as it is."""
    if "!" in at:
        return at
    return ", ".join(" ".join(_WORDS.get(word, word) for word in part.split(" ")) for part in at.split(", "))


def short_place(at: str) -> str:
    """As `place_words`, without the sheet's name: what a row of a form says about each of its cells."""
    return at.rpartition("!")[2] if "!" in at else place_words(at)
