import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.cast import Cast
from tests.tally.world import World, at, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    world = make_world(cast)
    world.campaign.addressees.create(position=1, text="Các xã")
    world.campaign.sections.create(position=1, part="body", text="Gửi báo cáo {results.due}.")
    world.answer(cast.an_binh, world.results, at(13))
    return world


def test_a_letter_is_written_where_it_is_wanted(world: World, tmp_path: Path) -> None:
    out = tmp_path / "cong-van.docx"
    call_command("issue", "call-letter", "tong-ket-2022", "--out", str(out), stderr=io.StringIO())

    texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs if paragraph.text]
    assert texts == ["Kính gửi: Các xã;", "Gửi báo cáo trước ngày 22/10/2022."]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_two_issues_give_the_same_bytes(world: World, tmp_path: Path, name: str) -> None:
    for copy in ("1", "2"):
        out = tmp_path / f"{copy}-{name}"
        call_command(
            "issue", "results", "tong-ket-2022", "--as-of", "2022-10-18", "--out", str(out), stderr=io.StringIO()
        )

    assert (tmp_path / f"1-{name}").read_bytes() == (tmp_path / f"2-{name}").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["call-letter", "khong-co", "--out", "a.docx"], 2),
        (["bang-khen", "tong-ket-2022", "--out", "a.docx"], 2),
        (["call-letter", "tong-ket-2022", "--out", "a.txt"], 2),
        (["call-letter", "tong-ket-2022", "--rules", "iso", "--out", "a.docx"], 2),
        (["call-letter", "tong-ket-2022", "--dated", "19/10/2022", "--out", "a.docx"], 2),
        (["call-letter", "tong-ket-2022", "--out", "/khong/co/a.docx"], 2),
    ],
)
def test_wrong_use_is_said_with_status_2(world: World, arguments: list[str], status: int) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("issue", *arguments)

    assert refused.value.returncode == status


def test_a_missing_value_stops_the_issue_with_status_1(world: World, tmp_path: Path) -> None:
    world.campaign.signer_name = ""
    world.campaign.save()

    with pytest.raises(CommandError, match="còn thiếu họ tên người ký") as refused:
        call_command("issue", "call-letter", "tong-ket-2022", "--out", str(tmp_path / "a.docx"))

    assert (refused.value.returncode, list(tmp_path.glob("*.docx"))) == (1, [])


def test_a_campaign_is_exported_whole(world: World, tmp_path: Path) -> None:
    for suffix in ("json", "xlsx", "toml"):
        call_command("export", "tong-ket-2022", "--out", str(tmp_path / f"dot.{suffix}"))

    exported = json.loads((tmp_path / "dot.json").read_text(encoding="utf-8"))
    assert (exported["campaign"], [call["received"] for call in exported["board"]["calls"]]) == (
        "tong-ket-2022",
        [0, 1],
    )
    book = openpyxl.load_workbook(tmp_path / "dot.xlsx")
    assert book.sheetnames == ["Theo dõi", "Đăng ký", "Kết quả"]
    assert (tmp_path / "dot.toml").read_text(encoding="utf-8").startswith('slug = "tong-ket-2022"')


def test_an_unknown_form_of_export_is_refused(world: World) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("export", "tong-ket-2022", "--out", "dot.pdf")

    assert (str(refused.value), refused.value.returncode) == (
        "Không xuất được dạng “.pdf”; có các dạng: .xlsx, .json, .toml.",
        2,
    )
