"""The whole instance into one file and back; a copy counts only once it has been opened again and checked."""

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kheo.home import SETTINGS_FILE, Home

MANIFEST = "manifest.json"


class UnsoundError(Exception):
    """The copy does not hold what it says it holds."""


@dataclass(frozen=True)
class Copied:
    files: int
    bytes: int


def back_up(home: Home, target: Path) -> Copied:
    """Write database and originals of a SQLite instance into `target` (.zip) while others go on writing.

    The database is copied first: every original it cites was stored before its row, so the copy is never short of one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / home.database.name
        with closing(sqlite3.connect(home.database)) as source:
            source.execute("VACUUM INTO ?", (str(database),))
        members = {home.database.name: database, SETTINGS_FILE: home.path / SETTINGS_FILE}
        members |= {f"files/{path.parent.name}/{path.name}": path for path in _originals(home)}
        draft = target.with_name(target.name + ".part")
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = {}
            for name, path in members.items():
                content = path.read_bytes()
                manifest[name] = hashlib.sha256(content).hexdigest()
                archive.writestr(name, content)
            archive.writestr(MANIFEST, json.dumps(manifest))
    copied = check(draft)
    draft.replace(target)
    return copied


def check(archive: Path) -> Copied:
    """Read the copy back whole. Raises UnsoundError where a file is missing, changed, or the database is damaged."""
    with zipfile.ZipFile(archive) as opened, tempfile.TemporaryDirectory() as scratch:
        manifest: dict[str, str] = json.loads(opened.read(MANIFEST))
        total = 0
        for name, wanted in manifest.items():
            content = opened.read(name)
            total += len(content)
            if hashlib.sha256(content).hexdigest() != wanted:
                raise UnsoundError(f"{name}: nội dung không khớp dấu vân tay")
        database = next(name for name in manifest if name.endswith(".sqlite3"))
        opened.extract(database, scratch)
        _check_database(Path(scratch) / database, set(manifest))
    return Copied(len(manifest), total)


def restore(archive: Path, home: Home) -> Copied:
    """Make a new instance of a copy.

    Raises FileExistsError if the directory already holds one, UnsoundError as `check` does.
    """
    if home.database.exists():
        raise FileExistsError(str(home.path))
    copied = check(archive)
    home.path.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive) as opened:
        names: dict[str, str] = json.loads(opened.read(MANIFEST))
        opened.extractall(home.path, members=list(names))
    (home.path / SETTINGS_FILE).chmod(0o600)
    return copied


def _originals(home: Home) -> list[Path]:
    return sorted(path for path in home.files.glob("*/*") if path.is_file() and path.suffix != ".part")


def _check_database(database: Path, names: set[str]) -> None:
    with closing(sqlite3.connect(database)) as opened:
        (verdict,) = opened.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise UnsoundError(f"cơ sở dữ liệu: {verdict}")
        for (sha256,) in opened.execute("SELECT sha256 FROM kheo_original"):
            if f"files/{sha256[:2]}/{sha256}" not in names:
                raise UnsoundError(f"thiếu tệp gốc {sha256}")
