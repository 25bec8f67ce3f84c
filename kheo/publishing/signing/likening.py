"""Is the paper that came back the one that went out? Its words against those of the issued PDF."""

from collections import Counter
from collections.abc import Iterator

from kheo.office.wording import words
from kheo.publishing.papers import Annex, Paper
from kheo.publishing.phrasing import number_and_symbol
from kheo.publishing.rulesets import RuleSet

# So much of each must stand in the other. Measured on papers of two campaigns: a paper and its print share 0.99, two
# papers of one issuer at most 0.52.
LEAST_SHARE = 0.8
# What signatures print on a page: name, organ, address, hour, three times over.
_SIGNING_WORDS = 60
# A scan whose machine-read text is this short tells nothing.
_FEW_WORDS = 20


def unlike(issued: str, text: str, symbol: str) -> list[str]:
    """Sentences that say why the text may be another paper's; none where it is the same, or where there is no text.

    `issued` is the text of the issued PDF (`text_of` where there is none), `symbol` as `symbol_of` gives it.
    """
    said = words(text).split()
    if len(said) < _FEW_WORDS:
        return []
    found = []
    share = _share(words(issued).split(), said)
    if share < LEAST_SHARE:
        found.append(
            f"Chữ trong tệp chỉ trùng {round(share * 100)} % với văn bản đã ban hành: có thể đây là văn bản khác."
        )
    if symbol and words(symbol).replace(" ", "") not in "".join(said):
        found.append(f"Không thấy số, ký hiệu {symbol} trong tệp.")
    return found


def has_text(text: str) -> bool:
    """Can the words be compared at all, or is it a picture?"""
    return len(words(text).split()) >= _FEW_WORDS


def symbol_of(paper: Paper, rules: RuleSet) -> str:
    """Number and symbol as its rules print them: '52-CV/BDVHU', '52/CV-UBND'; empty for a list."""
    head = paper.head
    return number_and_symbol(head, rules).rpartition(" ")[2] if head.number and head.numbered else ""


def text_of(paper: Paper, rules: RuleSet) -> str:
    """The words of a paper that could not be printed, near to those of its print."""
    return " ".join(_texts(paper, rules))


def _share(issued: list[str], said: list[str]) -> float:
    shared = (Counter(issued) & Counter(said)).total()
    return shared / max(1, len(issued), len(said) - _SIGNING_WORDS)


def _texts(paper: Paper, rules: RuleSet) -> Iterator[str]:
    head = paper.head
    yield from (rules.header.title, rules.header.motto, symbol_of(paper, rules), head.kind, head.urgency)
    yield from (head.circulation, head.parent_organ, head.organ, head.place, head.subject)
    yield from (*paper.addressees, *paper.bases, paper.text, *paper.receivers)
    for signature in filter(None, (paper.left_signature, paper.signature)):
        yield from (*signature.titles, *signature.name.split("\n"))
    for annex in (*paper.annexes, *filter(None, [paper.listing])):
        yield from _table(annex)


def _table(annex: Annex) -> Iterator[str]:
    yield from (annex.title, annex.subtitle, annex.attached, annex.note)
    yield from (column.heading for column in annex.grid.columns)
    for line in annex.grid.lines:
        yield from line.cells
