"""Issues a paper: composed, kept as a snapshot, laid out, stored with its fingerprint; asked again, the same one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.journal.vault import keep
from kheo.publishing import rulesets
from kheo.publishing.documents.needs import lacking
from kheo.publishing.documents.order import CannotComposeError, Order
from kheo.publishing.issuers.typed import typed_signature
from kheo.publishing.kinds import KINDS, Kind
from kheo.publishing.making import file_of, missing
from kheo.publishing.models import Document
from kheo.publishing.papers import Paper
from kheo.publishing.register.asked import refuse_taken
from kheo.publishing.rulesets import RuleSet
from kheo.tally.models import Snapshot
from kheo.tally.snapshots import take_snapshot


class UnknownKindError(ValueError):
    """No such kind of paper, or not in this format; the message names those there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper, how: a kind of `kinds.KINDS`, a format it comes in, a rule set, number and day if given."""

    kind: str
    format: str = "docx"
    # Empty: the one of the campaign's regime.
    rule_set: str = ""
    number: int | None = None
    dated: dt.date | None = None
    # What the kind asks the officer for (Kind.needs), by key.
    given: Mapping[str, str] = field(default_factory=dict)


def issue(
    campaign: Campaign, *, wanted: Wanted, as_of: dt.datetime | None = None, actor: User | None = None
) -> Document:
    """The document of this content in this format, made now or issued before.

    `as_of` None means now. Raises UnknownKindError, UnknownRuleSetError, and CannotComposeError where the paper cannot
    be made: its message lists what is missing, or says which paper has the number asked for.
    """
    kind, now = _kind(wanted), timezone.now()
    rules = _rules(campaign, wanted, as_of or now)
    signature = typed_signature(campaign, rules)
    order = Order(now, as_of, wanted.number, wanted.dated, wanted.given, signature=signature)
    paper = kind.compose(campaign, order)
    if lacking := list(missing(paper, kind)):
        raise CannotComposeError(
            f"Chưa ban hành được {kind.title.lower()} của đợt “{campaign.title}”: còn thiếu {'; '.join(lacking)}. "
            f"{_remedy(kind, wanted)}"
        )
    if wanted.number is not None and paper.head.numbered:
        refuse_taken(campaign, kind, paper.head, paper.head.day or order.moment.date())
    snapshot = take_snapshot(
        campaign=campaign, kind=kind.code, content=paper.as_plain(), as_of=order.moment, actor=actor
    )
    return _document(snapshot, wanted, rules, actor)


def _rules(campaign: Campaign, wanted: Wanted, at: dt.datetime) -> RuleSet:
    if wanted.rule_set:
        return rulesets.load(wanted.rule_set)
    return rulesets.default_of(campaign.regime, wanted.dated or timezone.localtime(at).date())


def _remedy(kind: Kind, wanted: Wanted) -> str:
    if any(lacking(kind.needs, wanted.given)):
        return "Điền đủ rồi in lại."
    return "Bổ sung trong nội dung công văn của đợt rồi in lại."


def _kind(wanted: Wanted) -> Kind:
    kind = KINDS.get(wanted.kind)
    if kind is None:
        raise UnknownKindError(f"Không có loại văn bản “{wanted.kind}”; có các loại: {', '.join(KINDS)}.")
    if wanted.format not in kind.formats:
        formats = ", ".join(f".{known}" for known in kind.formats)
        raise UnknownKindError(f"{kind.title} không có dạng “.{wanted.format}”; có các dạng: {formats}.")
    return kind


def _document(snapshot: Snapshot, wanted: Wanted, rules: RuleSet, actor: User | None) -> Document:
    issued = Document.objects.filter(snapshot=snapshot, format=wanted.format, rule_set=rules.code)
    if earlier := issued.select_related("original").first():
        return earlier
    # From the snapshot, not from what was just composed: only what is kept can be made again.
    paper = Paper.from_plain(snapshot.content)
    original = keep([file_of(paper, wanted.format, rules)])[0]
    with transaction.atomic():
        document, made = Document.objects.get_or_create(
            campaign=snapshot.campaign,
            kind=snapshot.kind,
            format=wanted.format,
            rule_set=rules.code,
            snapshot=snapshot,
            defaults={
                "number": paper.head.number,
                "dated": paper.head.day,
                "original": original,
                "issued_at": timezone.now(),
                "issued_by": actor,
            },
        )
        if made:
            details = {"kind": document.kind, "format": document.format, "sha256": original.sha256}
            note("document.issued", document, actor=actor, **details)
    return document
