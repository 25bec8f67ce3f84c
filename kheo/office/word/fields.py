"""Fields of old formats: an instruction, then the result that Word shows."""

import re
from collections.abc import Iterator

BEGIN, SEPARATOR, END = "\x13", "\x14", "\x15"
_FETCHING = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
_CHOICE = re.compile(r"^\s*FORM(CHECKBOX|DROPDOWN)\b", re.IGNORECASE)
_MOST_SAID = 200
_MOST_OPEN = 100


class Fields:
    """The fields open at a place of the text: of each the instruction so far, None once its result has begun."""

    signs = frozenset((BEGIN, SEPARATOR, END))

    def __init__(self) -> None:
        self._open: list[str | None] = []

    @property
    def hides(self) -> bool:
        return any(said is not None for said in self._open)

    def said(self, text: str) -> str:
        """What of the text is shown: nothing while an instruction is being said."""
        if not self.hides:
            return text
        if self._open[-1] is not None and len(self._open[-1]) < _MOST_SAID:
            self._open[-1] += text
        return ""

    def turn(self, sign: str) -> Iterator[str]:
        """A field begins, comes to its result, or ends; codes of what a person should know of it."""
        if sign == BEGIN and len(self._open) < _MOST_OPEN:
            self._open.append("")
            return
        if not self._open:
            return
        said, self._open[-1] = self._open[-1], None
        if sign == END:
            self._open.pop()
        yield from told(said or "")


def told(instruction: str) -> Iterator[str]:
    """Codes of what a person should know of a field."""
    if _FETCHING.match(instruction):
        yield "active_field"
    if _CHOICE.match(instruction):
        yield "form_field_left_out"
