"""What the matrix asks certificates of: one given by a design, a printer, a run that is printed; all the district's."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.publishing.certificates.designs import copied, samples
from kheo.publishing.certificates.giving import Award, give
from kheo.publishing.certificates.models import Certificate, Printer, PrintRun
from kheo.publishing.certificates.recipients import Recipient
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.papers import Signature

Arguments = Callable[[Any], dict[str, Any]]
Posted = Callable[[Any], Mapping[str, Any]]


def make_certificate(campaign: Campaign) -> Certificate:
    """One certificate, with a printer and a run beside it; its page for everybody must not tell unit and merit."""
    issuer = Issuer.objects.create(unit=campaign.root, organ="Huyện uỷ", symbol="HU", place="Hoà Bình Hạ")
    design = copied(samples()["giay-chung-nhan"], issuer=issuer, actor=None)
    award = Award(design, "5-QĐ/HU", dt.date(2024, 2, 1), Signature((), ""))
    made = give(campaign, [Recipient("Người nhận", "CANARYUNIT", "CANARYTITLE")], award, actor=None).certificates[0]
    Printer.objects.create(issuer=issuer, name="Máy in", right=Decimal(0), down=Decimal(0))
    original = vault.keep([b"%PDF- CANARYPERSON"])[0]
    PrintRun.objects.create(
        campaign=campaign, certificates=[made.pk], total=1, done=1, original=original, asked_at=timezone.now()
    )
    return made


def nothing(_: Any) -> dict[str, Any]:
    return {}


def certificate(ground: Any) -> dict[str, Any]:
    return {"number": ground.certificate.pk}


def design(ground: Any) -> dict[str, Any]:
    return {"number": ground.certificate.design_id}


def printer(_: Any) -> dict[str, Any]:
    return {"number": Printer.objects.get().pk}


def run(_: Any) -> dict[str, Any]:
    return {"number": PrintRun.objects.get().pk}


def campaign(ground: Any) -> dict[str, Any]:
    return {"slug": ground.campaign.slug}


def sample(_: Any) -> dict[str, Any]:
    return {"code": "bang-khen"}


def acted(**data: Any) -> Posted:
    return lambda _: data


#      anonymous stranger clerk sister officer leader viewer elsewhere
SEEN = (401, 403, 403, 403, 200, 200, 200, 200)
LED = (401, 404, 404, 404, 200, 200, 200, 404)
ISSUED = (401, 404, 404, 404, 302, 302, 403, 404)
WRITTEN = (401, 404, 404, 404, 302, 403, 403, 404)
# As tests.matrix.table.Row takes them: expected, arguments, what is posted.
ROWS: dict[str, tuple[tuple[int, ...], Arguments, Posted | None]] = {
    # What everybody may read stands on the certificate in their hand.
    "certificate-check": ((200,) * 8, lambda ground: {"code": ground.certificate.code}, None),
    "certificates": (SEEN, nothing, None),
    "certificates-new": ((401, 404, 404, 404, 200, 200, 403, 404), campaign, None),
    "certificates-print": ((401, 403, 403, 403, 302, 302, 302, 302), nothing, acted(mode="whole")),
    "certificate": (LED, certificate, None),
    "certificate-file": (LED, certificate, None),
    "certificate-reissue": (ISSUED, certificate, acted(recipient="x", reason="x")),
    "certificate-withdrawal": (ISSUED, certificate, acted(reason="x")),
    "printrun": (LED, run, None),
    "printrun-file": (LED, run, None),
    "designs": (SEEN, nothing, None),
    "designs-sample": ((401, 403, 403, 403, 404, 403, 403, 404), sample, acted()),
    "designs-sample-picture": (SEEN, sample, None),
    "design": (LED, design, None),
    "design-picture": (LED, design, None),
    "design-trial": ((401, 404, 404, 404, 422, 403, 403, 404), design, acted()),
    "design-background": (WRITTEN, design, acted(remove="1")),
    "design-shelf": (WRITTEN, design, acted(active="0")),
    "printers": (SEEN, nothing, None),
    "printer-sheet": (LED, printer, None),
    "printer-measure": (WRITTEN, printer, acted(from_left="41", from_top="39,5")),
}
