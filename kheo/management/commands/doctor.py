"""`kheo doctor`: what is installed, what is missing and how to add it, whether the instance is sound."""

import platform
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kheo.confinement.pool import limits_in_force
from kheo.journal.soundness import SENTENCES, damages
from kheo.office.pages.model import MODEL, model_folder
from kheo.publishing.printing.finding import office_program, python_with_uno
from kheo.publishing.printing.fonts import font_warning

# What Khéo can use if it is there, and what stays undone without it.
OPTIONAL = {
    "soffice": (
        "LibreOffice",
        "chuyển văn bản sang PDF",
        "apt install libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation2 python3-uno",
    ),
}
HOW_TO_ADD_MODEL = (
    "apt install tesseract-ocr-vie; trên Windows: tải tệp này từ github.com/tesseract-ocr/tessdata_fast, "
    "rồi đặt biến môi trường TESSDATA_PREFIX là thư mục chứa nó"
)


class Command(BaseCommand):
    help = "Cho biết máy có gì, thiếu gì, và dữ liệu có nguyên vẹn không."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="không đọc lại từng tệp gốc")

    def handle(self, **options: Any) -> None:
        for line in _machine():
            self.stdout.write(line)
        if MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()):
            self.stdout.write("✗ Cơ sở dữ liệu chưa ở phiên bản này: chạy `kheo serve` hoặc `kheo migrate`.")
            raise SystemExit(1)
        found = [] if options["quick"] else list(damages())
        for damage in found:
            self.stdout.write(f"✗ {SENTENCES[damage.code]}: {damage.where}")
        if found:
            raise SystemExit(1)
        self.stdout.write("✓ Dữ liệu nguyên vẹn." if not options["quick"] else "✓ Cơ sở dữ liệu đúng phiên bản.")


def _machine() -> Iterator[str]:
    yield f"✓ Python {platform.python_version()}, {platform.system()}"
    yield f"✓ Cơ sở dữ liệu: {connection.vendor}; thư mục dữ liệu: {settings.HOME.path}"
    for limit, held in limits_in_force().items():
        yield f"✓ Giới hạn khi đọc tệp lạ: {limit}" if held else f"! Máy này không áp được giới hạn: {limit}"
    for program, (name, use, how) in OPTIONAL.items():
        if shutil.which(program):
            yield f"✓ {name}"
        else:
            yield f"! Chưa có {name}: không {use} được. Cách thêm: {how}"
    yield from _printing()
    model = model_folder()
    if model:
        yield f"✓ Đọc bản quét, ảnh chụp: mô hình tiếng Việt của Tesseract ở {model}"
    else:
        yield f"! Chưa có {MODEL}: không đọc bản quét, ảnh chụp được. Cách thêm: {HOW_TO_ADD_MODEL}"


def _printing() -> Iterator[str]:
    """How papers become PDFs here."""
    program = office_program()
    if program and not python_with_uno(program):
        yield "! Chưa có python3-uno: in từng bản PDF chậm gấp mười lần. Cách thêm: apt install python3-uno"
    if warning := font_warning():
        yield f"! {warning}"
    else:
        yield "✓ Phông chữ in văn bản: đủ chữ tiếng Việt, cùng độ rộng với Times New Roman"
