"""Every Vietnamese letter comes back from both encodings; small letters of TCVN3 as the C library has them too."""

import shutil
import subprocess
import unicodedata

import pytest

from kheo.office.encodings.fonts import encoding_of, is_capital, to_unicode
from kheo.office.encodings.letters import VIETNAMESE, Encoding, read_as
from kheo.office.encodings.syllables import is_syllable
from tests.office import old_letters

SMALL = "".join(sorted(letter for letter in VIETNAMESE if letter.islower() and not letter.isascii()))


@pytest.mark.parametrize("typed", [old_letters.tcvn3, old_letters.vni])
def test_every_letter_comes_back(typed: object) -> None:
    letters = "".join(sorted(VIETNAMESE))
    assert callable(typed)

    read = "".join(to_unicode(text, font) for letter in letters for text, font in typed(letter))

    assert (len(letters), read) == (146, letters)


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_small_letters_of_tcvn3_are_those_of_the_c_library() -> None:
    signs = "".join(text for letter in SMALL for text, _ in old_letters.tcvn3(letter))
    told = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=signs.encode("latin-1"), capture_output=True, check=False
    )
    if told.returncode:
        pytest.skip("this iconv does not know TCVN")

    assert read_as(Encoding.TCVN3, signs) == unicodedata.normalize("NFC", told.stdout.decode()) == SMALL


FONTS = [
    (".VnTime", Encoding.TCVN3, False),
    (".VnTimeH", Encoding.TCVN3, True),
    (".VnArial NarrowH", Encoding.TCVN3, True),
    ("ABCDEF+.VnTimeH,Bold", Encoding.TCVN3, True),
    ("FBHPFO+VnTimeHBold", Encoding.TCVN3, True),
    ("FBHPEM+VnTimeBoldItalic", Encoding.TCVN3, False),
    (".VnCentury Schoolbook", Encoding.TCVN3, False),
    ("VNI-Times", Encoding.VNI, False),
    ("VNI-Helve-Condense", Encoding.VNI, False),
    ("Times New Roman", Encoding.UNICODE, False),
    ("Vnamese", Encoding.UNICODE, False),
    ("", Encoding.UNICODE, False),
]


@pytest.mark.parametrize(("font", "encoding", "capital"), FONTS)
def test_the_name_of_a_font_tells_its_encoding(font: str, encoding: Encoding, capital: bool) -> None:  # noqa: FBT001
    assert (encoding_of(font), is_capital(font)) == (encoding, capital)


@pytest.mark.parametrize(
    ("typed", "font", "read"),
    [
        ("céng hoµ x· héi", ".VnTimeH", "CỘNG HOÀ XÃ HỘI"),
        ("Coäng hoøa xaõ hoäi", "VNI-Times", "Cộng hòa xã hội"),
        ("VEÂØ VIEÄC", "VNI-Times", "VỀ VIỆC"),
        ("xaùc ñiïnh", "VNI-Times", "xác định"),
        ("\uf0a7\uf0b6ng", ".VnTime", "Đảng"),
        ("M−êng", ".VnTime", "Mường"),
        ("Đảng ủy có", ".VnTime", "Đảng ủy có"),
        ("có", "Times New Roman", "có"),
    ],
)
def test_one_run_is_read_by_its_font(typed: str, font: str, read: str) -> None:
    assert to_unicode(typed, font) == read


SYLLABLES = ["Đảng", "Nguyễn", "nghiêng", "giếng", "gì", "quốc", "khuỷu", "ý", "yêu", "THOẢNG", "ghế", "hoà", "hòa"]
NONE = ["Céng", "s¶n", "ViÖt", "François", "nghá", "kà", "cé", "đát\u0303", "đàt", "coäng", "ngừc"]


def test_syllables_are_known_by_their_spelling() -> None:
    assert ([word for word in SYLLABLES if not is_syllable(word)], [word for word in NONE if is_syllable(word)]) == (
        [],
        [],
    )
