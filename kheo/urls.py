"""All addresses; each area of screens declares its own."""

from django.urls import URLPattern, URLResolver, include, path

AREAS = (
    "desk",
    "people",
    "submissions",
    "board",
    "entries",
    "campaigns",
    "unit",
    "link",
    "links",
    "likenesses",
    "outbox",
    "reminders",
    "mailboxes",
    "earlier",
    "papers",
    "validation",
    "issuers",
    "certificates",
    "paper_templates",
    "appraisal",
    "awards",
)

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"kheo.web.{area}.urls")) for area in AREAS]
handler403 = "kheo.web.errors.not_allowed"
handler404 = "kheo.web.errors.not_found"
handler500 = "kheo.web.errors.failed"
