"""`kheo issue KIND SLUG [--given KEY=VALUE]… [--as-of TIME] --out FILE`: an official paper, kept as issued."""

import unicodedata
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kheo.journal.vault import read
from kheo.management.asking import campaign_named, day_named, failure_words, instant_named
from kheo.publishing import rulesets
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.issuing import UnknownKindError, Wanted, issue
from kheo.publishing.kinds import KINDS, Kind
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
        parser.add_argument(
            "--rules",
            metavar="RULESET",
            help=f"{', '.join(rulesets.codes())}; không ghi thì theo cơ quan Đảng hay Nhà nước của đợt",
        )
        parser.add_argument("--number", type=_number, metavar="N", help="số văn bản; không ghi thì để trống")
        parser.add_argument("--dated", metavar="DATE", help="ngày ký, ví dụ 2022-10-19; không ghi thì để trống")
        parser.add_argument(
            "--given",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help=r"điều văn bản cần điền, lặp lại được; \n là xuống dòng; KEY=@tệp: đọc từ tệp; xem các KEY: --needs",
        )
        parser.add_argument("--needs", action="store_true", help="chỉ liệt kê những điều loại văn bản này cần điền")
        parser.add_argument("--out", type=Path, metavar="FILE", help="tệp .docx hoặc .xlsx")

    def handle(self, **options: Any) -> None:
        """Exit status: 0 written, 1 something the paper needs is missing, 2 wrong use."""
        campaign = campaign_named(options["campaign"])
        out: Path | None = options["out"]
        if options["needs"]:
            self._tell_needs(options["kind"])
            return
        if out is None:
            raise CommandError("Chưa ghi tệp để in ra; thêm --out FILE.", returncode=2)
        wanted = Wanted(
            kind=options["kind"],
            format=out.suffix.removeprefix(".").lower(),
            rule_set=options["rules"] or "",
            number=options["number"],
            dated=day_named(options["dated"]),
            given=_given(options["kind"], options["given"]),
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
        if rulesets.load(document.rule_set).regime != campaign.regime:
            whose = {"party": "Đảng", "state": "Nhà nước"}.get(campaign.regime, campaign.regime)
            self.stderr.write(f"Lưu ý: đợt này của cơ quan {whose} nhưng in theo bộ quy tắc {document.rule_set}.")
        self.stderr.write(f"{out}: {KINDS[document.kind].title}, dấu vân tay {document.original.sha256[:16]}")

    def _tell_needs(self, code: str) -> None:
        for need in _kind(code).needs:
            marks = " (bắt buộc)" if need.required else ""
            self.stdout.write(f"{need.key}: {need.label}{marks}. {need.help}".rstrip())


def _kind(code: str) -> Kind:
    """Raises CommandError, which names the kinds there are."""
    if code not in KINDS:
        raise CommandError(f"Không có loại văn bản “{code}”; có các loại: {', '.join(KINDS)}.", returncode=2)
    return KINDS[code]


def _given(code: str, typed: list[str]) -> dict[str, str]:
    """Answers by key, NFC. Raises CommandError for what is no answer of this kind, or a file that cannot be read."""
    known = [need.key for need in _kind(code).needs]
    given: dict[str, str] = {}
    for one in typed:
        key, sign, value = one.partition("=")
        if not sign or key not in known:
            keys = ", ".join(known) or "không cần điền gì"
            raise CommandError(
                f"Không hiểu --given “{one}”; hãy ghi KEY=VALUE, KEY là một trong: {keys}.", returncode=2
            )
        given[key] = unicodedata.normalize("NFC", _value(value))
    return given


def _value(typed: str) -> str:
    if not typed.startswith("@"):
        return typed.replace("\\n", "\n")
    path = Path(typed[1:])
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as failed:
        raise CommandError(f"Tệp {path} không phải văn bản UTF-8.", returncode=2) from failed
    except OSError as failed:
        raise CommandError(f"Không đọc được tệp {path}: {failure_words(failed)}.", returncode=2) from failed


def _number(text: str) -> int:
    """A number of the register; raises ArgumentTypeError for what cannot be one."""
    if not (text.isdecimal() and 1 <= int(text) <= LARGEST_NUMBER):
        raise ArgumentTypeError(f"số văn bản phải là số nguyên từ 1 đến {LARGEST_NUMBER}, không phải “{text}”")
    return int(text)
