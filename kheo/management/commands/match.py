"""`kheo match TEXT… [--json]`: which unit a spelling means; without TEXT, one text a line on standard input."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kheo.units.matching import Match, index_for
from kheo.units.models import Unit

_SAID = {"sure": "chắc chắn", "ask": "cần hỏi", "none": "không thấy"}


class Command(BaseCommand):
    help = "Cho biết một cách viết chỉ đơn vị nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "texts", nargs="*", metavar="TEXT", help="không có thì đọc mỗi dòng một tên từ đầu vào chuẩn"
        )
        parser.add_argument("--json", action="store_true", help="in mỗi dòng một đối tượng JSON")
        parser.add_argument("--under", metavar="CODE", help="chỉ tìm trong nhánh của đơn vị có mã này")
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, metavar="DATE", help="đơn vị có vào ngày (mặc định hôm nay)"
        )

    def handle(self, **options: Any) -> None:
        index = index_for(_root(options["under"]))
        day = options["on"] or timezone.localdate()
        for text in options["texts"] or _lines(sys.stdin):
            found = index.match(text, on=day)
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False) if options["json"] else _said(found))


def as_json(found: Match) -> dict[str, Any]:
    """The shape the design promises: text, verdict, unit, candidates."""
    candidates = [{"unit": each.unit, "name": each.name, "score": each.score} for each in found.candidates]
    return {"text": found.text, "verdict": found.verdict, "unit": found.unit, "candidates": candidates}


def _root(code: str | None) -> Unit | None:
    if code is None:
        return None
    root = Unit.objects.filter(code=code).first()
    if root is None:
        raise CommandError(f"Không có đơn vị mã {code}.", returncode=2)
    return root


def _lines(stream: Iterable[str]) -> Iterable[str]:
    return (line.rstrip("\r\n") for line in stream if line.strip())


def _said(found: Match) -> str:
    guesses = "; ".join(f"{each.name} [{each.unit}] {each.score:.2f}" for each in found.candidates)
    return f"{found.text}: {_SAID[found.verdict]}" + (f": {guesses}" if guesses else "")
