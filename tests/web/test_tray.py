"""The tray: what each thing was taken for and why, letters with what they brought, acts on several, order kept."""

import datetime as dt

from django.test import Client

from kheo.intake import doors, pipeline
from kheo.intake.models import Submission
from kheo.tally.instants import instant
from kheo.units.models import Contact
from tests.asked import IN_TIME, Asked, letter, sheet
from tests.cast import Cast
from tests.web.arrivals import FULL, SHORT, arrive
from tests.web.conftest import SignedIn
from tests.web.reading import texts


def post_in(asked: Asked, *raws: bytes, at: dt.datetime = IN_TIME) -> list[Submission]:
    kept = doors.by_letter(raws, campaign=asked.campaign, received_at=at)
    pipeline.work_off([one.pk for one in kept])
    return list(Submission.objects.filter(pk__in=[one.pk for one in kept]).order_by("pk"))


def shown(client: Client, query: str = "") -> list[tuple[str, int, tuple[str, ...], str]]:
    """What a line says: file or subject, how deep it stands, units, what is left."""
    lines = client.get(f"/submissions/{query}").context["lines"]
    return [(line.one.filename or line.one.subject, line.depth, tuple(line.units), line.left) for line in lines]


def test_a_letter_stands_with_what_it_brought_and_its_units(asked: Asked, cast: Cast, lan: Client) -> None:
    forms = [("ab.xlsx", sheet("Xã An Bình", FULL)), ("bm.xlsx", sheet("Xã Bình Minh", SHORT))]
    post_in(asked, letter("vp@anbinh.vn", *forms, subject="Gửi hai biểu"))

    assert shown(lan) == [
        ("Gửi hai biểu", 0, ("An Bình", "Bình Minh"), "Còn 1 tệp kèm cần xem"),
        ("ab.xlsx", 1, ("An Bình",), ""),
        ("bm.xlsx", 1, ("Bình Minh",), "Chấp nhận hoặc trả lại"),
    ]
    assert shown(lan, "?state=opened") == [("Gửi hai biểu", 0, ("An Bình", "Bình Minh"), "Còn 1 tệp kèm cần xem")]
    assert lan.get("/submissions/?state=opened").context["page"].total == 1


def test_a_letter_says_whether_its_sender_is_who_they_say(asked: Asked, cast: Cast, lan: Client) -> None:
    raw = letter("vp@anbinh.vn", ("ab.xlsx", sheet("Xã An Bình", FULL)))
    head = b"Authentication-Results: mx.hoabinhha.vn; spf=pass smtp.mailfrom=x; dkim=fail; dmarc=fail\r\n"
    (forged,) = post_in(asked, head + raw)

    body = lan.get(f"/submissions/{forged.code}/").content.decode()

    assert texts(body, '<span class="badge badge-long badge-warn">') == [
        "Địa chỉ người gửi không được xác thực; thư có thể bị giả mạo."
    ]
    assert body.count("SPF đạt · DKIM không đạt · DMARC không đạt") == 1
    assert lan.get("/submissions/").content.decode().count("người gửi không được xác thực") == 1


def test_the_page_says_what_it_was_taken_for_and_why(asked: Asked, cast: Cast, lan: Client) -> None:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    (mail,) = post_in(asked, letter("vp@anbinh.vn", ("x.xlsx", sheet("Xã An Bình", FULL))))
    part = mail.parts.get()

    told = lan.get(f"/submissions/{part.code}/").context["told"]

    assert [(line.label, line.said, line.why) for line in told[:3]] == [
        ("Đơn vị", "Xã An Bình", "địa chỉ người gửi, tên ghi ở đầu biểu"),
        ("Loại biểu", "Biểu tổng hợp đăng ký thi đua “Dân vận khéo”", "theo các cột đọc được"),
        ("Nội dung", "Đăng ký thi đua", "theo loại biểu"),
    ]


def test_the_queue_goes_in_the_order_of_the_list_under_all_its_filters(asked: Asked, cast: Cast, lan: Client) -> None:
    day = instant("2024-01-28T00:00")
    arrive(asked, cast.school, SHORT, at=day)
    first = arrive(asked, cast.an_binh, SHORT, at=day + dt.timedelta(days=1))
    second = arrive(asked, cast.binh_minh, SHORT, at=day + dt.timedelta(days=2))
    query = f"state=waiting&bloc={cast.communes.pk}"

    answer = lan.get(f"/submissions/?{query}")
    opened = lan.get(f"/submissions/{first.code}/", {"queue": answer.context["queue"]})

    assert [line.one.code for line in answer.context["lines"]] == [first.code, second.code]
    place = opened.context["place"]
    assert (place.number, place.total, place.previous, place.next) == (1, 2, "", second.code)
    assert opened.content.decode().count(f'href="/submissions/?state=waiting&amp;bloc={cast.communes.pk}"') == 1


def test_what_is_not_worked_off_in_a_row_is_listed_and_turned_newest_first(
    asked: Asked, cast: Cast, lan: Client
) -> None:
    older = arrive(asked, cast.an_binh, FULL)
    newer = arrive(asked, cast.binh_minh, FULL, at=IN_TIME + dt.timedelta(hours=1))

    listed = [line.one.code for line in lan.get("/submissions/?state=taken").context["lines"]]
    place = lan.get(f"/submissions/{newer.code}/?queue=taken").context["place"]

    assert listed == [newer.code, older.code]
    assert (place.number, place.next) == (1, older.code)


def test_a_letter_is_found_by_its_code(asked: Asked, cast: Cast, lan: Client) -> None:
    (mail,) = post_in(asked, letter("vp@anbinh.vn", ("x.xlsx", sheet("Xã An Bình", FULL)), subject="Biểu"))

    assert [line[0] for line in shown(lan, f"?q={mail.code}")] == ["Biểu"]


def test_several_are_set_aside_after_a_page_that_names_how_many_and_whose(
    asked: Asked, cast: Cast, lan: Client
) -> None:
    sent = [arrive(asked, unit, SHORT) for unit in (cast.an_binh, cast.binh_minh)]
    ticked = {"act": "aside", "code": [one.code for one in sent], "asked": "state=waiting"}

    asking = lan.post("/submissions/several/", ticked)
    before = [asked.duty(unit).state for unit in (cast.an_binh, cast.binh_minh)]
    unreasoned = lan.post("/submissions/several/", ticked | {"sure": "1", "reason": " "})
    done = lan.post("/submissions/several/", ticked | {"sure": "1", "reason": "Gửi thử"})

    assert texts(asking.content.decode(), "<h1>") == ["Để riêng 2 hồ sơ?"]
    assert asking.context["units"] == ["An Bình", "Bình Minh"]
    assert (before, unreasoned.status_code) == (["received", "received"], 200)
    assert done.headers["Location"] == "/submissions/?state=waiting"
    assert [asked.duty(unit).state for unit in (cast.an_binh, cast.binh_minh)] == ["missing", "missing"]


def test_several_are_brought_back_together(asked: Asked, cast: Cast, lan: Client) -> None:
    codes = [arrive(asked, unit, SHORT).code for unit in (cast.an_binh, cast.binh_minh)]
    lan.post("/submissions/several/", {"act": "aside", "code": codes, "sure": "1", "reason": "Gửi thử"})

    lan.post("/submissions/several/", {"act": "revival", "code": codes, "sure": "1"})
    pipeline.work_off(Submission.objects.values_list("pk", flat=True))

    assert set(Submission.objects.values_list("state", flat=True)) == {"taken"}


def test_ticks_of_what_one_may_not_decide_do_nothing(
    asked: Asked, cast: Cast, minh: Client, signed_in: SignedIn
) -> None:
    one = arrive(asked, cast.an_binh, SHORT)

    minh.post("/submissions/several/", {"act": "aside", "code": [one.code], "sure": "1", "reason": "x"})

    assert Submission.objects.get().state == "taken"
    assert minh.get("/submissions/").context["several"] == []


def test_the_first_look_of_the_office_is_noted_once_and_a_clerks_is_not(
    asked: Asked, cast: Cast, lan: Client, minh: Client
) -> None:
    one = arrive(asked, cast.an_binh, SHORT)
    minh.get(f"/submissions/{one.code}/")
    by_clerk = Submission.objects.get().opened_at

    lan.get(f"/submissions/{one.code}/")
    first = Submission.objects.get().opened_at
    lan.get(f"/submissions/{one.code}/")

    assert (by_clerk, first is None) == (None, False)
    assert Submission.objects.get().opened_at == first
