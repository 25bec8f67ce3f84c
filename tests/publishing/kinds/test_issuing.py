"""Each kind by command into a Word file, printed by LibreOffice in one go, and read back."""

import datetime as dt
import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kheo.campaigns.models import Campaign
from kheo.journal.vault import read
from kheo.publishing import rulesets
from kheo.publishing.documents.order import CannotComposeError, Order
from kheo.publishing.issuing import Wanted, issue
from kheo.publishing.kinds import KINDS, Kind
from kheo.publishing.models import Document
from kheo.publishing.papers import Paper
from kheo.publishing.validating.departures import departures
from kheo.publishing.word.laying_out import word_file
from tests.publishing.conftest import moment
from tests.publishing.kinds.composing import LATER, composed

AS_OF = moment("2024-01-31T23:59")
# A number of its own for each kind; none is that of the campaign's letter.
FIRST_NUMBER = 71


def command(kind: Kind, out: Path, *more: str) -> str:
    said = io.StringIO()
    given = [f"--given={key}={words}" for key, words in kind.example.items()]
    asked = ["--as-of", "2024-01-31T23:59", "--out", str(out), *given, *more]
    call_command("issue", kind.code, "phong-tho-2024", *asked, stderr=said, stdout=said)
    return said.getvalue()


def words_of(text: str) -> str:
    """The text on one line; where a line or page breaks says nothing."""
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_every_kind_is_written_and_printed(phong_tho: Campaign, registered: None, tmp_path: Path) -> None:
    for number, kind in enumerate(KINDS.values(), start=FIRST_NUMBER):
        command(kind, tmp_path / f"{kind.code}.docx", "--number", str(number), "--dated", "2024-02-05")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    printed = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *printed],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    missing = {kind.code: list(_unprinted(kind, phong_tho, tmp_path)) for kind in KINDS.values()}
    assert missing == {code: [] for code in KINDS}


def _unprinted(kind: Kind, campaign: Campaign, folder: Path) -> list[str]:
    """What the paper says and its print does not: head, text, annexes' titles, who signs, who gets it."""
    show = ["pdftotext", "-layout", str(folder / f"{kind.code}.pdf"), "-"]
    text = subprocess.run(show, check=True, capture_output=True, timeout=60).stdout.decode()
    assert unicodedata.is_normalized("NFC", text)
    paper = composed(kind, campaign, AS_OF)
    wanted = [paper.head.kind.upper(), *paper.head.subject.split()]
    number = FIRST_NUMBER + list(KINDS).index(kind.code)
    wanted += [f"Số {number}-{paper.head.symbol}"] if kind.type_name else []
    wanted += [word for one in paper.paragraphs for word in re.findall(r"\w{5,}", one.text)]
    if not paper.annexed:
        wanted += [paper.signature.name, *paper.signature.titles, *paper.receivers]
    wanted += [*(paper.left_signature.titles if paper.left_signature else ())]
    for annex in (*paper.annexes, *filter(None, [paper.listing])):
        wanted += [
            annex.title.upper(),
            *(cell for line in annex.grid.rows[:3] for cell in line.cells if cell.isalpha()),
        ]
    flat = words_of(text).casefold()
    return [words for words in wanted if words_of(words).casefold() not in flat]


@pytest.mark.parametrize("rules", rulesets.codes())
def test_every_kind_is_laid_out_by_every_rule_set(rules: str, phong_tho: Campaign) -> None:
    files = {kind.code: word_file(composed(kind, phong_tho, AS_OF), rulesets.load(rules)) for kind in KINDS.values()}

    texts = {
        code: [one.text or "" for one in docx.Document(io.BytesIO(file)).element.iter() if one.tag.endswith("}t")]
        for code, file in files.items()
    }
    assert {code: [text for text in said if "{" in text or "None" in text] for code, said in texts.items()} == {
        code: [] for code in KINDS
    }


@pytest.mark.parametrize("rules", [code for code in rulesets.codes() if code.startswith("party")])
def test_the_validator_finds_nothing_in_any_kind(rules: str, phong_tho: Campaign, registered: None) -> None:
    by = rulesets.load(rules)
    order = Order(LATER, AS_OF, 7, dt.date(2026, 2, 5))

    papers = {kind.code: kind.compose(phong_tho, replace(order, given=kind.example)) for kind in KINDS.values()}
    # An annex by itself has no head to be judged.
    found = {code: departures(word_file(paper, by), by) for code, paper in papers.items() if not paper.annexed}
    assert found == {code: [] for code in KINDS if code != "commendation-list"}


def test_answers_come_from_the_command_line_and_from_files(phong_tho: Campaign, tmp_path: Path) -> None:
    (tmp_path / "y.txt").write_text("Bie\u0302\u0309u dương.\nNhắc nhở.\n", encoding="utf-8")
    out = tmp_path / "a.docx"

    call_command(
        "issue", "announcement", "phong-tho-2024", "--out", str(out), "--given", "subject=kết quả = tốt",
        "--given", f"content=@{tmp_path / 'y.txt'}", "--given", r"receivers=Các xã\nCác phòng", stderr=io.StringIO(),
    )  # fmt: skip

    document = docx.Document(str(out))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "kết quả = tốt" in texts
    assert [text for text in texts if text[:2] in {"1.", "2."}] == ["1. Biểu dương.", "2. Nhắc nhở."]
    assert Document.objects.get().snapshot.content["receivers"] == ["Các xã", "Các phòng", "Lưu BDVHU"]


def test_the_command_tells_what_a_kind_needs(phong_tho: Campaign) -> None:
    said = io.StringIO()
    call_command("issue", "invitation", "phong-tho-2024", "--needs", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[2] == "starts: Thời gian (bắt buộc). Ngày giờ bắt đầu, như 8 giờ 00 phút, ngày 28/10/2026."
    assert len(lines) == len(KINDS["invitation"].needs)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["plan", "--out", "a.docx", "--given", "content=x"], 1, "còn thiếu giá trị của {mục đích, yêu cầu}. Điền đủ"),
        (["plan", "--out", "a.docx", "--given", "aims"], 2, "Không hiểu --given “aims”; hãy ghi KEY=VALUE"),
        (["plan", "--out", "a.docx", "--given", "goal=x"], 2, "KEY là một trong: subject, aims, content"),
        (["call-letter", "--out", "a.docx", "--given", "goal=x"], 2, "KEY là một trong: không cần điền gì"),
        (["plan", "--out", "a.docx", "--given", "aims=@/khong/co"], 2, "Không đọc được tệp /khong/co"),
        (["bang-khen", "--needs"], 2, "Không có loại văn bản “bang-khen”"),
        (["plan"], 2, "Chưa ghi tệp để in ra"),
        (["plan", "--out", "a.xlsx", "--given", "aims=x"], 2, "không có dạng “.xlsx”"),
        (["invitation", "--out", "a.docx", "--given", "starts=mai"], 1, "“Thời gian” ghi “mai” không phải ngày"),
    ],
)  # fmt: skip
def test_wrong_use_is_said(
    phong_tho: Campaign,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as refused:
        call_command("issue", arguments[0], "phong-tho-2024", *arguments[1:])

    assert refused.value.returncode == status
    assert sentence in str(refused.value)


def test_a_file_that_is_no_text_is_refused(phong_tho: Campaign, tmp_path: Path) -> None:
    (tmp_path / "y.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="không phải văn bản UTF-8"):
        call_command(
            "issue", "plan", "phong-tho-2024", "--out", "a.docx", "--given", f"aims=@{tmp_path / 'y.txt'}"
        )  # fmt: skip


@pytest.mark.parametrize("code", [kind.code for kind in KINDS.values() if "xlsx" in kind.formats])
def test_lists_come_as_workbooks(code: str, phong_tho: Campaign, registered: None, tmp_path: Path) -> None:
    command(KINDS[code], tmp_path / "a.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    listing = composed(KINDS[code], phong_tho, AS_OF).listing
    assert listing is not None
    first = [str(row[0].value) for row in sheet.iter_rows() if str(row[0].value).isdigit()]
    assert first == [line.cells[0] for line in listing.grid.rows]


def test_each_missing_answer_stops_the_issue(phong_tho: Campaign) -> None:
    kind = KINDS["commendation-decision"]
    given = {**kind.example, "award": " "}

    with pytest.raises(CannotComposeError, match=re.escape("còn thiếu giá trị của {hình thức khen thưởng}. Điền đủ")):
        issue(phong_tho, wanted=Wanted(kind.code, given=given), as_of=AS_OF)
    assert Document.objects.count() == 0


def test_other_answers_make_another_document(phong_tho: Campaign) -> None:
    kind = KINDS["plan"]
    first, again, other = (
        issue(phong_tho, wanted=Wanted(kind.code, given=given), as_of=AS_OF)
        for given in (kind.example, dict(kind.example), {**kind.example, "aims": "Khác"})
    )

    assert first == again
    assert other != first


def test_snapshots_of_before_still_read_and_print(thu_thua: Campaign) -> None:
    """Papers kept before there were types, bases, second signers and tied values."""
    paper = composed(KINDS["urging-letter"], thu_thua, moment("2022-10-18T23:59"), {})
    old = paper.as_plain()
    for key in ("bases", "left_signature", "presented", "drafter", "contact", "door"):
        del old[key]
    for key in ("kind", "urgency", "circulation", "draft_mark"):
        del old["head"][key]
    for paragraph in old["paragraphs"]:
        for span in paragraph["spans"]:
            del span["tied"]

    earlier = Paper.from_plain(old)
    rules = rulesets.load("party-36HD-2018")

    assert earlier.text == paper.text
    assert {span.tied for one in earlier.paragraphs for span in one.spans} == {False}
    assert word_file(earlier, rules) == word_file(Paper.from_plain(paper.as_plain()), rules)


def test_a_document_issued_before_prints_the_same_bytes(phong_tho: Campaign) -> None:
    kind = KINDS["submission"]
    document = issue(phong_tho, wanted=Wanted(kind.code, given=kind.example), as_of=AS_OF)

    again = word_file(Paper.from_plain(document.snapshot.content), rulesets.load(document.rule_set))
    assert again == read(document.original)
