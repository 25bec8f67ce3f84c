"""What another answer has taken the place of says so: on its page, in the tray and behind the unit's link."""

import datetime as dt

import pytest
from django.test import Client

from kheo.intake import pipeline
from kheo.intake.desk import mending
from kheo.intake.links.models import Link, LinkDraft, Sent
from kheo.intake.models import Submission
from tests.asked import IN_TIME, Asked
from tests.cast import Cast
from tests.web.arrivals import FULL, SHORT, arrive
from tests.web.links_ground import Clerk, due_later, link_for

ROWS = [{"title": "Đường hoa", "subject": "collective"}, {"title": "Hiến đất", "subject": "collective"}]
PERSON = {"title": "Nuôi cá lồng", "subject": "individual", "person_name": "Trần Văn Bình"}


@pytest.fixture
def clerk(asked: Asked, cast: Cast) -> Clerk:
    return Clerk(link_for(asked, cast.an_binh)).come_in()


def send(clerk: Clerk, *rows: dict[str, str]) -> Submission:
    clerk.client.get(f"{clerk.at}?edit=1")
    clerk.client.post(f"{clerk.at}sending/", clerk.typed(*rows))
    sent = Sent.objects.order_by("-pk")[0]
    pipeline.work_off([sent.submission_id])
    return Submission.objects.get(pk=sent.submission_id)


def test_the_page_and_the_tray_say_by_which_answer_it_was_replaced(asked: Asked, cast: Cast, lan: Client) -> None:
    older = arrive(asked, cast.an_binh, SHORT)
    newer = arrive(asked, cast.an_binh, FULL, at=IN_TIME + dt.timedelta(hours=1))

    body = lan.get(f"/submissions/{older.code}/").content.decode()
    other = lan.get(f"/submissions/{newer.code}/").content.decode()
    lines = {line.one.code: line for line in lan.get("/submissions/").context["lines"]}
    tray = lan.get("/submissions/").content.decode()

    said = f'Đã được thay bằng <a href="/submissions/{newer.code}/">{newer.code}</a>'
    assert (said in body, "Đã được thay bằng" in other) == (True, False)
    assert "nghĩa vụ của đơn vị hiện nay:" in body
    assert f'theo <a href="/submissions/{newer.code}/">{newer.code}</a>' in body
    assert "theo bản này" in other
    assert (lines[older.code].replaced.code, lines[newer.code].replaced) == (newer.code, None)
    assert tray.count("Đã được thay bằng") == 1
    assert lines[older.code].left == ""


def test_a_mended_answer_is_not_replaced_by_itself(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)
    mending.mend(one, row=0, field="title", value="Đường hoa ven sông", actor=cast.lan)

    assert "Đã được thay bằng" not in lan.get(f"/submissions/{one.code}/").content.decode()


def test_the_link_says_which_sending_stands_and_takes_back_that_alone(clerk: Clerk, asked: Asked, cast: Cast) -> None:
    older = send(clerk, *ROWS)
    newer = send(clerk, *ROWS, PERSON)

    body = clerk.client.get(f"{clerk.at}sent/").content.decode()
    number = Sent.objects.get(submission=older).pk
    late = clerk.client.post(f"{clerk.at}sent/{number}/withdrawal/", follow=True).content.decode()

    assert body.count(f"Đã được thay bằng {newer.code} lúc") == 1
    assert body.count(">Rút lại<") == 1
    assert f"/sent/{number}/withdrawal/" not in body
    assert "Bản này đã được thay bằng bản sau" in late
    assert Sent.objects.get(submission=older).withdrawn_at is None
    assert asked.duty(cast.an_binh).state == "received"


def test_a_returned_answer_is_in_the_form_with_the_reason_and_the_deadline(
    clerk: Clerk, asked: Asked, cast: Cast
) -> None:
    clerk.client.get(clerk.at)
    one = arrive(asked, cast.an_binh, SHORT)
    mending.return_for_repair(one, reason="Thiếu một cá nhân", actor=cast.lan)
    link = Link.objects.get()
    link.obligation.due_at = IN_TIME
    link.obligation.save(update_fields=["due_at"])

    body = clerk.client.get(clerk.at).content.decode()

    rows = LinkDraft.objects.get().rows
    assert [row["title"] for row in rows] == [title for title, *_ in SHORT]
    assert rows[2]["person_name"] == "Trần Văn Bình"
    assert "Cán bộ đề nghị bổ sung: Thiếu một cá nhân" in body
    assert (one.code in body, "Đã quá hạn" in body) == (True, True)
    due_later(asked)
    assert "Đã quá hạn" not in clerk.client.get(clerk.at).content.decode()


def test_an_unreadable_line_comes_back_as_it_was_written(clerk: Clerk, asked: Asked, cast: Cast) -> None:
    clerk.client.get(clerk.at)
    one = arrive(asked, cast.an_binh, [("", "Tập thể", "", "Kinh tế"), *FULL[1:]])
    mending.return_for_repair(one, reason="Chưa ghi tên", actor=cast.lan)

    clerk.client.get(clerk.at)

    assert [row.get("title", "") for row in LinkDraft.objects.get().rows] == ["", *(title for title, *_ in FULL[1:])]


def test_what_the_unit_is_writing_is_left_alone(clerk: Clerk, asked: Asked, cast: Cast) -> None:
    clerk.client.get(clerk.at)
    clerk.client.post(f"{clerk.at}draft/", clerk.typed({"title": "Đang viết"}))
    one = arrive(asked, cast.an_binh, SHORT)
    mending.return_for_repair(one, reason="Thiếu", actor=cast.lan)

    body = clerk.client.get(clerk.at).content.decode()

    assert LinkDraft.objects.get().rows == [{"title": "Đang viết"}]
    assert "Cán bộ đề nghị bổ sung: Thiếu" in body
