"""`kheo bench NAME [--size N] [--json]`: one of the benchmarks in kheo.bench, measured on this machine."""

import json
import pkgutil
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from kheo import bench

NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))


class Command(BaseCommand):
    help = "Đo tốc độ trên máy này, với dữ liệu do máy sinh ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=NAMES)
        parser.add_argument("--size", type=int, help="số lượng (mặc định tùy phép đo)")
        parser.add_argument("--json", action="store_true", help="in một tài liệu JSON")

    def handle(self, **options: Any) -> None:
        run = import_module(f"kheo.bench.{options['name']}").run
        measured = run(size=options["size"]) if options["size"] else run()
        if options["json"]:
            self.stdout.write(json.dumps(measured, ensure_ascii=False))
            return
        lines = list(_lines(measured))
        width = max(len(name) for name, _ in lines)
        for name, value in lines:
            self.stdout.write(f"{name:<{width}}  {value}")


def _lines(measured: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Nested figures as one line each: `ours · peak_mb`."""
    for name, value in measured.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{above}{name} · ")
        else:
            yield f"{above}{name}", value
