"""Addresses of appraisal."""

from django.urls import path

from kheo.web.appraisal import acts, panels, paper, rubrics, scoring, tables

_CAMPAIGN = "campaigns/<slug:slug>/appraisal/"
_PANEL = "appraisal/panels/<int:number>/"
_ENTRY = "appraisal/entries/<int:number>/"
_RUBRIC = "appraisal/rubrics/<int:number>/"

urlpatterns = [
    path("appraisal/", panels.own, name="appraisals"),
    path(_CAMPAIGN, panels.of_campaign, name="appraisal"),
    path(f"{_CAMPAIGN}panels/+/", panels.new, name="panel-new"),
    path(_PANEL, panels.panel, name="panel"),
    path(f"{_PANEL}setting/", panels.setting, name="panel-setting"),
    path(f"{_PANEL}entries/", panels.entries, name="panel-entries"),
    path(f"{_PANEL}appraisers/", acts.appraisers, name="panel-appraisers"),
    path(f"{_PANEL}joining/", acts.joining, name="panel-joining"),
    path(f"{_PANEL}withdrawal/", acts.panel_withdrawal, name="panel-withdrawal"),
    path(f"{_PANEL}closure/", acts.closure, name="panel-closure"),
    path(f"{_PANEL}reopening/", acts.reopening, name="panel-reopening"),
    path(f"{_PANEL}table/", tables.table, name="panel-table"),
    path(f"{_PANEL}results/", tables.results, name="panel-results"),
    path(f"{_PANEL}results/file/", tables.file, name="panel-results-file"),
    path(f"{_PANEL}paper/", paper.quick, name="panel-paper"),
    path(f"{_PANEL}sheets/", paper.blank, name="panel-sheets"),
    path(_ENTRY, scoring.sheet, name="score"),
    path(f"{_ENTRY}own/", scoring.own, name="score-own"),
    path(f"{_ENTRY}abstention/", acts.abstention, name="score-abstention"),
    path(f"{_ENTRY}score/", acts.score, name="score-withdrawal"),
    path(f"{_ENTRY}conflict/", acts.conflict, name="score-conflict"),
    path(f"{_ENTRY}withdrawal/", acts.withdrawal, name="score-entry"),
    path("appraisal/rubrics/", rubrics.rubrics, name="rubrics"),
    path("appraisal/rubrics/+/", rubrics.new, name="rubric-new"),
    path("appraisal/rubrics/samples/<slug:code>/", rubrics.sample, name="rubric-sample"),
    path(_RUBRIC, rubrics.rubric, name="rubric"),
    path(f"{_RUBRIC}version/", rubrics.version, name="rubric-version"),
    path(f"{_RUBRIC}retirement/", rubrics.retirement, name="rubric-retirement"),
]
