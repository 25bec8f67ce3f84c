"""`kheo work`: a worker process; `--once` works the queue off and stops."""

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kheo import timetable
from kheo.management.waiting import wait_for_letters


class Command(BaseCommand):
    help = "Chạy một bộ xử lý nền (đọc, ghi nhận hồ sơ vừa đến)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi dừng")

    def handle(self, **options: Any) -> None:
        if options["once"]:
            timetable.tick(timezone.now())
            timetable.workforce().run_worker(batch=True)
            return
        stop = threading.Event()
        waiting = wait_for_letters(stop)
        try:
            timetable.workforce().run_worker()
        finally:
            stop.set()
            for thread in waiting:
                thread.join(timeout=10)
