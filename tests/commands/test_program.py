"""The program itself, as the shell starts it: instances, wrong use, exit statuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def kheo(*arguments: str, home: Path) -> tuple[int, str]:
    """Exit status and what was said on standard error."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KHEO_HOME"}}
    environment["DJANGO_SETTINGS_MODULE"] = "kheo.settings"
    done = subprocess.run(
        [sys.executable, "-m", "kheo", "--home", str(home), *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [("board", "x"), ("match", "Xã An Bình"), ("take", "a.xlsx", "--campaign", "x")])
def test_a_slip_in_home_is_said_and_makes_no_instance(arguments: tuple[str, ...], tmp_path: Path) -> None:
    status, said = kheo(*arguments, home=tmp_path / "nowhere")

    assert (status, said.split(";")[0], (tmp_path / "nowhere").exists()) == (
        2,
        f"kheo: chưa có dữ liệu ở {tmp_path / 'nowhere'}",
        False,
    )


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")

    status, said = kheo("createsuperuser", home=tmp_path / "file")

    assert (status, said.startswith("kheo: không dùng được thư mục")) == (2, True)


def test_an_unknown_command_is_wrong_use(tmp_path: Path) -> None:
    assert kheo("frobnicate", home=tmp_path) == (2, "kheo: không có lệnh “frobnicate”; xem `kheo help`.\n")


def test_an_instance_without_tables_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "kheo.sqlite3").write_bytes(b"")

    status, said = kheo("board", "x", home=tmp_path)

    assert (status, said.startswith("kheo: cơ sở dữ liệu chưa sẵn sàng")) == (2, True)
