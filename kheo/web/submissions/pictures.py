"""Scanned pages and their cells as pictures: drawn anew in a confined process, never the file as it came."""

import base64
import threading
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from kheo.confinement.pool import Refused, shared
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.office.pages.addresses import PICTURES, cell_of
from kheo.web.rights import seen
from kheo.web.submissions.queries import visible

KEPT_SECONDS = 3_600
_NONE: dict[str, Any] = {"page": "", "cells": {}}
# One page is drawn once for all the pictures a browser asks for together.
_drawing = threading.Lock()


def page_picture(request: HttpRequest, code: str, number: int) -> HttpResponse:
    one = seen(visible(request).select_related("original"), code=code)
    return _picture(_of_page(one, number)["page"])


def cell_picture(request: HttpRequest, code: str, number: int, row: int, column: int) -> HttpResponse:
    one = seen(visible(request).select_related("original"), code=code)
    return _picture(_of_page(one, number)["cells"].get(f"{row}-{column}", ""))


def scanned_pages(submission: Submission) -> list[int]:
    """The pages of a submission that values were read from by machine."""
    rows = (submission.reading or {}).get("rows", ())
    places = [cell_of(cell[2]) for row in rows for cell in row if len(cell) > 3]
    return sorted({place[0] for place in places if place})


def _of_page(submission: Submission, number: int) -> dict[str, Any]:
    """Nothing where the original is no scan: other files are not even opened for this."""
    if number not in scanned_pages(submission):
        return _NONE
    key = f"pictures:{submission.original.sha256}:{number}"
    with _drawing:
        found: dict[str, Any] | None = cache.get(key)
        if found is None:
            answer = shared().slowly(PICTURES, number, vault.read(submission.original))
            found = _NONE if isinstance(answer, Refused) else answer
            cache.set(key, found, KEPT_SECONDS)
    return found


def _picture(png: str) -> HttpResponse:
    if not png:
        return HttpResponse(status=204)
    answer = HttpResponse(base64.b64decode(png), content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
