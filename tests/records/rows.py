"""Filled papers and answers made by hand, for rules that read no file."""

from datetime import datetime

from kheo.campaigns.paper import Filled, Row, Value
from kheo.journal import vault
from kheo.records.situation import Answer, Situation, preheat
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked


def filled(*rows: dict[str, str], paper: str = "registration", nil: bool = False) -> Filled:
    """Row n stands in row n + 4 of a sheet, its fields in columns A, B, C… as they come."""
    return Filled(
        paper=paper,
        rows=tuple(
            Row({name: Value(text, f"S!{'ABCDEFGH'[column]}{line}") for column, (name, text) in enumerate(row.items())})
            for line, row in enumerate(rows, start=5)
        ),
        nil=nil,
    )


def answer(asked: Asked, unit: Unit, said: Filled, *, received_at: datetime = IN_TIME) -> tuple[Answer, Situation]:
    """The answer with the situation it meets now."""
    call = asked.results if said.paper == "results" else asked.registration
    situation = preheat(asked.campaign, [unit.pk])
    original = vault.keep([repr((said, unit.pk)).encode()])[0]
    return Answer(said, situation.obligations[call.pk, unit.pk], original, received_at), situation
