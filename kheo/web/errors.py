"""Pages for what went wrong: each says in a sentence what it is and where to go on."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the reason, in the words of units.access.explain."""
    return render(request, "errors/403.html", {"why": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    return render(request, "errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 Django's signature
    """500: made without the request, whose session or database may be what failed."""
    return HttpResponseServerError(render_to_string("errors/500.html"))
