"""The board on screen: figures, links down to units, an earlier instant, and what the office decides."""

import pytest
from django.test import Client

from kheo.campaigns.models import Standing
from tests.asked import Asked
from tests.cast import Cast
from tests.web.arrivals import FULL, SHORT, arrive


def test_board_counts_by_bloc_and_links_to_the_units(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, FULL)
    arrive(asked, cast.binh_minh, SHORT)

    answer = lan.get("/campaigns/huyen-2024/board/")

    figures = answer.context["board"].calls[0].blocs[0].figures
    assert (figures.expected, figures.received, figures.accepted, figures.short, figures.missing) == (2, 2, 1, 1, 0)
    link = f"/campaigns/huyen-2024/board/units/?call=registration&amp;bloc={cast.communes.pk}&amp;state=short"
    assert answer.content.decode().count(link) == 1


def test_board_as_of_an_earlier_hour_is_in_the_address(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, FULL)

    before = lan.get("/campaigns/huyen-2024/board/?as_of=2024-01-30T09:00").context["board"].calls[0].figures
    day = lan.get("/campaigns/huyen-2024/board/?as_of=2024-01-30").context["board"].calls[0].figures

    assert (before.received, day.received) == (0, 1)


def test_units_of_a_bloc_are_filtered_by_state(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.binh_minh, SHORT)
    address = f"/campaigns/huyen-2024/board/units/?call=registration&bloc={cast.communes.pk}"

    missing = lan.get(f"{address}&state=missing").context["page"].rows
    short = lan.get(f"{address}&state=short").context["page"].rows

    assert ([unit.code for unit in missing], [unit.code for unit in short]) == (["AB"], ["BM"])


def test_excuse_carries_its_reason_to_the_page(asked: Asked, cast: Cast, lan: Client) -> None:
    duty = asked.duty(cast.school)

    lan.post(f"/campaigns/huyen-2024/obligations/{duty.pk}/excuse/", {"reason": "Trường đang xây, tạm nghỉ"})

    body = lan.get(f"/campaigns/huyen-2024/obligations/{duty.pk}/").content.decode()
    assert asked.duty(cast.school).state == "excused"
    assert body.count("“Trường đang xây, tạm nghỉ”") == 1


def test_excuse_without_a_reason_is_asked_again(asked: Asked, cast: Cast, lan: Client) -> None:
    duty = asked.duty(cast.school)

    answer = lan.post(f"/campaigns/huyen-2024/obligations/{duty.pk}/excuse/", {"reason": ""})

    assert (answer.status_code, asked.duty(cast.school).state, Standing.objects.count()) == (200, "missing", 0)


def test_joint_duty_finds_the_other_unit_by_its_name(asked: Asked, cast: Cast, lan: Client) -> None:
    duty = asked.duty(cast.school)

    lan.post(f"/campaigns/huyen-2024/obligations/{duty.pk}/joint/", {"into": "xã bình minh", "reason": "Chung chi bộ"})

    found = asked.duty(cast.school)
    assert (found.state, found.joint_with) == ("merged", asked.duty(cast.binh_minh))


def test_extension_moves_the_deadline_and_can_be_taken_back(asked: Asked, cast: Cast, lan: Client) -> None:
    duty = asked.duty(cast.school)
    address = f"/campaigns/huyen-2024/obligations/{duty.pk}"

    lan.post(f"{address}/extension/", {"due_at": "2024-02-05T17:00", "reason": "Mất điện"})
    extended = asked.duty(cast.school).due_at
    lan.post(f"{address}/withdrawal/", {"reason": "Ghi nhầm trường"})

    assert (extended > duty.due_at, asked.duty(cast.school).due_at) == (True, duty.due_at)


@pytest.mark.parametrize("as_of", ["0001-01-01T00:00", "9999-12-31", "xyz"])
def test_a_time_beyond_any_campaign_is_a_slip_of_typing(asked: Asked, lan: Client, as_of: str) -> None:
    page = lan.get("/campaigns/huyen-2024/board/", {"as_of": as_of})

    assert (page.status_code, "Thời điểm ghi chưa đúng" in page.content.decode()) == (200, True)
