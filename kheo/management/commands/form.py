"""`kheo form SLUG CALL [--unit CODE] --out FILE.xlsx|.docx`: the form of a call, blank or for one unit."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kheo.management.asking import call_named, campaign_named
from kheo.publishing.forms.composing import NotAskedError
from kheo.publishing.forms.making import FORMATS, form_file
from kheo.units.models import Unit


class Command(BaseCommand):
    """Writes a form."""

    help = "Ghi biểu mẫu của một nội dung ra tệp: để trống, hoặc điền sẵn cho một đơn vị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="SLUG")
        parser.add_argument("call", metavar="CALL")
        parser.add_argument("--unit", metavar="CODE", help="mã đơn vị; không ghi thì biểu để trống tên đơn vị")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="tệp .xlsx hoặc .docx")

    def handle(self, **options: Any) -> None:
        """Exit status: 0 written, 1 the unit is not asked, 2 wrong use."""
        out: Path = options["out"]
        file_format = out.suffix.removeprefix(".").lower()
        if file_format not in FORMATS:
            known = ", ".join(f".{each}" for each in FORMATS)
            raise CommandError(f"Biểu mẫu không có dạng “{out.suffix}”; có các dạng: {known}.", returncode=2)
        call = call_named(campaign_named(options["campaign"]), options["call"])
        assert call is not None
        try:
            out.write_bytes(form_file(call, _unit_named(options["unit"]), file_format=file_format))
        except NotAskedError as refused:
            raise CommandError(str(refused), returncode=1) from refused
        except OSError as failed:
            raise CommandError(f"Không ghi được tệp {out}: {failed.strerror}.", returncode=2) from failed


def _unit_named(code: str | None) -> Unit | None:
    """None where no unit was asked for. Raises CommandError where there is none of this code."""
    unit = Unit.objects.select_related("bloc").filter(code=code).first() if code else None
    if code and unit is None:
        raise CommandError(f"Không có đơn vị mã “{code}”; `kheo match` tìm mã theo tên.", returncode=2)
    return unit
