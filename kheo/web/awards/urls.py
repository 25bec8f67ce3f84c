"""Addresses of awards: the catalogue, a campaign's funnel, its proposals, meetings and decisions."""

from django.urls import path

from kheo.web.awards import catalogue, decisions, funnels, meetings, proposals, steps

_CAMPAIGN = "campaigns/<slug:slug>"
_PROPOSAL = f"{_CAMPAIGN}/proposals/<int:number>/"
_MEETING = f"{_CAMPAIGN}/meetings/<int:number>/"
_DECISION = f"{_CAMPAIGN}/decisions/<int:number>/"

urlpatterns = [
    path("awards/", funnels.awards, name="awards"),
    path("awards/catalogue/", catalogue.catalogue, name="awards-catalogue"),
    path("awards/catalogue/samples/", catalogue.adoption, name="awards-adoption"),
    path("awards/catalogue/wages/", catalogue.wage, name="awards-wage"),
    path("awards/catalogue/+/", catalogue.new, name="awards-award-new"),
    path("awards/catalogue/<int:number>/", catalogue.award, name="awards-award"),
    path("awards/catalogue/<int:number>/shelf/", catalogue.shelf, name="awards-shelf"),
    path("awards/catalogue/<int:number>/rates/", catalogue.rate, name="awards-rate"),
    path(f"{_CAMPAIGN}/awards/", funnels.funnel, name="awards-campaign"),
    path(f"{_CAMPAIGN}/awards/bringing/", funnels.bringing, name="awards-bringing"),
    path(f"{_CAMPAIGN}/awards/terms/", funnels.terms, name="awards-terms"),
    path(f"{_CAMPAIGN}/awards/quotas/", funnels.quota, name="awards-quota"),
    path(f"{_CAMPAIGN}/proposals/", proposals.proposals, name="proposals"),
    path(f"{_CAMPAIGN}/proposals/+/", proposals.new, name="proposal-new"),
    path(f"{_CAMPAIGN}/proposals/step/", steps.step, name="proposals-step"),
    path(_PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{_PROPOSAL}<slug:act>/", proposals.act, name="proposal-act"),
    path(f"{_CAMPAIGN}/meetings/", meetings.meetings, name="meetings"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}<slug:act>/", meetings.act, name="meeting-act"),
    path(f"{_CAMPAIGN}/decisions/", decisions.decisions, name="decisions"),
    path(f"{_CAMPAIGN}/decisions/publication/", decisions.publication, name="decisions-publication"),
    path(_DECISION, decisions.decision, name="decision"),
    path(f"{_DECISION}<slug:act>/", decisions.act, name="decision-act"),
]
