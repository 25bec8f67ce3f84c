"""A paper issued without printing it, with its signed copy, for the access matrix."""

from typing import TYPE_CHECKING, Any

from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import Wish, begin
from kheo.publishing.models import Document
from kheo.publishing.signing.models import SignedCopy
from kheo.tally.instants import instant

if TYPE_CHECKING:
    from tests.matrix.ground import Ground


def make_paper(campaign: Campaign) -> SignedCopy:
    """The list of registrations: it speaks of every unit, the sister too."""
    now = instant("2024-02-01T00:00")
    draft = begin(campaign=campaign, kind="registrations", wish=Wish(as_of=now))
    assert draft.snapshot is not None
    document, _ = (
        Document.objects.create(
            campaign=campaign, kind=draft.kind, format=form, rule_set=draft.rule_set, snapshot=draft.snapshot,
            draft=draft, original=vault.keep([data])[0], issued_at=now, dated=now.date(),
        )
        for form, data in (("docx", b"CANARYTITLE"), ("pdfa", b"CANARYPERSON"))
    )  # fmt: skip
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.ISSUED)
    return SignedCopy.objects.create(
        document=document, original=vault.keep([b"CANARYFILE"])[0], name="CANARYFILE.pdf", received_at=now
    )


def draft(ground: "Ground") -> dict[str, Any]:
    return {"slug": ground.campaign.slug, "number": ground.signed.document.draft_id}


def file(ground: "Ground") -> dict[str, Any]:
    return draft(ground) | {"form": "docx"}


def copy(ground: "Ground") -> dict[str, Any]:
    return draft(ground) | {"copy": ground.signed.pk}
