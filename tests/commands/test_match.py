"""`kheo match`: one JSON object a line, in the shape scripts rely on."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.cast import Cast


def run(*arguments: str) -> list[Any]:
    out = StringIO()
    call_command("match", *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_texts_are_answered_in_order(cast: Cast) -> None:
    assert run("UBND xã An Bình", "Xã Bình Minh, huyện Hòa Bình Hạ", "Không có ở đâu") == [
        {
            "text": "UBND xã An Bình",
            "verdict": "sure",
            "unit": "AB",
            "candidates": [{"unit": "AB", "name": "Xã An Bình", "score": 0.98}],
        },
        {
            "text": "Xã Bình Minh, huyện Hòa Bình Hạ",
            "verdict": "sure",
            "unit": "BM",
            "candidates": [
                {"unit": "BM", "name": "Xã Bình Minh", "score": 1.0},
                {"unit": "H", "name": "Huyện ủy Hòa Bình Hạ", "score": 0.617},
            ],
        },
        {"text": "Không có ở đâu", "verdict": "none", "unit": None, "candidates": []},
    ]


def test_lines_of_standard_input_are_texts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("An Bình\n\nMN Hoa Sen\r\n"))

    assert [(found["text"], found["unit"]) for found in run()] == [("An Bình", "AB"), ("MN Hoa Sen", "MN")]


def test_people_get_sentences(cast: Cast) -> None:
    out = StringIO()
    call_command("match", "An Bình", stdout=out)

    assert out.getvalue() == "An Bình: chắc chắn: Xã An Bình [AB] 0.98\n"
