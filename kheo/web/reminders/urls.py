"""Addresses of a campaign's reminders."""

from django.urls import path

from kheo.web.reminders import views

_ALL = "campaigns/<slug:slug>/reminders/"
_ONE = f"{_ALL}<slug:step>/"

urlpatterns = [
    path(_ALL, views.reminders, name="reminders"),
    path(_ONE, views.step_page, name="reminder-step"),
    path(f"{_ONE}switch/", views.switch, name="reminder-switch"),
    path(f"{_ONE}wording/", views.wording, name="reminder-wording"),
    path(f"{_ONE}sending/", views.sending, name="reminder-sending"),
]
