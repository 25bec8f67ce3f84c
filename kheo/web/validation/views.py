"""Compares a paper with a rule set and shows each departure with its place; the file is read and let go."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kheo.publishing import rulesets
from kheo.publishing.validating.articles import grouped
from kheo.publishing.validating.departures import CannotReadError, departures
from kheo.web.answering import page
from kheo.web.rights import need_anywhere
from kheo.web.validation.inputs import Upload


@require_http_methods(["GET", "HEAD", "POST"])
def validation(request: HttpRequest) -> HttpResponse:
    need_anywhere(request, "document.see", None)
    posted = request.method == "POST"
    form = Upload(request.POST or None, request.FILES if posted else None)
    found = _found(form) if posted and form.is_valid() else {}
    return page(request, "validation/validation.html", {"form": form, **found})


def _found(form: Upload) -> dict[str, Any]:
    """What the page shows of the file; a file that cannot be read is a mistake in the form."""
    rules = rulesets.load(form.cleaned_data["rules"])
    file = form.cleaned_data["file"]
    try:
        found = departures(file.read(), rules, name=file.name or "")
    except CannotReadError as why:
        form.add_error("file", str(why))
        return {}
    return {"name": file.name, "rules": rules, "count": len(found), "groups": grouped(found, rules), "judged": True}
