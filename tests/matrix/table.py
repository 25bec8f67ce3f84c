"""The access matrix: for each address, what each role gets. 401 stands for being sent to sign in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.intake.links.tokens import token_of
from tests.matrix import appraisal, awards, certificates, papers
from tests.matrix.ground import Ground

ROLES = ("anonymous", "stranger", "clerk", "sister", "officer", "leader", "viewer", "elsewhere")
Arguments = Callable[[Ground], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """`expected` in the order of ROLES; `post` is the data of an act, `sister` the same object of the sister unit."""

    expected: tuple[int, ...]
    arguments: Arguments = lambda _: {}
    post: Callable[[Ground], Mapping[str, Any]] | None = None
    query: str = ""
    sister: Arguments | None = None
    only_post: bool = True

    def data(self, ground: Ground) -> Mapping[str, Any]:
        return self.post(ground) if self.post else {}

    def sisters(self, ground: Ground) -> list[dict[str, Any]]:
        return [self.sister(ground)] if self.sister else []


def campaign(ground: Ground) -> dict[str, Any]:
    return {"slug": ground.campaign.slug}


def draft(ground: Ground) -> dict[str, Any]:
    return {"slug": ground.draft.slug}


def submission(ground: Ground) -> dict[str, Any]:
    return {"code": ground.submission.code}


def duty(ground: Ground) -> dict[str, Any]:
    return {"slug": ground.campaign.slug, "number": ground.duty.pk}


def sister_submission(ground: Ground) -> dict[str, Any]:
    return {"code": ground.sister_submission.code}


def likeness(ground: Ground) -> dict[str, Any]:
    return {"number": ground.likeness.pk}


def link(ground: Ground) -> dict[str, Any]:
    return {"token": token_of(ground.link)}


def letter(ground: Ground) -> dict[str, Any]:
    return {"number": ground.letter.pk}


def step(ground: Ground) -> dict[str, Any]:
    return {"slug": ground.campaign.slug, "step": "half"}


def link_row(ground: Ground) -> dict[str, Any]:
    return {"slug": ground.campaign.slug, "number": ground.link.pk}


def earlier(ground: Ground) -> dict[str, Any]:
    return {"number": ground.earlier.pk}


def mailbox(ground: Ground) -> dict[str, Any]:
    return {"number": ground.letter.mailbox_id}


def issuer(ground: Ground) -> dict[str, Any]:
    return {"number": ground.number.issuer_id}


def template(ground: Ground) -> dict[str, Any]:
    return issuer(ground) | {"rules": "party-05HD-2026", "kind": "plan"}


def template_version(ground: Ground) -> dict[str, Any]:
    return issuer(ground) | {"version": ground.number.issuer.templates.get().pk}


def signer(ground: Ground) -> dict[str, Any]:
    return issuer(ground) | {"signer": ground.number.issuer.signers.get().pk}


def given(ground: Ground) -> dict[str, Any]:
    return issuer(ground) | {"given": ground.number.pk}


def acted(**data: Any) -> Callable[[Ground], Mapping[str, Any]]:
    return lambda _: data


def files(_: Ground) -> Mapping[str, Any]:
    return {"files": [SimpleUploadedFile("a.xlsx", b"x")]}


#            anonymous stranger clerk sister officer leader viewer elsewhere
EVERYBODY = (401, 200, 200, 200, 200, 200, 200, 200)
OWN = (401, 404, 200, 404, 200, 200, 200, 404)
# As OWN, of a file that is no scan.
NO_PICTURE = (401, 404, 204, 404, 204, 204, 204, 404)
LED = (401, 404, 404, 404, 200, 200, 200, 404)
ADDRESSED = (401, 404, 200, 200, 200, 200, 200, 404)
WRITES = (401, 404, 404, 404, 200, 403, 403, 404)
DECIDES = (401, 404, 403, 404, 302, 302, 403, 404)
MENDS = (401, 404, 403, 404, 302, 403, 403, 404)
RELIEVES = (401, 404, 404, 404, 302, 302, 403, 404)
# The links of units are for the public: an account is worth nothing there, only the code lets in.
PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
CODE_FIRST = (302, 302, 302, 302, 302, 302, 302, 302)
GIVES = (401, 404, 404, 404, 302, 403, 403, 404)
GIVES_UNIT = (401, 404, 403, 404, 302, 403, 403, 404)
LETS_IN = (401, 404, 404, 404, 302, 403, 403, 404)

SEES_PAPERS = (401, 403, 403, 403, 200, 200, 200, 200)
SEES_LETTERS = (401, 404, 404, 404, 200, 200, 404, 404)
WRITES_LETTERS = (401, 404, 404, 404, 302, 403, 404, 404)

MATRIX: dict[str, Row] = {
    "desk": Row((401, 200, 302, 302, 200, 200, 200, 200)),
    "sign-in": Row((200, 302, 302, 302, 302, 302, 302, 302)),
    "sign-out": Row((401, 401, 401, 401, 401, 401, 401, 401), post=acted()),
    "password": Row(EVERYBODY),
    "submissions": Row(EVERYBODY),
    "submission": Row(OWN, submission, sister=sister_submission),
    "submission-original": Row(OWN, submission, sister=sister_submission),
    "submission-page": Row(NO_PICTURE, lambda ground: submission(ground) | {"number": 1}),
    "submission-cell": Row(NO_PICTURE, lambda ground: submission(ground) | {"number": 1, "row": 1, "column": 1}),
    "submission-mends": Row(MENDS, submission, acted(**{"row": "0", "now-title": "Khác", "was-title": "x"})),
    "submission-acceptance": Row(DECIDES, submission, acted(reason="x")),
    "submission-reconsideration": Row(DECIDES, submission, acted()),
    "submission-return": Row(DECIDES, submission, acted(other="x")),
    "submission-aside": Row(DECIDES, submission, acted(reason="x")),
    "submission-revival": Row(DECIDES, submission, acted()),
    "submission-rereading": Row(DECIDES, submission, acted()),
    "submission-owner": Row(DECIDES, submission, acted(unit="AB")),
    "submission-disowning": Row(DECIDES, submission, acted()),
    "submission-undoing": Row(DECIDES, submission, acted(act="0")),
    "submission-moving": Row((401, 404, 403, 404, 200, 200, 403, 404), submission, acted(reason="x")),
    "submission-division": Row((401, 404, 403, 404, 200, 200, 403, 404), submission, sister=sister_submission),
    "submissions-several": Row((401, 302, 302, 302, 302, 302, 302, 302), post=acted(act="aside", code="K-0000-0000")),
    "earlier-lists": Row((401, 403, 403, 403, 200, 403, 403, 200)),
    "earlier-list": Row(WRITES, earlier),
    "earlier-original": Row(WRITES, earlier),
    "earlier-columns": Row(LETS_IN, earlier, acted(**{"column-1": "unit", "column-2": "title"})),
    "earlier-place": Row(LETS_IN, earlier, acted(table="0", row="4")),
    "earlier-mends": Row(LETS_IN, earlier, acted(out="0:4")),
    "earlier-rehearsal": Row((401, 404, 404, 404, 200, 403, 403, 404), earlier, acted()),
    "earlier-record": Row(LETS_IN, earlier, acted()),
    "earlier-withdrawal": Row(LETS_IN, earlier, acted()),
    "mailboxes": Row((401, 403, 403, 403, 200, 403, 403, 200)),
    "mailbox-new": Row((401, 403, 403, 403, 200, 403, 403, 200)),
    "mailbox": Row(WRITES, mailbox),
    "mailbox-trial": Row((401, 404, 404, 404, 302, 403, 403, 404), mailbox, acted()),
    "mailbox-switch": Row((401, 404, 404, 404, 302, 403, 403, 404), mailbox, acted(enabled="0")),
    "board": Row(LED, campaign),
    "board-units": Row(LED, campaign, query="?call=registration"),
    "obligation": Row(LED, duty, sister=lambda ground: {"slug": ground.campaign.slug, "number": ground.sister_duty.pk}),
    "obligation-excuse": Row(RELIEVES, duty, acted(reason="x")),
    "obligation-extension": Row(RELIEVES, duty, acted(reason="x", due_at="2024-02-09T17:00")),
    "obligation-joint": Row(RELIEVES, duty, acted(reason="x", into="BM")),
    "obligation-withdrawal": Row(RELIEVES, duty, acted(reason="x")),
    "entries": Row(EVERYBODY),
    "entries-export": Row((401, 403, 200, 200, 200, 200, 403, 200)),
    "entry": Row(
        OWN, lambda ground: {"number": ground.entry.pk}, sister=lambda ground: {"number": ground.sister_entry.pk}
    ),
    "campaign-entries": Row(ADDRESSED, campaign),
    "campaign-entries-export": Row((401, 404, 200, 200, 200, 200, 403, 404), campaign),
    "campaigns": Row(EVERYBODY),
    "campaign-new": Row((401, 403, 403, 403, 200, 403, 403, 200)),
    "campaign-load": Row((401, 403, 403, 403, 302, 403, 403, 302), post=acted()),
    "campaign": Row(ADDRESSED, campaign),
    "campaign-draft": Row(WRITES, draft),
    "campaign-file": Row(LED, campaign),
    "campaign-publication": Row((401, 404, 404, 404, 200, 200, 403, 404), draft),
    "paper-issue": Row((401, 404, 404, 404, 302, 302, 403, 404), campaign, acted(paper="none"), only_post=False),
    "paper-file": Row(LED, lambda ground: {"slug": ground.campaign.slug, "number": ground.document.pk}),
    "campaign-files": Row(LETS_IN, campaign, files),
    "call-form": Row(ADDRESSED, lambda ground: campaign(ground) | {"call": "registration", "file_format": "xlsx"}),
    "call-forms": Row(LED, lambda ground: campaign(ground) | {"call": "registration", "file_format": "xlsx"}),
    "unit-answer": Row(WRITES, lambda ground: {"slug": ground.campaign.slug, "call": "registration", "code": "AB"}),
    "units": Row(EVERYBODY),
    "unit": Row(OWN, lambda _: {"code": "AB"}, sister=lambda _: {"code": "BM"}),
    "unit-form": Row(
        OWN,
        lambda ground: {"code": "AB", "number": ground.duty.pk, "file_format": "xlsx"},
        sister=lambda ground: {"code": "BM", "number": ground.sister_duty.pk, "file_format": "xlsx"},
    ),
    "unit-files": Row(
        (401, 404, 302, 404, 302, 403, 403, 404), lambda ground: {"code": "AB", "number": ground.duty.pk}, files
    ),
    "link-door": Row(PUBLIC, lambda ground: {"code": ground.door.code}, query="?q=xa+an+binh"),
    "link-door-typed": Row(PUBLIC, lambda ground: {"code": ground.door.code.lower()}),
    "link": Row(PUBLIC, link),
    "link-code": Row(CODE_FIRST, link, acted()),
    "link-entry": Row(CODE_FIRST, link, acted(code="000000")),
    "link-exit": Row(CODE_FIRST, link, acted()),
    "link-draft": Row(CODE_FIRST, link, acted()),
    "link-copy": Row(CODE_FIRST, lambda ground: link(ground) | {"number": 1}, acted()),
    "link-sending": Row(CODE_FIRST, link, acted()),
    "link-sent": Row(CODE_FIRST, link),
    "link-withdrawal": Row(CODE_FIRST, lambda ground: link(ground) | {"number": 1}, acted()),
    "link-print": Row(CODE_FIRST, link),
    "link-holder": Row(CODE_FIRST, link),
    "links": Row(WRITES, campaign),
    "links-sheet": Row(WRITES, campaign),
    "links-file": Row(WRITES, lambda ground: campaign(ground) | {"file_format": "xlsx"}),
    "links-door": Row(GIVES, campaign, acted(open="on")),
    "links-giving": Row(GIVES, campaign, acted()),
    "links-letters": Row(WRITES, campaign),
    "links-renewal": Row(GIVES, link_row, acted()),
    "links-revocation": Row(GIVES, link_row, acted()),
    "links-code": Row(WRITES, link_row, lambda ground: {"contact": str(ground.contact.pk)}),
    "unit-contacts": Row(
        (401, 404, 403, 404, 200, 403, 403, 404), lambda _: {"code": "AB"}, sister=lambda _: {"code": "BM"}
    ),
    "unit-contact-removal": Row(GIVES_UNIT, lambda ground: {"code": "AB", "number": ground.contact.pk}, acted()),
    "unit-handover": Row(GIVES_UNIT, lambda ground: {"code": "AB", "number": ground.handover.pk}, acted()),
    "outbox": Row(EVERYBODY),
    "outbox-release": Row((401, 200, 200, 200, 200, 403, 200, 200)),
    "letter": Row(SEES_LETTERS, letter),
    "letter-file": Row(SEES_LETTERS, lambda ground: letter(ground) | {"enclosed": ground.letter.enclosures.get().pk}),
    "letter-wording": Row(WRITES_LETTERS, letter, acted(subject="x", body="y")),
    **{
        f"letter-{noun}": Row(WRITES_LETTERS, letter, acted())
        for noun in ("holding", "release", "cancellation", "repetition", "belief")
    },
    "reminders": Row((401, 404, 404, 404, 200, 200, 403, 404), campaign),
    "reminder-step": Row((401, 404, 404, 404, 200, 200, 403, 404), step),
    "reminder-switch": Row(LETS_IN, step, acted(on="1")),
    "reminder-wording": Row(LETS_IN, step, acted(subject="x", text="y")),
    "reminder-sending": Row(WRITES, step),
    "templates": Row(LED, issuer),
    "template": Row(LED, template),
    "template-shipped": Row(LED, template),
    "template-preview": Row(LED, template),
    "template-restoration": Row(LETS_IN, template, acted()),
    "template-version": Row(LED, template_version),
    "template-use": Row(LETS_IN, template_version, acted()),
    "issuers": Row((401, 403, 403, 403, 200, 200, 200, 200)),
    "issuer-new": Row((401, 403, 403, 403, 200, 403, 403, 200)),
    "issuer": Row(LED, issuer),
    "issuer-names": Row(WRITES, issuer),
    "issuer-term": Row(LETS_IN, issuer, acted(started="2025-09-12", how="new")),
    "issuer-signer-new": Row(WRITES, issuer),
    "issuer-signer": Row(WRITES, signer),
    "issuer-register": Row(LED, issuer),
    "issuer-register-file": Row(LED, issuer),
    "issuer-number-new": Row(WRITES, issuer),
    "issuer-number-voiding": Row(WRITES, given),
    "drafts": Row(LED, campaign),
    "draft-new": Row(WRITES, campaign),
    "draft": Row(LED, papers.draft),
    "draft-words": Row(LETS_IN, papers.draft, acted()),
    "draft-particulars": Row(LETS_IN, papers.draft, acted()),
    "draft-figures": Row(LETS_IN, papers.draft, acted()),
    "draft-pending": Row(LETS_IN, papers.draft, acted(pending="0")),
    "draft-withdrawal": Row(LETS_IN, papers.draft, acted(reason="x")),
    "draft-preview": Row(LED, papers.draft),
    # The paper is issued already: who may issue is sent on to it.
    "draft-issue": Row(RELIEVES, papers.draft, acted(), only_post=False),
    "draft-file": Row(LED, papers.file),
    "draft-print": Row(LETS_IN, papers.draft, acted(archival="1")),
    "draft-bundle": Row(LED, papers.draft),
    "draft-reissue": Row(LETS_IN, papers.draft, acted(reason="")),
    "draft-copies": Row(LETS_IN, papers.draft, acted()),
    "draft-copy": Row(LED, papers.copy),
    "draft-copy-acceptance": Row(LETS_IN, papers.copy, acted()),
    "draft-copy-withdrawal": Row(LETS_IN, papers.copy, acted(reason="x")),
    "validation": Row(SEES_PAPERS),
    **{name: Row(*said) for name, said in awards.ROWS.items()},
    **{name: Row(*said) for name, said in certificates.ROWS.items()},
    **{name: Row(*said) for name, said in appraisal.ROWS.items()},
    "likenesses": Row(EVERYBODY),
    "likeness-dismissal": Row((401, 404, 404, 404, 302, 302, 403, 404), likeness, acted()),
    "likeness-revival": Row((401, 404, 404, 404, 302, 302, 403, 404), likeness, acted()),
}
