"""Addresses of mailboxes."""

from django.urls import path

from kheo.web.mailboxes import views

urlpatterns = [
    path("mailboxes/", views.mailboxes, name="mailboxes"),
    path("mailboxes/+/", views.new, name="mailbox-new"),
    path("mailboxes/<int:number>/", views.mailbox, name="mailbox"),
    path("mailboxes/<int:number>/trial/", views.trial, name="mailbox-trial"),
    path("mailboxes/<int:number>/switch/", views.switching, name="mailbox-switch"),
]
