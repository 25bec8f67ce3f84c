"""Addresses of units."""

from django.urls import path

from kheo.web.unit import views

urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("units/<str:code>/obligations/<int:number>/form/<slug:file_format>/", views.form, name="unit-form"),
    path("units/<str:code>/obligations/<int:number>/files/", views.files, name="unit-files"),
]
