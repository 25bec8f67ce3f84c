"""Real public documents in TCVN3 and VNI, against their transcripts; the figures are printed (pytest -rP or -s)."""

import sys
from typing import Any

import pytest

from kheo.bench.encodings import run
from kheo.bench.measures.plainly import is_installed

_FILES = 10
_LEAST = 0.98


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    found = run()
    heads = ("exact", "but_for_case", "libreoffice_exact", "libreoffice_but_for_case")
    rows = {**{kind: found[kind] for kind in ("doc", "rtf", "xls")}, **found["each"]}
    told = [("diacritic accuracy", heads), *((name, [shares[head] for head in heads]) for name, shares in rows.items())]
    sys.stdout.writelines("  ".join([f"{name:<40}", *map(str, row)]) + "\n" for name, row in told)
    return found


def test_real_documents_in_old_letters_are_read(measured: dict[str, Any]) -> None:
    low = {name: shares for name, shares in measured["each"].items() if shares["but_for_case"] < _LEAST}

    assert (measured["files"], low) == (_FILES, {})


def test_what_the_transcripts_do_not_know_is_only_case(measured: dict[str, Any]) -> None:
    """Transcripts made without fonts have small letters where a capital font shows capitals."""
    assert {kind: measured[kind]["exact"] >= 0.9 for kind in ("doc", "rtf", "xls")} == {
        "doc": True,
        "rtf": True,
        "xls": True,
    }


@pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")
def test_plain_conversion_leaves_them_unreadable(measured: dict[str, Any]) -> None:
    assert [kind for kind in ("doc", "rtf", "xls") if measured[kind]["libreoffice_but_for_case"] > 0.1] == []
