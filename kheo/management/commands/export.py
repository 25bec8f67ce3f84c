"""`kheo export SLUG --out FILE.xlsx|.json|.toml`: all of a campaign's data, for other programs and other offices."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import TextChoices

from kheo.campaigns.exporting import export_toml
from kheo.campaigns.letter_text import compose
from kheo.campaigns.models import Campaign, Obligation
from kheo.campaigns.requirements import short_words
from kheo.management.asking import campaign_named
from kheo.office.writing import Column, Sheet, Value, workbook
from kheo.records.models import Entry, Outcome
from kheo.tally.lists import registrations, results
from kheo.tally.owing import board


class Command(BaseCommand):
    """Writes a campaign's data into one file."""

    help = "Xuất toàn bộ dữ liệu của một đợt ra Excel hoặc JSON; ra .toml là tệp đợt để cơ quan khác dùng lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="SLUG")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="tệp .xlsx, .json hoặc .toml")

    def handle(self, **options: Any) -> None:
        campaign = campaign_named(options["campaign"])
        out: Path = options["out"]
        write = _FORMATS.get(out.suffix.lower())
        if write is None:
            raise CommandError(
                f"Không xuất được dạng “{out.suffix}”; có các dạng: {', '.join(_FORMATS)}.", returncode=2
            )
        try:
            out.write_bytes(write(campaign))
        except OSError as failed:
            raise CommandError(f"Không ghi được tệp {out}: {failed.strerror}.", returncode=2) from failed


def _json(campaign: Campaign) -> bytes:
    exported = {
        "campaign": campaign.slug,
        "title": campaign.title,
        "year": campaign.year,
        "letter": compose(campaign).as_json(),
        "board": board(campaign).as_json(),
        "registrations": [asdict(line) for line in registrations(campaign)],
        "results": [asdict(line) for line in results(campaign)],
    }
    return json.dumps(exported, ensure_ascii=False, indent=1).encode()


def _xlsx(campaign: Campaign) -> bytes:
    return workbook([_board_sheet(campaign), _entries_sheet(campaign), _outcomes_sheet(campaign)])


def _toml(campaign: Campaign) -> bytes:
    return export_toml(campaign).encode()


_FORMATS: dict[str, Callable[[Campaign], bytes]] = {".xlsx": _xlsx, ".json": _json, ".toml": _toml}


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}


def _columns(*headings: tuple[str, float]) -> list[Column]:
    return [Column(heading, width) for heading, width in headings]


def _board_sheet(campaign: Campaign) -> Sheet:
    columns = _columns(
        ("Nội dung", 30), ("Khối", 24), ("Mã", 12), ("Đơn vị", 36), ("Tình trạng", 20), ("Nhận lúc", 18),
        ("Đúng hạn", 10), ("Còn thiếu", 40),
    )  # fmt: skip
    states = _labels(Obligation.State)
    timely = {True: "có", False: "không", None: ""}
    rows: list[list[Value]] = [
        [
            call.title,
            bloc.name,
            unit.code,
            unit.name,
            states[unit.state],
            unit.received_at.strftime("%d/%m/%Y %H:%M") if unit.received_at else "",
            timely[unit.on_time],
            short_words(unit.short),
        ]
        for call in board(campaign).calls
        for bloc in call.blocs
        for unit in bloc.units
    ]
    return Sheet("Theo dõi", columns, rows)


def _entries_sheet(campaign: Campaign) -> Sheet:
    columns = _columns(
        ("Khối", 24), ("Mã", 12), ("Đơn vị", 36), ("Tên mô hình, điển hình", 60), ("Loại", 12), ("Đối tượng", 14),
        ("Tên cá nhân, tập thể", 28), ("Chức vụ", 24), ("Lĩnh vực", 28), ("Địa điểm", 28), ("Sự cần thiết", 40),
        ("Mục tiêu", 40), ("Nguồn lực", 28), ("Thời gian", 20), ("Cấp", 14), ("Mới, duy trì", 12),
    )  # fmt: skip
    kinds, subjects, new = (_labels(choices) for choices in (Entry.Kind, Entry.Subject, Entry.Continuity))
    rows: list[list[Value]] = [
        [
            line.bloc, line.code, line.unit_name, line.title, kinds.get(line.kind, ""), subjects[line.subject],
            line.person_name, line.job, line.area, line.place, line.need, line.goals, line.resources, line.time,
            line.level, new.get(line.continuity, ""),
        ]
        for line in registrations(campaign)
    ]  # fmt: skip
    return Sheet("Đăng ký", columns, rows)


def _outcomes_sheet(campaign: Campaign) -> Sheet:
    columns = _columns(
        ("Khối", 24), ("Mã", 12), ("Đơn vị", 36), ("Tên mô hình", 60), ("Tên đơn vị thực hiện", 28),
        ("Tên cá nhân", 24), ("Thời gian, địa điểm", 28), ("Kết quả thực hiện và hiệu quả", 60),
        ("Kết quả nhân rộng", 40), ("Dự kiến nhân rộng", 40), ("Kết luận", 24),
    )  # fmt: skip
    endings = _labels(Outcome.Ending)
    rows: list[list[Value]] = [
        [
            line.bloc, line.code, line.unit_name, line.title, line.named_unit, line.person_name, line.time_place,
            line.results, line.replication, line.replication_plan, endings.get(line.ending, ""),
        ]
        for line in results(campaign)
    ]  # fmt: skip
    return Sheet("Kết quả", columns, rows)
