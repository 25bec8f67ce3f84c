"""The outbox on screen: found by filters, edited while it waits, let go only after a second question."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kheo.intake import pipeline
from kheo.intake.answers import answering
from kheo.intake.doors import by_letter
from kheo.intake.models import Submission
from kheo.post.models import Mailbox, Outgoing
from kheo.post.outbox import Draft, queue
from kheo.units.models import Contact
from tests.asked import IN_TIME, Asked, letter, sheet
from tests.cast import Cast
from tests.post.mailboxes import letter_to, mailbox_at
from tests.web.arrivals import DOUBTFUL
from tests.web.conftest import SignedIn


@pytest.fixture
def mailbox(cast: Cast, asked: Asked) -> Mailbox:
    found = mailbox_at(cast.district, 25, answering="hold")
    asked.campaign.email = found.address
    asked.campaign.save(update_fields=["email"])
    return found


def answered(asked: Asked, cast: Cast) -> Outgoing:
    """A letter of An Bình with a form that wants a title, and the answer to it, held."""
    Contact.objects.create(unit=cast.an_binh, email="anbinh@example.vn")
    raw = letter("anbinh@example.vn", ("a.xlsx", sheet("Xã An Bình", DOUBTFUL)))
    (came,) = by_letter([raw], campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([came.pk])
    answering.answer([came.pk])
    return Outgoing.objects.get()


def subjects(client: Client, query: str = "") -> list[str]:
    return [subject for _, subject in client.get(f"/outbox/{query}").context["lines"]]


def states() -> list[str]:
    return list(Outgoing.objects.order_by("pk").values_list("state", flat=True))


def test_filters_and_their_counts(asked: Asked, cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    held = answered(asked, cast)
    letter_to(mailbox, "bm@example.vn", subject="Khác")
    code = Submission.objects.get(part_of=None).code

    assert subjects(lan) == ["Khác", held.subject]
    assert lan.get("/outbox/").context["counts"] == [("held", "Giữ lại, chờ cán bộ", 1), ("queued", "Chờ gửi", 1)]
    for query in ("?state=held", "?campaign=huyen-2024", f"?q={code}", "?q=an+binh", "?q=anbinh@example.vn"):
        assert subjects(lan, query) == [held.subject]
    assert subjects(lan, "?kind=reminder") == []


def test_a_letter_shows_what_will_go_and_why(asked: Asked, cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    held = answered(asked, cast)

    body = lan.get(f"/outbox/{held.pk}/").content.decode()
    file = lan.get(f"/outbox/{held.pk}/files/{held.enclosures.get().pk}/")

    code = Submission.objects.get(part_of=None).code
    said = ("Sheet!B9: Dòng này chưa ghi tên", f'href="/submissions/{code}/"', "a (cần xem).xlsx</a>", "Sửa lời thư")
    assert [body.count(each) for each in said] == [2, 1, 1, 1]
    assert (file.content[:2], file["Content-Disposition"][:11]) == (b"PK", "attachment;")


def test_words_are_edited_and_the_letter_let_go(asked: Asked, cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    held = answered(asked, cast)

    lan.post(f"/outbox/{held.pk}/wording/", {"subject": "Lời của Lan", "body": "Chị Hoa,\r\n\r\nXin xem lại."})
    lan.post(f"/outbox/{held.pk}/release/")

    held.refresh_from_db()
    assert (held.subject, held.body, held.edited_by, held.state) == (
        "Lời của Lan",
        "Chị Hoa,\n\nXin xem lại.",
        cast.lan,
        "queued",
    )
    told = [one.said for one in lan.get(f"/outbox/{held.pk}/").context["happenings"]]
    assert told == ["Cho gửi", "Sửa lời thư", "Giữ lại"]


def test_an_act_that_came_too_late_is_told(asked: Asked, cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    sent = letter_to(mailbox, "bm@example.vn")
    Outgoing.objects.update(state="sent")

    page = lan.post(f"/outbox/{sent.pk}/cancellation/", follow=True).content.decode()

    assert (states(), page.count("Thư đang ở trạng thái “Đã gửi”, không làm việc này được.")) == (["sent"], 1)


def test_many_are_let_go_after_the_count_and_the_names(cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    for number in range(3):
        letter_to(mailbox, f"{number}@example.vn", held=True)
    asking = lan.get("/outbox/release/")
    named = asking.context["form"].initial["letters"]
    letter_to(mailbox, "moi@example.vn", held=True)
    Outgoing.objects.filter(key="thu:0@example.vn").update(state="cancelled")

    done = lan.post("/outbox/release/", {"letters": named}, follow=True).content.decode()

    body = asking.content.decode()
    assert [body.count(said) for said in ("Gửi 3 thư đang giữ?", "0@example.vn", "2@example.vn", "moi@example.vn")] == [
        1,
        1,
        1,
        0,
    ]
    assert done.count("Đã xếp hàng gửi 2 thư. 1 thư không còn ở trạng thái giữ.") == 1
    assert states() == ["cancelled", "queued", "queued", "held"]


def test_the_question_is_about_what_is_filtered(asked: Asked, cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    held = answered(asked, cast)
    letter_to(mailbox, "bm@example.vn", held=True)

    assert lan.get("/outbox/release/?campaign=huyen-2024").context["form"].initial["letters"] == str(held.pk)


def test_a_leader_looks_and_a_clerk_sees_nothing(
    asked: Asked, cast: Cast, mailbox: Mailbox, signed_in: SignedIn, minh: Client
) -> None:
    held = answered(asked, cast)
    chief = signed_in(cast.chief)

    body = chief.get(f"/outbox/{held.pk}/").content.decode()

    assert (body.count("Cho gửi"), body.count("Sửa lời thư"), subjects(chief)) == (0, 0, [held.subject])
    assert (chief.post(f"/outbox/{held.pk}/release/").status_code, states()) == (403, ["held"])
    assert (subjects(minh), minh.get("/").status_code) == ([], 302)


def test_nobody_reads_a_code_here(cast: Cast, mailbox: Mailbox, lan: Client) -> None:
    draft = Draft(
        key="code:1", kind=Outgoing.Kind.CODE, to=["bm@example.vn"], subject="Mã xác nhận 271828", body="271828"
    )
    sent = queue(draft, mailbox, held=False)

    pages = [lan.get(address).content.decode() for address in ("/outbox/", f"/outbox/{sent.pk}/")]

    assert [page.count("271828") for page in pages] == [0, 0]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/outbox/", 10), ("/outbox/1/", 7), ("/outbox/release/", 9)])
def test_queries_do_not_grow_with_the_rows(
    address: str,
    queries: int,
    rows: int,
    asked: Asked,
    cast: Cast,
    mailbox: Mailbox,
    lan: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = answered(asked, cast)
    for number in range(1, rows):
        letter_to(mailbox, f"{number}@example.vn", held=True)

    with django_assert_num_queries(queries):
        assert lan.get(address.replace("1", str(first.pk))).status_code == 200
