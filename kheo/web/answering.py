"""Answers that are not plain pages: a named part for htmx, a stored file as a download, a list as .xlsx."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

Answer = TypeVar("Answer", bound=HttpResponseBase)
# Only names and types we chose: nothing that arrived is ever shown by the browser under its own type.
FILE_TYPE = "application/octet-stream"


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "") -> HttpResponse:
    """The whole page, or just `part` of it where htmx asks to swap that."""
    asked = getattr(request, "htmx", None)
    chosen = part if part and asked and not asked.boosted and not asked.history_restore_request else template
    response = render(request, chosen, dict(context))
    response["Cache-Control"] = "private, no-cache"
    # The same address gives a page or a part: caches must tell them apart.
    response["Vary"] = "HX-Request, Cookie"
    return response


def download(data: bytes, name: str) -> HttpResponse:
    """Bytes for saving, never for showing: attachment, no sniffing, a sandbox should a browser show it after all."""
    return for_saving(HttpResponse(data, content_type=FILE_TYPE), name)


def for_saving(response: Answer, name: str) -> Answer:
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "_" for letter in name)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def extension(filename: str) -> str:
    """The end of a name as it came, if it is a plain one: '.xlsx'; else '.bin'."""
    end = filename.rpartition(".")[2].lower() if "." in filename else ""
    return f".{end}" if end.isalnum() and end.isascii() and len(end) <= 5 else ".bin"


def public_address(request: HttpRequest) -> str:
    """Where people reach this site: as the office set it, else as this browser does."""
    return str(settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")).rstrip("/")
