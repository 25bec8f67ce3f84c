"""Addresses of the outbox: the list, letting many go, one letter, its files, and a noun for each act."""

from django.urls import path

from kheo.web.outbox import views

_ONE = "outbox/<int:number>/"

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/release/", views.release, name="outbox-release"),
    path(_ONE, views.letter, name="letter"),
    path(f"{_ONE}wording/", views.wording, name="letter-wording"),
    path(f"{_ONE}files/<int:enclosed>/", views.enclosure, name="letter-file"),
    *(path(f"{_ONE}{noun}/", views.act, {"noun": noun}, name=f"letter-{noun}") for noun in views.ACTS),
]
