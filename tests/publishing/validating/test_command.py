"""`kheo validate`: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.publishing.validating.papers import changed, right, said

DATA = Path(__file__).parent / "data"


def run(*arguments: str) -> int:
    try:
        call_command("validate", *arguments)
    except SystemExit as ended:
        return int(str(ended.code))
    return 0


def test_a_right_paper_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cong-van.docx"
    path.write_bytes(right())

    assert run(str(path)) == 0
    assert capsys.readouterr().out.startswith(f"{path}: đúng thể thức theo Hướng dẫn 05-HD/VPTW")
    assert run(str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_departures_are_told_with_place_and_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cong-van.docx"
    path.write_bytes(changed(right(), said("Số 05", "Số: 05")))

    assert run(str(path)) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: 1 chỗ khác với Hướng dẫn 05-HD/VPTW ngày 27/5/2026 của Văn phòng Trung ương Đảng.",
        "Số và ký hiệu:",
        "  bảng 1, dòng 2, cột 1: “Số: 05-CV/BTGDVTU”",
        "    đúng quy định: không có dấu hai chấm sau “Số” [number.colon; Hướng dẫn 05-HD/VPTW, Phần II, mục I.3]",
    ]


def test_the_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(DATA / "phong-tho-2024.txt"), "--rules", "party-36HD-2018", "--json") == 1

    assert json.loads(capsys.readouterr().out)[0] == {
        "rule": "receivers.as_above (Hướng dẫn 36-HD/VPTW, phần về nơi nhận)",
        "at": "dòng 40",
        "found": "“- Như kính gửi,”",
        "wanted": "dòng đầu ghi “Như trên”",
    }


@pytest.mark.parametrize(
    ("name", "rules", "sentence"),
    [
        ("cong-van.docx", "iso", "Không có bộ quy tắc trình bày “iso”"),
        ("missing.docx", "party-05HD-2026", "kheo: không mở được tệp"),
        ("hello.docx", "party-05HD-2026", "nội dung không phải Word"),
        ("damaged.docx", "party-05HD-2026", "damaged.docx: Tệp bị hỏng"),
    ],
)
def test_what_cannot_be_read_ends_with_2(
    tmp_path: Path, name: str, rules: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cong-van.docx").write_bytes(right())
    (tmp_path / "damaged.docx").write_bytes(right()[:3000])

    (tmp_path / "hello.docx").write_bytes(b"hello")

    assert run(str(tmp_path / name), "--rules", rules) == 2

    told = capsys.readouterr().err
    assert (sentence in told, "CommandError" in told, told.startswith("kheo: ")) == (True, False, True)
