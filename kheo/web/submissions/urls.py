"""Addresses of submissions: the list, the page, the file, and a noun for each act."""

from django.urls import path

from kheo.web.submissions import acts, views

_ONE = "submissions/<slug:code>/"

urlpatterns = [
    path("submissions/", views.submissions, name="submissions"),
    path(_ONE, views.submission, name="submission"),
    path(f"{_ONE}original/", views.original, name="submission-original"),
    path(f"{_ONE}mends/", acts.mends, name="submission-mends"),
    *(path(f"{_ONE}{noun}/", acts.act, {"noun": noun}, name=f"submission-{noun}") for noun in acts.ACTS),
]
