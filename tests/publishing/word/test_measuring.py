"""The widths kept as data, against the font where it is installed."""

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from kheo.publishing.rulesets import codes, load
from kheo.publishing.word import measuring

FONTS = Path("/usr/share/fonts/truetype/liberation2")
WORDS = "ĐẢNG CỘNG SẢN VIỆT NAM Độc lập - Tự do - Hạnh phúc “Ưỡn ẹo”, nghĩa trượng; 0123456789 Ơ ơ Ư ư Ỹ ỵ"
FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_letters_are_as_wide_as_in_the_font(bold: bool, italic: bool) -> None:  # noqa: FBT001
    path = FONTS / f"LiberationSerif-{FACES[bold, italic]}.ttf"
    if not path.exists():
        pytest.skip("Liberation Serif is not installed")
    style = type(load().style("body"))(14, bold=bold, italic=italic)

    assert measuring.length(WORDS, style, load()) == pytest.approx(
        TTFont("x", str(path)).stringWidth(WORDS, 14), abs=0.05
    )


@pytest.mark.parametrize("code", codes())
def test_the_length_kept_for_an_unknown_font_is_that_of_the_title(code: str) -> None:
    rules = load(code)
    style = rules.style("motto" if rules.header.motto else "title")

    assert measuring.length(rules.header.underlined, style, rules) == pytest.approx(rules.header.title_length, abs=0.02)


def test_lines_of_a_name_are_about_equally_long() -> None:
    rules, style, name = load(), load().style("organ"), "Ban Chỉ đạo thực hiện quy chế dân chủ ở cơ sở"
    room = 215.4
    spare = measuring.spare(name, style, rules, room)

    assert list(measuring.lines(name, style, rules, room)) == ["Ban Chỉ đạo thực hiện quy", "chế dân chủ ở cơ sở"]
    assert list(measuring.lines(name, style, rules, room - 2 * spare)) == [
        "Ban Chỉ đạo thực hiện", "quy chế dân chủ ở cơ sở",
    ]  # fmt: skip
    assert spare > 0
    assert measuring.spare("Ban Dân vận", style, rules, room) == 0
    assert measuring.spare("{{ organ }}" * 9, style, rules, room) == 0
