"""Where an instance lives: one directory with its settings, database and stored files."""

import os
import secrets
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

SETTINGS_FILE = "kheo.toml"


@dataclass(frozen=True)
class Home:
    """An instance's directory; nothing is created until `make()` is called."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "kheo.sqlite3"

    @property
    def files(self) -> Path:
        return self.path / "files"

    def settings(self) -> dict[str, object]:
        """What the office set in kheo.toml; an absent file means the defaults."""
        try:
            return tomllib.loads((self.path / SETTINGS_FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    def make(self) -> None:
        """Make the directory with a secret key of its own; an existing one is left as it is."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.files.mkdir(exist_ok=True)
        target = self.path / SETTINGS_FILE
        if not target.exists():
            key = secrets.token_urlsafe(50)
            target.write_text(f'secret_key = "{key}"\nhosts = ["127.0.0.1", "localhost"]\n', encoding="utf-8")
            target.chmod(0o600)


def current() -> Home:
    """The instance named by KHEO_HOME, else the platform's usual data folder."""
    named = os.environ.get("KHEO_HOME")
    return Home(Path(named).expanduser().resolve() if named else _usual_folder())


def _usual_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "kheo"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "kheo"
