"""Validating a paper in a real browser: without JavaScript, on a phone and on a screen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.asked import Asked
from tests.browser.conftest import Opened
from tests.browser.looking import findings, sideways
from tests.browser.test_walk import sign_in
from tests.publishing.validating.retyped import plain

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent.parent / "publishing" / "validating" / "data" / "thu-thua-2022.txt"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_paper_is_validated_without_javascript(asked: Asked, opened: Opened, tmp_path: Path, width: int) -> None:
    paper = tmp_path / "công văn 51.docx"
    paper.write_bytes(plain(SEED.read_text(encoding="utf-8")))
    page = opened(viewport={"width": width, "height": 740}, has_touch=width == 360)
    sign_in(page, "lan")
    page.goto("/validation/")
    assert (findings(page), sideways(page)) == ([], 0)

    page = opened(viewport={"width": width, "height": 740}, java_script_enabled=False)
    sign_in(page, "lan")
    page.goto("/validation/")
    page.get_by_label("Văn bản").set_input_files(paper)
    page.get_by_role("button", name="Soát văn bản").click()

    expect(page.get_by_role("heading", level=2)).to_have_text("công văn 51.docx")
    expect(page.get_by_text("“ĐẢNG CÔNG SẢN VIỆT NAM”", exact=True)).to_be_visible()


def test_the_departures_fit_a_phone(asked: Asked, opened: Opened, tmp_path: Path) -> None:
    page = opened(viewport={"width": 360, "height": 740}, has_touch=True)
    sign_in(page, "lan")
    page.goto("/validation/")
    page.get_by_label("Văn bản").set_input_files(SEED)
    page.get_by_role("button", name="Soát văn bản").click()

    expect(page.get_by_role("status")).to_contain_text("9 chỗ khác với Hướng dẫn 05-HD/VPTW")
    assert (findings(page), sideways(page)) == ([], 0)
