"""What holds on every page: no inline style or script, security headers, a sentence where something went wrong."""

import re

import pytest
from django.test import Client

from tests.asked import Asked
from tests.cast import Cast
from tests.web.arrivals import DOUBTFUL, arrive

ADDRESSES = (
    "/", "/submissions/", "/submissions/{code}/", "/entries/", "/campaigns/", "/campaigns/+/", "/campaigns/huyen-2024/",
    "/campaigns/huyen-2024/board/", "/campaigns/huyen-2024/board/units/?call=registration", "/units/", "/units/AB/",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_need_no_inline_style_or_script(address: str, asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, DOUBTFUL)

    answer = lan.get(address.format(code=one.code))

    body = answer.content.decode()
    assert (answer.status_code, re.findall(r"\sstyle=|<style|\son\w+=|<script>|javascript:", body)) == (200, [])
    assert answer.headers["Content-Security-Policy"].count("unsafe") == 0
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_htmx_gets_the_part_and_everybody_else_the_page(asked: Asked, lan: Client) -> None:
    part = lan.get("/entries/", headers={"hx-request": "true"}).content.decode()
    page = lan.get("/entries/").content.decode()

    assert (part.count("<html"), page.count("<html")) == (0, 1)


def test_refusal_says_why(asked: Asked, cast: Cast, minh: Client) -> None:
    one = arrive(asked, cast.an_binh, DOUBTFUL)

    answer = minh.post(f"/submissions/{one.code}/acceptance/", {"reason": "x"})

    said = "minh không có vai trò nào tại Huyện ủy Hòa Bình Hạ hay cấp trên nên không được quyết định về hồ sơ."
    assert (answer.status_code, answer.content.decode().count(said)) == (403, 1)


def test_unknown_address_is_a_page_in_vietnamese(asked: Asked, lan: Client) -> None:
    answer = lan.get("/khong-co/")

    assert (answer.status_code, answer.content.decode().count("<h1>Không có trang này</h1>")) == (404, 1)


def test_signing_in_leads_on_to_where_one_was_going(asked: Asked, cast: Cast, client: Client) -> None:
    cast.lan.set_password("dan-van-kheo-2024")
    cast.lan.save()

    first = client.get("/entries/?q=rung")
    answer = client.post(
        first.headers["Location"], {"username": "lan", "password": "dan-van-kheo-2024", "next": "/entries/?q=rung"}
    )

    assert first.headers["Location"] == "/sign-in/?next=/entries/%3Fq%3Drung"
    assert (answer.status_code, answer.headers["Location"]) == (302, "/entries/?q=rung")
