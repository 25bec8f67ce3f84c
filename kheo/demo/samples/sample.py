"""A file and the truth of what stands in it."""

from dataclasses import dataclass
from typing import Literal

# Field → (value, address); the address is empty where the format keeps none that can be foretold.
Said = dict[str, tuple[str, str]]
Way = Literal["xlsx", "docx", "csv", "xls", "ods", "doc", "rtf", "odt", "pdf", "scan"]


@dataclass(frozen=True, slots=True)
class Expected:
    """One form of a file: which paper, whose by its head, its lines in order."""

    paper: str
    unit: str
    rows: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """`suffix` is that of the file's name. `placed`: are addresses to be compared?"""

    name: str
    suffix: str
    data: bytes
    forms: tuple[Expected, ...]
    placed: bool = True

    @property
    def cells(self) -> int:
        return sum(len(row) for form in self.forms for row in form.rows)
