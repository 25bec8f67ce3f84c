"""Tracked changes nobody has accepted yet: Word shows them, and so does whoever receives the file."""

from collections.abc import Iterator

from kheo.office.markup import Element
from kheo.office.word.wordml import kind

_CHANGES = {"ins": "phần thêm chưa duyệt", "del": "phần xoá chưa duyệt", "moveTo": "phần chuyển chưa duyệt"}


def tracked(paragraph: Element) -> Iterator[tuple[str, str]]:
    """(what, words) of each change in a paragraph."""
    for child in paragraph.iter(*_NAMES):
        words = "".join(each.text or "" for each in child.iter() if kind(each) in {"t", "delText"})
        yield _CHANGES[kind(child)], words


# Of transitional and of strict documents.
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_NAMES = tuple(f"{{{space}}}{name}" for space in _SPACES for name in _CHANGES)
