"""The kinds of paper there are, each declared by its folder in documents/."""

from kheo.publishing.documents.announcement import composing as announcement
from kheo.publishing.documents.call_letter import composing as call_letter
from kheo.publishing.documents.commendation_decision import composing as commendation_decision
from kheo.publishing.documents.commendation_list import composing as commendation_list
from kheo.publishing.documents.conference_minutes import composing as conference_minutes
from kheo.publishing.documents.consolidated_report import composing as consolidated_report
from kheo.publishing.documents.council_minutes import composing as council_minutes
from kheo.publishing.documents.council_pack import composing as council_pack
from kheo.publishing.documents.guidance import composing as guidance
from kheo.publishing.documents.invitation import composing as invitation
from kheo.publishing.documents.kind import Kind
from kheo.publishing.documents.plan import composing as plan
from kheo.publishing.documents.recognition_decision import composing as recognition_decision
from kheo.publishing.documents.registrations import composing as registrations
from kheo.publishing.documents.results import composing as results
from kheo.publishing.documents.score_sheet import composing as score_sheet
from kheo.publishing.documents.submission import composing as submission
from kheo.publishing.documents.urging_letter import composing as urging_letter

__all__ = ["KINDS", "Kind"]

# In the order a movement writes them; lists at the end.
_ALL: tuple[Kind, ...] = (
    plan.KIND,
    guidance.KIND,
    call_letter.KIND,
    urging_letter.KIND,
    announcement.KIND,
    invitation.KIND,
    council_minutes.KIND,
    conference_minutes.KIND,
    submission.KIND,
    recognition_decision.KIND,
    commendation_decision.KIND,
    consolidated_report.KIND,
    registrations.KIND,
    results.KIND,
    commendation_list.KIND,
    council_pack.KIND,
    score_sheet.KIND,
)
KINDS = {kind.code: kind for kind in _ALL}
