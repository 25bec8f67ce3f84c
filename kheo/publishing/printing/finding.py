"""Which LibreOffice prints here, and which Python can speak with it."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

_BESIDE = ("soffice.bin", "soffice.exe")
_PYTHONS = ("python", "python.exe", "python3", "python.bin")
_SYSTEM_PYTHON = "/usr/bin/python3"
_SECONDS = 20


def office_program() -> str:
    """The program itself, not the script that starts it: killing the script would leave it. Empty: none installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        return ""
    folder = Path(found).resolve().parent
    return next((str(folder / name) for name in _BESIDE if (folder / name).exists()), found)


@cache
def python_with_uno(program: str) -> str:
    """A Python that can import `uno` for this LibreOffice: its own, else the system's. Empty: there is none."""
    folder = Path(program).parent
    candidates = [
        *(str(folder / name) for name in _PYTHONS),
        _SYSTEM_PYTHON,
        shutil.which("python3") or "",
        sys.executable,
    ]
    return next((python for python in candidates if python and Path(python).exists() and _knows_uno(python)), "")


def _knows_uno(python: str) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603 - a Python of this machine
            [python, "-I", "-c", "import uno"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0
