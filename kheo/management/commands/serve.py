"""`kheo serve`: the web, with a worker and the clock inside unless told otherwise."""

import logging
import threading
from argparse import ArgumentParser
from typing import Any

import waitress
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.utils import timezone

from kheo import timetable
from kheo.management.preparing import prepare
from kheo.management.waiting import wait_for_letters
from kheo.wsgi import application

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Chạy trang web của Khéo, kèm bộ xử lý nền và đồng hồ."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định: chỉ máy này)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-worker", action="store_true", help="không chạy bộ xử lý nền trong tiến trình này")

    def handle(self, **options: Any) -> None:
        prepare()
        stop = threading.Event()
        background = [] if options["no_worker"] else start_background(stop)
        self.stdout.write(f"Khéo: http://{options['host']}:{options['port']}/  (Ctrl+C để dừng)")
        self.stdout.flush()
        try:
            waitress.serve(  # type: ignore[no-untyped-call]
                application,
                host=options["host"],
                port=options["port"],
                threads=8,
                ident="Kheo",
                clear_untrusted_proxy_headers=True,
            )
        except OSError as error:
            raise CommandError(f"Không mở được cổng {options['port']}: {error}", returncode=2) from error
        finally:
            stop.set()
            for thread in background:
                thread.join(timeout=10)


def start_background(stop: threading.Event) -> list[threading.Thread]:
    """A worker, the clock and who waits for letters, in threads of this process, until `stop` is set."""
    threads = [
        threading.Thread(target=timetable.workforce().run_worker, kwargs={"stop": stop}, name="worker", daemon=True),
        threading.Thread(target=_tick_until, args=(stop,), name="clock", daemon=True),
    ]
    for thread in threads:
        thread.start()
    return [*threads, *wait_for_letters(stop)]


def _tick_until(stop: threading.Event) -> None:
    while not stop.wait(5):
        try:
            timetable.tick(timezone.now())
        except Error:
            logger.warning("the database went away; the clock goes on when it is back", exc_info=True)
        connection.close_if_unusable_or_obsolete()
