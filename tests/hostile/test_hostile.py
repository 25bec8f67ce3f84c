"""Hostile, broken and absurd files of every format: each ends in one problem, in bounded time and memory."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import broken, papers, parcels, words
from tests.office.hostile import cases as known

ROOT = Path(__file__).parent.parent.parent
MOST_SECONDS, MOST_MB, MOST_GROWTH_MB = 30, 512, 300
ENOUGH = 200

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="no limits on this system")]


def cases() -> dict[str, bytes]:
    ours = {**words.cases(), **papers.cases(), **parcels.cases(), **broken.cases(broken.good_files())}
    return {name: data for name, (data, _) in known().items()} | ours


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("hostile")
    names = {}
    for number, (name, data) in enumerate(cases().items()):
        path = folder / f"{number:04d}.xlsx"
        path.write_bytes(data)
        names[path.name] = name
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.probe", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode()[-3_000:]
    found: dict[str, Any] = json.loads(done.stdout)
    found["outcomes"] = {names[one["name"]]: one for one in found["outcomes"]}
    return found


def test_there_are_enough_of_them(measured: dict[str, Any]) -> None:
    assert len(measured["outcomes"]) >= ENOUGH


def test_nothing_crashes_our_own_program(measured: dict[str, Any]) -> None:
    assert {name: one["crash"] for name, one in measured["outcomes"].items() if one["crash"]} == {}


def test_each_that_is_refused_ends_in_one_problem(measured: dict[str, Any]) -> None:
    wrong = {
        name: [problem["code"] for form in one["forms"] for problem in form["problems"]]
        for name, one in measured["outcomes"].items()
        for form in one["forms"]
        if not form["readable"] and [problem["severity"] for problem in form["problems"]] != ["block"]
    }

    assert wrong == {}


def test_each_that_opens_says_something(measured: dict[str, Any]) -> None:
    """What a file without a form is read as is said in words; nothing of it passes as lines of a form unseen."""
    silent = [
        name
        for name, one in measured["outcomes"].items()
        for form in one["forms"]
        if form["readable"] and not form["problems"] and not form["rows"]
    ]

    assert silent == []


def test_none_takes_long(measured: dict[str, Any]) -> None:
    slow = {name: one["seconds"] for name, one in measured["outcomes"].items() if one["seconds"] > MOST_SECONDS}

    assert slow == {}


def test_no_reader_and_not_our_own_program_takes_much_memory(measured: dict[str, Any]) -> None:
    before, after = measured["parent_mb"]

    assert measured["child_mb"] <= MOST_MB
    assert after - before <= MOST_GROWTH_MB


def test_the_sentences_are_whole(measured: dict[str, Any]) -> None:
    said = [
        problem["message"]
        for one in measured["outcomes"].values()
        for form in one["forms"]
        for problem in form["problems"]
        if not form["readable"]
    ]

    assert [text for text in said if "{" in text or "Traceback" in text or text[-1] not in ".:"] == []
