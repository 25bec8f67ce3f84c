"""The house rules a machine can hold. Each exception carries its reason; the list may only shrink."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN_NAMES = {
    "utils", "util", "helpers", "helper", "common", "misc", "base", "core", "lib", "services", "managers",
    "handlers", "constants", "extras",
}  # fmt: skip
MOST_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_MODULES = 12
MOST_TEMPLATE_LINES = 150
MOST_CSS_LINES = 200
MOST_DEPENDENCIES = 40
EXCEPTIONS: dict[str, str] = {
    "kheo/management/commands": "Django finds one command in one module; the design names more than twelve",
}
# Imports inside functions, each with its reason.
LATE_IMPORTS: dict[str, str] = {
    "kheo/__main__.py": "--home must be in the environment before the settings are read",
}
WORKPLACE_WORDS = re.compile(r"/work/|\.\./shared|\bsubagent|\bhelper-\d|this session\b|\bissue #?\d", re.IGNORECASE)


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", python_files("kheo", "tests", "bin"), ids=named)
def test_files_and_functions_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    long = {
        function.name: length
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MOST_FUNCTION_LINES
    }

    assert (lines <= MOST_LINES or named(path) in EXCEPTIONS, long) == (True, {})


def test_no_drawers() -> None:
    drawers = [named(path) for path in python_files("kheo", "tests") if path.stem in FORBIDDEN_NAMES]
    drawers += [named(path) for path in (ROOT / "kheo").rglob("*") if path.is_dir() and path.name in FORBIDDEN_NAMES]

    assert drawers == []


def test_packages_are_small() -> None:
    folders = {path.parent for path in python_files("kheo")}
    large = {
        named(folder): count
        for folder in folders
        if (count := len([path for path in folder.glob("*.py") if path.name != "__init__.py"])) > MOST_MODULES
    }

    assert sorted(set(large) - set(EXCEPTIONS)) == []


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        named(path)
        for path in python_files("kheo")
        if path.name == "__init__.py"
        and len(path.parent.relative_to(ROOT / "kheo").parts) == 1
        and not path.read_text(encoding="utf-8").startswith('"""')
        and path.parent.name != "management"
    ]

    assert silent == []


def test_templates_and_styles_are_short() -> None:
    limits = {".html": MOST_TEMPLATE_LINES, ".css": MOST_CSS_LINES}
    long = [
        named(path)
        for path in (ROOT / "kheo").rglob("*")
        if path.suffix in limits and len(path.read_text(encoding="utf-8").splitlines()) > limits[path.suffix]
    ]

    assert long == []


def test_late_imports_have_their_reason() -> None:
    late = {
        named(path)
        for path in python_files("kheo")
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert late == set(LATE_IMPORTS)


def test_each_dependency_has_its_decision() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[~\[<>=]", line)[0] for line in project["dependencies"]]
    notes = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md"))

    assert len(names) <= MOST_DEPENDENCIES
    assert [name for name in names if name not in notes] == []


def test_the_project_speaks_of_itself_alone() -> None:
    suffixes = {".py", ".md", ".toml", ".html", ".css", ".js", ".csv", ".sh", ""}
    kept = (path for folder in ("kheo", "docs", "bin", ".ci", "tests") for path in (ROOT / folder).rglob("*"))
    telling = [
        named(path)
        for path in [*kept, *ROOT.glob("*.md"), ROOT / "pyproject.toml"]
        if path.is_file()
        and path.suffix in suffixes
        and path != Path(__file__)
        and "__pycache__" not in path.parts
        and WORKPLACE_WORDS.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert telling == []
