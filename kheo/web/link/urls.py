"""Addresses of the common door and of personal links."""

from django.urls import path

from kheo.web.link import doors, form, holder, sent

_ONE = "l/<str:token>/"

urlpatterns = [
    path("g/<str:code>/", doors.door, name="link-door"),
    path("g/<str:code>", doors.door, name="link-door-typed"),
    path(_ONE, form.link, name="link"),
    path(f"{_ONE}code/", doors.code, name="link-code"),
    path(f"{_ONE}entry/", doors.entry, name="link-entry"),
    path(f"{_ONE}exit/", doors.leave, name="link-exit"),
    path(f"{_ONE}draft/", form.draft, name="link-draft"),
    path(f"{_ONE}copies/<int:number>/", form.copy, name="link-copy"),
    path(f"{_ONE}sending/", sent.sending, name="link-sending"),
    path(f"{_ONE}sent/", sent.sent, name="link-sent"),
    path(f"{_ONE}sent/<int:number>/withdrawal/", sent.withdrawal, name="link-withdrawal"),
    path(f"{_ONE}print/", sent.printed, name="link-print"),
    path(f"{_ONE}holder/", holder.holder, name="link-holder"),
]
