"""`kheo form SLUG CALL [--unit CODE | --all] --out FILE.xlsx|.docx|.zip`: the form of a call, blank or for units."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from kheo.campaigns.models import Call
from kheo.management.asking import call_named, campaign_named, failure_words
from kheo.publishing.forms.composing import NotAskedError
from kheo.publishing.forms.making import FORMATS, form_file, form_files, owing
from kheo.publishing.forms.packing import packed
from kheo.units.models import Unit


class Command(BaseCommand):
    """Writes a form, or all of them."""

    help = "Ghi biểu mẫu của một nội dung ra tệp: để trống, điền sẵn cho một đơn vị, hoặc cho mọi đơn vị (.zip)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="SLUG")
        parser.add_argument("call", metavar="CALL")
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--unit", metavar="CODE", help="mã đơn vị; không ghi thì biểu để trống tên đơn vị")
        whose.add_argument("--all", action="store_true", help="biểu của mọi đơn vị phải gửi, trong một tệp .zip")
        parser.add_argument("--format", choices=list(FORMATS), default="xlsx", help="dạng của biểu trong tệp .zip")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="tệp .xlsx, .docx hoặc .zip")

    def handle(self, **options: Any) -> None:
        """Exit status: 0 written, 1 the unit is not asked, 2 wrong use."""
        out: Path = options["out"]
        file_format = _format_named(out, packs=options["all"])
        call = call_named(campaign_named(options["campaign"]), options["call"])
        assert call is not None
        try:
            if options["all"]:
                _write_all(call, out, options["format"])
            else:
                out.write_bytes(form_file(call, _unit_named(options["unit"]), file_format=file_format))
        except NotAskedError as refused:
            raise CommandError(str(refused), returncode=1) from refused
        except OSError as failed:
            raise CommandError(f"Không ghi được tệp {out}: {failure_words(failed)}.", returncode=2) from failed


def _format_named(out: Path, *, packs: bool) -> str:
    """By the end of the file's name. Raises CommandError where it is none of those possible."""
    named = out.suffix.removeprefix(".").lower()
    known = ["zip"] if packs else list(FORMATS)
    if named not in known:
        listed = ", ".join(f".{each}" for each in known)
        raise CommandError(f"Biểu mẫu không có dạng “{out.suffix}”; có các dạng: {listed}.", returncode=2)
    return named


def _write_all(call: Call, out: Path, file_format: str) -> None:
    """Beside its place first: a .zip that was broken off is never taken for the whole."""
    duties = owing(call)
    part = out.with_name(f"{out.name}.part")
    with part.open("wb") as target:
        files = tqdm(form_files(call, duties, file_format=file_format), total=len(duties), unit=" biểu", disable=None)
        for piece in packed(files):
            target.write(piece)
    os.replace(part, out)  # noqa: PTH105 - over what was there before, on every system


def _unit_named(code: str | None) -> Unit | None:
    """None where no unit was asked for. Raises CommandError where there is none of this code."""
    unit = Unit.objects.select_related("bloc").filter(code=code).first() if code else None
    if code and unit is None:
        raise CommandError(f"Không có đơn vị mã “{code}”; `kheo match` tìm mã theo tên.", returncode=2)
    return unit
