"""The font papers are printed in: checked for letters and widths, warned of where it is wrong."""

import shutil

import pytest

from kheo.publishing.printing.fonts import LETTERS, font_warning, matched, warning_of

pytestmark = pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig is not installed")


def test_this_machine_prints_papers_rightly() -> None:
    assert font_warning() == ""


def test_the_letters_asked_for_are_all_of_vietnamese() -> None:
    assert {chr(code) for code in range(0x1EA0, 0x1EFA)} | set("ĂÂĐÊÔƠƯăâđêôơưÀáẵỹ") <= set(LETTERS)


def test_another_kind_of_font_is_warned_of() -> None:
    found = matched("DejaVu Sans")
    if found is None or found.family != "DejaVu Sans":
        pytest.skip("DejaVu Sans is not installed")

    warning = warning_of("DejaVu Sans")
    assert "DejaVu Sans (chữ đứng, đậm, nghiêng, đậm nghiêng) không cùng độ rộng với Times New Roman" in warning
    assert "apt install fonts-liberation2" in warning
    assert "thiếu" not in warning


def test_a_font_without_vietnamese_letters_is_warned_of() -> None:
    found = matched("OpenSymbol")
    if found is None or found.family != "OpenSymbol":
        pytest.skip("OpenSymbol is not installed")

    assert "thiếu 134 chữ tiếng Việt" in warning_of("OpenSymbol")
