"""Addresses of entries."""

from django.urls import path

from kheo.web.entries import views

urlpatterns = [
    path("entries/", views.entries, name="entries"),
    path("entries/export/", views.export, name="entries-export"),
    path("entries/<int:number>/", views.entry, name="entry"),
    path("campaigns/<slug:slug>/entries/", views.entries, name="campaign-entries"),
    path("campaigns/<slug:slug>/entries/export/", views.export, name="campaign-entries-export"),
]
