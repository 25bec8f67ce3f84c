"""Where a value stands on paper, told apart again from its address; and the job that draws the place."""

import re

PICTURES = "kheo.office.pages.scans.pictures:pictures_of"
_CELL = re.compile(r"^page (\d{1,4}), row (\d{1,5}), column (\d{1,4})$")


def cell_of(at: str) -> tuple[int, int, int] | None:
    """Page, row and column, from 1, of `page 1, row 3, column 2`."""
    found = _CELL.match(at)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
