"""The forms of a campaign for saving: blank, or those of all units that owe an answer in one .zip."""

from django.contrib import messages
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kheo.campaigns.models import Call, Campaign
from kheo.publishing.forms.composing import NotAskedError
from kheo.publishing.forms.making import FORMATS, form_file, form_files, owing
from kheo.publishing.forms.packing import packed
from kheo.web.answering import FILE_TYPE, download, for_saving
from kheo.web.rights import led, need, person, seen


@require_safe
def blank(request: HttpRequest, slug: str, call: str, file_format: str) -> HttpResponseBase:
    """For whoever may see the campaign."""
    asked = _call(seen(Campaign.objects.visible_to(person(request)), slug=slug), call, file_format)
    return download(form_file(asked, file_format=file_format), f"{slug}-{call}.{file_format}")


@require_safe
def all_units(request: HttpRequest, slug: str, call: str, file_format: str) -> HttpResponseBase:
    """Made while it is sent: thousands of forms are never held at once."""
    found = seen(led(request), slug=slug)
    need(request, "document.see", found.root)
    asked = _call(found, call, file_format)
    try:
        duties = owing(asked)
    except NotAskedError as why:
        messages.error(request, str(why))
        return redirect("campaign", slug)
    pieces = packed(form_files(asked, duties, file_format=file_format))
    return for_saving(StreamingHttpResponse(pieces, content_type=FILE_TYPE), f"{slug}-{call}-{file_format}.zip")


def _call(campaign: Campaign, slug: str, file_format: str) -> Call:
    if file_format not in FORMATS:
        raise Http404
    return seen(Call.objects.filter(campaign=campaign).select_related("campaign__root"), slug=slug)
