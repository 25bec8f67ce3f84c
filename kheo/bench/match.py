"""How quickly a spelling finds its unit among many: generated communes, bodies, and spoilt writings of them."""

import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

from kheo.office.wording import fold
from kheo.units.matching.index import Index, Known
from kheo.units.tree import step

_WORDS = (
    "An Bình Châu Đông Giang Hòa Hưng Khánh Lạc Long Lộc Mỹ Nam Nghĩa Ninh Phong Phú Phước Quang Sơn Tân Thạnh Thành "
    "Thuận Thủy Tiến Trung Trường Vĩnh Xuân Yên Đại Hải Hồng Minh Thái Thượng Hạ Lâm Kim Đức Thiện Hiệp Hội Ea Krông"
)
_SYLLABLES = _WORDS.split()
_BODIES = (
    "Trường Mầm non",
    "Trường Tiểu học",
    "Trường THCS",
    "Trạm Y tế",
    "Hội LHPN",
    "Hội Nông dân",
    "Chi bộ thôn",
    "Công an",
)
_QUERIES = 2_000


def run(*, size: int = 150_000, seed: int = 7) -> dict[str, Any]:
    """Seconds to build the index, milliseconds a query by sort of writing, and how many were right, asked or wrong."""
    choose = random.Random(seed)  # noqa: S311 - writings to measure with, no secret
    units = list(_units(size, choose))
    started = time.perf_counter()
    index = Index.of(units)
    built = time.perf_counter() - started
    index.match("xã không có ở đâu cả")
    taken: dict[str, list[float]] = {}
    outcomes: dict[str, int] = {}
    for number in range(_QUERIES):
        unit = choose.choice(units)
        for sort, text in _writings(unit, index, choose):
            begun = time.perf_counter()
            found = index.match(text)
            taken.setdefault(sort, []).append((time.perf_counter() - begun) * 1000)
            outcome = "asked" if found.unit is None else "right" if found.unit == unit.code else "wrong"
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if number * len(taken) >= _QUERIES:
            break
    every = [milliseconds for sort in taken.values() for milliseconds in sort]
    return {
        "bench": "match",
        "size": len(units),
        "build_seconds": round(built, 2),
        "median_ms": round(statistics.median(every), 3),
        "median_ms_by_writing": {sort: round(statistics.median(each), 3) for sort, each in taken.items()},
        "p95_ms": round(statistics.quantiles(every, n=20)[-1], 3),
        "outcomes": outcomes,
    }


def _units(size: int, choose: random.Random) -> Iterator[Known]:
    """34 provinces; communes below them; bodies below those."""
    for province in range(34):
        yield Known(f"T{province}", f"Tỉnh {_name(choose)} {province}", step(province + 1))
    for number in range(size - 34):
        path = step(number % 34 + 1) + step(number // 34 % 100 + 1)
        if number < 3400:
            yield Known(f"X{number}", f"Xã {_name(choose)}", path)
        else:
            yield Known(f"B{number}", f"{choose.choice(_BODIES)} {_name(choose)}", path + step(number // 3400))


def _name(choose: random.Random) -> str:
    return " ".join(choose.sample(_SYLLABLES, choose.choice((2, 2, 3))))


def _writings(unit: Known, index: Index, choose: random.Random) -> Iterator[tuple[str, str]]:
    above = index.units[index.by_path[unit.path[:4]]].name if unit.path[:4] in index.by_path else ""
    yield "as listed", unit.name
    yield "capitals, province", f"{unit.name.upper()}, {above.upper()}"
    yield "no accents", fold(unit.name)
    place = choose.randrange(len(unit.name) - 1)
    swapped = unit.name[:place] + unit.name[place + 1] + unit.name[place] + unit.name[place + 2 :]
    yield "slip", f"{swapped}, {above}"
    yield "unknown", f"Ban quản lý {_name(choose)} {_name(choose)}"
