"""`kheo validate FILE.docx [--rules RULESET] [--json]`: what in a paper departs from its rule set; no database."""

import json
import sys
from argparse import ArgumentParser
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from kheo.confinement.pool import Readers
from kheo.management.asking import failure_words
from kheo.publishing import rulesets
from kheo.publishing.rulesets import RuleSet, UnknownRuleSetError
from kheo.publishing.validating.articles import article, grouped
from kheo.publishing.validating.departures import MOST_BYTES, CannotReadError, Departure, departures

DEPARTS = 1
UNREADABLE = 2


class Command(BaseCommand):
    """Compares a paper with a rule set."""

    help = "Soát thể thức một văn bản .docx (hoặc phần chữ của nó trong .txt) theo một bộ quy tắc trình bày."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .docx hoặc .txt")
        parser.add_argument("--rules", metavar="RULESET", default=rulesets.DEFAULT, help=", ".join(rulesets.codes()))
        parser.add_argument("--json", action="store_true", help='in [{"rule", "at", "found", "wanted"}]')

    def handle(self, **options: Any) -> None:
        """Exit status: 0 nothing departs, 1 something does, 2 cannot be read or wrong use."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        path: Path = options["file"]
        try:
            rules = rulesets.load(options["rules"])
            with Readers(1) as readers:
                found = departures(_bytes_of(path), rules, readers=readers, name=path.name)
        except UnknownRuleSetError as unknown:
            self._refuse(str(unknown))
        except CannotReadError as refused:
            self._refuse(f"{path}: {refused}")
        except OSError as failed:
            self._refuse(f"không mở được tệp {path}: {failure_words(failed)}.")
        self.stdout.write(_json(found, rules) if options["json"] else _listing(path, found, rules))
        if found:
            sys.exit(DEPARTS)

    def _refuse(self, sentence: str) -> NoReturn:
        """As the program itself refuses: a sentence, without the name of an exception before it."""
        self.stderr.write(f"kheo: {sentence}")
        sys.exit(UNREADABLE)


def _bytes_of(path: Path) -> bytes:
    """The file; one byte more than may be read tells that it is too large."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _json(found: list[Departure], rules: RuleSet) -> str:
    """`rule` is the code and its article: 'number.colon (Hướng dẫn 05-HD/VPTW, Phần II, mục I.3)'."""
    plain = [
        {"rule": f"{one.rule} ({article(one.rule, rules)})", "at": one.at, "found": one.found, "wanted": one.wanted}
        for one in found
    ]
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _listing(path: Path, found: list[Departure], rules: RuleSet) -> str:
    if not found:
        return f"{path}: đúng thể thức theo {rules.source}."
    lines = [f"{path}: {len(found)} chỗ khác với {rules.source}."]
    for group in grouped(found, rules):
        lines.append(f"{group.place}:")
        for one, place in group.departures:
            lines += [f"  {one.at}: {one.found}", f"    đúng quy định: {one.wanted} [{one.rule}; {place}]"]
    return "\n".join(lines)
