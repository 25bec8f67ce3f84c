"""Issues a draft: its number, day, final snapshot and files in one transaction; the PDF after it, as often as it takes.

Killed at any moment there is either nothing, or the number with its document: the files are in the vault before, the
number and the rows that cite them are committed together.
"""

import datetime as dt
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.journal.book import note
from kheo.journal.models import Original
from kheo.journal.vault import keep, read
from kheo.publishing import rulesets
from kheo.publishing.documents.needs import lacking
from kheo.publishing.documents.order import with_number
from kheo.publishing.drafts.fitting import impossible, unfit, unlikely
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.own_letter import OWN_NUMBER, entered_by_hand, keep_number, own_number
from kheo.publishing.drafts.printing import print_paper
from kheo.publishing.drafts.reissuing import reissue_of, replaced_by_words
from kheo.publishing.drafts.secrecy import SecretError, refuse_secret
from kheo.publishing.drafts.writing import MARKS, CannotWriteError, edited, edits_of
from kheo.publishing.kinds import KINDS, Kind
from kheo.publishing.making import file_of, missing
from kheo.publishing.models import Document
from kheo.publishing.papers import Head, Paper
from kheo.publishing.register.giving import give, next_number
from kheo.publishing.register.models import Number
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates.filling import CannotFillError, fill
from kheo.publishing.templates.models import TemplateVersion
from kheo.publishing.templates.versions import in_use
from kheo.tally.snapshots import take_snapshot

# How often another paper may take the number foreseen for this one before it is given up.
TRIES = 5


class CannotIssueError(Exception):
    """The draft cannot be issued as it stands; the message says what is missing and where to put it."""


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a paper under the number foreseen for it, kept already but cited by nothing yet."""

    draft: Draft
    paper: Paper
    template: TemplateVersion | None
    originals: dict[str, Original]


class _OvertakenError(Exception):
    """The number foreseen went to another paper, or the draft was changed: make the files anew."""


def issue_draft(draft: Draft, actor: User | None, *, dated: dt.date | None = None, reason: str = "") -> Document:
    """The .docx as issued, with its number; asked twice, the same one. `reason`: why its number or day is out of turn.

    Raises CannotIssueError, its message naming all that is missing; CannotGiveError of the register (ReasonNeededError
    where only a reason is missing). A PDF that cannot be made now is made later (`printing.print_missing`).
    """
    document = None
    for _ in range(TRIES):
        held = _fetched(draft)
        if held.state != Draft.State.OPEN:
            return _issued_before(held)
        made = _made(held, dated or held.dated or timezone.localdate(), reason.strip())
        try:
            document = _recorded(made, actor, reason)
            break
        except _OvertakenError:
            continue
    if document is None:
        raise CannotIssueError("Nhiều văn bản đang lấy số cùng lúc nên chưa ban hành được; hãy bấm lại sau ít giây.")
    print_paper(document)
    return document


def shortcomings(draft: Draft) -> list[str]:
    """Why the draft cannot be issued yet, a phrase each; empty: it can."""
    if draft.snapshot is None:
        return ["văn bản chưa dựng được vì chưa điền đủ"]
    kind, paper, edits = KINDS[draft.kind], edited(draft), edits_of(draft)
    unmet = list(lacking(kind.needs, draft.given))
    # A need that was not met stands in the paper as a place that nothing fills: it is named once.
    found = [
        *unmet,
        *(one for one in missing(paper, kind) if one not in {f"giá trị của {{{label}}}" for label in unmet}),
    ]
    if edits.pending:
        found.append(f"quyết định về {len(edits.pending):02d} đoạn đã sửa tay trước khi lấy lại số liệu")
    return list(dict.fromkeys(found))


def refusals(draft: Draft) -> list[str]:
    """Why the draft is not issued though nothing is missing: its rules, its signer's organ, another reissue."""
    found = list(unfit(draft))
    standing = reissue_of(draft.replaces) if draft.replaces else None
    if standing is not None and standing.pk != draft.pk:
        found.append(f"Văn bản cũ đã được thay bằng {replaced_by_words(standing)}; hãy bỏ bản soạn này.")
    return found


def doubts_of_day(draft: Draft, dated: dt.date) -> list[str]:
    """Why a paper of that day is refused, or goes with a reason only."""
    day = list(impossible(draft, dated, timezone.localdate()))
    return day or (list(unlikely(draft, edited(draft), dated)) if draft.snapshot else [])


def foreseen_number(draft: Draft, dated: dt.date) -> int | None:
    """The number the paper would get now; None for lists, which bear none. Raises CannotGiveError."""
    kind = KINDS[draft.kind]
    if not kind.type_name:
        return None
    return own_number(draft, kind.type_name, dated) or next_number(draft.issuer, kind.type_name, dated)


def draft_file(draft: Draft, paper: Paper) -> bytes:
    """The .docx of the paper as the draft would be issued: by its rules, in the office's own template if one is in use.

    Raises CannotFillError where that template cannot be filled with it.
    """
    template = in_use(draft.issuer, draft.kind, draft.rule_set)
    return _file(paper, "docx", rulesets.load(draft.rule_set), template)


def _file(paper: Paper, form: str, rules: RuleSet, template: TemplateVersion | None) -> bytes:
    if form != "docx" or template is None:
        return file_of(paper, form, rules)
    return fill(read(template.original), paper, rules)


def _fetched(draft: Draft) -> Draft:
    return Draft.objects.select_related("campaign", "issuer", "signer__issuer", "snapshot", "replaces").get(pk=draft.pk)


def _issued_before(draft: Draft) -> Document:
    if found := Document.objects.filter(draft=draft, format="docx").select_related("original").first():
        return found
    raise CannotIssueError(f"Bản soạn này không ban hành được: {draft.get_state_display().lower()}.")


def _made(draft: Draft, dated: dt.date, reason: str) -> _Made:
    """The slow part, outside of any transaction: compose the final paper, lay it out, keep the files."""
    if lacks := shortcomings(draft):
        raise CannotIssueError(
            f"Chưa ban hành được {KINDS[draft.kind].title.lower()}: còn thiếu {'; '.join(lacks)}. "
            "Bổ sung rồi ban hành lại."
        )
    never = [*refusals(draft), *impossible(draft, dated, timezone.localdate())]
    if refused := never or ([] if reason else doubts_of_day(draft, dated)):
        raise CannotIssueError(" ".join(refused))
    try:
        paper = edited(draft)
        refuse_secret([draft.given.get(key, "") for key in MARKS], [paper.text, *draft.given.values()])
    except (CannotWriteError, SecretError) as why:
        raise CannotIssueError(str(why)) from why
    kind, rules = KINDS[draft.kind], rulesets.load(draft.rule_set)
    paper = _numbered(paper, foreseen_number(draft, dated), dated)
    template = in_use(draft.issuer, draft.kind, draft.rule_set)
    try:
        files = {form: _file(paper, form, rules, template) for form in kind.formats}
    except CannotFillError as why:
        raise CannotIssueError(str(why)) from why
    return _Made(draft, paper, template, dict(zip(files, keep(list(files.values())), strict=True)))


def _numbered(paper: Paper, number: int | None, dated: dt.date) -> Paper:
    """The paper under its number and day, in its head and where its annexes name it; no draft any more."""
    paper = with_number(paper, number, dated)
    return replace(paper, head=replace(paper.head, year=dated.year, draft_mark=""))


@transaction.atomic
def _recorded(made: _Made, actor: User | None, reason: str) -> Document:
    """Number, snapshot, rows and the draft's state together; one of two who ask at once finds it done."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=made.draft.pk)
    if (draft.state, draft.changed_at) != (made.draft.state, made.draft.changed_at):
        raise _OvertakenError
    kind, head = KINDS[draft.kind], made.paper.head
    number = _given(made.draft, kind, head, actor, reason) if kind.type_name else None
    document = _rows(made, actor, reason)
    if number is not None:
        number.document = document
        number.save(update_fields=["document"])
    draft.state, draft.dated, draft.changed_at = Draft.State.ISSUED, head.day, document.issued_at
    draft.save(update_fields=["state", "dated", "changed_at"])
    keep_number(draft, document, actor)
    return document


def _given(draft: Draft, kind: Kind, head: Head, actor: User | None, reason: str) -> Number:
    assert head.day is not None
    own = own_number(draft, kind.type_name, head.day)
    written = entered_by_hand(draft, kind.type_name, head.day, own) if own is not None else None
    if written is not None and own == head.number:
        written.subject = written.subject or head.subject[:300]
        written.save(update_fields=["subject"])
        note("number.tied", written, actor=actor, number=own, draft=draft.pk)
        return written
    said = reason or (OWN_NUMBER if own else "")
    given = give(draft.issuer, kind.type_name, head.day, subject=head.subject, number=own, reason=said, actor=actor)
    if given.number != head.number:
        raise _OvertakenError
    return given


def _rows(made: _Made, actor: User | None, reason: str) -> Document:
    """The .docx, first, and the other formats beside it, all of the final snapshot."""
    draft, now = made.draft, timezone.now()
    assert draft.snapshot is not None
    said = {"reason": reason} if reason else {}
    content, as_of = made.paper.as_plain(), draft.snapshot.as_of
    snapshot = take_snapshot(campaign=draft.campaign, kind=draft.kind, content=content, as_of=as_of, actor=actor)
    rows = [
        Document.objects.create(
            campaign=draft.campaign,
            kind=draft.kind,
            format=form,
            rule_set=draft.rule_set,
            snapshot=snapshot,
            template=made.template if form == "docx" else None,
            draft=draft,
            replaces=draft.replaces,
            reason=draft.reason,
            number=made.paper.head.number,
            dated=made.paper.head.day,
            original=made.originals[form],
            issued_at=now,
            issued_by=actor,
        )
        for form in sorted(made.originals)
    ]
    for row in rows:
        told = {"kind": row.kind, "format": row.format, "sha256": row.original.sha256, "draft": draft.pk} | said
        note("document.issued", row, actor=actor, **told, number=row.number, replaces=draft.replaces_id)
    return rows[0]
