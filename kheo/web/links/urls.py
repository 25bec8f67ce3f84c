"""Addresses of the office's side of links."""

from django.urls import path

from kheo.web.links import acts, contacts, views

_ALL = "campaigns/<slug:slug>/links/"
_ONE = f"{_ALL}<int:number>/"
_UNIT = "units/<str:code>/contacts/"

urlpatterns = [
    path(_ALL, views.links, name="links"),
    path(f"{_ALL}sheet/", views.sheet, name="links-sheet"),
    path(f"{_ALL}file/<slug:file_format>/", views.file, name="links-file"),
    path(f"{_ALL}door/", acts.door, name="links-door"),
    path(f"{_ALL}giving/", acts.give, name="links-giving"),
    path(f"{_ALL}letters/", acts.letters, name="links-letters"),
    path(f"{_ONE}renewal/", acts.renewal, name="links-renewal"),
    path(f"{_ONE}revocation/", acts.revocation, name="links-revocation"),
    path(f"{_ONE}code/", acts.code, name="links-code"),
    path(_UNIT, contacts.contacts, name="unit-contacts"),
    path(f"{_UNIT}<int:number>/removal/", contacts.removal, name="unit-contact-removal"),
    path(f"{_UNIT}handovers/<int:number>/", contacts.handover, name="unit-handover"),
]
