"""Docs that a test can break: models, packages, commands, problems and paths are all named where they should be."""

import re
from pathlib import Path

from django.apps import apps

from kheo.management.commands import docs

ROOT = Path(__file__).parent.parent


def test_every_model_is_in_the_glossary() -> None:
    words = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    missing = [
        model.__name__ for model in apps.get_app_config("kheo").get_models() if f"`{model.__name__}`" not in words
    ]

    assert missing == []


def test_every_package_is_on_the_map() -> None:
    river = (ROOT / "docs" / "river.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "kheo").glob("*/__init__.py")} - {"migrations"}

    assert sorted(name for name in packages if f"`{name}`" not in river) == []


def test_every_command_is_in_the_operating_manual() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    commands = {path.stem for path in (ROOT / "kheo" / "management" / "commands").glob("*.py")} - {"__init__"}

    assert sorted(name for name in commands if f"`kheo {name}`" not in manual) == []


def test_generated_pages_are_up_to_date() -> None:
    stale = [name for name, text in docs.pages().items() if (ROOT / "docs" / name).read_text(encoding="utf-8") != text]

    assert stale == []


def test_paths_named_on_the_map_exist() -> None:
    text = (ROOT / "AGENTS.md").read_text(encoding="utf-8") + (ROOT / "docs" / "river.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:kheo|docs|tests|bin)/[\w/.-]+)`", text))

    assert sorted(path for path in paths if not (ROOT / path).exists()) == []
    assert len((ROOT / "AGENTS.md").read_text(encoding="utf-8").splitlines()) <= 120
