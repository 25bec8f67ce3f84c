"""Cell addresses as places on a page: a value links to the cell it came from."""

import re

_NOT_WORD = re.compile(r"\W+")


def anchor(at: str) -> str:
    """'Sheet1!B7' → 'o-Sheet1-B7'; 'table 1, row 3, column 2' → 'o-table-1-row-3-column-2'."""
    return "o-" + _NOT_WORD.sub("-", at).strip("-")
