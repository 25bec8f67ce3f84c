"""The samples of every format: they tell the truth, by other programs than ours, and are the same for the same seed."""

from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from kheo.campaigns.paper import Filled, Row, Value
from kheo.demo.drawing import WORDS
from kheo.demo.samples import converting
from kheo.demo.samples.legacy import Encoding, retyped, runs_of
from kheo.demo.samples.making import FORMATS, make_samples, needs_libreoffice
from kheo.demo.samples.sample import Expected, Sample
from kheo.demo.samples.scoring import score
from kheo.office.wording import tidy

DRAWN = [name for name in FORMATS if not needs_libreoffice(name)]
with_libreoffice = pytest.mark.skipif(not converting.is_installed(), reason="LibreOffice is not installed")


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_seed_gives_the_same_samples_and_another_seed_others(name: str) -> None:
    first = make_samples(name, seed=5, count=4)

    assert make_samples(name, seed=5, count=4) == first
    assert len({sample.data for sample in first} | {one.data for one in make_samples(name, seed=6, count=4)}) == 8


@pytest.mark.parametrize("name", ["card.xlsx", "several.xlsx"])
def test_every_value_of_a_workbook_stands_where_its_truth_says(name: str) -> None:
    wrong = []
    for sample in make_samples(name, seed=3, count=20):
        book = load_workbook(BytesIO(sample.data))
        said = [(field, *one) for form in sample.forms for row in form.rows for field, one in row.items()]
        for field, value, at in said:
            sheet, _, cell = at.rpartition("!")
            text = tidy(str(book[sheet][cell].value or ""))
            wrong += (
                [(sample.name, field, value, text)] if not text or (field not in WORDS and value not in text) else []
            )

    assert wrong == []


def test_several_forms_are_of_several_units_or_papers() -> None:
    samples = [sample for way in ("docx", "xlsx") for sample in make_samples(f"several.{way}", seed=3, count=12)]

    assert all(len({(form.paper, form.unit) for form in sample.forms}) == len(sample.forms) > 1 for sample in samples)
    assert {form.paper for sample in samples for form in sample.forms} == {"registration", "results"}


@pytest.mark.parametrize(
    ("encoding", "text", "runs"),
    [
        ("tcvn3", "Đảng ủy xã Mường So", [(".VnTime", "§¶ng ñy x· M\u00adêng So")]),
        ("tcvn3", "Ấp Bình Hòa", [(".VnTimeH", "Ê"), (".VnTime", "p B×nh Hßa")]),
        ("vni", "Đảng ủy xã Mường So", [("VNI-Times", "Ñaûng uûy xaõ Möôøng So")]),
        ("vni", "TẬP THỂ", [("VNI-Times", "TAÄP THEÅ")]),
        ("vni", "Mẫu Sơn, đặc sản quýt", [("VNI-Times", "Maãu Sôn, ñaëc saûn quyùt")]),
    ],
)
def test_texts_are_typed_as_before_unicode(encoding: Encoding, text: str, runs: list[tuple[str, str]]) -> None:
    assert runs_of(text, encoding) == runs


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_retyped_files_name_the_font_of_every_text(encoding: Encoding) -> None:
    (sample,) = make_samples("docx", seed=8, count=1)
    made = docx.Document(BytesIO(retyped(sample.data, "docx", encoding)))
    fonts = {
        run.font.name
        for table in made.tables
        for cell in table._cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.text.strip()
    }

    assert fonts <= {".VnTime", ".VnTimeH", "VNI-Times"}
    assert fonts


@with_libreoffice
def test_libreoffice_gives_every_file_under_its_own_name() -> None:
    files = {f"{sample.name}.xlsx": sample.data for sample in make_samples("xlsx", seed=4, count=3)}

    made = converting.converted(files, to="xls")

    assert list(made) == list(files)
    assert {data[:4] for data in made.values()} == {b"\xd0\xcf\x11\xe0"}


@with_libreoffice
def test_what_libreoffice_cannot_turn_is_told_and_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "TRIES", 1)

    with pytest.raises(RuntimeError, match="gave 0 of 1 files"):
        converting.converted({"a.xlsx": b"PK\x03\x04 no workbook"}, to="xls")


SAID = {"title": ("Một", "A!B2"), "place": ("Bản", "A!C2")}
SAMPLE = Sample("s", "xlsx", b"", (Expected("registration", "Xã A", (SAID,)),))


def filled(**cells: tuple[str, str]) -> Filled:
    row = Row({name: Value(*said) for name, said in cells.items()})
    return Filled("registration", Value("Xã A", "A!A1"), (row,))


def test_a_cell_counts_only_with_its_address() -> None:
    right = score(SAMPLE, [filled(title=("Một", "A!B2"), place=("Bản", "A!C2"))])
    moved = score(SAMPLE, [filled(title=("Một", "A!B2"), place=("Bản", "A!D2"), time=("2024", "A!E2"))])
    nothing = score(SAMPLE, [Filled(None)])

    assert [(one.cells, one.right, one.extra, one.units_right) for one in (right, moved, nothing)] == [
        (2, 2, 0, 1),
        (2, 1, 1, 1),
        (2, 0, 0, 0),
    ]


def test_a_line_that_was_missed_does_not_shift_the_others() -> None:
    rows = tuple({"title": (title, f"A!B{number}")} for number, title in enumerate(("Một", "Đường hoa", "Chợ sạch")))
    sample = Sample("s", "xlsx", b"", (Expected("registration", "", rows),))
    read = Filled("registration", rows=tuple(Row({"title": Value(*row["title"])}) for row in rows[1:]))

    assert score(sample, [read]).right == 2


def test_other_lines_than_the_plain_generators_are_among_them() -> None:
    titles = [
        row["title"][0]
        for sample in make_samples("xlsx", seed=7, count=40)
        for form in sample.forms
        for row in form.rows
    ]

    assert any(title.isupper() for title in titles)
    assert any("giai đoạn 1" in title for title in titles)
