"""One submission on screen: what was read beside the original, mended, accepted, given back, placed."""

import datetime as dt

from django.test import Client

from kheo.intake import pipeline
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.records.models import Entry
from kheo.tally.instants import instant
from kheo.units.models import Alias
from tests.asked import Asked
from tests.cast import Cast
from tests.web.arrivals import DOUBTFUL, FULL, SHORT, arrive
from tests.web.reading import texts


def again(one: Submission) -> Submission:
    return Submission.objects.select_related("obligation").get(pk=one.pk)


def test_doubtful_cell_is_mended_in_place_and_the_answer_is_taken_again(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, DOUBTFUL)
    assert asked.duty(cast.an_binh).state == "received"

    lan.post(f"/submissions/{one.code}/mends/", {"row": "3", "now-title": "Trồng rừng", "was-title": ""})

    assert asked.duty(cast.an_binh).state == "accepted"
    titles = Entry.objects.current().filter(unit=cast.an_binh).order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Đường hoa nông thôn", "Tiếng kẻng an ninh", "Nuôi cá lồng", "Trồng rừng"]


def test_any_row_can_be_opened_for_mending(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)

    shut = lan.get(f"/submissions/{one.code}/").content.decode()
    opened = lan.get(f"/submissions/{one.code}/?edit=2").content.decode()
    lan.post(f"/submissions/{one.code}/mends/", {"row": "1", "now-place": "Thôn 5", "was-place": ""})

    assert (shut.count('name="now-title"'), opened.count('name="now-title"')) == (0, 1)
    assert list(Entry.objects.current().filter(place="Thôn 5").values_list("title", flat=True)) == [
        "Tiếng kẻng an ninh"
    ]


def test_page_shows_the_original_beside_what_was_read(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, DOUBTFUL)

    body = lan.get(f"/submissions/{one.code}/").content.decode()

    assert texts(body, '<td id="o-Sheet-B6" class="cell-used">') == ["Đường hoa nông thôn"]
    assert texts(body, '<td id="o-Sheet-B9" class="cell-warn">') == [""]
    assert body.count('name="now-title" rows="1" aria-label="Tên mô hình, điển hình, dòng 4"></textarea>') == 1


def test_what_people_wrote_is_shown_as_text_never_as_markup(asked: Asked, cast: Cast, lan: Client) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    one = arrive(asked, cast.an_binh, [*FULL[:3], (hostile, "Cá nhân", hostile, "Kinh tế")])

    body = lan.get(f"/submissions/{one.code}/").content.decode()

    assert (body.count("<script>alert"), body.count("<img")) == (0, 0)
    assert body.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 0


def test_short_answer_is_accepted_only_with_a_reason(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)

    refused = lan.post(f"/submissions/{one.code}/acceptance/", {"reason": ""}, follow=True)
    before = asked.duty(cast.an_binh).state
    lan.post(f"/submissions/{one.code}/acceptance/", {"reason": "Xã mới sáp nhập, thống nhất qua điện thoại"})

    assert (refused.status_code, before) == (200, "received")
    duty = asked.duty(cast.an_binh)
    assert (duty.state, duty.short) == ("accepted", [{"rule": "individuals", "has": 1, "needs": 2}])


def test_returning_tells_the_unit_the_ticked_and_the_written_reason(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)

    lan.post(f"/submissions/{one.code}/return/", {"canned": ["0"], "other": "Đề nghị gửi trước thứ Sáu."})

    found = again(one)
    assert (found.state, asked.duty(cast.an_binh).state) == ("returned", "returned")
    told = texts(lan.get(f"/submissions/{one.code}/").content.decode(), '<p class="reply">')[0]
    assert told.count("Đã đọc được tệp; cán bộ đã xem và đề nghị đơn vị bổ sung các điểm sau rồi gửi lại:") == 1
    assert told.count("Thiếu số lượng tập thể, cá nhân theo yêu cầu của công văn. Đề nghị gửi trước thứ Sáu.") == 1


def test_returning_without_a_reason_changes_nothing(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)

    lan.post(f"/submissions/{one.code}/return/", {"other": "  "})

    assert again(one).state == "taken"


def test_officer_says_whose_it_is_and_the_spelling_is_remembered(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, None, FULL, head="Chi bộ Bến Tre xanh")
    assert one.state == "puzzling"

    lan.post(f"/submissions/{one.code}/owner/", {"unit": "xa an binh", "call": "registration"})
    pipeline.work_off([one.pk])

    found = again(one)
    assert (found.state, found.unit, asked.duty(cast.an_binh).state) == ("taken", cast.an_binh, "accepted")
    assert list(Alias.objects.values_list("unit__code", "learnt")) == [("AB", True)]


def test_setting_aside_and_bringing_back(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)

    lan.post(f"/submissions/{one.code}/aside/", {"reason": "Giấy mời gửi nhầm"})
    aside = (again(one).state, asked.duty(cast.an_binh).state)
    lan.post(f"/submissions/{one.code}/revival/")
    pipeline.work_off([one.pk])

    assert aside == ("aside", "missing")
    assert (again(one).state, asked.duty(cast.an_binh).state) == ("taken", "accepted")


def test_queue_goes_oldest_first_and_on_to_the_next(asked: Asked, cast: Cast, lan: Client) -> None:
    day = instant("2024-01-28T00:00")
    first = arrive(asked, cast.an_binh, SHORT, at=day)
    second = arrive(asked, cast.binh_minh, SHORT, at=day + dt.timedelta(days=1))

    body = lan.get(f"/submissions/{first.code}/?queue=waiting").content.decode()
    answer = lan.post(f"/submissions/{first.code}/return/", {"canned": ["0"], "queue": "waiting", "then": "next"})

    assert texts(body, '<span class="pages-now">') == ["1 / 2"]
    assert answer.headers["Location"] == f"/submissions/{second.code}/?queue=waiting"


def test_original_is_only_for_saving_under_a_name_of_ours(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)

    answer = lan.get(f"/submissions/{one.code}/original/")

    assert answer.content == vault.read(one.original)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    name = f"{one.code}.xlsx"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_list_is_filtered_by_state_and_by_unit_without_accents(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)
    arrive(asked, cast.binh_minh, FULL)

    waiting = lan.get("/submissions/?state=waiting").context["page"].rows
    named = lan.get("/submissions/?q=an%20binh").context["page"].rows
    everything = lan.get("/submissions/").context["page"].rows

    assert ([row.code for row in waiting], [row.code for row in named]) == ([one.code], [one.code])
    assert len(everything) == 2
