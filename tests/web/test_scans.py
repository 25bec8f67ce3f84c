"""A scan on screen: taken but waiting, each doubtful cell beside its picture, drawn anew and shown safely."""

import io

import cv2
import numpy as np
import pytest
from django.test import Client
from PIL import Image

from kheo.intake import doors, pipeline
from kheo.intake.models import Submission
from kheo.office.wording import fold
from tests.asked import HEADINGS, IN_TIME, Asked
from tests.cast import Cast
from tests.web.arrivals import FULL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scan() -> bytes:
    """FULL as a page drawn by OpenCV, which has no accents: every word of it is strange to the language."""
    page = np.full((1_500, 2_400), 255, np.uint8)
    edges = (100, 250, 1_150, 1_500, 2_000, 2_300)
    rows = [HEADINGS, *((str(number), *texts) for number, texts in enumerate(FULL, start=1))]
    for place, texts in enumerate(rows):
        top = 300 + 120 * place
        for left, right, text in zip(edges, edges[1:], texts, strict=False):
            cv2.rectangle(page, (left, top), (right, top + 120), 0, 3)
            _write(page, text, (left + 15, top + 75))
    _write(page, "Don vi: Xa An Binh", (100, 150))
    target = io.BytesIO()
    Image.fromarray(page).save(target, "PNG")
    return target.getvalue()


def _write(page: np.ndarray, text: str, at: tuple[int, int]) -> None:
    cv2.putText(page, fold(text), at, cv2.FONT_HERSHEY_COMPLEX, 1.1, 0, 2)


@pytest.fixture
def one(asked: Asked, cast: Cast, scan: bytes) -> Submission:
    kept = doors.by_upload(
        [("quét.png", scan)], campaign=asked.campaign, call=asked.registration, unit=cast.an_binh, received_at=IN_TIME
    )
    pipeline.work_off([kept[0].pk])
    return Submission.objects.get(pk=kept[0].pk)


def test_a_doubtful_scan_is_taken_and_waits_for_a_person(asked: Asked, cast: Cast, one: Submission) -> None:
    assert (one.state, asked.duty(cast.an_binh).state) == ("taken", "received")


def test_each_doubtful_cell_stands_beside_its_picture(one: Submission, lan: Client) -> None:
    body = lan.get(f"/submissions/{one.code}/").content.decode()
    doubts = {problem["at"] for problem in one.problems if problem["code"] == "doubtful_value"}

    assert len(doubts) > 0
    assert body.count('class="cell-picture"') == len(doubts)
    assert f'<img class="page-picture" src="/submissions/{one.code}/pages/1/"' in body


def test_pictures_are_drawn_anew_and_shown_as_nothing_but_pictures(one: Submission, lan: Client) -> None:
    for address in (f"/submissions/{one.code}/pages/1/", f"/submissions/{one.code}/pages/1/2-2/"):
        answer = lan.get(address)

        Image.open(io.BytesIO(answer.content), formats=["PNG"]).load()
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert lan.get(f"/submissions/{one.code}/pages/1/99-1/").status_code == 204
    assert lan.get(f"/submissions/{one.code}/pages/7/").status_code == 204


def test_mending_one_doubt_leaves_the_others_waiting(asked: Asked, cast: Cast, one: Submission, lan: Client) -> None:
    before = [problem["at"] for problem in one.problems if problem["code"] == "doubtful_value"]
    assert one.reading
    title = one.reading["rows"][0][0]

    lan.post(f"/submissions/{one.code}/mends/", {"row": "0", "now-title": "Đường hoa", "was-title": title[1]})

    one.refresh_from_db()
    left = [problem["at"] for problem in one.problems if problem["code"] == "doubtful_value"]
    assert (title[0], left) == ("title", [at for at in before if at != title[2]])
    assert asked.duty(cast.an_binh).state == "received"
