"""`kheo bench NAME [--size N] [--json]`: one of the benchmarks in kheo.bench, measured on this machine."""

import json
import pkgutil
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from kheo import bench

NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.ispkg)


class Command(BaseCommand):
    help = "Đo tốc độ trên máy này, với dữ liệu do máy sinh ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=NAMES)
        parser.add_argument("--size", type=int, help="số lượng (mặc định tùy phép đo)")
        parser.add_argument("--formats", action="store_true", help="với read: độ đúng theo từng định dạng tệp")
        parser.add_argument("--seed", type=int, help="số gieo của dữ liệu sinh ra (với read --formats)")
        parser.add_argument("--dir", dest="folder", help="với encodings: thư mục tệp thật kèm bản chép đúng")
        parser.add_argument("--json", action="store_true", help="in một tài liệu JSON")

    def handle(self, **options: Any) -> None:
        name = "formats" if options["formats"] and options["name"] == "read" else options["name"]
        run = import_module(f"kheo.bench.{name}").run
        measured = run(**_asked(name, options))
        if options["json"]:
            self.stdout.write(json.dumps(measured, ensure_ascii=False))
            return
        lines = [*_lines(measured), *_rows(measured)]
        width = max(len(name) for name, _ in lines)
        for name, value in lines:
            self.stdout.write(f"{name:<{width}}  {value}")


def _asked(name: str, options: dict[str, Any]) -> dict[str, Any]:
    known = {"formats": ("size", "seed"), "encodings": ("size", "folder")}.get(name, ("size",))
    return {key: options[key] for key in known if options[key] is not None}


def _rows(measured: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A list of figures as a table: one line each, the first figure its name."""
    for rows in (value for value in measured.values() if isinstance(value, list) and value):
        tables = [{key: value for key, value in row.items() if not isinstance(value, list)} for row in rows]
        for name, *figures in (tuple(tables[0]), *(tuple(row.values()) for row in tables)):
            yield str(name), "  ".join(f"{'-' if figure is None else figure!s:>20}" for figure in figures)


def _lines(measured: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Nested figures as one line each: `ours · peak_mb`."""
    for name, value in measured.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{above}{name} · ")
        elif not isinstance(value, list):
            yield f"{above}{name}", value
