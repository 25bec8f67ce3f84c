"""Who may look behind a link: whoever holds its token sees the way in, whoever typed its code sees the form.

An account is worth nothing here, and what is let in here is let in to nothing else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kheo.intake.links import sessions
from kheo.intake.links.finding import link_behind
from kheo.intake.links.models import Link

View = Callable[..., HttpResponse]
COOKIE = "kheo_link"


def public(view: View) -> View:
    """Nothing of these pages is kept by browsers or found by searching, and no address of theirs is told elsewhere."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        # Not "no-referrer": browsers then send forms with the origin "null", which looks like a forged one.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(guarded)


def behind(view: View) -> View:
    """The view gets the link in place of its token; what opens nothing is answered alike, whatever it once was."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        link = link_behind(token)
        if link is None:
            return gone(request)
        return view(request, link, token, *args, **kwargs)

    return guarded


def inside(view: View) -> View:
    """Only for whoever typed the code; others are shown the way in."""

    @behind
    @wraps(view)
    def guarded(request: HttpRequest, link: Link, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_inside(request, link):
            return redirect("link", token)
        return view(request, link, token, *args, **kwargs)

    return guarded


def is_inside(request: HttpRequest, link: Link) -> bool:
    return sessions.lets_in(request.COOKIES.get(COOKIE, ""), link)


def let_in(response: HttpResponse, link: Link, token: str) -> HttpResponse:
    """The pass is a cookie of this link's own addresses: the browser shows it nowhere else."""
    response.set_cookie(
        COOKIE,
        sessions.pass_for(link),
        max_age=sessions.LASTS_SECONDS,
        path=reverse("link", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "link/gone.html", status=404)


def origin_of(request: HttpRequest) -> str | None:
    """The network address of the browser, as the last of our own proxies saw it."""
    before = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    seen = before[-settings.TRUSTED_PROXIES] if 0 < settings.TRUSTED_PROXIES <= len(before) else None
    return seen or request.META.get("REMOTE_ADDR") or None
