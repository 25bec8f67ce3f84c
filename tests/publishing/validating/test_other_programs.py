"""Right papers that LibreOffice has opened and kept, as .odt and as .docx again, are still right."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kheo.publishing.rulesets import codes
from tests.publishing.validating.papers import letter, plan, right, rules_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PAPERS = {f"{paper.__name__}_{code}": (paper, code) for paper in (letter, plan) for code in codes()}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All papers, through .odt and back, in one run each."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("through")
    for name, (paper, code) in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(right(paper, code))
    for source, kind in (("*.docx", "odt"), ("*.odt", "docx")):
        files = [str(path) for path in sorted(folder.glob(source))]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("name", PAPERS)
def test_a_right_paper_stays_right_through_libreoffice(converted: Path, name: str) -> None:
    data = (converted / f"{name}.docx").read_bytes()

    assert data != right(*PAPERS[name])
    assert rules_of(data, PAPERS[name][1]) == []
