"""A panel of the cast's campaign with entries and appraisers, as the tests of appraisal need them."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User

from kheo.awards.appraisal.models import Appraisal, Appraiser, Panel
from kheo.awards.appraisal.opening import open_appraisals
from kheo.awards.appraisal.panels import Setting, make_panel, name_appraiser
from kheo.awards.appraisal.rubrics import rules_for, take_shipped
from kheo.awards.appraisal.scoring import Sheet
from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.records.models import Entry, Registration
from kheo.records.searching import folded
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked
from tests.cast import Cast

SAMPLE = "mau-100-diem"


@dataclass(frozen=True)
class Ground:
    panel: Panel
    appraisals: list[Appraisal]
    appraisers: list[Appraiser]

    @property
    def first(self) -> Appraisal:
        return self.appraisals[0]


def entries_of(asked: Asked, unit: Unit, count: int, **fields: object) -> list[Entry]:
    """Registered practices of a unit, no file behind them."""
    original = vault.keep([unit.code.encode()])[0]
    registration = Registration.objects.create(
        obligation=asked.duty(unit), call=asked.registration, unit=unit, original=original, received_at=IN_TIME,
        taken_at=IN_TIME,
    )  # fmt: skip
    area = asked.campaign.areas.get()
    said = {"subject": "collective", "kind": "practice", "area": area, "place": "Thôn 1", "time": "2024"} | fields
    titles = [f"{said.get('title', 'Mô hình')} {number} {unit.listed_name}" for number in range(1, count + 1)]
    made = [
        Entry(registration=registration, campaign=asked.campaign, unit=unit, position=number, **said | {"title": title})
        for number, title in enumerate(titles, start=1)
    ]
    for one in made:
        one.folded = folded(one.title, unit.name)
    return Entry.objects.bulk_create(made)


def people(count: int) -> list[User]:
    return [
        User.objects.create_user(f"cham{number}", last_name=f"Người chấm {number}") for number in range(1, count + 1)
    ]


def panel_of(campaign: Campaign, name: str = "Tổ kinh tế", **setting: object) -> Panel:
    rubric = setting.pop("rubric", None) or take_shipped(SAMPLE, unit=campaign.root, actor=None)
    return make_panel(campaign, Setting(name, rubric, **setting), actor=None)  # type: ignore[arg-type]


def make_ground(cast: Cast, asked: Asked, *, entries: int = 3, appraisers: int = 3) -> Ground:
    """Entries of the school before a panel of people without any role."""
    panel = panel_of(asked.campaign)
    made = entries_of(asked, cast.school, entries)
    open_appraisals(panel, [one.pk for one in made], actor=cast.lan)
    named = [name_appraiser(panel, user, actor=cast.lan) for user in people(appraisers)]
    return Ground(panel, list(panel.appraisals.order_by("pk")), named)


def sheet(panel: Panel, *points: str | int, remark: str = "") -> Sheet:
    """Points in the order of the rubric's criteria; fewer than there are: a sheet only begun."""
    codes = [one.code for one in rules_for(panel.rubric).criteria]
    return Sheet(dict(zip(codes, map(Decimal, points), strict=False)), remark=remark)


def all_alike(panel: Panel, points: str | int) -> Sheet:
    return sheet(panel, *[points] * len(rules_for(panel.rubric).criteria))
