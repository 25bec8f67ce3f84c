"""`kheo --home NEW restore FILE.zip`: a new instance from a copy."""

import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kheo.management.copying import UnsoundError, restore


class Command(BaseCommand):
    help = "Dựng một thư mục dữ liệu mới từ bản sao lưu."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: Any) -> None:
        try:
            copied = restore(options["file"], settings.HOME)
        except FileNotFoundError as error:
            raise CommandError(f"Không có tệp {options['file']}.", returncode=2) from error
        except FileExistsError as error:
            raise CommandError(
                f"{error} đã có dữ liệu; hãy khôi phục vào thư mục mới: kheo --home THƯ_MỤC_MỚI restore …", returncode=2
            ) from error
        except (UnsoundError, zipfile.BadZipFile, KeyError) as error:
            raise CommandError(f"Bản sao lưu không nguyên vẹn: {error}", returncode=2) from error
        self.stdout.write(f"Đã khôi phục {copied.files} tệp vào {settings.HOME.path}.")
