"""Filling: words that look like markup, what an office changed, hostile templates, and how long it takes."""

import re
import shutil
import subprocess
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.kinds import KINDS
from kheo.publishing.papers import Grid, Line, Signature
from kheo.publishing.rulesets import load
from kheo.publishing.templates.checking import faults
from kheo.publishing.templates.filling import CannotFillError, fill
from kheo.publishing.templates.shipped import shipped_template
from tests.publishing.templates.editing import added, edited, paragraph, typed, without
from tests.publishing.templates.reading import looks, texts
from tests.publishing.templates.samples import sample

KIND = "call-letter"
RULES = load()
PAPER = sample(KINDS[KIND], 1)


def words(file: bytes) -> list[str]:
    """The texts without the shapes and pictures among them, which every program writes in its own way."""
    return list(filter(str.strip, (re.sub(r"<\(.*\)>", "", text) for text in texts(file))))


def test_markup_and_tags_in_values_stay_words() -> None:
    paper = replace(PAPER, signature=Signature(("BÍ THƯ",), "Lê <w:p/> & {{ co_quan }} {% if %}"))

    assert "Lê <w:p/> & {{ co_quan }} {% if %}" in texts(fill(shipped_template(KIND, RULES), paper, RULES))


def test_values_are_composed_letters() -> None:
    name = unicodedata.normalize("NFD", "Nguyễn Thị Hồng Thắm")
    paper = replace(PAPER, signature=Signature(("BÍ THƯ",), name))

    assert "Nguyễn Thị Hồng Thắm" in texts(fill(shipped_template(KIND, RULES), paper, RULES))


def test_words_take_the_format_the_office_gave_the_tag() -> None:
    def larger(document: object) -> None:
        for run in paragraph(document, "{{r doan.chu }}").runs:  # type: ignore[arg-type]
            run.font.size = 190_500

    template = edited("plan", larger, typed("{{ nguoi_ky }}", "Đồng chí {{ nguoi_ky|hoa }}"), added("Trang mẫu riêng"))
    plan = sample(KINDS["plan"], 0)

    filled = fill(template, plan, RULES)

    assert faults(template, "plan") == []
    assert [text for text in texts(filled) if text.startswith(("Đồng chí", "Trang"))] == [
        "Trang mẫu riêng",
        "Đồng chí TRẦN VĂN BÌNH",
    ]
    sizes = {size for size in ("28", "30") if f"('sz', (('val', '{size}'),), '')" in repr(looks(filled))}
    assert sizes == {"28", "30"}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__ }}",
        "{{ co_quan.__class__ }}",
        "{{ co_quan.upper() }}",
        "{{ noi_nhan[0].__init__ }}",
        "{{ range(1000000000)|list }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 99999999 }}",
        "{{ self }}",
        "{{ cycler }}",
        "{{ co_quan|attr('x') }}",
        "{{ co_quan|replace('a', 'b') }}",
        "{{ noi_nhan[co_quan] }}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% macro x() %}",
        "{%p for x in range(9) %}",
        "{%p for loop in noi_nhan %}",
        "{{ " + "not " * 60 + "co_quan }}",
        "{{ " + "(" * 140 + "co_quan" + ")" * 140 + " }}",
    ],
)
def test_a_hostile_tag_ends_in_a_sentence(tag: str) -> None:
    template = edited(KIND, added(tag, before="Kính gửi"))

    sentences = faults(template, KIND)

    assert sentences[0].startswith("Đoạn “{")
    with pytest.raises(CannotFillError):
        fill(template, PAPER, RULES)


def test_loops_within_loops_are_given_up() -> None:
    depth = 9
    loops = "".join(f"{{% for x{number} in bang.dong %}}" for number in range(depth))
    template = edited("results", typed("{{ bang.phu_de }}", "{{ bang.phu_de }}" + loops + "x" + "{% endfor %}" * depth))
    paper = sample(KINDS["results"], 0)
    assert paper.listing
    lines = tuple(Line((str(number),), level=1) for number in range(300))
    begun = time.monotonic()

    with pytest.raises(CannotFillError, match="Không điền được mẫu"):
        fill(
            template,
            replace(paper, listing=replace(paper.listing, grid=Grid(paper.listing.grid.columns, lines))),
            RULES,
        )

    assert time.monotonic() - begun < 60


def test_a_paper_does_not_lose_its_second_signer() -> None:
    minutes = sample(KINDS["council-minutes"], 0)

    with pytest.raises(CannotFillError, match="Văn bản này có chữ ký bên trái nhưng mẫu không in"):
        fill(shipped_template("plan", RULES), minutes, RULES)


def test_a_paragraph_of_an_empty_tag_goes() -> None:
    paper = sample(KINDS[KIND], 0)

    assert "" not in texts(fill(shipped_template(KIND, RULES), paper, RULES))[:4]
    assert faults(edited(KIND, without("{{ do_khan|hoa }}")), KIND) == []


def test_a_template_saved_by_libreoffice_is_filled(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "in.docx").write_bytes(shipped_template(KIND, RULES))
    out = tmp_path / "out"
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(out), str(tmp_path / "in.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = (out / "in.docx").read_bytes()

    filled = fill(saved, PAPER, RULES)

    assert faults(saved, KIND) == []
    assert words(filled) == words(fill(shipped_template(KIND, RULES), PAPER, RULES))


def test_a_letter_of_two_pages_takes_less_than_fifty_milliseconds() -> None:
    long = Paragraph("body", (Span("Các cơ quan, đơn vị tiếp tục đẩy mạnh phong trào thi đua “Dân vận khéo”. " * 8),))
    paper = replace(PAPER, paragraphs=(long,) * 8, annexes=(), door="")
    template = shipped_template(KIND, RULES)
    fill(template, paper, RULES)
    times = []
    for number in range(7):
        other = replace(paper, head=replace(paper.head, subject=f"tổng kết lần {number}"))
        begun = time.perf_counter()
        fill(template, other, RULES)
        times.append(time.perf_counter() - begun)

    # The best: other work on the machine slows the rest.
    assert min(times) < 0.05
