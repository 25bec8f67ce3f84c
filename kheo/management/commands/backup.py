"""`kheo backup FILE.zip`: the whole instance in one file, opened again and checked."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kheo.management.asking import failure_words
from kheo.management.copying import back_up


class Command(BaseCommand):
    help = "Sao lưu toàn bộ dữ liệu vào một tệp .zip, mở lại và kiểm tra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(
                "Dữ liệu nằm trên PostgreSQL: dùng pg_dump cho cơ sở dữ liệu và chép thư mục files/ của phiên bản.",
                returncode=2,
            )
        try:
            copied = back_up(settings.HOME, options["file"])
        except OSError as error:
            raise CommandError(f"Không ghi được {options['file']}: {failure_words(error)}.", returncode=2) from error
        self.stdout.write(f"{options['file']}: {copied.files} tệp, {copied.bytes} byte, đã mở lại và kiểm tra.")
