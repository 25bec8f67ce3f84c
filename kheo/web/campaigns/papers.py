"""Papers of a campaign: issuing them, and the files as they were issued."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kheo.journal import vault
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.issuing import UnknownKindError, issue
from kheo.publishing.models import Document
from kheo.publishing.rulesets import UnknownRuleSetError
from kheo.web.answering import download
from kheo.web.campaigns.inputs import Issue
from kheo.web.rights import led, need, person, seen


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a list or a draft without a number; the same content asked for again is the same paper."""
    if request.method != "POST":
        return redirect("drafts", slug)
    found = seen(led(request), slug=slug)
    need(request, "document.issue", found.root)
    form = Issue(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("campaign", slug)
    try:
        made = issue(found, wanted=form.wanted(), as_of=form.cleaned_data["as_of"], actor=person(request))
    except (CannotComposeError, UnknownKindError, UnknownRuleSetError) as why:
        messages.error(request, str(why))
        return redirect("campaign", slug)
    return _file(made)


def paper(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = seen(led(request), slug=slug)
    need(request, "document.see", found.root)
    return _file(seen(Document.objects.filter(campaign=found).select_related("original", "campaign"), pk=number))


def _file(made: Document) -> HttpResponse:
    name = f"{made.campaign.slug}-{made.kind}-{made.original.sha256[:8]}.{made.format}"
    return download(vault.read(made.original), name)
