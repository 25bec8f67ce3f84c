"""Files turned into other formats by LibreOffice, many in one call, none lost without a word."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# More in one call and LibreOffice may stop without a word.
MOST_AT_ONCE = 150
SECONDS = 240
TRIES = 3
_FILTERS = {
    "xls": "xls:MS Excel 97",
    "ods": "ods",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt",
    "pdf": "pdf",
    "html": "html",
}


def is_installed() -> bool:
    return shutil.which("soffice") is not None


def converted(files: Mapping[str, bytes], *, to: str) -> dict[str, bytes]:
    """Name with suffix → bytes, each as LibreOffice saves it in the other format.

    What a dead or hanging LibreOffice left is tried again; RuntimeError where something is missing at the end.
    """
    made: dict[str, bytes] = {}
    names = list(files)
    for start in range(0, len(names), MOST_AT_ONCE):
        some = names[start : start + MOST_AT_ONCE]
        for _ in range(TRIES):
            left = {name: files[name] for name in some if name not in made}
            made |= _converted_once(left, to) if left else {}
    missing = [name for name in names if name not in made]
    if missing:
        raise RuntimeError(f"LibreOffice gave {len(made)} of {len(names)} files as {to}; missing {missing[:5]}")
    return {name: made[name] for name in names}


def _converted_once(files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="kheo-convert-") as folder:
        source, target = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        paths = {}
        for number, (name, data) in enumerate(files.items()):
            path = source / f"{number:04d}{Path(name).suffix}"
            path.write_bytes(data)
            paths[name] = path
        # A profile of its own: two programs in one profile lose half the files without an error.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", "--convert-to", _FILTERS[to]]
        _run([*command, "--outdir", str(target), *map(str, paths.values())])
        results = {name: target / f"{path.stem}.{to}" for name, path in paths.items()}
        return {
            name: result.read_bytes() for name, result in results.items() if result.exists() and result.stat().st_size
        }


def _run(command: Sequence[str]) -> None:
    """To its end, or to ours: the program that hangs is another than the one started, so all of its group ends."""
    program = subprocess.Popen(  # noqa: S603 - our own files
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        program.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
