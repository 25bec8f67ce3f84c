"""Who may not score an entry: of the unit or of one below it by their role, or by what was declared by hand."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.appraisal.models import Appraisal, Conflict
from kheo.awards.appraisal.panels import CannotAppraiseError, locked
from kheo.awards.appraisal.reckoning import reckon, tied_paths
from kheo.journal.book import note

OF_THE_UNIT = "Thuộc đơn vị đăng ký mô hình này hoặc đơn vị cấp dưới của đơn vị ấy."


def conflict_of(appraisal: Appraisal, user_id: int) -> str:
    """Why this person may not score it, as a sentence; empty: nothing is known against it (two queries)."""
    declared = Conflict.objects.filter(appraisal=appraisal, user=user_id, withdrawn_at=None).first()
    if declared is not None:
        return declared.reason
    path = appraisal.entry.unit.path
    return OF_THE_UNIT if path in tied_paths([user_id]).get(user_id, ()) else ""


def conflicts_of(panel_id: int, user_id: int) -> set[int]:
    """The panel's appraisals this person may not score (three queries)."""
    declared = Conflict.objects.filter(appraisal__panel=panel_id, user=user_id, withdrawn_at=None)
    paths = tied_paths([user_id]).get(user_id, set())
    rows = Appraisal.objects.standing().filter(panel=panel_id)
    own = rows.filter(entry__unit__path__in=paths).values_list("pk", flat=True) if paths else ()
    return {*declared.filter(appraisal__withdrawn_at=None).values_list("appraisal", flat=True), *own}


@transaction.atomic
def declare(appraisal: Appraisal, user: User, *, reason: str, actor: User) -> Conflict:
    """By the person themself or by the office; a sheet of theirs stays and counts no longer."""
    if not reason.strip():
        raise CannotAppraiseError("Ghi rõ có liên quan thế nào đến mô hình hoặc đơn vị này.")
    panel = locked(appraisal.panel)
    found, made = Conflict.objects.get_or_create(
        appraisal=appraisal,
        user=user,
        withdrawn_at=None,
        defaults={"reason": reason.strip(), "declared_at": timezone.now(), "declared_by": actor},
    )
    if made:
        reckon(panel, [appraisal.pk])
        note("conflict.declared", appraisal, actor=actor, user=user.pk, reason=found.reason)
    return found


@transaction.atomic
def take_back(conflict: Conflict, *, actor: User) -> None:
    """Declared by mistake; the row stays."""
    panel = locked(conflict.appraisal.panel)
    if Conflict.objects.filter(pk=conflict.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        reckon(panel, [conflict.appraisal_id])
        note("conflict.takenback", conflict.appraisal, actor=actor, user=conflict.user_id)


def declared_on(appraisals: Iterable[int]) -> dict[tuple[int, int], str]:
    """(appraisal, user) → reason, of those declared by hand (one query)."""
    rows = Conflict.objects.filter(appraisal__in=list(appraisals), withdrawn_at=None)
    return {(appraisal, user): reason for appraisal, user, reason in rows.values_list("appraisal", "user", "reason")}
