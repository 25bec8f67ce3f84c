"""Drafts: begun for a campaign, composed from its figures into a snapshot, reworded by hand, dropped."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.publishing.documents.order import CannotComposeError, Order, with_number
from kheo.publishing.drafts.edits import Edits, Pending, applied, carried_over, checked
from kheo.publishing.drafts.fitting import impossible, rules_for, unfit
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.reissuing import reissue_of, replaced_by_words
from kheo.publishing.drafts.secrecy import refuse_secret
from kheo.publishing.issuers.finding import issued, issuer_of
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.powers import signature
from kheo.publishing.kinds import KINDS
from kheo.publishing.models import Document
from kheo.publishing.papers import Paper
from kheo.tally.snapshots import take_snapshot

# Set words of the head that an officer may ask for; kept in `Draft.given` beside what the kind needs.
URGENCY, CIRCULATION, DRAFT_MARK = "head.urgency", "head.circulation", "head.draft_mark"
MARKS = (URGENCY, CIRCULATION, DRAFT_MARK)


class CannotWriteError(Exception):
    """The draft cannot be changed so; the message says why and what to do."""


class AlreadyReplacedError(CannotWriteError):
    """The paper has its reissue already: `draft`."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            f"Văn bản này đã được thay bằng {replaced_by_words(draft)}; mỗi văn bản chỉ ban hành lại một lần. Cần sửa "
            "nữa thì làm trên bản ấy."
        )
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Wish:
    """What a paper is to be: by which rules, from whom, signed by whom, as of when, of which day, with what given."""

    # Empty: the one in force for the issuer's regime on the paper's day.
    rule_set: str = ""
    issuer: Issuer | None = None
    signer: Signer | None = None
    as_of: dt.datetime | None = None
    dated: dt.date | None = None
    given: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def begin(
    *,
    campaign: Campaign,
    kind: str,
    wish: Wish,
    replaces: Document | None = None,
    reason: str = "",
    actor: User | None = None,
) -> Draft:
    """A new draft, composed if all it needs is there; a reissue takes the words typed for the earlier paper along.

    Raises CannotWriteError (AlreadyReplacedError: there is a reissue), SecretError, UnknownRuleSetError.
    """
    if kind not in KINDS:
        raise CannotWriteError(f"Không có loại văn bản “{kind}”; có các loại: {', '.join(KINDS)}.")
    if replaces is not None and not reason.strip():
        raise CannotWriteError("Ghi lý do ban hành lại; lý do được giữ cùng văn bản mới.")
    if replaces is not None:
        # Who asks twice at once finds the first one's draft.
        Document.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
        if standing := reissue_of(replaces):
            raise AlreadyReplacedError(standing)
    now = timezone.now()
    draft = Draft(campaign=campaign, kind=kind, issuer=wish.issuer or issuer_of(campaign), made_at=now, made_by=actor)
    draft.replaces, draft.reason = replaces, tidy(reason)[:300]
    _wish(draft, wish, now)
    draft.save()
    note("draft.begun", draft, actor=actor, kind=kind, rules=draft.rule_set, campaign=campaign.slug)
    _compose_if_possible(draft, actor)
    return draft


@transaction.atomic
def fill(draft: Draft, wish: Wish, *, actor: User | None = None) -> Draft:
    """What the paper needs, anew; its figures are taken as of now or as wished.

    Raises as `begin`, and CannotComposeError where a paper that stands could not be made from these answers.
    """
    draft = _locked(draft)
    # Without a signer chosen it is of the campaign's organ again.
    draft.issuer = wish.issuer or (issuer_of(draft.campaign) if draft.signer_id and not wish.signer else draft.issuer)
    _wish(draft, wish, timezone.now())
    draft.save()
    note("draft.filled", draft, actor=actor, given=sorted(draft.given))
    if draft.snapshot is None:
        _compose_if_possible(draft, actor)
    else:
        # A paper that stands must not be left beside answers it was not made from.
        _compose(draft, actor)
    return draft


@transaction.atomic
def refresh(draft: Draft, *, actor: User | None = None) -> Draft:
    """The figures of now (or of the draft's as-of) in a new snapshot; words typed by hand are carried over.

    Raises CannotComposeError where the paper cannot be composed, CannotWriteError where the draft is no longer open.
    """
    draft = _locked(draft)
    _compose(draft, actor)
    return draft


@transaction.atomic
def reword(
    draft: Draft,
    *,
    changed: Mapping[int, str],
    added: Mapping[int, Sequence[str]],
    seen: dt.datetime,
    actor: User | None = None,
) -> Draft:
    """The words as typed on a page that showed the draft as it was `seen` (its `changed_at`); all that differ are kept.

    Raises TiedError, SecretError, and CannotWriteError where the draft has been changed since.
    """
    draft = _locked(draft)
    if draft.changed_at != seen:
        raise CannotWriteError(
            "Bản soạn đã được lưu ở nơi khác trong lúc bạn sửa (người khác, hoặc một thẻ trình duyệt khác). Lời bạn gõ "
            "còn nguyên ở dưới: xem bản mới nhất, chép phần cần giữ sang rồi lưu."
        )
    edits = replace(checked(composed(draft), changed, added), pending=edits_of(draft).pending)
    refuse_secret((), [*edits.changed.values(), *(words for several in edits.added.values() for words in several)])
    if edits.as_plain() != edits_of(draft).as_plain():
        _keep(draft, edits)
        note("draft.reworded", draft, actor=actor, changed=sorted(edits.changed), added=sorted(edits.added))
    return draft


@transaction.atomic
def settle(draft: Draft, *, pending: int, use: bool, actor: User | None = None) -> Draft:
    """Decide about words that waited after a refresh: use them at their new place, or leave them. Raises TiedError."""
    draft = _locked(draft)
    edits = edits_of(draft)
    if not 0 <= pending < len(edits.pending):
        raise CannotWriteError("Đoạn chờ quyết định này đã được xử lý rồi.")
    one = edits.pending[pending]
    rest = (*edits.pending[:pending], *edits.pending[pending + 1 :])
    chosen = _with(draft, edits, one) if use else edits
    _keep(draft, replace(chosen, pending=rest))
    note("draft.settled", draft, actor=actor, used=use, words=one.words)
    return draft


@transaction.atomic
def drop(draft: Draft, *, reason: str, actor: User | None = None) -> Draft:
    """The draft is not issued; it stays with its reason. Raises CannotWriteError."""
    draft = _locked(draft)
    if not reason.strip():
        raise CannotWriteError("Ghi lý do bỏ bản soạn.")
    draft.state, draft.changed_at = Draft.State.DROPPED, timezone.now()
    draft.save(update_fields=["state", "changed_at"])
    note("draft.dropped", draft, actor=actor, reason=tidy(reason)[:300])
    return draft


def obstacle(draft: Draft) -> str:
    """Why a draft that was not composed yet cannot be, as a sentence; empty: nothing is in the way."""
    try:
        _paper(draft, timezone.now())
    except CannotComposeError as why:
        return str(why)
    return ""


def edits_of(draft: Draft) -> Edits:
    return Edits.from_plain(draft.words)


def composed(draft: Draft) -> Paper:
    """The paper as generated. Raises CannotWriteError where it could not be composed yet."""
    if draft.snapshot is None:
        raise CannotWriteError("Văn bản chưa dựng được; điền đủ các mục còn thiếu rồi lưu lại.")
    return Paper.from_plain(draft.snapshot.content)


def edited(draft: Draft) -> Paper:
    """The paper with the officer's words, its number blank. Raises CannotWriteError as `composed`."""
    return applied(composed(draft), edits_of(draft))


def _locked(draft: Draft) -> Draft:
    held = Draft.objects.select_for_update(of=("self",)).select_related(
        "campaign", "issuer", "signer__issuer", "snapshot"
    )
    found = held.get(pk=draft.pk)
    if found.state != Draft.State.OPEN:
        raise CannotWriteError(f"Bản soạn này không sửa được nữa: {found.get_state_display().lower()}.")
    return found


def _wish(draft: Draft, wish: Wish, now: dt.datetime) -> None:
    given = {key: tidy(words).strip() for key, words in wish.given.items()}
    refuse_secret([given.get(key, "") for key in MARKS], given.values())
    today = timezone.localdate(now)
    draft.rule_set = rules_for(wish.rule_set, draft.issuer, wish.dated or today)
    draft.signer, draft.as_of, draft.dated = wish.signer, wish.as_of, wish.dated
    refused = [*unfit(draft), *(impossible(draft, wish.dated, today) if wish.dated else ())]
    if refused:
        raise CannotWriteError(" ".join(refused))
    draft.given = {key: words for key, words in given.items() if words}
    draft.changed_at = now


def _compose_if_possible(draft: Draft, actor: User | None) -> None:
    try:
        _compose(draft, actor)
    except CannotComposeError:
        # The page says what is missing; what is typed so far is kept.
        return


def _compose(draft: Draft, actor: User | None) -> None:
    now = timezone.now()
    paper = _paper(draft, now)
    edits = edits_of(draft)
    # The first time, a reissue takes over what was typed for the paper it replaces.
    earlier = draft if draft.snapshot is not None or draft.replaces is None else draft.replaces.draft
    if earlier is not None and earlier.snapshot is not None:
        edits = carried_over(composed(earlier), edits_of(earlier), paper)
    draft.snapshot = take_snapshot(
        campaign=draft.campaign, kind=draft.kind, content=paper.as_plain(), as_of=draft.as_of or now, actor=actor
    )
    _keep(draft, edits)
    note("draft.composed", draft, actor=actor, snapshot=draft.snapshot.pk, pending=len(edits.pending))


def _paper(draft: Draft, now: dt.datetime) -> Paper:
    order = Order(
        now,
        draft.as_of,
        dated=draft.dated,
        given={key: words for key, words in draft.given.items() if key not in MARKS},
        issued_by=issued(draft.issuer),
        signature=signature(draft.signer) if draft.signer else None,
    )
    paper = _marked(KINDS[draft.kind].compose(draft.campaign, order), draft.given)
    # Numbers are given at the issue only: the letter of a campaign may know its own already.
    return _blank(paper, draft.dated, timezone.localdate(now)) if paper.head.numbered else paper


def _blank(paper: Paper, dated: dt.date | None, today: dt.date) -> Paper:
    """Without number; a day left blank is of the year in which it will be offered."""
    if dated is None:
        paper = with_number(paper, None, today)
        paper = replace(paper, head=replace(paper.head, year=today.year))
    return with_number(paper, None, dated)


def _marked(paper: Paper, given: Mapping[str, str]) -> Paper:
    """The head with the marks asked for."""
    head = replace(
        paper.head,
        urgency=given.get(URGENCY, "") or paper.head.urgency,
        circulation=given.get(CIRCULATION, "") or paper.head.circulation,
        draft_mark=given.get(DRAFT_MARK, ""),
    )
    return replace(paper, head=head)


def _with(draft: Draft, edits: Edits, one: Pending) -> Edits:
    """The edits with the waiting words at their place: instead of what is generated there, or added after it."""
    paper = composed(draft)
    if one.generated:
        found = checked(paper, {one.at: one.words}, {})
        return replace(edits, changed={**edits.changed, **found.changed})
    found = checked(paper, {}, {one.at: [*edits.added.get(one.at, ()), one.words]})
    return replace(edits, added={**edits.added, **found.added})


def _keep(draft: Draft, edits: Edits) -> None:
    draft.words = edits.as_plain()
    draft.changed_at = timezone.now()
    draft.save(update_fields=["words", "snapshot", "changed_at"])
