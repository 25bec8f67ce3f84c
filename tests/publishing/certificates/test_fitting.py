"""Names shrink, then break into two lines; texts break, then shrink; nothing is cut, every letter stays in its box."""

import csv
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import kheo
from kheo.publishing.certificates.drawing import fitted, pdf_of, squeezed
from kheo.publishing.certificates.faces import LETTERS
from kheo.publishing.certificates.layout import NAME, TEXT, Layout, Place, Printed
from tests.publishing.certificates.reading import fonts_in, letters_outside, lines_of

DATA = Path(kheo.__file__).parent / "data"
WIDE = Place("name", NAME, 30, 80, 237, 22, "{tên}", 30, 16, bold=True)
NARROW = Place("name", NAME, 100, 80, 70, 16, "{tên}", 24, 14, bold=True, italic=True)
PLACES = {"wide": WIDE, "narrow": NARROW}


def longest_names() -> list[str]:
    """The longest names our lists can make: of people with compound surnames, of units, of bodies in communes."""
    surnames = json.loads((DATA / "names" / "compound-surnames_mit.json").read_text(encoding="utf-8"))
    given_names = [
        line
        for sex in ("boy", "girl")
        for line in (DATA / "names" / f"given_{sex}_mit.txt").read_text("utf-8").splitlines()
    ]
    people = [
        f"{surname} {given_name}"
        for surname in sorted((one["value"] for one in surnames), key=len)[-4:]
        for given_name in sorted(given_names, key=len)[-4:]
    ]
    with (DATA / "admin_units" / "communes_3321.csv").open(encoding="utf-8", newline="") as lines:
        communes = sorted((row["name"] for row in csv.DictReader(lines)), key=len)[-6:]
    with (DATA / "seeds" / "thu-thua-units.csv").open(encoding="utf-8", newline="") as lines:
        units = sorted((row["name"] for row in csv.DictReader(lines)), key=len)[-6:]
    bodies = [f"Ban Chỉ đạo phong trào thi đua “Dân vận khéo” {commune}" for commune in communes]
    return [unicodedata.normalize("NFC", name) for name in (*people, *communes, *units, *bodies)]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_longest_names_stay_whole_and_in_their_box(place: Place) -> None:
    names = longest_names()
    read, outside = [], []

    for name in names:
        pdf = pdf_of(Printed(name), Layout(297, 210, (place,)))
        read.append(" ".join(lines_of(pdf)))
        outside += letters_outside(pdf, place)

    assert (read, outside) == (names, [])


def test_all_vietnamese_letters_are_extracted_as_they_were_written() -> None:
    assert len(LETTERS) == 134
    rows = [" ".join(LETTERS[start : start + 30]) for start in range(0, len(LETTERS), 30)]
    texts = tuple(
        Place(f"{number}-{bold}-{italic}", TEXT, 10, 10 + 30 * number + 5 * (bold + 2 * italic), 277, 8, row, 14, 8,
              bold=bold, italic=italic)
        for number, row in enumerate(rows)
        for bold in (False, True)
        for italic in (False, True)
    )  # fmt: skip

    pdf = pdf_of(Printed(""), Layout(297, 210, texts))

    assert lines_of(pdf) == [row for row in rows for _ in range(4)]
    assert all(unicodedata.is_normalized("NFC", line) for line in lines_of(pdf))
    assert fonts_in(pdf) <= {
        f"{family}{style}"
        for family in ("LiberationSerif", "TimesNewRomanPS", "Tinos")
        for style in ("", "-Regular", "-Bold", "-Italic", "-BoldItalic", "MT", "-BoldMT", "-ItalicMT", "-BoldItalicMT")
    }


def test_letters_typed_as_marks_are_put_together() -> None:
    place = Place.from_plain(WIDE.as_plain() | {"text": unicodedata.normalize("NFD", "Nguyễn Thị Ẵm Ởn")})

    assert lines_of(pdf_of(Printed(""), Layout(297, 210, (place,)))) == ["Nguyễn Thị Ẵm Ởn"]


@pytest.mark.parametrize(
    ("name", "lines", "size"),
    [
        ("Nguyễn Thị Hương", 1, 30),
        ("Ban Chỉ đạo phong trào thi đua “Dân vận khéo” xã An Bình", 1, 26),
        (
            "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” xã An Bình, Hội Liên hiệp Phụ nữ xã An Bình và các đoàn thể",
            2,
            25,
        ),
    ],
)
def test_a_name_shrinks_to_its_least_size_and_then_breaks_in_two(name: str, lines: int, size: float) -> None:
    found = fitted(WIDE, name)

    assert (len(found.lines), found.size, " ".join(found.lines), found.too_small) == (lines, size, name, False)


def test_a_post_above_the_name_keeps_its_line() -> None:
    assert fitted(WIDE, "CHỦ TỊCH UBND XÃ\nTrần Văn Mẫu").lines == ("CHỦ TỊCH UBND XÃ", "Trần Văn Mẫu")


def test_what_must_go_below_the_least_size_is_said() -> None:
    layout = Layout(297, 210, (NARROW,))
    monster = "Hội đồng " * 25

    assert squeezed(Printed("Lê Văn Tám"), layout) == []
    assert squeezed(Printed(monster.strip()), layout) == [monster.strip()]


@settings(max_examples=60, deadline=None)
@given(some.text(LETTERS + "abcdeghiklmnopqrstuvxy ", min_size=1, max_size=240))
def test_nothing_is_ever_cut(text: str) -> None:
    for place in (WIDE, NARROW, Place("t", TEXT, 0, 0, 40, 12, size=14, least_size=9)):
        found = fitted(place, text)

        assert "".join("".join(found.lines).split()) == "".join(text.split())
