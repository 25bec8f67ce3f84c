"""Gathers the models of all packages for Django; defines none."""

from kheo.background.models import Heartbeat, Round
from kheo.campaigns.models import (
    Addressee,
    Area,
    Call,
    Campaign,
    LegalBasis,
    Obligation,
    Requirement,
    Section,
    Standing,
    Strand,
)
from kheo.intake.models import Delivery, Submission
from kheo.journal.models import Event, Head, Original
from kheo.publishing.models import Document
from kheo.records.models import Conference, Entry, Outcome, Registration, Report
from kheo.tally.models import Snapshot
from kheo.units.models import Alias, Bloc, Contact, Membership, Succession, Unit

__all__ = [
    "Addressee",
    "Alias",
    "Area",
    "Bloc",
    "Call",
    "Campaign",
    "Conference",
    "Contact",
    "Delivery",
    "Document",
    "Entry",
    "Event",
    "Head",
    "Heartbeat",
    "LegalBasis",
    "Membership",
    "Obligation",
    "Original",
    "Outcome",
    "Registration",
    "Report",
    "Requirement",
    "Round",
    "Section",
    "Snapshot",
    "Standing",
    "Strand",
    "Submission",
    "Succession",
    "Unit",
]
