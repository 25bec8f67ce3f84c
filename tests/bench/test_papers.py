"""What is measured of papers: each figure is there, and says what was made."""

import json

from kheo.bench.papers import run
from kheo.publishing.printing.finding import office_program


def test_letters_lists_pdfs_and_certificates_are_measured() -> None:
    told = run(size=2, rows=12, certificates=5)

    assert json.loads(json.dumps(told)) == told
    assert (told["list"]["rows"], told["certificates"]["count"]) == (12, 5)
    parts = {"letters", "list", "certificates"} | ({"pdf"} if office_program() else set())
    assert parts <= set(told)
    if office_program():
        assert told["pdf"]["pages_of_a_letter"] == 2
        assert told["pdf"]["cold_ms"] > told["pdf"]["resident_ms"]
        assert set(told["within"]) == {
            "docx_under_50_ms", "certificates_under_5_s", "pdf_under_150_ms", "libreoffice_under_700_mb"
        }  # fmt: skip
