"""The text of office files as LibreOffice converts them when it is told nothing of fonts."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_SECONDS = 900
# To which filter and ending a kind of file is converted. Commas, quotes, UTF-8, and every sheet in a file of its own.
_TEXT = ("txt:Text (encoded):UTF8", "txt")
_SHEETS = ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "csv")
_TO: Mapping[str, tuple[str, str]] = {".doc": _TEXT, ".rtf": _TEXT, ".odt": _TEXT, ".xls": _SHEETS, ".ods": _SHEETS}


def is_installed() -> bool:
    return shutil.which("soffice") is not None


def texts_of(paths: Sequence[Path]) -> dict[Path, str]:
    """The text of each file; empty where LibreOffice gave none. All files of a kind are converted in one call."""
    found: dict[Path, str] = {}
    with tempfile.TemporaryDirectory(prefix="kheo-plainly-") as folder:
        for suffix, (to, ending) in _TO.items():
            ours = [path for path in paths if path.suffix == suffix]
            if ours:
                out = Path(folder) / suffix[1:]
                _convert(ours, to, out, profile=Path(folder) / "profile")
                found |= {path: "\n".join(_written(out, path, ending)) for path in ours}
    return found


def _convert(paths: Sequence[Path], to: str, out: Path, *, profile: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("LibreOffice is not installed")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to]
    files = [str(path) for path in paths]
    subprocess.run([*command, "--outdir", str(out), *files], check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603 - our own arguments


def _written(out: Path, path: Path, ending: str) -> Iterator[str]:
    """Sheets are written to files named after the workbook and the sheet."""
    for made in sorted(out.glob("*." + ending)):
        if made.stem == path.stem or made.stem.startswith(f"{path.stem}-"):
            yield made.read_text(encoding="utf-8-sig", errors="replace")
