"""Addresses of papers on their way: the list, one draft, and a noun for each act."""

from django.urls import path

from kheo.web.papers import drafting, issuing, returning, views

_ALL = "campaigns/<slug:slug>/drafts/"
_ONE = f"{_ALL}<int:number>/"

urlpatterns = [
    path(_ALL, views.drafts, name="drafts"),
    path(f"{_ALL}+/", drafting.new, name="draft-new"),
    path(_ONE, views.draft, name="draft"),
    path(f"{_ONE}words/", drafting.words, name="draft-words"),
    path(f"{_ONE}particulars/", drafting.particulars, name="draft-particulars"),
    path(f"{_ONE}figures/", drafting.figures, name="draft-figures"),
    path(f"{_ONE}pending/", drafting.pending, name="draft-pending"),
    path(f"{_ONE}withdrawal/", drafting.withdrawal, name="draft-withdrawal"),
    path(f"{_ONE}preview/", views.preview, name="draft-preview"),
    path(f"{_ONE}issue/", issuing.issue, name="draft-issue"),
    path(f"{_ONE}files/<slug:form>/", issuing.file, name="draft-file"),
    path(f"{_ONE}print/", issuing.printing, name="draft-print"),
    path(f"{_ONE}bundle/", issuing.bundled, name="draft-bundle"),
    path(f"{_ONE}reissue/", issuing.reissue, name="draft-reissue"),
    path(f"{_ONE}copies/", returning.copies, name="draft-copies"),
    path(f"{_ONE}copies/<int:copy>/", returning.file, name="draft-copy"),
    path(f"{_ONE}copies/<int:copy>/acceptance/", returning.acceptance, name="draft-copy-acceptance"),
    path(f"{_ONE}copies/<int:copy>/withdrawal/", returning.withdrawal, name="draft-copy-withdrawal"),
]
