"""Takes back what was signed elsewhere: opened in a confined process, looked at, kept, and the paper closed."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.confinement.pool import Refused, shared
from kheo.journal.book import note
from kheo.journal.vault import keep, read
from kheo.office.wording import count, tidy, words
from kheo.publishing.drafts.models import Draft
from kheo.publishing.models import Document
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import RuleSet, load
from kheo.publishing.signing.likening import has_text, symbol_of, text_of, unlike
from kheo.publishing.signing.models import SignedCopy
from kheo.publishing.signing.opening import OPEN_RETURNED

# The folder of the instance whose certificates are trusted as roots.
ROOTS = "roots"
_LONGEST_NAME = 250


class CannotReceiveError(Exception):
    """The file is not taken as the signed copy; the message says why and what to send instead."""


def receive(document: Document, *, name: str, content: bytes, actor: User | None = None) -> SignedCopy:
    """The returned file of an issued paper (its .docx), with what was found in it; it closes the paper unless in doubt.

    The same file again gives the same row. Raises CannotReceiveError: no PDF or picture, locked, broken, too large, or
    the paper has a signed copy already.
    """
    _must_wait(document)
    found = _opened(name, content)
    original = keep([content])[0]
    warnings = list(_warnings(document, found, original.sha256))
    with transaction.atomic():
        draft = _locked(document)
        standing = SignedCopy.objects.filter(document=document, withdrawn_at=None)
        if same := standing.filter(original=original).first():
            return same
        _must_wait(document)
        copy = SignedCopy.objects.create(
            document=document,
            original=original,
            name=tidy(name)[-_LONGEST_NAME:] or "ban-ky",
            received_at=timezone.now(),
            received_by=actor,
            findings=found["signatures"],
            warnings=warnings,
        )
        told = {"document": document.pk, "sha256": original.sha256, "signatures": len(found["signatures"])}
        note("signedcopy.received", copy, actor=actor, **told, warnings=[one["said"] for one in warnings])
        if not any(one["grave"] for one in warnings):
            _close(draft, copy, actor)
    return copy


@transaction.atomic
def accept(copy: SignedCopy, *, reason: str, actor: User | None = None) -> Draft:
    """Take the copy although it was doubted, with a reason that stays beside the doubts; it closes the paper.

    Raises CannotReceiveError.
    """
    draft = _locked(copy.document)
    held = SignedCopy.objects.get(pk=copy.pk)
    if held.withdrawn_at is not None:
        raise CannotReceiveError("Bản ký này đã rút; hãy đưa bản khác lên.")
    if not reason.strip():
        raise CannotReceiveError("Ghi lý do vẫn nhận tệp này làm bản ký, ví dụ: đã đối chiếu với bản giấy.")
    if draft.state == Draft.State.ISSUED:
        said = tidy(reason)[:300]
        who = f" ({actor.get_full_name() or actor.get_username()})" if actor else ""
        held.warnings = [*held.warnings, {"grave": False, "said": f"Vẫn nhận{who}. Lý do: {said}"}]
        held.save(update_fields=["warnings"])
        _close(draft, held, actor, reason=said)
    return draft


@transaction.atomic
def withdraw(copy: SignedCopy, *, reason: str, actor: User | None = None) -> SignedCopy:
    """Take a returned copy back with a reason; the paper waits for its signature again. Raises CannotReceiveError."""
    draft = _locked(copy.document)
    held = SignedCopy.objects.get(pk=copy.pk)
    if held.withdrawn_at is not None:
        raise CannotReceiveError("Bản ký này đã rút trước đó.")
    if not reason.strip():
        raise CannotReceiveError("Ghi lý do rút bản ký.")
    held.withdrawn_at, held.withdrawn_reason = timezone.now(), tidy(reason)[:300]
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    note("signedcopy.withdrawn", held, actor=actor, reason=held.withdrawn_reason)
    if draft.state == Draft.State.CLOSED:
        draft.state, draft.changed_at = Draft.State.ISSUED, timezone.now()
        draft.save(update_fields=["state", "changed_at"])
        note("draft.reopened", draft, actor=actor, copy=held.pk)
    return held


def _locked(document: Document) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).get(documents=document)


def _close(draft: Draft, copy: SignedCopy, actor: User | None, **said: str) -> None:
    draft.state, draft.changed_at = Draft.State.CLOSED, timezone.now()
    draft.save(update_fields=["state", "changed_at"])
    note("draft.closed", draft, actor=actor, copy=copy.pk, **said)


def _must_wait(document: Document) -> None:
    state = Draft.objects.filter(documents=document).values_list("state", flat=True).first()
    if state == Draft.State.CLOSED:
        raise CannotReceiveError("Văn bản này đã có bản ký; muốn thay bằng bản khác thì rút bản đang có, ghi lý do.")
    if state != Draft.State.ISSUED:
        raise CannotReceiveError("Văn bản này không chờ bản ký.")


def _opened(name: str, content: bytes) -> dict[str, Any]:
    if len(content) > settings.MAX_SUBMISSION_BYTES:
        most = settings.MAX_SUBMISSION_BYTES // (1024 * 1024)
        raise CannotReceiveError(f"Tệp “{name}” lớn hơn {most} MB; quét lại với độ phân giải 200–300 dpi.")
    found = _looked_at(content)
    if isinstance(found, Refused):
        raise CannotReceiveError(
            f"Không nhận được tệp “{name}” làm bản ký: {found.why}. Hãy xuất lại PDF đã ký từ phần mềm ký số, hoặc "
            "quét bản giấy đã ký thành PDF."
        )
    return found


def _looked_at(content: bytes) -> dict[str, Any] | Refused:
    found = shared().slowly(OPEN_RETURNED, str(settings.HOME.path / ROOTS), content)
    return found if isinstance(found, Refused) else dict(found)


def _as_issued(document: Document, paper: Paper, rules: RuleSet) -> tuple[str, int]:
    """The text of the issued PDF and its pages (0: not known), read as the returned file is."""
    pdf = Document.objects.filter(draft=document.draft_id, format="pdf").select_related("original").first()
    found = _looked_at(read(pdf.original)) if pdf else None
    if found is None or isinstance(found, Refused):
        return text_of(paper, rules), 0
    return found["text"], found["pages"]


def _warnings(document: Document, found: dict[str, Any], sha256: str) -> Iterator[dict[str, Any]]:
    """What makes one doubt it is this paper, signed: all of it keeps the paper open until a person takes the copy."""
    paper, rules = Paper.from_plain(document.snapshot.content), load(document.rule_set)
    for said in (*_of_signatures(document, paper, found, sha256), *_of_content(document, paper, rules, found)):
        yield {"grave": True, "said": said}


def _of_signatures(document: Document, paper: Paper, found: dict[str, Any], sha256: str) -> Iterator[str]:
    signatures = found["signatures"]
    for number, one in enumerate(signatures, start=1):
        if not one["sound"]:
            yield f"Chữ ký {number} ({one['signer'] or 'không rõ tên'}): {one['sentences'][0]}"
    if Document.objects.filter(draft=document.draft_id, original__sha256=sha256).exists():
        yield "Đây chính là tệp PDF chưa ký mà Khéo đã tạo ra."
    elif not signatures and has_text(found["text"]):
        yield "Tệp PDF có chữ nhưng không có chữ ký số nào: có thể là bản chưa ký."
    elif not signatures:
        yield (
            "Tệp là ảnh hoặc bản quét, không có chữ ký số và không so được chữ với văn bản đã ban hành; hãy tự xem có "
            "đủ trang, đủ chữ ký và dấu không."
        )
    signers = [words(one["signer"]) for one in signatures]
    if signers and not any(words(paper.signature.person) in signer for signer in signers):
        named = ", ".join(one["signer"] or "không rõ tên" for one in signatures)
        yield f"Chữ ký số mang tên {named}; người ký ghi trên văn bản là {paper.signature.person}."


def _of_content(document: Document, paper: Paper, rules: RuleSet, found: dict[str, Any]) -> Iterator[str]:
    text, pages = _as_issued(document, paper, rules)
    yield from unlike(text, found["text"], symbol_of(paper, rules))
    if found["signatures"] and not has_text(found["text"]):
        yield "Trang có chữ ký số là ảnh nên không so được chữ với văn bản đã ban hành; hãy tự xem lại."
    if found["pages"] < pages:
        yield f"Tệp có {count(found['pages'])} trang, văn bản đã ban hành có {count(pages)} trang: còn thiếu trang."
