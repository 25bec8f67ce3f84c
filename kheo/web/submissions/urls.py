"""Addresses of submissions: the tray, the page of one, its file, and a noun for each act."""

from django.urls import path

from kheo.web.submissions import acts, division, pictures, views
from kheo.web.submissions.tray import several
from kheo.web.submissions.tray import views as tray

_ONE = "submissions/<slug:code>/"

urlpatterns = [
    path("submissions/", tray.submissions, name="submissions"),
    path("submissions/several/", several.several, name="submissions-several"),
    path(_ONE, views.submission, name="submission"),
    path(f"{_ONE}original/", views.original, name="submission-original"),
    path(f"{_ONE}pages/<int:number>/", pictures.page_picture, name="submission-page"),
    path(f"{_ONE}pages/<int:number>/<int:row>-<int:column>/", pictures.cell_picture, name="submission-cell"),
    path(f"{_ONE}mends/", acts.mends, name="submission-mends"),
    path(f"{_ONE}division/", division.division, name="submission-division"),
    *(path(f"{_ONE}{noun}/", acts.act, {"noun": noun}, name=f"submission-{noun}") for noun in acts.ACTS),
]
