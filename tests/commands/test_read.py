"""`kheo read` as a program: one document a file, its exit status, and no traceback whatever it is given."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kheo.demo.letters import Posted, make_letter
from tests.intake.drawn import document, sheet
from tests.office import hostile

FORM = sheet([["Đơn vị: Xã Dào San"], ["STT", "Tên mô hình", "Đối tượng"], [1, "Đường hoa", "Tập thể"]])
BLANK = document("Đơn vị:.......", [["STT", "Tên mô hình", "Lĩnh vực"], ["1", "", ""]])


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return data.getvalue()


def letter(*attachments: tuple[str, bytes]) -> bytes:
    at = datetime.fromisoformat("2024-01-30T08:00:00+07:00")
    posted = Posted(sender="a@x.vn", to="b@x.vn", subject="Đăng ký", body="Xin gửi.", attachments=attachments, at=at)
    return make_letter(posted)


def read(capsys: pytest.CaptureFixture[str], *files: Path) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and the documents on standard output, one a line."""
    status = 0
    try:
        call_command("read", *map(str, files), json=True)
    except SystemExit as left:
        status = int(left.code or 0)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_form_is_one_document_in_the_shape_of_the_design(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "biểu.xlsx", FORM)

    assert read(capsys, path) == (
        0,
        [
            {
                "file": str(path),
                "paper": "registration",
                "unit": "Xã Dào San",
                "rows": [
                    {
                        "cells": {
                            "title": {"value": "Đường hoa", "at": "Sheet1!B3"},
                            "subject": {"value": "collective", "at": "Sheet1!C3"},
                        }
                    }
                ],
                "problems": [],
            }
        ],
    )


def test_an_empty_form_has_no_rows_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, (said,) = read(capsys, written(tmp_path, "trống.docx", BLANK))

    assert (status, said["paper"], said["unit"], said["rows"]) == (0, "registration", None, [])
    assert [problem["code"] for problem in said["problems"]] == ["no_lines"]


def test_each_office_file_of_a_letter_is_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = written(tmp_path, "hai.eml", letter(("danh-sach.xlsx", FORM), ("ảnh.png", b"\x89PNG"), ("b.docx", BLANK)))
    none = written(tmp_path, "khong.eml", letter())
    status, said = read(capsys, two, none)

    assert status == 0
    assert [(one["file"], one["paper"]) for one in said] == [
        (f"{two}/danh-sach.xlsx", "registration"),
        (f"{two}/b.docx", "registration"),
        (str(none), None),
    ]


def test_each_office_file_of_a_zip_is_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = zipped({"a.xlsx": FORM, "xã/b.docx": BLANK, "xã/": b"", "anh.png": b"\x89PNG"})
    alone = written(tmp_path, "x.zip", inner)
    sent = written(tmp_path, "thu.eml", letter(("y.zip", zipped({"a.xlsx": FORM}))))
    status, said = read(capsys, alone, sent)

    assert status == 0
    assert [(one["file"], one["paper"]) for one in said] == [
        (f"{alone}/a.xlsx", "registration"),
        (f"{alone}/xã/b.docx", "registration"),
        (f"{sent}/y.zip/a.xlsx", "registration"),
    ]


def test_a_zip_in_a_zip_and_one_without_office_files_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nested = written(tmp_path, "2.zip", zipped({"1.zip": zipped({"a.xlsx": FORM})}))
    other = written(tmp_path, "3.zip", zipped({"a.txt": b"x"}))
    status, said = read(capsys, nested, other)

    assert (status, [one["file"] for one in said]) == (2, [str(nested), str(other)])
    assert [one["problems"][0]["code"] for one in said] == ["archive_file"] * 2


def test_a_document_without_a_form_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, (said,) = read(capsys, written(tmp_path, "thư.docx", document("Kính gửi Ban Dân vận", "Xin chào")))

    assert (status, said["paper"], said["rows"]) == (0, None, [])
    assert [problem["severity"] for problem in said["problems"]] == ["info"]


@pytest.mark.parametrize("name", ["thiếu.xlsx", "."])
def test_what_is_not_there_is_a_problem_and_status_two(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = written(tmp_path, "tốt.xlsx", FORM)
    status, said = read(capsys, tmp_path / name, good)

    assert (status, [one["paper"] for one in said]) == (2, [None, "registration"])
    assert [problem["code"] for problem in said[0]["problems"]] == ["no_file"]


@pytest.mark.slow
def test_broken_empty_foreign_and_hostile_files_each_end_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = dict(islice(hostile.cases().items(), 0, None, 6))
    paths = [written(tmp_path, f"{number}.xlsx", data) for number, (data, _) in enumerate(known.values())]
    status, said = read(capsys, *paths)

    assert len(known) > 30
    assert status == 2
    # Of a zip the file in it is told of.
    opened = {name for name, (_, code) in known.items() if code == hostile.READ} | {"zip of a workbook"}
    for name, one in zip(known, said, strict=True):
        problem = one["problems"][0]
        assert (name, one["paper"], problem["severity"] == "block") == (name, None, name not in opened)
        assert (name, problem["message"][-1]) == (name, ".")


def test_the_listing_for_people_names_each_value_and_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("read", str(written(tmp_path, "a.xlsx", FORM)))
    said = capsys.readouterr().out

    assert "Xã Dào San" in said
    assert "Đường hoa" in said
    assert "Sheet1!B3" in said


def test_the_program_needs_no_instance_and_prints_utf8_everywhere(tmp_path: Path) -> None:
    path = written(tmp_path, "a.xlsx", FORM)
    home = tmp_path / "none"
    settings = {"PATH": os.environ["PATH"], "KHEO_HOME": str(home), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "kheo", "read", str(path), "--json"], env=settings, capture_output=True, check=False
    )
    wrong = subprocess.run([sys.executable, "-m", "kheo", "read"], env=settings, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["unit"] == "Xã Dào San"
    assert (wrong.returncode, home.exists()) == (2, False)
