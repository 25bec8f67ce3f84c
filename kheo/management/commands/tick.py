"""`kheo tick`: starts what the clock starts; run it from cron or systemd every few minutes when no `serve` runs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kheo import timetable


class Command(BaseCommand):
    help = "Khởi động các việc định kỳ đã đến giờ."

    def handle(self, **_options: Any) -> None:
        for name, did in timetable.tick(timezone.now()).items():
            self.stdout.write(f"{name}: {did}")
