"""The engine's model, and what several readings and the language make of one another."""

from pathlib import Path

import numpy as np
import pytest

from kheo.confinement.refusal import Refusal
from kheo.office.pages.model import model_folder
from kheo.office.pages.page import Ruled
from kheo.office.pages.scans import engine
from kheo.office.pages.scans.engine import Read
from kheo.office.pages.scans.language import is_possible, likelier, likelihood
from kheo.office.pages.scans.numbering import numbered
from kheo.office.pages.scans.signs import mended
from kheo.office.pages.scans.sureness import sureness
from kheo.office.pages.scans.voting import chosen
from kheo.office.tables import DOUBTFUL


def reading(text: str, *, sure: float = 0.96) -> list[Read]:
    return [Read(word, 40 * place, 0, 40 * place + 30, 20, sure, 0) for place, word in enumerate(text.split())]


def said(*texts: str) -> str:
    return " ".join(word.read.text for word in chosen([mended(reading(text)) for text in texts]))


def test_without_the_model_a_scan_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    engine._engine.cache_clear()
    monkeypatch.setattr(engine, "model_folder", lambda: None)

    with pytest.raises(Refusal) as refused:
        engine.words_in(np.full((40, 40), 255, np.uint8))

    assert (refused.value.code, refused.value.why) == ("scan_unreadable", "máy chủ chưa cài Tesseract cho tiếng Việt")


def test_the_model_is_looked_for_where_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tessdata"
    folder.mkdir()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    before = model_folder(())
    (folder / "vie.traineddata").write_bytes(b"x")

    assert (before, model_folder(())) == (None, folder)


def test_what_most_readings_say_is_taken_and_the_language_decides_between_equals() -> None:
    assert said("Vận động nhân dân", "Vận động nhân dân", "Vặn động nhân dần") == "Vận động nhân dân"
    assert said("thu nhập tăng", "thu nhận tăng") == "thu nhập tăng"


def test_one_reading_too_many_signs_is_not_believed() -> None:
    assert said("Nhân rộng", "Nhân rộng", "Nhân rộng :") == "Nhân rộng"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1.250 m? đất", "1.250 m² đất"),
        ("Quý 11/2024", "Quý II/2024"),
        ("Quý 1/2024", "Quý 1/2024"),
        ("~ Vận động", "- Vận động"),
        ("hộ dân. tham gia", "hộ dân, tham gia"),
        ("đơn Vị", "đơn vị"),
        ("huyện Vị Xuyên", "huyện Vị Xuyên"),
        ("Toàn xã ,", "Toàn xã,"),
    ],
)
def test_signs_that_cannot_be_are_put_right(read: str, meant: str) -> None:
    assert said(read, read, read) == meant


def test_a_likely_text_is_surer_than_an_unlikely_or_disputed_one() -> None:
    likely = sureness(chosen([reading("Vận động nhân dân hiến đất")] * 4))
    disputed = sureness(chosen([*[reading("Lê Thị Hòa")] * 2, *[reading("Lê Thị Hóa")] * 2]))
    impossible = sureness(chosen([reading("Vận đôọng nhnâ dân")] * 4))

    assert likely >= DOUBTFUL > max(disputed, impossible)


def test_the_language_knows_usual_pairs_and_possible_syllables() -> None:
    assert likelihood("thu", "nhập") > likelihood("thu", "nhận")
    assert likelier("", "tĩnh", "vực") > 0
    assert [is_possible(word) for word in ("nghiêng", "huổi", "đôọng", "0", "")] == [True, True, False, True, True]


def table(first: list[str], second: list[str]) -> Ruled:
    cells = {(row, 0): text for row, text in enumerate(first) if text}
    cells |= {(row, 1): text for row, text in enumerate(second) if text}
    return Ruled(cells, (), len(first), (0.1, 0.2, 0.9))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["STT", "1", "2", "ö", "4"], ["STT", "1", "2", "3", "4"]),
        (["STT", "1.", "2.", "Q", "4."], ["STT", "1.", "2.", "3.", "4."]),
        (["STT", "1", "2", "1", "2"], ["STT", "1", "2", "1", "2"]),
        (["STT", "Xã", "Thôn", "Bản", "4"], ["STT", "Xã", "Thôn", "Bản", "4"]),
    ],
)
def test_line_numbers_are_told_by_their_neighbours(read: list[str], meant: list[str]) -> None:
    found = numbered(table(read, ["Tên", "a", "b", "c", "d"])).cells

    assert [found[row, 0] for row in range(5)] == meant


def test_column_numbers_and_the_signs_of_sections_are_put_right() -> None:
    columns = Ruled({(0, 0): "q)", (0, 1): "(2)", (0, 2): "@)", (0, 3): "(4)"}, (), 1, (0.1, 0.2, 0.3, 0.4, 0.5))
    sections = table(["STT", "H", "1"], ["Tên", "CÁ NHÂN", "Đường hoa"])

    assert list(numbered(columns).cells.values()) == ["(1)", "(2)", "(3)", "(4)"]
    assert numbered(sections).cells[1, 0] == "II"
