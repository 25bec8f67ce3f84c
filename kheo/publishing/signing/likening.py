"""Is the paper that came back the one that went out? Its words against those of the issued one."""

from collections import Counter
from collections.abc import Iterator

from kheo.office.wording import count, words
from kheo.publishing.papers import Annex, Paper

# So much of each must stand in the other: a signature's picture adds a few words. Measured on papers of two campaigns:
# a paper and its print share 0.99, two papers of one issuer at most 0.52.
LEAST_SHARE = 0.8
# A scan whose machine-read text is this short tells nothing.
_FEW_WORDS = 20


def unlike(paper: Paper, text: str) -> list[str]:
    """Sentences that say why the text may be another paper's; none where it is the same, or where there is no text."""
    said = words(text).split()
    if len(said) < _FEW_WORDS:
        return []
    found = []
    share = _share(paper, said)
    if share < LEAST_SHARE:
        found.append(
            f"Chữ trong tệp chỉ trùng {round(share * 100)} % với văn bản đã ban hành: có thể đây là văn bản khác."
        )
    symbol = _symbol(paper)
    if symbol and words(symbol).replace(" ", "") not in "".join(said):
        found.append(f"Không thấy số, ký hiệu {symbol} trong tệp.")
    return found


def has_text(text: str) -> bool:
    """Can the words be compared at all, or is it a picture?"""
    return len(words(text).split()) >= _FEW_WORDS


def _share(paper: Paper, said: list[str]) -> float:
    issued = Counter(words(" ".join(_texts(paper))).split())
    return (issued & Counter(said)).total() / max(1, issued.total(), len(said))


def _symbol(paper: Paper) -> str:
    head = paper.head
    return f"{count(head.number)}-{head.symbol}" if head.number and head.numbered else ""


def _texts(paper: Paper) -> Iterator[str]:
    head = paper.head
    yield from (head.parent_organ, head.organ, head.place, head.subject)
    yield from (*paper.addressees, *paper.bases, paper.text, *paper.receivers)
    yield from (*paper.signature.titles, *paper.signature.name.split("\n"))
    for annex in (*paper.annexes, *filter(None, [paper.listing])):
        yield from _table(annex)


def _table(annex: Annex) -> Iterator[str]:
    yield from (annex.title, annex.subtitle, annex.attached, annex.note)
    for line in annex.grid.lines:
        yield from line.cells
