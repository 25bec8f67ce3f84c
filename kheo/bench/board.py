"""How quick the board is over a whole country's ledger: generated data, taken back when it is measured."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign, Obligation, Standing
from kheo.tally.owing import board, figures, units
from kheo.units.models import Bloc, Unit
from kheo.units.tree import step

_BLOCS = 8
_STARTED = dt.datetime(2024, 1, 23, 8, tzinfo=dt.UTC)
_BATCH = 5_000


def run(*, size: int = 150_000, rounds: int = 5) -> dict[str, Any]:
    """Milliseconds (median) of grouped figures now and as of a past instant, of a page of units, of the whole board."""
    with transaction.atomic():
        campaign, call = _fill(size)
        half_way = _STARTED + dt.timedelta(minutes=size // 2)
        measured = {
            "figures_now": _median(lambda: figures(campaign), rounds),
            "figures_as_of": _median(lambda: figures(campaign, as_of=half_way), rounds),
            "units_page_now": _median(lambda: units(call, state="missing"), rounds),
            "units_page_as_of": _median(lambda: units(call, as_of=half_way), rounds),
            "board_as_of": _median(lambda: board(campaign, as_of=half_way), 1),
        }
        transaction.set_rollback(True)
    return {"bench": "board", "database": connection.vendor, "size": size, "milliseconds": measured}


def _fill(size: int) -> tuple[Campaign, Call]:
    now = timezone.now()
    blocs = [Bloc.objects.create(name=f"Khối thử {number}", position=number) for number in range(_BLOCS)]
    root = Unit.objects.create(code="BENCH", name="Thử", key="thu", path="ZZZY")
    campaign = Campaign.objects.create(
        slug="bench-board", title="Thử", year=2024, root=root, organ="Thử", subject="Thử"
    )
    call = Call.objects.create(campaign=campaign, slug="registration", title="Thử", paper="registration", due_at=now)
    made = _units(size, root, blocs)
    owed = Obligation.objects.bulk_create(
        [_obligation(number, unit, call) for number, unit in enumerate(made)], batch_size=_BATCH
    )
    Standing.objects.bulk_create(
        [standing for number, duty in enumerate(owed) for standing in _standings(number, duty)], batch_size=_BATCH
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return campaign, call


def _units(size: int, root: Unit, blocs: list[Bloc]) -> list[Unit]:
    made = [
        Unit(
            code=f"BENCH-{number}",
            name=f"Đơn vị {number}",
            key=f"don vi {number}",
            parent=root,
            path=root.path + step(number + 1),
            bloc=blocs[number % _BLOCS],
            kind="đơn vị",
        )
        for number in range(size)
    ]
    return Unit.objects.bulk_create(made, batch_size=_BATCH)


def _obligation(number: int, unit: Unit, call: Call) -> Obligation:
    owed = Obligation(call=call, unit=unit, bloc=unit.bloc, unit_kind=unit.kind, due_at=call.due_at)
    if number % 4:
        owed.received_at = _STARTED + dt.timedelta(minutes=number)
        owed.on_time = bool(number % 5)
        owed.state = Obligation.State.ACCEPTED if number % 3 else Obligation.State.RECEIVED
        owed.short = [] if number % 3 else [{"rule": "individuals", "has": 1, "needs": 2}]
        owed.is_short = not number % 3
    return owed


def _standings(number: int, owed: Obligation) -> list[Standing]:
    """Each answer as it stood when it arrived, and every seventh again a day later."""
    if owed.received_at is None:
        return []
    moments = [owed.received_at, *([owed.received_at + dt.timedelta(days=1)] if not number % 7 else [])]
    return [
        Standing(
            obligation=owed,
            at=moment,
            noted_at=moment,
            state=owed.state,
            received_at=owed.received_at,
            on_time=owed.on_time,
            due_at=owed.due_at,
            short=owed.short,
        )
        for moment in moments
    ]


def _median(act: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 1)
