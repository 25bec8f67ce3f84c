"""What was typed on a page, as bytes like everything else that arrives, and back as a filled paper.

An officer types it in for a unit, or the unit itself behind its link.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kheo.campaigns.paper import Filled, Row, Value
from kheo.campaigns.problems import Problem
from kheo.office.wording import tidy


@dataclass(frozen=True)
class Typed:
    """The rows of one paper as typed (field → text); `nil` when the unit said it has nothing to report."""

    paper: str
    rows: tuple[Mapping[str, str], ...] = ()
    nil: bool = False
    # Titles of last year's entries the unit says it does not carry on.
    closed: tuple[str, ...] = ()


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
    if typed.closed:
        content["closed"] = [tidy(title) for title in typed.closed]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def filled_of(data: bytes) -> Filled:
    """The typed rows as a filled paper; each value stands at `row 1`, `row 2`…"""
    content = json.loads(data)
    rows = tuple(
        Row({name: Value(text, f"row {number}") for name, text in row.items()})
        for number, row in enumerate(content["rows"], start=1)
        if row
    )
    closed = content.get("closed")
    problems = (Problem("not_carried_on", details={"titles": "; ".join(closed)}),) if closed else ()
    return Filled(paper=content["paper"], rows=rows, nil=content["nil"], problems=problems)
