"""Addresses of certificates; `/c/<code>/` is the one everybody may open."""

from django.urls import path

from kheo.web.certificates import checking, designing, printing, views

_ONE = "certificates/<int:number>/"
_DESIGN = "certificates/designs/<int:number>/"
_PRINTER = "certificates/printers/<int:number>/"
_RUN = "certificates/runs/<int:number>/"

urlpatterns = [
    path("c/<str:code>/", checking.check, name="certificate-check"),
    path("certificates/", views.certificates, name="certificates"),
    path("campaigns/<slug:slug>/certificates/new/", views.new, name="certificates-new"),
    path("certificates/runs/", printing.ask, name="certificates-print"),
    path(_ONE, views.certificate, name="certificate"),
    path(f"{_ONE}file/", printing.file, name="certificate-file"),
    path(f"{_ONE}reissue/", views.reissue, name="certificate-reissue"),
    path(f"{_ONE}withdrawal/", views.withdrawal, name="certificate-withdrawal"),
    path(_RUN, printing.run, name="printrun"),
    path(f"{_RUN}file/", printing.run_file, name="printrun-file"),
    path("certificates/designs/", designing.designs, name="designs"),
    path("certificates/designs/samples/<str:code>/", designing.sample, name="designs-sample"),
    path("certificates/designs/samples/<str:code>/picture/", designing.sample_picture, name="designs-sample-picture"),
    path(_DESIGN, designing.design, name="design"),
    path(f"{_DESIGN}picture/", designing.picture, name="design-picture"),
    path(f"{_DESIGN}trial/", designing.trial, name="design-trial"),
    path(f"{_DESIGN}background/", designing.background, name="design-background"),
    path(f"{_DESIGN}shelf/", designing.shelf, name="design-shelf"),
    path("certificates/printers/", printing.printers, name="printers"),
    path(f"{_PRINTER}sheet/", printing.sheet, name="printer-sheet"),
    path(f"{_PRINTER}measure/", printing.measure, name="printer-measure"),
]
