"""What the matrix asks of appraisal: a panel of the district, the sister's entry before it, scored by an outsider."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from kheo.awards.appraisal.models import Appraisal, Panel, Rubric
from kheo.awards.appraisal.opening import open_appraisals
from kheo.awards.appraisal.panels import Setting, make_panel, name_appraiser
from kheo.awards.appraisal.rubrics import rules_for, take_shipped
from kheo.awards.appraisal.scoring import Sheet, give
from kheo.campaigns.models import Campaign
from kheo.records.models import Entry

Arguments = Callable[[Any], dict[str, Any]]
Posted = Callable[[Any], Mapping[str, Any]]


def make_panels(campaign: Campaign) -> None:
    """Every page of the panel speaks of the sister's entry."""
    rubric = take_shipped("mau-100-diem", unit=campaign.root, actor=None)
    panel = make_panel(campaign, Setting("Tổ thẩm định", rubric), actor=None)
    open_appraisals(panel, Entry.objects.filter(unit__code="BM").values_list("pk", flat=True), actor=None)
    outsider = User.objects.create_user("nguoi-cham")
    named = name_appraiser(panel, outsider, actor=None)
    points = {one.code: Decimal(10) for one in rules_for(rubric).criteria}
    give(panel.appraisals.all()[0], Sheet(points, remark="CANARYREASON"), appraiser=named, actor=outsider)


def nothing(_: Any) -> dict[str, Any]:
    return {}


def campaign(ground: Any) -> dict[str, Any]:
    return {"slug": ground.campaign.slug}


def panel(_: Any) -> dict[str, Any]:
    return {"number": Panel.objects.get().pk}


def entry(_: Any) -> dict[str, Any]:
    return {"number": Appraisal.objects.get().pk}


def rubric(_: Any) -> dict[str, Any]:
    return {"number": Rubric.objects.get().pk}


def sample(_: Any) -> dict[str, Any]:
    return {"code": "mau-100-diem"}


def acted(**data: Any) -> Posted:
    return lambda _: data


#      anonymous stranger clerk sister officer leader viewer elsewhere
EVERYBODY = (401, 200, 200, 200, 200, 200, 200, 200)
LED = (401, 404, 404, 404, 200, 200, 404, 404)
CAMPAIGN = (401, 404, 404, 404, 200, 200, 403, 404)
WRITES = (401, 404, 404, 404, 200, 403, 404, 404)
ACTS = (401, 404, 404, 404, 302, 403, 404, 404)
# Who is not named to the panel scores nothing there, an officer neither.
NAMED = (401, 404, 404, 404, 403, 403, 404, 404)
# As tests.matrix.table.Row takes them: expected, arguments, what is posted.
ROWS: dict[str, tuple[tuple[int, ...], Arguments, Posted | None]] = {
    "appraisals": (EVERYBODY, nothing, None),
    "appraisal": (CAMPAIGN, campaign, None),
    "panel-new": ((401, 404, 404, 404, 200, 403, 403, 404), campaign, None),
    "panel": (LED, panel, None),
    "panel-setting": (WRITES, panel, None),
    "panel-entries": (WRITES, panel, None),
    "panel-appraisers": (ACTS, panel, acted(name="thu")),
    "panel-joining": ((401, 404, 404, 404, 302, 302, 404, 404), panel, acted()),
    "panel-withdrawal": (ACTS, panel, acted(reason="x")),
    "panel-closure": (WRITES, panel, None),
    "panel-reopening": (ACTS, panel, acted(reason="x")),
    "panel-table": (LED, panel, None),
    "panel-results": (LED, panel, None),
    "panel-results-file": (LED, panel, None),
    "panel-paper": (WRITES, panel, None),
    "panel-sheets": (LED, panel, None),
    "score": (LED, entry, None),
    "score-own": (WRITES, entry, None),
    "score-abstention": (NAMED, entry, acted(reason="x")),
    "score-withdrawal": (NAMED, entry, acted()),
    "score-conflict": (NAMED, entry, acted(reason="x")),
    "score-entry": (ACTS, entry, acted(reason="x")),
    "rubrics": ((401, 403, 403, 403, 200, 200, 403, 200), nothing, None),
    "rubric-new": ((401, 403, 403, 403, 200, 403, 403, 200), nothing, None),
    "rubric-sample": ((401, 403, 403, 403, 302, 403, 403, 302), sample, acted()),
    "rubric": (LED, rubric, None),
    "rubric-version": (WRITES, rubric, None),
    "rubric-retirement": (ACTS, rubric, acted()),
}
