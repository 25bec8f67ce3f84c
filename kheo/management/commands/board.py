"""`kheo board SLUG [--call SLUG] [--as-of TIME] [--json]`: the obligation ledger by bloc."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from kheo.campaigns.models import Obligation
from kheo.campaigns.requirements import short_words
from kheo.management.asking import call_named, campaign_named, instant_named
from kheo.office.wording import official_moment, short_date
from kheo.tally.owing import Board, CallFigures, Figures, UnitStanding, board

_COLUMNS = (
    ("Khối, đơn vị", "name", 36),
    ("Phải gửi", "expected", 9),
    ("Đã gửi", "received", 7),
    ("Đúng hạn", "on_time", 9),
    ("Đạt", "accepted", 5),
    ("Còn thiếu", "short", 10),
    ("Chưa gửi", "missing", 9),
    ("Được miễn", "excused", 10),
)


class Command(BaseCommand):
    """Prints the board."""

    help = "In bảng theo dõi của một đợt: đơn vị nào đã gửi, chưa gửi, còn thiếu gì, theo khối."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="SLUG")
        parser.add_argument("--call", metavar="SLUG", help="chỉ một nội dung của đợt")
        parser.add_argument(
            "--as-of", metavar="TIME", help="tính đến lúc nào, ví dụ 2022-10-18 (hết ngày) hoặc …T17:00"
        )
        parser.add_argument("--json", action="store_true", help="in đúng một tài liệu JSON")

    def handle(self, **options: Any) -> None:
        campaign = campaign_named(options["campaign"])
        call = call_named(campaign, options["call"])
        seen = board(campaign, call=call, as_of=instant_named(options["as_of"]))
        if options["json"]:
            self.stdout.write(json.dumps(seen.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_shown(campaign.title, seen)))


def _shown(title: str, seen: Board) -> Iterator[str]:
    yield title
    yield f"Tính đến {official_moment(seen.as_of)}"
    for call in seen.calls:
        yield from ("", f"{call.title} ({call.slug}), hạn: trước {official_moment(call.due_at)}")
        yield _row([heading for heading, _, _ in _COLUMNS])
        yield from _blocs(call)
        yield _figures("CỘNG", call.figures)


def _blocs(call: CallFigures) -> Iterator[str]:
    for bloc in call.blocs:
        yield _figures(bloc.name, bloc.figures)
        yield from (f"  {unit.listed_name}: {_standing(unit)}" for unit in bloc.units)


def _standing(unit: UnitStanding) -> str:
    said = str(Obligation.State(unit.state).label).lower()
    if unit.received_at and unit.has_answered:
        said += f", nhận ngày {short_date(unit.received_at.date())}{'' if unit.on_time else ' (quá hạn)'}"
    return "; ".join(filter(None, (said, short_words(unit.short))))


def _figures(name: str, figures: Figures) -> str:
    return _row([name, *(str(getattr(figures, column)) for _, column, _ in _COLUMNS[1:])])


def _row(texts: list[str]) -> str:
    (first, *rest) = zip(texts, (width for _, _, width in _COLUMNS), strict=True)
    return first[0][: first[1]].ljust(first[1]) + "".join(text.rjust(width + 1) for text, width in rest)
