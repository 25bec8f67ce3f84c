"""Cell addresses as places on a page: a value links to the cell it came from."""

import re

from kheo.office.tables import place_words

_NOT_WORD = re.compile(r"\W+")


def anchor(at: str) -> str:
    """'Sheet1!B7' → 'o-Sheet1-B7'; 'table 1, row 3, column 2' → 'o-table-1-row-3-column-2'."""
    return "o-" + _NOT_WORD.sub("-", at).strip("-")


def short_place(at: str) -> str:
    """As `place_words`, without the sheet's name: what a row of a form says about each of its cells."""
    return at.rpartition("!")[2] if "!" in at else place_words(at)
