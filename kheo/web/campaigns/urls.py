"""Addresses of campaigns."""

from django.urls import path

from kheo.web.campaigns import forms, letting_in, papers, views, writing

_ONE = "campaigns/<slug:slug>/"

urlpatterns = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/+/", writing.new, name="campaign-new"),
    path("campaigns/+/file/", writing.load, name="campaign-load"),
    path(_ONE, views.campaign, name="campaign"),
    path(f"{_ONE}draft/", writing.draft, name="campaign-draft"),
    path(f"{_ONE}file/", writing.file, name="campaign-file"),
    path(f"{_ONE}publication/", views.publication, name="campaign-publication"),
    path(f"{_ONE}papers/", papers.papers, name="paper-issue"),
    path(f"{_ONE}papers/<int:number>/", papers.paper, name="paper-file"),
    path(f"{_ONE}files/", letting_in.files, name="campaign-files"),
    path(f"{_ONE}calls/<slug:call>/form/<slug:file_format>/", forms.blank, name="call-form"),
    path(f"{_ONE}calls/<slug:call>/forms/<slug:file_format>/", forms.all_units, name="call-forms"),
    path(f"{_ONE}calls/<slug:call>/units/<str:code>/answer/", letting_in.answer, name="unit-answer"),
]
