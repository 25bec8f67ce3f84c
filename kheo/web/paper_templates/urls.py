"""Addresses of an issuer's templates: all kinds, one kind by a rule set, its versions."""

from django.urls import path

from kheo.web.paper_templates import views

_ALL = "issuers/<int:number>/templates/"
_KIND = f"{_ALL}<slug:rules>/<slug:kind>/"
_VERSION = f"{_ALL}versions/<int:version>/"

urlpatterns = [
    path(_ALL, views.templates, name="templates"),
    path(f"{_VERSION}file/", views.version_file, name="template-version"),
    path(f"{_VERSION}use/", views.use, name="template-use"),
    path(_KIND, views.template, name="template"),
    path(f"{_KIND}shipped/", views.shipped, name="template-shipped"),
    path(f"{_KIND}preview/", views.preview, name="template-preview"),
    path(f"{_KIND}restoration/", views.restoration, name="template-restoration"),
]
