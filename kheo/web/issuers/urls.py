"""Addresses of issuers, their signers and their registers."""

from django.urls import path

from kheo.web.issuers import register, signers, views

_ONE = "issuers/<int:number>/"

urlpatterns = [
    path("issuers/", views.issuers, name="issuers"),
    path("issuers/+/", views.new, name="issuer-new"),
    path(_ONE, views.issuer, name="issuer"),
    path(f"{_ONE}names/", views.names, name="issuer-names"),
    path(f"{_ONE}term/", views.term, name="issuer-term"),
    path(f"{_ONE}signers/+/", signers.new, name="issuer-signer-new"),
    path(f"{_ONE}signers/<int:signer>/", signers.signer, name="issuer-signer"),
    path(f"{_ONE}register/", register.book, name="issuer-register"),
    path(f"{_ONE}register/file/", register.file, name="issuer-register-file"),
    path(f"{_ONE}register/+/", register.by_hand, name="issuer-number-new"),
    path(f"{_ONE}register/<int:given>/voiding/", register.voiding, name="issuer-number-voiding"),
]
