"""A row of an RTF table as its controls define it, cell after cell."""

from dataclasses import dataclass, field

from kheo.confinement.refusal import Refusal
from kheo.office.word.grid import Slot

# Word itself stops at 63.
_MAX_CELLS = 200
CONTROLS = frozenset(("trleft", "clvmgf", "clvmrg", "clmgf", "clmrg", "cellx"))
_DOWNWARD = {"clvmgf": "restart", "clvmrg": "continue"}


@dataclass(slots=True)
class Row:
    """The cells so far, where the next one begins, and how it will be merged."""

    slots: list[Slot] = field(default_factory=list)
    left: int = 0
    downward: str | None = None
    joined: bool = False

    def control(self, word: str, number: int) -> None:
        if word in _DOWNWARD:
            self.downward = _DOWNWARD[word]
        elif word == "clmrg":
            self.joined = True
        elif word == "trleft" and not self.slots:
            self.left = number
        elif word == "cellx":
            self._take(number)

    def _take(self, right: int) -> None:
        """What was said of merging holds for the cell whose right edge this is."""
        if len(self.slots) >= _MAX_CELLS:
            raise Refusal("hostile_file", "bảng có quá nhiều cột")
        self.slots.append(Slot(self.left, right, self.downward, self.joined))
        self.left, self.downward, self.joined = right, None, False
