"""LibreOffice as a clerk uses it: opens a form, types into its cells, saves it under another kind."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">'
)

Typed = Mapping[tuple[int, int], str]


def office() -> str | None:
    return shutil.which("soffice")


def edited(data: bytes, typed: Typed, folder: Path, kinds: Sequence[str]) -> dict[str, bytes]:
    """The form after these texts were typed into its first sheet, (row, column) from 0, as each of the kinds."""
    path = folder / "bieu.xlsx"
    path.write_bytes(data)
    saved = {kind: folder / f"da-sua.{kind}" for kind in kinds}
    _run(folder, "--terminate_after_init")
    # The first start fills the profile; only then its empty module may be written over.
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(f"{_HEAD}{escape(chr(10).join(_lines(path, typed, saved)))}</script:module>", encoding="utf-8")
    _run(folder, "macro:///Standard.Module1.Work")
    return {kind: file.read_bytes() for kind, file in saved.items()}


def _run(folder: Path, argument: str) -> None:
    program = office()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", argument]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _lines(path: Path, typed: Typed, saved: Mapping[str, Path]) -> list[str]:
    """A macro in Basic: LibreOffice runs it without any other program."""
    lines = [
        "Sub Work",
        'Dim hidden(0) As New com.sun.star.beans.PropertyValue : hidden(0).Name = "Hidden" : hidden(0).Value = True',
        'Dim kind(0) As New com.sun.star.beans.PropertyValue : kind(0).Name = "FilterName"',
        f'book = StarDesktop.loadComponentFromURL("{path.as_uri()}", "_blank", 0, hidden())',
        "sheet = book.Sheets.getByIndex(0)",
    ]
    for (row, column), text in typed.items():
        lines.append(f"sheet.getCellByPosition({column}, {row}).String = {_quoted(text)}")
    for name, file in saved.items():
        lines += [f'kind(0).Value = "{FILTERS[name]}"', f'book.storeToURL("{file.as_uri()}", kind())']
    return [*lines, "book.close(True)", "StarDesktop.terminate()", "End Sub"]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\n", '" & Chr(10) & "') + '"'
