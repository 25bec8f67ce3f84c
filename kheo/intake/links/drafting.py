"""The draft of a unit's answer on the server: saved as one types, on one device or two, and nothing of it lost."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Obligation
from kheo.campaigns.paper import Paper
from kheo.intake.links.models import DraftCopy, LinkDraft
from kheo.intake.links.starting import first_rows, returned, rows_of
from kheo.intake.taking import KINDS

MOST_ROWS = 100
MOST_LETTERS = 20_000


@dataclass(frozen=True)
class Content:
    """What stands in the form: a mapping field → text a row, or that there is nothing to report."""

    rows: Sequence[Mapping[str, str]] = ()
    nil: bool = False
    # Entries of last year that are not carried on.
    closed: Collection[int] = ()


@dataclass(frozen=True)
class Save:
    """One saving: the content, the version it was typed upon, the device it was typed on."""

    content: Content
    seen: int
    device: str


def draft_of(duty: Obligation) -> LinkDraft:
    """The duty's draft, begun with what is known already."""
    found = LinkDraft.objects.filter(obligation=duty).first()
    if found is not None:
        return _begun_anew(found, duty)
    start = {"rows": first_rows(duty), "saved_at": timezone.now(), "sending_key": new_key()}
    return LinkDraft.objects.get_or_create(obligation=duty, defaults=start)[0]


def _begun_anew(draft: LinkDraft, duty: Obligation) -> LinkDraft:
    """A form nothing was written in before the answer came back begins with what came back."""
    written = any(any(row.values()) for row in draft.rows) or draft.nil or draft.closed
    back = None if written and draft.version > 1 else returned(duty)
    if back is None or (draft.version > 1 and draft.saved_at > back.state_at):
        return draft
    rows = tame(KINDS[duty.call.paper].PAPER, rows_of(back, duty))
    if rows and rows != draft.rows:
        LinkDraft.objects.filter(pk=draft.pk, version=draft.version).update(rows=rows, saved_at=timezone.now())
        draft.refresh_from_db()
    return draft


def new_key() -> str:
    return secrets.token_hex(16)


def tame(paper: Paper, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Only fields of the paper and no more than a form can hold; the words stay as they were typed."""
    names = [field.name for field in paper.fields]
    return [
        {
            name: text.replace("\r\n", "\n").replace("\0", "")[:MOST_LETTERS]
            for name in names
            if (text := row.get(name, ""))
        }
        for row in rows[:MOST_ROWS]
    ]


@transaction.atomic
def save(draft: LinkDraft, saving: Save) -> tuple[LinkDraft, DraftCopy | None]:
    """The draft as it is now, and the copy of what another device had saved meanwhile, if this overtook it."""
    now = LinkDraft.objects.select_for_update(of=("self",)).select_related("obligation").get(pk=draft.pk)
    content = saving.content
    closed = sorted(set(content.closed))
    if (list(content.rows), content.nil, closed) == (now.rows, now.nil, now.closed):
        return now, None
    overtakes = saving.seen != now.version and saving.device != now.device
    copy = _set_aside(now) if overtakes else None
    now.rows, now.nil, now.closed = list(content.rows), content.nil, closed
    now.device = saving.device[:40]
    _write(now)
    return now, copy


@transaction.atomic
def take_up(copy: DraftCopy) -> LinkDraft:
    """The copy becomes the draft, and what was the draft the copy: either can be had again."""
    draft = LinkDraft.objects.select_for_update().get(pk=copy.draft_id)
    _set_aside(draft)
    draft.rows, draft.nil, draft.closed, draft.device = copy.rows, copy.nil, copy.closed, copy.device
    drop(copy)
    _write(draft)
    return draft


def drop(copy: DraftCopy) -> None:
    """Nobody needs it: no longer shown, still there."""
    DraftCopy.objects.filter(pk=copy.pk).update(settled_at=timezone.now())


def copies(draft: LinkDraft) -> list[DraftCopy]:
    return list(draft.copies.filter(settled_at=None).order_by("-saved_at")[:10])


def _set_aside(draft: LinkDraft) -> DraftCopy:
    """One copy a device is enough: the newer holds what the older did."""
    kept = {"rows": draft.rows, "nil": draft.nil, "closed": draft.closed, "saved_at": draft.saved_at}
    before = draft.copies.filter(settled_at=None, device=draft.device).exclude(device="").first()
    if before is None:
        return DraftCopy.objects.create(draft=draft, device=draft.device, **kept)
    for name, value in kept.items():
        setattr(before, name, value)
    before.save()
    return before


def _write(draft: LinkDraft) -> None:
    draft.version += 1
    draft.saved_at = timezone.now()
    draft.save(update_fields=["rows", "nil", "closed", "device", "version", "saved_at"])
