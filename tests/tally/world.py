"""A small campaign of the cast: a conference and a results call, and answers written straight into the ledger."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from kheo.campaigns.models import Call, Campaign, Obligation, Standing
from kheo.units.models import Unit
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = dt.datetime(2022, 10, 22, tzinfo=ZONE)


def at(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    return dt.datetime(2022, 10, day, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True)
class World:
    campaign: Campaign
    conference: Call
    results: Call
    owed: dict[tuple[str, str], Obligation] = field(default_factory=dict)

    def answer(
        self,
        unit: Unit,
        call: Call,
        moment: dt.datetime,
        *,
        state: str = "accepted",
        short: Sequence[dict[str, Any]] = (),
    ) -> Obligation:
        obligation = self.owed[unit.code, call.slug]
        answered = state in {"received", "returned", "accepted"}
        stands: dict[str, Any] = {
            "state": state,
            "received_at": moment if answered else None,
            "on_time": moment < obligation.due_at if answered else None,
            "short": list(short),
        }
        Standing.objects.create(obligation=obligation, at=moment, noted_at=moment, due_at=obligation.due_at, **stands)
        Obligation.objects.filter(pk=obligation.pk).update(**stands, is_short=bool(short))
        return obligation


def make_world(cast: Cast) -> World:
    campaign = Campaign.objects.create(
        slug="tong-ket-2022",
        title="Tổng kết mô hình “Dân vận khéo” năm 2022",
        year=2022,
        root=cast.district,
        parent_organ="Huyện ủy Hòa Bình Hạ",
        organ="Ban Dân vận",
        organ_symbol="BDVHU",
        place="Hòa Bình Hạ",
        number=51,
        issued_on=dt.date(2022, 10, 9),
        subject="tổng kết mô hình “Dân vận khéo” năm 2022",
        signer_titles=["TRƯỞNG BAN"],
        signer_name="Trần Văn Bình",
        recipients=["Như trên", "Lưu Ban Dân vận"],
        collector="Ban Dân vận Huyện ủy",
    )
    conference = Call.objects.create(
        campaign=campaign, slug="conference", title="Hội nghị tổng kết", paper="conference", due_at=DUE, position=1
    )
    results = Call.objects.create(
        campaign=campaign, slug="results", title="Báo cáo kết quả", paper="results", due_at=DUE, position=2
    )
    world = World(campaign, conference, results)
    for unit in (cast.an_binh, cast.binh_minh, cast.school):
        for call in (conference, results):
            world.owed[unit.code, call.slug] = Obligation.objects.create(
                call=call, unit=unit, bloc=unit.bloc, unit_kind=unit.kind, due_at=DUE
            )
    return world
