"""`kheo take FILE… --campaign SLUG`: lets files and letters in through the door and works them off."""

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Min, Q
from django.utils import timezone
from tqdm import tqdm

from kheo.campaigns.models import Call, Campaign
from kheo.campaigns.problems import Severity
from kheo.intake import pipeline
from kheo.intake.doors import Arrival, deliver, is_letter
from kheo.intake.models import Delivery, Submission
from kheo.intake.replies import reply
from kheo.management.asking import call_named, campaign_named, instant_named

AT_ONCE = 200
# How long, in all, another process may take over what it works off of ours.
MOST_SECONDS = 10.0
SECONDS_BETWEEN_LOOKS = 0.1


class Command(BaseCommand):
    """Lets files in through the door."""

    help = "Nhận tệp hoặc thư (.eml) của các đơn vị cho một đợt, đọc, kiểm tra và ghi nhận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", type=Path, help="tệp Word, Excel, CSV, .zip hoặc thư .eml"
        )
        parser.add_argument("--campaign", required=True, metavar="SLUG")
        parser.add_argument("--call", metavar="SLUG", help="nội dung của công văn mà các tệp này trả lời")
        parser.add_argument("--from", dest="sender", default="", metavar="ADDRESS", help="địa chỉ thư của người gửi")
        parser.add_argument("--at", metavar="TIME", help="lúc nhận, ví dụ 2024-01-31T16:30 (mặc định: bây giờ)")
        parser.add_argument("--json", action="store_true", help="in đúng một tài liệu JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        """Exit status: 0 all fine, 1 something blocks, 2 wrong use or a file that is not there."""
        campaign = campaign_named(options["campaign"])
        call = call_named(campaign, options["call"])
        received_at = instant_named(options["at"]) or timezone.now()
        files: list[Path] = options["files"]
        for path in files:
            if not path.is_file():
                raise CommandError(f"Không có tệp {path}", returncode=2)
        deliveries = _let_in(files, campaign, call, received_at=received_at, sender=options["sender"])
        pks = dict.fromkeys(delivery.submission_id for delivery in deliveries)
        pipeline.work_off(tqdm(pks, desc="Đọc và ghi nhận", unit="tệp", disable=_quiet(files)))
        taken = list(_taken(files, deliveries))
        lines = [_line(one) for one in taken]
        if options["json"]:
            self.stdout.write(json.dumps({"submissions": lines}, ensure_ascii=False, indent=1))
        else:
            _tell(taken)
        if any(problem["severity"] == Severity.BLOCK for line in lines for problem in line["problems"]):
            sys.exit(1)


def _let_in(
    files: Iterable[Path], campaign: Campaign, call: Call | None, *, received_at: datetime, sender: str
) -> list[Delivery]:
    """The delivery each file became, in order; a few hundred files at a time, so that memory stays flat."""
    waiting = iter(files)
    deliveries: list[Delivery] = []
    while some := list(islice(waiting, AT_ONCE)):
        arrivals = [_arrival(path, call, received_at=received_at, sender=sender) for path in some]
        deliveries += deliver(arrivals, campaign=campaign)
    return deliveries


def _arrival(path: Path, call: Call | None, *, received_at: datetime, sender: str) -> Arrival:
    data = path.read_bytes()
    letter = bool(sender) or is_letter(data)
    channel = Submission.Channel.LETTER if letter else Submission.Channel.UPLOAD
    return Arrival(data, received_at, channel, filename=path.name, sender=sender, call=call)


@dataclass(frozen=True)
class _Taken:
    file: str
    submission: Submission
    duplicate: bool


def _taken(files: Iterable[Path], deliveries: Iterable[Delivery]) -> Iterator[_Taken]:
    """One for each file, and after a letter or a zip one for each submission it brought."""
    until = time.monotonic() + MOST_SECONDS
    seen: set[int] = set()
    pairs = iter(zip(files, deliveries, strict=True))
    while some := list(islice(pairs, AT_ONCE)):
        here = list(dict.fromkeys(delivery.submission_id for _, delivery in some))
        _wait_for(here, until)
        rows = Submission.objects.select_related("unit", "call", "obligation", "campaign")
        found = rows.in_bulk(here)
        parts: dict[int | None, list[Submission]] = {}
        for part in rows.filter(part_of__in=here).order_by("pk"):
            parts.setdefault(part.part_of_id, []).append(part)
        first = dict(Delivery.objects.filter(submission__in=here).values_list("submission").annotate(Min("pk")))
        for path, delivery in some:
            pk, repeated = delivery.submission_id, delivery.pk != first[delivery.submission_id]
            yield _Taken(str(path), found[pk], repeated)
            for part in [] if pk in seen else parts.get(pk, []):
                yield _Taken(f"{path}: {part.filename}", part, repeated)
            seen.add(pk)


def _wait_for(pks: Sequence[int], until: float) -> None:
    """Another process may be working off what we brought; what it leaves undone in that time is done here."""
    waiting = Submission.objects.filter(Q(pk__in=pks) | Q(part_of__in=pks), state=Submission.State.RECEIVED)
    while (left := list(waiting.values_list("pk", flat=True))) and time.monotonic() < until:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    pipeline.work_off(left)


def _line(taken: _Taken) -> dict[str, Any]:
    submission = taken.submission
    return {
        "file": taken.file,
        "code": submission.code,
        "state": submission.state,
        "unit": submission.unit.code if submission.unit else None,
        "call": submission.call.slug if submission.call else None,
        "short": submission.obligation.short if submission.obligation else [],
        "problems": submission.problems,
        "duplicate": taken.duplicate,
    }


def _tell(taken: Iterable[_Taken]) -> None:
    for one in taken:
        again = " (đã nhận trước đây)" if one.duplicate else ""
        print(f"{one.file}{again}\n{reply(one.submission)}\n")


def _quiet(files: list[Path]) -> bool:
    return len(files) < 20 or not sys.stderr.isatty()
