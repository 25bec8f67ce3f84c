"""`kheo import units FILE…` and `kheo import campaign FILE.toml`: lists and letters that offices share."""  # noqa: N999 the command is called import

import gc
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from kheo.campaigns.loading import FileRefused, load_file
from kheo.campaigns.planning import obstacles
from kheo.management.preparing import prepare
from kheo.units.importing import load_units, read_units

# A list with a wrong column is wrong in every row; the first say enough.
_SHOWN = 50


class Command(BaseCommand):
    help = "Nạp danh sách đơn vị (.csv, .xlsx, danh mục hành chính) hoặc một đợt thi đua (.toml)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        units = kinds.add_parser("units", help="danh sách đơn vị; nạp lại chỉ đổi những gì đã khác")
        units.add_argument("files", nargs="+", type=Path, metavar="FILE")
        campaign = kinds.add_parser("campaign", help="đợt thi đua ghi trong tệp TOML")
        campaign.add_argument("files", nargs=1, type=Path, metavar="FILE")

    def handle(self, **options: Any) -> None:
        for path in options["files"]:
            if not path.is_file():
                raise CommandError(f"Không có tệp {path}.", returncode=2)
        prepare()
        for path in options["files"]:
            if options["what"] == "units":
                self._units(path)
            else:
                self._campaign(path)

    def _units(self, path: Path) -> None:
        # Rows and units all live until the end: looking for garbage among them took a third of the time.
        gc.disable()
        found = read_units(path)
        total = len(found.rows) + len(found.successions)
        with tqdm(total=total, desc=path.name, unit=" dòng", disable=None, leave=False) as bar:
            loaded = load_units(found, progress=bar.update)
        gc.enable()
        if loaded.problems:
            raise CommandError(_problems(path, [str(problem) for problem in loaded.problems]), returncode=1)
        self.stdout.write(
            f"{path.name}: {loaded.founded} đơn vị mới, {loaded.changed} thay đổi, {loaded.unchanged} giữ nguyên, "
            f"{loaded.successions} quan hệ kế thừa mới."
        )

    def _campaign(self, path: Path) -> None:
        try:
            campaign = load_file(path)
        except FileRefused as refused:
            raise CommandError(_problems(path, str(refused).splitlines()), returncode=1) from refused
        self.stdout.write(f"{path.name}: đã nạp đợt thi đua {campaign.slug} ({campaign.title}).")
        for problem in obstacles(campaign, at=timezone.now()):
            self.stderr.write(f"  {problem.at or ''}: {problem.message}".replace("  : ", "  "))


def _problems(path: Path, said: Sequence[str]) -> str:
    rest = len(said) - _SHOWN
    lines = [f"{path.name}: chưa nạp gì, có {len(said)} chỗ phải sửa:", *said[:_SHOWN]]
    return "\n".join([*lines, f"… và {rest} chỗ nữa."] if rest > 0 else lines)
