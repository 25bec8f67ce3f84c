"""Behind a personal link: the way in, the form, sending, the answer, taking back."""

import pytest
from django.test import Client

from kheo.intake import pipeline
from kheo.intake.links.giving import revoke
from kheo.intake.links.models import Link, LinkDraft, Sent
from kheo.intake.links.tokens import token_of
from kheo.intake.models import Submission
from kheo.records.models import Entry
from tests.asked import Asked
from tests.cast import Cast
from tests.web.links_ground import Clerk, last_code, link_for

COLLECTIVES = [
    {"title": "Đường hoa", "subject": "collective", "field": "Kinh tế"},
    {"title": "Hiến đất", "subject": "collective"},
]
PERSON = {"title": "Nuôi cá lồng", "subject": "individual", "person_name": "Trần Văn Bình"}
OTHER = {"title": "Trồng rừng", "subject": "individual", "person_name": "Lê Thị Cúc"}


@pytest.fixture
def link(asked: Asked, cast: Cast) -> Link:
    return link_for(asked, cast.an_binh)


@pytest.fixture
def clerk(link: Link) -> Clerk:
    clerk = Clerk(link).come_in()
    clerk.client.get(clerk.at)
    return clerk


def send(clerk: Clerk, *rows: dict[str, str]) -> Submission:
    clerk.client.post(f"{clerk.at}sending/", clerk.typed(*rows))
    sent = Sent.objects.order_by("-pk")[0]
    pipeline.work_off([sent.submission_id])
    return Submission.objects.get(pk=sent.submission_id)


def test_the_way_in_shows_the_known_address_masked_and_nothing_more(link: Link) -> None:
    body = Client().get(f"/l/{token_of(link)}/").content.decode()

    assert "v***@anbinh.example.vn" in body
    assert "vanphong@" not in body


def test_unknown_revoked_and_run_out_links_are_answered_alike(link: Link, cast: Cast) -> None:
    token = token_of(link)
    unknown = Client().get("/l/abcdefghijklmnopqrstuvwxyz0/")
    Link.objects.filter(pk=link.pk).update(expires_at="2024-01-01T00:00:00Z")
    run_out = Client().get(f"/l/{token}/")
    Link.objects.filter(pk=link.pk).update(expires_at="2100-01-01T00:00:00Z")
    revoke(link, actor=cast.lan)
    revoked = Client().get(f"/l/{token}/")

    assert [one.status_code for one in (unknown, run_out, revoked)] == [404, 404, 404]
    assert unknown.content == run_out.content == revoked.content
    assert "nhận địa chỉ mới" in unknown.content.decode()


def test_a_form_that_lacks_one_is_told_so_and_takes_it_when_it_comes(clerk: Clerk) -> None:
    short = clerk.client.post(
        f"{clerk.at}draft/", clerk.typed(*COLLECTIVES, PERSON), headers={"accept": "application/json"}
    ).json()
    full = clerk.client.post(
        f"{clerk.at}draft/", clerk.typed(*COLLECTIVES, PERSON, OTHER), headers={"accept": "application/json"}
    ).json()

    assert "Còn thiếu 01 cá nhân (có 01, cần ít nhất 02)" in short["standing"]
    assert "Đủ 02 cá nhân" in full["standing"]
    assert (short["version"], full["version"]) == (2, 3)


def test_what_is_sent_goes_down_the_river_and_is_answered(clerk: Clerk, cast: Cast) -> None:
    submission = send(clerk, *COLLECTIVES, PERSON, OTHER)
    body = clerk.client.get(f"{clerk.at}sent/").content.decode()

    assert (submission.state, submission.channel, submission.unit) == ("taken", "link", cast.an_binh)
    assert submission.sender == "vanphong@anbinh.example.vn"
    assert Entry.objects.current().filter(unit=cast.an_binh).count() == 4
    assert submission.code in body
    assert "Đã ghi nhận đầy đủ" in body


def test_the_same_key_again_sends_nothing_again(clerk: Clerk) -> None:
    typed = clerk.typed(*COLLECTIVES)
    first = clerk.client.post(f"{clerk.at}sending/", typed)
    second = clerk.client.post(f"{clerk.at}sending/", typed)

    assert first.headers["Location"] == second.headers["Location"] == f"{clerk.at}sent/"
    assert Sent.objects.count() == Submission.objects.count() == 1


def test_what_was_typed_after_a_lost_answer_is_kept_and_said_not_to_be_sent(clerk: Clerk) -> None:
    typed = clerk.typed(*COLLECTIVES)
    clerk.client.post(f"{clerk.at}sending/", typed)

    again = clerk.client.post(f"{clerk.at}sending/", typed | {"2-title": "Trồng rừng"}, follow=True)

    assert Sent.objects.count() == 1
    assert "phần sửa sau đó thì chưa" in again.content.decode()
    assert LinkDraft.objects.get().rows[2] == {"title": "Trồng rừng"}


def test_a_sending_is_taken_back_until_the_office_opens_it(clerk: Clerk, asked: Asked, cast: Cast, lan: Client) -> None:
    first = send(clerk, *COLLECTIVES, PERSON, OTHER)
    number = Sent.objects.get().pk
    clerk.client.post(f"{clerk.at}sent/{number}/withdrawal/")
    duty = asked.duty(cast.an_binh)
    first.refresh_from_db()
    after = (first.state, duty.state, Entry.objects.current().count())

    second = send(clerk, *COLLECTIVES, PERSON)
    Submission.objects.filter(pk=second.pk).update(opened_at="2024-01-30T09:00:00Z")
    late = clerk.client.post(f"{clerk.at}sent/{Sent.objects.get(submission=second).pk}/withdrawal/", follow=True)

    assert after == ("aside", "missing", 0)
    assert "không rút lại được nữa" in late.content.decode()
    assert asked.duty(cast.an_binh).state == "received"


def test_a_later_version_replaces_the_earlier(clerk: Clerk, cast: Cast) -> None:
    send(clerk, *COLLECTIVES, PERSON)
    send(clerk, *COLLECTIVES, PERSON, OTHER)

    titles = Entry.objects.current().filter(unit=cast.an_binh).order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Đường hoa", "Hiến đất", "Nuôi cá lồng", "Trồng rừng"]


def test_an_empty_form_is_not_sent_and_nothing_to_report_is(clerk: Clerk) -> None:
    refused = clerk.client.post(f"{clerk.at}sending/", clerk.typed({}), follow=True)
    kept = Submission.objects.count()
    clerk.client.post(f"{clerk.at}sending/", clerk.typed({}, nil="on"))

    assert ("Chưa có dòng nào được ghi" in refused.content.decode(), kept) == (True, 0)
    assert Submission.objects.get().channel == "link"


def test_two_devices_lose_nothing_to_each_other(clerk: Clerk) -> None:
    seen = clerk.typed()
    clerk.client.post(f"{clerk.at}draft/", clerk.typed({"title": "Trên điện thoại"}))
    told = clerk.client.post(
        f"{clerk.at}draft/",
        clerk.typed({"title": "Trên máy tính"}) | {"version": seen["version"], "device": "b"},
        headers={"accept": "application/json"},
    ).json()
    page = clerk.client.get(f"{clerk.at}?edit=1").content.decode()
    draft = LinkDraft.objects.get()
    copy = draft.copies.get()

    assert told["overtook"] == f"{clerk.at}?edit=1#copies"
    assert (draft.rows, copy.rows) == ([{"title": "Trên máy tính"}], [{"title": "Trên điện thoại"}])
    assert "Một máy khác cũng đã ghi" in page

    clerk.client.post(f"{clerk.at}copies/{copy.pk}/", {"take": "1"})
    draft.refresh_from_db()
    assert draft.rows == [{"title": "Trên điện thoại"}]
    assert [one.rows for one in draft.copies.filter(settled_at=None)] == [[{"title": "Trên máy tính"}]]


@pytest.mark.parametrize(
    ("act", "titles"),
    [
        ("add", ["một", "hai", ""]),
        ("up-1", ["hai", "một"]),
        ("down-0", ["hai", "một"]),
        ("up-0", ["một", "hai"]),
        ("remove-0", ["hai"]),
        ("remove-7", ["một", "hai"]),
        ("nonsense", ["một", "hai"]),
    ],
)
def test_buttons_move_lines_without_scripts(act: str, titles: list[str], clerk: Clerk) -> None:
    clerk.client.post(f"{clerk.at}draft/", clerk.typed({"title": "một"}, {"title": "hai"}, act=act))

    assert [row.get("title", "") for row in LinkDraft.objects.get().rows] == titles


def test_a_pass_opens_no_other_link_and_ends_with_its_own(clerk: Clerk, asked: Asked, cast: Cast) -> None:
    other = Clerk(link_for(asked, cast.binh_minh), clerk.client)
    other.client.cookies["kheo_link"]["path"] = "/"

    foreign = other.client.get(other.at).content.decode()
    before = clerk.client.get(clerk.at).content.decode()
    clerk.client.post(f"{clerk.at}exit/")
    after = clerk.client.get(clerk.at).content.decode()

    assert ("2. Gõ mã" in foreign, "Gửi chính thức" in before, "2. Gõ mã" in after) == (True, True, True)
    assert Client().post(f"{clerk.at}draft/").headers["Location"] == clerk.at


def test_nothing_of_these_pages_is_kept_or_told(clerk: Clerk) -> None:
    headers = clerk.client.get(clerk.at).headers

    assert (headers["Cache-Control"], headers["Referrer-Policy"], headers["X-Robots-Tag"]) == (
        "no-store",
        "same-origin",
        "noindex, nofollow",
    )


def test_results_begin_with_what_was_registered(clerk: Clerk, asked: Asked, cast: Cast) -> None:
    send(clerk, *COLLECTIVES, PERSON, OTHER)
    results = Clerk(link_for(asked, cast.an_binh, asked.results)).come_in()

    results.client.get(results.at)

    rows = LinkDraft.objects.get(obligation=results.link.obligation).rows
    assert rows[0] == {"title": "Đường hoa", "unit_name": "Xã An Bình"}
    assert rows[2] == {"title": "Nuôi cá lồng", "unit_name": "Xã An Bình", "person_name": "Trần Văn Bình"}


def test_holder_hands_over_by_the_code_sent_to_the_old_address(clerk: Clerk, cast: Cast) -> None:
    said = {"name": "Lê Thị Mới", "email": "Moi@anbinh.example.vn", "old": "0"}
    clerk.client.post(f"{clerk.at}holder/", said)
    wrong = clerk.client.post(f"{clerk.at}holder/", {"code": "000000"}, follow=True)
    before = list(cast.an_binh.contacts.values_list("email", flat=True))
    clerk.client.post(f"{clerk.at}holder/", {"code": last_code()})

    assert "Mã chưa đúng" in wrong.content.decode()
    assert before == ["vanphong@anbinh.example.vn"]
    assert list(cast.an_binh.contacts.values_list("email", "name")) == [("moi@anbinh.example.vn", "Lê Thị Mới")]
    assert "m***@anbinh.example.vn" in clerk.client.get(clerk.at).content.decode()
