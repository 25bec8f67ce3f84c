"""Each shape under each rule set, as a Word file and printed; LibreOffice runs once for all of them."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from kheo.publishing.rulesets import codes, load
from kheo.publishing.word.laying_out import word_file
from tests.publishing.word.printed import Printed, print_all, read
from tests.publishing.word.shapes import SHAPES, long_letter, text

# So many paragraphs end near the foot of a page.
FULL_PAGES = range(20, 31)


@cache
def file(code: str, shape: str) -> bytes:
    rules = load(code)
    if shape.startswith("full-"):
        paper = replace(long_letter(rules), paragraphs=tuple(text(f"Đoạn số {n}") for n in range(int(shape[5:]))))
        return word_file(paper, rules)
    if shape == "two-sided":
        return word_file(long_letter(rules), replace(rules, page=replace(rules.page, mirrored=True)))
    return word_file(SHAPES[shape](rules), rules)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Printed]:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    wanted = [(code, shape) for code in codes() for shape in (*SHAPES, "two-sided")]
    wanted += [(codes()[0], f"full-{count}") for count in FULL_PAGES]
    folder = tmp_path_factory.mktemp("printed")
    print_all({f"{code}_{shape}": file(code, shape) for code, shape in wanted}, folder)
    return {(code, shape): read(folder / f"{code}_{shape}.pdf") for code, shape in wanted}
