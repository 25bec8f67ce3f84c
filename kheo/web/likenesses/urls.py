"""Addresses of pairs that are alike."""

from django.urls import path

from kheo.web.likenesses import views

urlpatterns = [
    path("likenesses/", views.likenesses, name="likenesses"),
    path("likenesses/<int:number>/dismissal/", views.dismissal, name="likeness-dismissal"),
    path("likenesses/<int:number>/revival/", views.revival, name="likeness-revival"),
]
