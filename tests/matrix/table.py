"""The access matrix: for each address, what each role gets. 401 stands for being sent to sign in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

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


def acted(**data: Any) -> Callable[[Ground], Mapping[str, Any]]:
    return lambda _: data


def files(_: Ground) -> Mapping[str, Any]:
    return {"files": [SimpleUploadedFile("a.xlsx", b"x")]}


#            anonymous stranger clerk sister officer leader viewer elsewhere
EVERYBODY = (401, 200, 200, 200, 200, 200, 200, 200)
OWN = (401, 404, 200, 404, 200, 200, 200, 404)
LED = (401, 404, 404, 404, 200, 200, 200, 404)
ADDRESSED = (401, 404, 200, 200, 200, 200, 200, 404)
WRITES = (401, 404, 404, 404, 200, 403, 403, 404)
DECIDES = (401, 404, 403, 404, 302, 302, 403, 404)
MENDS = (401, 404, 403, 404, 302, 403, 403, 404)
RELIEVES = (401, 404, 404, 404, 302, 302, 403, 404)
LETS_IN = (401, 404, 404, 404, 302, 403, 403, 404)

MATRIX: dict[str, Row] = {
    "desk": Row((401, 200, 302, 302, 200, 200, 200, 200)),
    "sign-in": Row((200, 302, 302, 302, 302, 302, 302, 302)),
    "sign-out": Row((401, 401, 401, 401, 401, 401, 401, 401), post=acted()),
    "password": Row(EVERYBODY),
    "submissions": Row(EVERYBODY),
    "submission": Row(OWN, submission, sister=sister_submission),
    "submission-original": Row(OWN, submission, sister=sister_submission),
    "submission-mends": Row(MENDS, submission, acted(**{"row": "0", "now-title": "Khác", "was-title": "x"})),
    "submission-acceptance": Row(DECIDES, submission, acted(reason="x")),
    "submission-reconsideration": Row(DECIDES, submission, acted()),
    "submission-return": Row(DECIDES, submission, acted(other="x")),
    "submission-aside": Row(DECIDES, submission, acted(reason="x")),
    "submission-revival": Row(DECIDES, submission, acted()),
    "submission-rereading": Row(DECIDES, submission, acted()),
    "submission-owner": Row(DECIDES, submission, acted(unit="AB")),
    "submission-disowning": Row(DECIDES, submission, acted()),
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
    "paper-issue": Row((401, 404, 404, 404, 302, 302, 403, 404), campaign, acted(paper="none")),
    "paper-file": Row(LED, lambda ground: {"slug": ground.campaign.slug, "number": ground.document.pk}),
    "campaign-files": Row(LETS_IN, campaign, files),
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
}
