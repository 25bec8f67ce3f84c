"""Paragraphs of the text end with a mark; headings and titles do not."""

import itertools
import re

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.departure import Departure, Departures, ending
from kheo.publishing.validating.facts import CENTRE, Line
from kheo.publishing.validating.looks import lettered

_CLOSED = re.compile(r"[.;:,!?…/][)\]”\"’]*$|[.;:,!?…/][)\]”\"’]+[.;:,!?…/]?$")
_LISTED = re.compile(r"^[-–—+•▪]")
_NUMBERED = re.compile(r"^([IVXL]+|\d+(\.\d+)*|[a-zđ])[.)]\s|^(Phần|Chương|Mục|Điều)\s")
# A heading of a lower level is light and short.
_HEADING = 90


def check(parts: Parts, _: RuleSet) -> Departures:
    """The last paragraph is judged by the mark that ends the whole text; lines of a text file end anywhere."""
    body = [line for line in parts.body if line.text.strip()]
    if not parts.formatted or parts.kind.listing:
        return
    for line, following in itertools.pairwise(body):
        text = line.text.strip()
        # A sentence that goes on below was cut by a slip of the keyboard.
        if following.text.strip()[0].islower() and not _NUMBERED.match(following.text.strip()):
            continue
        if line.last and not _CLOSED.search(text) and not _heads(line, text):
            wanted = "kết thúc bằng dấu “;” hoặc “.”" if _LISTED.match(text) else "kết thúc bằng dấu “.”"
            yield Departure("body.mark", line.at, ending(text), wanted)


def _heads(line: Line, text: str) -> bool:
    runs = lettered(line.runs)
    centred = line.setting is not None and line.setting.align == CENTRE
    if centred or text.isupper() or (runs and all(run.bold or run.italic for run in runs)):
        return True
    title = re.sub(r"^\S+\s+", "", text)
    return bool(_NUMBERED.match(text)) and (len(text) < _HEADING or title.isupper())
