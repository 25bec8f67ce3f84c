"""What the matrix asks of awards: an award of the district, the sister's proposal, a meeting, a decision."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kheo.awards.catalogue.keeping import adopt
from kheo.awards.catalogue.models import Award
from kheo.awards.council.meeting import call
from kheo.awards.council.models import Meeting
from kheo.awards.decisions.announcing import publish
from kheo.awards.decisions.deciding import describe, enlist, prepare
from kheo.awards.decisions.models import Decision
from kheo.awards.proposals.beginning import bring_in
from kheo.awards.proposals.models import Proposal
from kheo.campaigns.models import Campaign

Arguments = Callable[[Any], dict[str, Any]]
Posted = Callable[[Any], Mapping[str, Any]]


def make_awards(campaign: Campaign) -> None:
    """All who registered in the list, one decision that recognises them published, a meeting called."""
    award = adopt("cong-nhan-huyen", office=campaign.root, actor=None)
    bring_in(campaign, actor=None)
    decision = prepare(campaign, award, title="CANARYREASON", actor=None)
    enlist(decision, Proposal.objects.filter(campaign=campaign), actor=None)
    describe(decision, title="", number="1-QĐ", dated=dt.date(2024, 2, 1), actor=None)
    publish([decision], actor=None)
    call(campaign, {"title": "CANARYFILE"}, actor=None)


def nothing(_: Any) -> dict[str, Any]:
    return {}


def campaign(ground: Any) -> dict[str, Any]:
    return {"slug": ground.campaign.slug}


def award(_: Any) -> dict[str, Any]:
    return {"number": Award.objects.get().pk}


def proposal(ground: Any) -> dict[str, Any]:
    return campaign(ground) | {"number": Proposal.objects.filter(unit__code="BM")[0].pk}


def meeting(ground: Any) -> dict[str, Any]:
    return campaign(ground) | {"number": Meeting.objects.get().pk}


def decision(ground: Any) -> dict[str, Any]:
    return campaign(ground) | {"number": Decision.objects.get().pk}


def acting(arguments: Arguments, act: str) -> Arguments:
    return lambda ground: arguments(ground) | {"act": act}


def acted(**data: Any) -> Posted:
    return lambda _: data


#      anonymous stranger clerk sister officer leader viewer elsewhere
SEEN = (401, 403, 403, 403, 200, 200, 200, 200)
LED = (401, 404, 404, 404, 200, 200, 200, 404)
WRITES = (401, 404, 404, 404, 200, 403, 403, 404)
WRITTEN = (401, 404, 404, 404, 302, 403, 403, 404)
DECIDED = (401, 404, 404, 404, 302, 302, 403, 404)
KEPT = (401, 403, 403, 403, 302, 403, 403, 302)
# Their own catalogue is elsewhere: an award of the district does not exist for them.
OF_AWARD = (401, 403, 403, 403, 302, 403, 403, 404)
ROWS: dict[str, tuple[tuple[int, ...], Arguments, Posted | None]] = {
    "awards": (SEEN, nothing, None),
    "awards-catalogue": (SEEN, nothing, None),
    "awards-adoption": (KEPT, nothing, acted(code="bang-khen-tinh-uy")),
    "awards-wage": (KEPT, nothing, acted(since="2025-01-01", amount="2000000", source="x")),
    "awards-award-new": ((401, 403, 403, 403, 200, 403, 403, 200), nothing, None),
    "awards-award": ((401, 403, 403, 403, 200, 200, 200, 404), award, None),
    "awards-shelf": (OF_AWARD, award, acted()),
    "awards-rate": (OF_AWARD, award, acted(subject="individual", value="0,3", source="x")),
    "awards-campaign": (LED, campaign, None),
    "awards-bringing": (WRITTEN, campaign, acted()),
    "awards-terms": (WRITES, campaign, None),
    "awards-quota": (WRITES, campaign, acted()),
    "proposals": (LED, campaign, None),
    "proposal-new": (WRITES, campaign, None),
    "proposals-step": (WRITTEN, campaign, acted()),
    "proposal": (LED, proposal, None),
    "proposal-act": (WRITTEN, acting(proposal, "withdrawal"), acted(reason="x")),
    "meetings": (LED, campaign, None),
    "meeting": (LED, meeting, None),
    "meeting-act": (WRITTEN, acting(meeting, "members"), acted(lines="Trần Thị Mẫu")),
    "decisions": (LED, campaign, None),
    "decisions-publication": (DECIDED, campaign, acted()),
    "decision": (LED, decision, None),
    "decision-act": (DECIDED, acting(decision, "cancellation"), acted(reason="x")),
}
