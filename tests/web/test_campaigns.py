"""A campaign on screen: written as a draft, published, its papers issued, files let in and answers typed in."""

import tomllib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kheo.campaigns.exporting import export_toml
from kheo.campaigns.models import Campaign, Obligation
from kheo.intake import pipeline
from kheo.intake.models import Submission
from kheo.publishing.models import Document
from kheo.records.models import Entry
from kheo.units.models import Unit
from kheo.web.campaigns.draft import Blank, Draft, inputs
from tests.asked import Asked, sheet
from tests.cast import Cast
from tests.web.arrivals import FULL
from tests.web.conftest import SignedIn

DRAFT = """
slug = "thu-2024"
title = "Đợt thử"
year = 2024
root = "H"
[letter]
organ = "Ban Dân vận"
organ_symbol = "BDVHU"
place = "Hòa Bình Hạ"
subject = "đăng ký mô hình"
number = 5
issued_on = 2024-01-23
addressees = ["Các xã"]
recipients = ["Như trên", "Lưu"]
signer_titles = ["TRƯỞNG BAN"]
signer_name = "Trần Văn Bình"
[[calls]]
slug = "registration"
title = "Đăng ký"
paper = "registration"
due_at = 2096-02-01T00:00:00+07:00
audience_kinds = ["xã"]
[[calls.requirements]]
measure = "individuals"
least = 2
kinds = ["xã"]
[[sections]]
part = "item"
text = "Gửi {registration.due}."
"""


@pytest.fixture
def draft(cast: Cast, lan: Client) -> Campaign:
    lan.post("/campaigns/+/file/", {"file": SimpleUploadedFile("thu.toml", DRAFT.encode())})
    return Campaign.objects.get(slug="thu-2024")


def typed(draft: Draft) -> dict[str, str]:
    """What the browser sends for the form as it stands."""
    sent: dict[str, str] = {}

    def put(blanks: Any) -> None:
        sent.update({blank.name: blank.value for blank in blanks if isinstance(blank, Blank)})

    put(draft.head)
    put(draft.letter)
    rows = [row for table in draft.tables for row in table.rows]
    for row in [*rows, *(inner for one in rows for inner in one.inner)]:
        put(row.blanks)
        sent[f"{row.name}order"] = str(row.order)
    return {name: value for name, value in sent.items() if value}


def test_draft_saved_unchanged_is_the_same_campaign(draft: Campaign, lan: Client) -> None:
    before = export_toml(draft)

    form = lan.get("/campaigns/thu-2024/draft/").context["draft"]
    answer = lan.post("/campaigns/thu-2024/draft/", typed(form))

    assert (answer.status_code, export_toml(Campaign.objects.get(slug="thu-2024"))) == (302, before)


def test_changing_a_quota_on_screen_changes_the_rule(draft: Campaign, lan: Client) -> None:
    form = typed(lan.get("/campaigns/thu-2024/draft/").context["draft"])

    lan.post("/campaigns/thu-2024/draft/", {**form, "calls.0.requirements.0.least": "3"})

    rules = Campaign.objects.get(slug="thu-2024").calls.get().requirements.values_list("least", flat=True)
    assert list(rules) == [3]


def test_what_is_wrong_in_a_draft_is_said_beside_its_field_and_nothing_is_saved(draft: Campaign, lan: Client) -> None:
    form = typed(lan.get("/campaigns/thu-2024/draft/").context["draft"])

    answer = lan.post("/campaigns/thu-2024/draft/", {**form, "title": "", "calls.0.due_at": "mai"})

    wrong = {blank.name for blank in answer.context["draft"].head if blank.problems}
    call = answer.context["draft"].tables[3].rows[0]
    wrong |= {blank.name for blank in call.blanks if blank.problems}
    assert wrong == {"title", "calls.0.due_at"}
    assert Campaign.objects.get(slug="thu-2024").title == "Đợt thử"


def test_publishing_shows_who_will_owe_and_writes_it(draft: Campaign, cast: Cast, lan: Client) -> None:
    shown = lan.get("/campaigns/thu-2024/publication/").context["lines"]
    lan.post("/campaigns/thu-2024/publication/")

    assert [(line.bloc.name, line.units) for line in shown] == [("Khối xã", 2)]
    owing = Obligation.objects.filter(call__campaign=draft).order_by("unit").values_list("unit__code", flat=True)
    assert list(owing) == ["AB", "BM"]
    assert lan.get("/campaigns/thu-2024/draft/").status_code == 404


def test_a_paper_is_issued_kept_and_downloaded_again(draft: Campaign, lan: Client) -> None:
    order = {"paper": "call-letter.docx", "rule_set": "party-05HD-2026"}

    first = lan.post("/campaigns/thu-2024/papers/", order)
    again = lan.post("/campaigns/thu-2024/papers/", order)
    document = Document.objects.get()
    kept = lan.get(f"/campaigns/thu-2024/papers/{document.pk}/")

    assert first.content[:2] == b"PK"
    assert (again.content, kept.content) == (first.content, first.content)


def test_no_number_past_the_register_is_typed_on_the_campaigns_page(draft: Campaign, lan: Client) -> None:
    shown = lan.get("/campaigns/thu-2024/")
    lan.post(
        "/campaigns/thu-2024/papers/",
        {"paper": "urging-letter.docx", "rule_set": "party-05HD-2026", "number": "77", "dated": "2024-02-02"},
    )

    assert [name for name in shown.context["issue"].fields if name in {"number", "dated"}] == []
    assert "In bản nháp, danh sách" in shown.content.decode()
    assert list(Document.objects.filter(number=77)) == []


def test_the_address_papers_are_sent_to_leads_to_their_list(draft: Campaign, lan: Client) -> None:
    answer = lan.get("/campaigns/thu-2024/papers/")

    assert (answer.status_code, answer.headers.get("Location")) == (302, "/campaigns/thu-2024/drafts/")


def test_files_are_let_in_and_find_their_unit(asked: Asked, cast: Cast, lan: Client) -> None:
    file = SimpleUploadedFile("../../an binh.xlsx", sheet("Xã An Bình", FULL))

    lan.post("/campaigns/huyen-2024/files/", {"files": [file], "call": ""})
    one = Submission.objects.get()
    pipeline.work_off([one.pk])

    assert (one.filename, asked.duty(cast.an_binh).state) == ("an binh.xlsx", "accepted")


def test_typed_in_for_a_unit_is_recorded_as_typed_in(asked: Asked, cast: Cast, lan: Client) -> None:
    address = "/campaigns/huyen-2024/calls/registration/units/MN/answer/"
    rows = {"0-title": "Bếp ăn sạch", "0-subject": "collective", "1-title": "Cô nuôi giỏi", "1-subject": "individual"}

    answer = lan.post(address, {**rows, "1-person_name": "Lê Thị Cúc", "received_at": "2024-01-30T08:00"})
    one = Submission.objects.get()
    pipeline.work_off([one.pk])

    assert (one.channel, one.decided_by, answer.headers["Location"]) == (
        "screen",
        cast.lan,
        f"/submissions/{one.code}/",
    )
    assert asked.duty(cast.school).state == "accepted"
    assert Entry.objects.filter(unit=cast.school).count() == 2
    assert lan.get(f"/submissions/{one.code}/").status_code == 200


def test_another_office_cannot_write_over_a_campaign(draft: Campaign, cast: Cast, signed_in: SignedIn) -> None:
    other = Unit.objects.create(code="H2", name="Huyện khác", path="0002", key="huyen khac")
    cast.stranger.memberships.create(unit=other, role="officer")
    stolen = DRAFT.replace('root = "H"', 'root = "H2"')

    answer = signed_in(cast.stranger).post(
        "/campaigns/+/file/", {"file": SimpleUploadedFile("thu.toml", stolen.encode())}
    )

    assert (answer.status_code, Campaign.objects.get(slug="thu-2024").root) == (404, cast.district)


@pytest.mark.parametrize("content", [tomllib.loads(DRAFT), {}])
def test_every_input_of_the_form_has_a_label(content: dict[str, Any]) -> None:
    form = inputs(content)

    rows = [row for table in form.tables for row in table.rows]
    blanks = [*form.head, *form.letter, *(blank for row in [*rows, *rows[-1].inner] for blank in row.blanks)]
    assert [blank.name for blank in blanks if not blank.label] == []
