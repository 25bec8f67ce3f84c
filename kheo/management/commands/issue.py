"""`kheo issue KIND SLUG [--as-of TIME] [--rules RULESET] --out FILE`: an official paper, kept as issued."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kheo.journal.vault import read
from kheo.management.asking import campaign_named, day_named, failure_words, instant_named
from kheo.publishing import rulesets
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.issuing import UnknownKindError, Wanted, issue
from kheo.publishing.kinds import KINDS
from kheo.publishing.rulesets import UnknownRuleSetError

LARGEST_NUMBER = 99_999


class Command(BaseCommand):
    """Issues a paper into a file."""

    help = "In một văn bản của đợt (công văn, danh sách, biểu) đúng thể thức ra tệp .docx hoặc .xlsx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "kind", metavar="KIND", help=", ".join(f"{kind.code} ({kind.title})" for kind in KINDS.values())
        )
        parser.add_argument("campaign", metavar="SLUG")
        parser.add_argument("--as-of", metavar="TIME", help="số liệu tính đến lúc nào (mặc định: bây giờ)")
        parser.add_argument("--rules", metavar="RULESET", default=rulesets.DEFAULT, help=", ".join(rulesets.codes()))
        parser.add_argument("--number", type=_number, metavar="N", help="số văn bản; không ghi thì để trống")
        parser.add_argument("--dated", metavar="DATE", help="ngày ký, ví dụ 2022-10-19; không ghi thì để trống")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="tệp .docx hoặc .xlsx")

    def handle(self, **options: Any) -> None:
        """Exit status: 0 written, 1 something the paper needs is missing, 2 wrong use."""
        campaign = campaign_named(options["campaign"])
        out: Path = options["out"]
        wanted = Wanted(
            kind=options["kind"],
            format=out.suffix.removeprefix(".").lower(),
            rule_set=options["rules"],
            number=options["number"],
            dated=day_named(options["dated"]),
        )
        try:
            document = issue(campaign, wanted=wanted, as_of=instant_named(options["as_of"]))
            out.write_bytes(read(document.original))
        except (UnknownKindError, UnknownRuleSetError) as refused:
            raise CommandError(str(refused), returncode=2) from refused
        except CannotComposeError as lacking:
            raise CommandError(str(lacking), returncode=1) from lacking
        except OSError as failed:
            raise CommandError(f"Không ghi được tệp {out}: {failure_words(failed)}.", returncode=2) from failed
        self.stderr.write(f"{out}: {KINDS[document.kind].title}, dấu vân tay {document.original.sha256[:16]}")


def _number(text: str) -> int:
    """A number of the register; raises ArgumentTypeError for what cannot be one."""
    if not (text.isdecimal() and 1 <= int(text) <= LARGEST_NUMBER):
        raise ArgumentTypeError(f"số văn bản phải là số nguyên từ 1 đến {LARGEST_NUMBER}, không phải “{text}”")
    return int(text)
