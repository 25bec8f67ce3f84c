"""Addresses of lists of earlier years."""

from django.urls import path

from kheo.web.earlier import views

_ONE = "earlier/<int:number>/"

urlpatterns = [
    path("earlier/", views.lists, name="earlier-lists"),
    path(_ONE, views.one_list, name="earlier-list"),
    path(f"{_ONE}original/", views.original, name="earlier-original"),
    path(f"{_ONE}columns/", views.columns, name="earlier-columns"),
    path(f"{_ONE}place/", views.place, name="earlier-place"),
    path(f"{_ONE}mends/", views.mends, name="earlier-mends"),
    path(f"{_ONE}rehearsal/", views.rehearsal, name="earlier-rehearsal"),
    path(f"{_ONE}record/", views.record, name="earlier-record"),
    path(f"{_ONE}withdrawal/", views.withdrawal, name="earlier-withdrawal"),
]
