from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kheo.campaigns.models import Campaign

SEEDS = Path(__file__).parents[2] / "kheo" / "data" / "seeds"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite's database is made already."""
    monkeypatch.setattr("kheo.management.commands.import.prepare", lambda: None)


def test_both_seeds_are_imported_from_their_files(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("phong-tho", "thu-thua"):
        call_command("import", "units", str(SEEDS / f"{name}-units.csv"))
    for name in ("phong-tho-2024", "thu-thua-2022"):
        call_command("import", "campaign", str(SEEDS / f"{name}.toml"))

    assert list(Campaign.objects.values_list("slug", "root__code")) == [
        ("phong-tho-2024", "109"),
        ("thu-thua-2022", "804"),
    ]
    assert capsys.readouterr().out.splitlines()[-1] == (
        "thu-thua-2022.toml: đã nạp đợt thi đua thu-thua-2022 (Tổng kết mô hình “Dân vận khéo” năm 2022)."
    )


def test_file_with_problems_ends_in_status_one_and_every_sentence(tmp_path: Path) -> None:
    path = tmp_path / "sai.toml"
    path.write_text((SEEDS / "phong-tho-2024.toml").read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        call_command("import", "campaign", str(path))

    assert refusal.value.returncode == 1
    assert str(refusal.value).splitlines()[1:] == [
        "root: Không có đơn vị mã “109”; hãy nạp danh sách đơn vị trước (kheo import units)."
    ]
