"""Addresses of the board."""

from django.urls import path

from kheo.web.board import views

_DUTY = "campaigns/<slug:slug>/obligations/<int:number>/"

urlpatterns = [
    path("campaigns/<slug:slug>/board/", views.board, name="board"),
    path("campaigns/<slug:slug>/board/units/", views.owed, name="board-units"),
    path(_DUTY, views.obligation, name="obligation"),
    *(
        path(f"{_DUTY}{noun}/", views.relief, {"noun": noun}, name=f"obligation-{noun}")
        for noun in ("excuse", "extension", "joint", "withdrawal")
    ),
]
