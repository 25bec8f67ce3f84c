"""Which drafts and papers a person sees, as all pages of this area ask."""

from django.http import HttpRequest

from kheo.campaigns.models import Campaign
from kheo.publishing.drafts.models import Draft
from kheo.publishing.models import Document
from kheo.web.rights import led, need, seen

_WITH = ("campaign__root", "issuer", "signer__issuer", "snapshot", "replaces", "made_by")


def campaign_for(request: HttpRequest, slug: str, verb: str = "document.see") -> Campaign:
    """404 where the campaign's root is not seen, 403 where the verb is not allowed there."""
    found = seen(led(request), slug=slug)
    need(request, verb, found.root)
    return found


def draft_for(request: HttpRequest, slug: str, number: int, verb: str = "document.see") -> Draft:
    """The draft of that campaign; 404 and 403 as of the campaign."""
    found = campaign_for(request, slug, verb)
    return seen(Draft.objects.filter(campaign=found).select_related(*_WITH), pk=number)


def documents_of(draft: Draft) -> dict[str, Document]:
    """The issued files by format, the .docx first; one query."""
    rows = Document.objects.filter(draft=draft).select_related(
        "original", "snapshot", "campaign", "issued_by", "template"
    )
    return {row.format: row for row in sorted(rows, key=lambda row: (row.format != "docx", row.format))}
