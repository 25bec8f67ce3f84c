"""What `kheo doctor` says of printing."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.publishing.printing.papers import needs_office

pytestmark = [needs_office, pytest.mark.django_db]


def said() -> list[str]:
    out = StringIO()
    call_command("doctor", "--quick", stdout=out)
    return [line for line in out.getvalue().splitlines() if "LibreOffice" in line or "Phông" in line]


def test_a_machine_that_prints_rightly_is_told_so() -> None:
    assert said() == ["✓ LibreOffice", "✓ Phông chữ in văn bản: đủ chữ tiếng Việt, cùng độ rộng với Times New Roman"]


def test_what_is_missing_is_told_with_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    office, *_ = said()
    assert office.startswith("! Chưa có LibreOffice: không chuyển văn bản sang PDF được.")
    assert office.endswith("fonts-liberation2 python3-uno")
