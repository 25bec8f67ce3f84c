"""`kheo take FILE… --campaign SLUG`: lets files and letters in through the door and works them off."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from tqdm import tqdm

from kheo.campaigns.models import Call, Campaign
from kheo.campaigns.problems import Severity
from kheo.intake import pipeline
from kheo.intake.doors import Arrival, is_letter, keep
from kheo.intake.models import Delivery, Submission
from kheo.intake.replies import reply

AT_ONCE = 200


class Command(BaseCommand):
    """Lets files in through the door."""

    help = "Nhận tệp hoặc thư (.eml) của các đơn vị cho một đợt, đọc, kiểm tra và ghi nhận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="tệp Word, Excel, CSV hoặc thư .eml")
        parser.add_argument("--campaign", required=True, metavar="SLUG")
        parser.add_argument("--call", metavar="SLUG", help="nội dung của công văn mà các tệp này trả lời")
        parser.add_argument("--from", dest="sender", default="", metavar="ADDRESS", help="địa chỉ thư của người gửi")
        parser.add_argument("--at", metavar="TIME", help="lúc nhận, ví dụ 2024-01-31T16:30 (mặc định: bây giờ)")
        parser.add_argument("--json", action="store_true", help="in đúng một tài liệu JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        """Exit status: 0 all fine, 1 something blocks, 2 wrong use or a file that is not there."""
        campaign, call = _asked(options["campaign"], options["call"])
        received_at = _instant(options["at"])
        files: list[Path] = options["files"]
        for path in files:
            if not path.is_file():
                raise CommandError(f"Không có tệp {path}", returncode=2)
        pks = _let_in(files, campaign, call, received_at=received_at, sender=options["sender"])
        pipeline.work_off(tqdm(dict.fromkeys(pks), desc="Đọc và ghi nhận", unit="tệp", disable=_quiet(files)))
        taken = list(_taken(files, pks))
        lines = [_line(one) for one in taken]
        if options["json"]:
            self.stdout.write(json.dumps({"submissions": lines}, ensure_ascii=False, indent=1))
        else:
            _tell(taken)
        if any(problem["severity"] == Severity.BLOCK for line in lines for problem in line["problems"]):
            sys.exit(1)


def _asked(campaign_slug: str, call_slug: str | None) -> tuple[Campaign, Call | None]:
    campaign = Campaign.objects.filter(slug=campaign_slug).first()
    if campaign is None:
        known = ", ".join(Campaign.objects.values_list("slug", flat=True)) or "chưa có đợt nào"
        raise CommandError(f"Không có đợt “{campaign_slug}”. Hiện có: {known}", returncode=2)
    call = campaign.calls.filter(slug=call_slug).first() if call_slug else None
    if call_slug and call is None:
        known = ", ".join(campaign.calls.values_list("slug", flat=True))
        raise CommandError(f"Đợt này không có nội dung “{call_slug}”. Hiện có: {known}", returncode=2)
    return campaign, call


def _instant(text: str | None) -> datetime:
    if text is None:
        return timezone.now()
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"Không hiểu lúc nhận “{text}”; hãy ghi như 2024-01-31T16:30", returncode=2)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _let_in(
    files: Iterable[Path], campaign: Campaign, call: Call | None, *, received_at: datetime, sender: str
) -> list[int]:
    """The submission of each file, in order; a few hundred files at a time, so that memory stays flat."""
    waiting = iter(files)
    pks: list[int] = []
    while some := list(islice(waiting, AT_ONCE)):
        arrivals = [_arrival(path, call, received_at=received_at, sender=sender) for path in some]
        pks += [submission.pk for submission in keep(arrivals, campaign=campaign)]
    return pks


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


def _taken(files: Iterable[Path], pks: Iterable[int]) -> Iterator[_Taken]:
    """One for each file, and after a letter one for each attachment that became a submission."""
    seen: set[int] = set()
    pairs = iter(zip(files, pks, strict=True))
    while some := list(islice(pairs, AT_ONCE)):
        here = Counter(pk for _, pk in some)
        rows = Submission.objects.select_related("unit", "call", "obligation", "campaign")
        found = rows.in_bulk(here)
        parts: dict[int | None, list[Submission]] = {}
        for part in rows.filter(part_of__in=here).order_by("pk"):
            parts.setdefault(part.part_of_id, []).append(part)
        came = Delivery.objects.filter(submission__in=here).values_list("submission").annotate(Count("pk"))
        before = {pk for pk, times in came if times > here[pk]}
        for path, pk in some:
            repeated = pk in seen or pk in before
            seen.add(pk)
            yield _Taken(str(path), found[pk], repeated)
            for part in [] if repeated else parts.get(pk, []):
                yield _Taken(f"{path}: {part.filename}", part, duplicate=False)


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
