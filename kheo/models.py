"""Gathers the models of all packages for Django; defines none."""

from kheo.awards.appraisal.models import (
    Appraisal,
    Appraiser,
    Closure,
    Conflict,
    Panel,
    Rubric,
    Score,
    Verdict,
)
from kheo.awards.catalogue.models import Award, BaseWage, Coefficient, Terms
from kheo.awards.council.models import Attendance, Ballot, Meeting
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals.models import Clearance, Override, Proposal, Quota, Step
from kheo.background.models import Heartbeat, Round
from kheo.campaigns.doors.models import Door
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
from kheo.intake.earlier.models import EarlierList
from kheo.intake.links.models import Code, DraftCopy, Handover, Link, LinkDraft, Sent
from kheo.intake.models import Answer, Delivery, Submission
from kheo.journal.models import Event, Head, Original
from kheo.post.models import Enclosure, Fetched, Mailbox, Outgoing
from kheo.publishing.certificates.models import Certificate, Design, Printer, PrintRun
from kheo.publishing.drafts.models import Draft
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from kheo.publishing.signing.models import SignedCopy
from kheo.publishing.templates.models import TemplateVersion
from kheo.records.likeness.models import Likeness, LikenessBand
from kheo.records.models import Conference, Entry, Outcome, Registration, Report
from kheo.reminders.models import Reminder, ReminderRule
from kheo.tally.models import Snapshot
from kheo.units.models import Alias, Bloc, Contact, Membership, Succession, Unit

__all__ = [
    "Addressee",
    "Alias",
    "Answer",
    "Appraisal",
    "Appraiser",
    "Area",
    "Attendance",
    "Award",
    "Ballot",
    "BaseWage",
    "Bloc",
    "Call",
    "Campaign",
    "Certificate",
    "Clearance",
    "Closure",
    "Code",
    "Coefficient",
    "Conference",
    "Conflict",
    "Contact",
    "Decision",
    "Delivery",
    "Design",
    "Document",
    "Door",
    "Draft",
    "DraftCopy",
    "EarlierList",
    "Enclosure",
    "Entry",
    "Event",
    "Fetched",
    "Grant",
    "Handover",
    "Head",
    "Heartbeat",
    "Issuer",
    "LegalBasis",
    "Likeness",
    "LikenessBand",
    "Link",
    "LinkDraft",
    "Mailbox",
    "Meeting",
    "Membership",
    "Number",
    "Obligation",
    "Original",
    "Outcome",
    "Outgoing",
    "Override",
    "Panel",
    "PrintRun",
    "Printer",
    "Proposal",
    "Quota",
    "Registration",
    "Reminder",
    "ReminderRule",
    "Report",
    "Requirement",
    "Round",
    "Rubric",
    "Score",
    "Section",
    "Sent",
    "SignedCopy",
    "Signer",
    "Snapshot",
    "Standing",
    "Step",
    "Strand",
    "Submission",
    "Succession",
    "TemplateVersion",
    "Terms",
    "Unit",
    "Verdict",
]
