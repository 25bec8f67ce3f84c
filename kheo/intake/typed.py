"""What an officer typed in for a unit, as bytes like everything else that arrives, and back as a filled paper."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kheo.campaigns.paper import Filled, Row, Value
from kheo.office.wording import tidy


@dataclass(frozen=True)
class Typed:
    """The rows of one paper as typed (field → text); `nil` when the unit said it has nothing to report."""

    paper: str
    rows: tuple[Mapping[str, str], ...] = ()
    nil: bool = False


def bytes_of(typed: Typed, *, call: str, unit: str, typed_at: datetime) -> bytes:
    """Canonical JSON; the instant is part of it, so that typing the same again later is a new answer."""
    content = {
        "paper": typed.paper,
        "call": call,
        "unit": unit,
        "nil": typed.nil,
        "rows": [{name: tidy(text) for name, text in row.items() if tidy(text)} for row in typed.rows],
        "typed_at": typed_at.isoformat(),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def filled_of(data: bytes) -> Filled:
    """The typed rows as a filled paper; each value stands at `row 1`, `row 2`…"""
    content = json.loads(data)
    rows = tuple(
        Row({name: Value(text, f"row {number}") for name, text in row.items()})
        for number, row in enumerate(content["rows"], start=1)
        if row
    )
    return Filled(paper=content["paper"], rows=rows, nil=content["nil"])
