"""`kheo import`: official lists and offices' own, told in one line each; nothing half-loaded."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kheo.units.models import Succession, Unit

OFFICIAL = Path(__file__).parents[2] / "kheo" / "data" / "admin_units"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_official_lists_of_today_make_two_levels(db: None) -> None:
    said = run("units", OFFICIAL / "provinces_34.csv", OFFICIAL / "communes_3321.csv")

    commune = Unit.objects.get(code="03549")
    assert said.splitlines() == [
        "provinces_34.csv: 34 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 0 quan hệ kế thừa mới.",
        "communes_3321.csv: 3321 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 0 quan hệ kế thừa mới.",
    ]
    assert (commune.name, commune.short_name, commune.kind, str(commune.parent)) == (
        "Xã Phong Thổ",
        "Phong Thổ",
        "xã",
        "Tỉnh Lai Châu",
    )
    assert list(Unit.objects.get(code="25270").aliases.values_list("text", flat=True)) == ["Xã Lộc Ninh"]


def test_old_units_end_in_their_successors(db: None) -> None:
    names = ("provinces_34", "communes_3321", "legacy_10040", "legacy_to_2025_mapping")

    said = run("units", *(OFFICIAL / f"{name}.csv" for name in names))

    old = Unit.objects.get(code="CX03589")
    assert said.splitlines()[2:] == [
        "legacy_10040.csv: 10794 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 0 quan hệ kế thừa mới.",
        "legacy_to_2025_mapping.csv: 0 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 10665 quan hệ kế thừa mới.",
    ]
    assert [str(old), str(old.parent), str(old.closed)] == ["Xã Mường So", "Huyện Phong Thổ", "2025-07-01"]
    assert [str(succession.after) for succession in old.successions.all()] == ["Xã Phong Thổ"]
    assert Succession.objects.filter(divided=True).values("before").distinct().count() == 471
    assert str(Succession.objects.get(before__code="CH318").after) == "Đặc khu Bạch Long Vĩ"


def test_a_list_with_problems_is_told_line_by_line_and_not_loaded(db: None, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("code,name\nA,\nA,Xã A\n", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        run("units", path)

    assert str(refused.value).splitlines() == [
        "units.csv: chưa nạp gì, có 3 chỗ phải sửa:",
        "Dòng 2: Mã A có ở 2 dòng; mỗi đơn vị chỉ ghi một dòng.",
        "Dòng 2: Thiếu tên đơn vị.",
        "Dòng 3: Mã A có ở 2 dòng; mỗi đơn vị chỉ ghi một dòng.",
    ]
    assert refused.value.returncode == 1
    assert not Unit.objects.exists()


def test_a_missing_file_is_wrong_use(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run("units", tmp_path / "none.csv")

    assert refused.value.returncode == 2


def test_a_campaign_file_with_problems_tells_them(db: None, tmp_path: Path) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text("[campaign\n", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        run("campaign", path)

    assert refused.value.returncode == 1
    assert str(refused.value).splitlines()[0] == "campaign.toml: chưa nạp gì, có 1 chỗ phải sửa:"
