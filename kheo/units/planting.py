"""Places in the tree for many units at once: paths of new ones, of moved ones, and of all below those."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kheo.units.models import PATH_STEP, Unit
from kheo.units.tree import step

_ROOT = ""


class Planting:
    """Begin before the units are changed: it remembers where they stood. Their parents must be in memory already."""

    def __init__(self, units: dict[str, Unit]) -> None:
        """`units` by code; new ones may be added to it later, without a path."""
        self._units = units
        self._parents = {code: _above(unit) for code, unit in units.items()}
        self._depths: dict[str, int] = {}
        self._last: dict[str, int] = defaultdict(int)
        for code, above in self._parents.items():
            self._last[above] = max(self._last[above], int(units[code].path[-PATH_STEP:], 36))

    def plant(self, new: Iterable[str], changed: Iterable[str]) -> set[str]:
        """Give new and moved units, and all below moved ones, their paths; the codes of the known units among them.

        Every number given is new below its parent, so no path is ever taken twice, not even for a moment.
        """
        moved = {code for code in changed if _above(self._units[code]) != self._parents[code]}
        below = self._below() if moved else {}
        rewritten: set[str] = set()
        for code in sorted([*new, *moved], key=self.depth):
            unit = self._units[code]
            above = _above(unit)
            self._last[above] += 1
            unit.path = (unit.parent.path if unit.parent else "") + step(self._last[above])
            if code in moved:
                rewritten |= {code, *_carry(unit, below, moved)}
        return rewritten

    def depth(self, code: str) -> int:
        """1 for a root; asked only after all parents are set, for it is remembered."""
        if code not in self._depths:
            above = _above(self._units[code])
            self._depths[code] = self.depth(above) + 1 if above else 1
        return self._depths[code]

    def _below(self) -> dict[str, list[Unit]]:
        below: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._units.values():
            if unit.path:
                below[_above(unit)].append(unit)
        return below


def _above(unit: Unit) -> str:
    return unit.parent.code if unit.parent else _ROOT


def _carry(unit: Unit, below: dict[str, list[Unit]], moved: set[str]) -> Iterator[str]:
    for child in below.get(unit.code, ()):
        # One that moves itself gets its own number when its turn comes.
        if child.code not in moved:
            child.path = unit.path + child.path[-PATH_STEP:]
            yield child.code
            yield from _carry(child, below, moved)
