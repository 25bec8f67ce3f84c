"""`kheo demo`: an instance with the two seed campaigns, built through the front doors, and served."""

import json
import shutil
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kheo import __version__
from kheo.demo.story.telling import PASSWORD, STAGES, tell
from kheo.management.preparing import prepare

MARK = "demo.json"


class Command(BaseCommand):
    help = "Dựng một phiên bản mẫu với hai đợt Phong Thổ 2024 và Thủ Thừa 2022 rồi mở trang web."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dir", help="thư mục của phiên bản mẫu (mặc định: demo/)")
        parser.add_argument("--stage", choices=list(STAGES), default="closing", help="kể chuyện đến lúc nào")
        parser.add_argument("--seed", type=int, default=7, help="số gieo cho tên người và mẫu biểu")
        parser.add_argument("--no-serve", action="store_true", help="chỉ dựng rồi dừng")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, **options: Any) -> None:
        wanted = {"version": __version__, "stage": options["stage"], "seed": options["seed"]}
        if self._standing() != wanted:
            self._clear()
            self.stderr.write("Đang dựng phiên bản mẫu…")
            prepare()
            told = tell(stage=options["stage"], seed=options["seed"])
            (settings.HOME.path / MARK).write_text(json.dumps(wanted), encoding="utf-8")
            self.stderr.write(f"Đã cho {told.submissions} hồ sơ vào qua cửa tiếp nhận.")
        self.stdout.write(welcome(options["port"], str(settings.HOME.path)))
        self.stdout.flush()
        if not options["no_serve"]:
            call_command("serve", port=options["port"])

    def _standing(self) -> dict[str, object] | None:
        try:
            standing: dict[str, object] = json.loads((settings.HOME.path / MARK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return standing

    def _clear(self) -> None:
        """Take an earlier demo away; a directory that is not a demo's is never touched."""
        home = settings.HOME
        if not home.database.exists():
            return
        # The mark of a demo whose building was cut off is its database alone, without anything of an office.
        if not (home.path / MARK).exists() and home.path.name != "demo":
            raise CommandError(f"{home.path} đã có dữ liệu không phải của bản mẫu; hãy chọn --dir khác.", returncode=2)
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            home.database.with_name(home.database.name + suffix).unlink(missing_ok=True)
        shutil.rmtree(home.files, ignore_errors=True)
        (home.path / MARK).unlink(missing_ok=True)


def welcome(port: int, home: str) -> str:
    """The address, the sign-in, and what to click first."""
    return f"""
Khéo: phiên bản mẫu ở {home}

  Địa chỉ    http://127.0.0.1:{port}/
  Đăng nhập  lan / {PASSWORD}    (cán bộ tổng hợp)
             hung / {PASSWORD}   (lãnh đạo)
             minh / {PASSWORD}   (cán bộ xã Ma Li Pho)      thu / {PASSWORD}   (cán bộ xã Nhị Thành)

Nên bấm trước tiên:
  1. Bàn việc: hồ sơ nào cần người xem, đơn vị nào còn thiếu.
  2. Phong Thổ 2024 → Bảng theo dõi → Khối xã, thị trấn → Xã Ma Li Pho: còn thiếu 01 cá nhân.
  3. Thủ Thừa 2022 → Bảng theo dõi, chọn thời điểm 18/10/2022 23:59 → công văn đôn đốc.

Từ dòng lệnh:
  .venv/bin/kheo --home {home} board thu-thua-2022 --as-of 2022-10-18T23:59
  .venv/bin/kheo --home {home} issue urging-letter thu-thua-2022 --as-of 2022-10-18T23:59 --out don-doc.docx
"""
