"""What a letter says in its own words: the text a reader sees, without what it quotes; its tables; links to files."""

import re
import unicodedata
from collections.abc import Iterable
from email.message import Message
from html.parser import HTMLParser

from kheo.mail.contents.parts import is_text, leaves, text_of_leaf
from kheo.mail.contents.uuencode import files_in
from kheo.mail.headers import header

MAX_TEXT = 200_000
MOST_LINKS = 10
# A table of answers has a heading and a line at least, and more than the two columns of a signature.
_FEWEST_ROWS, _FEWEST_CELLS = 2, 6
_UNSEEN = frozenset(("script", "style", "title"))
_BREAKING = frozenset(("br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "blockquote"))
# Where the letter that is answered or forwarded begins in Gmail, Outlook, Apple, Thunderbird, Zimbra; text and page.
_QUOTED = re.compile(
    r"^\s*(?:>|-{2,}\s*(?:original message|forwarded message|thư gốc|thư đã chuyển tiếp|tin nhắn gốc)|_{10,}\s*$|"
    r"(?:vào|on)\b[^\n]{5,160}(?:đã viết|wrote)\s*:|"
    r"(?:từ|from|người gửi)\s*:[^\n]{3,200}\n\s*(?:đã gửi|gửi lúc|ngày gửi|ngày|sent|date|tới|đến|to|gửi)\s*:)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_PAGE = re.compile(
    r"<blockquote\b|class=\"?(?:gmail_quote|moz-cite-prefix|yahoo_quoted|zmail_extra)|id=\"?(?:divRplyFwdMsg|appendonsend|reply-)",
    re.IGNORECASE,
)
_ROW, _CELL = re.compile(r"<tr\b", re.IGNORECASE), re.compile(r"<t[dh]\b", re.IGNORECASE)
_LINK = re.compile(
    r"https?://(?:[\w-]+\.)*(?:drive\.google\.com|docs\.google\.com|onedrive\.live\.com|1drv\.ms|sharepoint\.com|"
    r"dropbox\.com|icloud\.com|mega\.nz|we\.tl|wetransfer\.com|mediafire\.com|fshare\.vn|terabox\.com|box\.com|"
    r"zalo\.me|zdn\.vn|zaloapp\.com)/[^\s<>\"')\]]{1,300}",
    re.IGNORECASE,
)


def text_of(message: Message) -> str:
    """What the sender wrote, the plain form where there is one; forwarded letters follow with their subjects."""
    plain, rich = _bodies(message)
    texts = plain if any(text.strip() for text in plain) else [_stripped(text) for text in rich]
    texts = [files_in(text)[1] for text in texts]
    subjects = [header(inner, "subject") for inner in message.walk() if inner is not message and inner["from"]]
    lines = [" ".join(line.split()) for text in (*texts, *subjects) for line in text.splitlines()]
    return _joined(lines)[:MAX_TEXT]


def own_words(text: str) -> str:
    """The text up to what it quotes of earlier letters."""
    quoted = _QUOTED.search(text)
    return text[: quoted.start()].rstrip() if quoted else text


def table_page(message: Message) -> bytes:
    """A page with what the letter itself writes as a table, for whoever reads pages; empty where there is none."""
    for page in _bodies(message)[1]:
        quoted = _QUOTED_PAGE.search(page)
        own = page[: quoted.start()] if quoted else page
        if len(_ROW.findall(own)) >= _FEWEST_ROWS and len(_CELL.findall(own)) >= _FEWEST_CELLS:
            return b'<!DOCTYPE html><html><head><meta charset="utf-8"></head>\n' + own.encode("utf-8", "replace")
    return b""


def links_of(message: Message) -> list[str]:
    """Links to files somebody else keeps: what is behind them was not sent."""
    plain, rich = _bodies(message)
    own_pages = (page[: found.start()] if (found := _QUOTED_PAGE.search(page)) else page for page in rich)
    return _links([*(own_words(text) for text in plain), *own_pages])


def _links(texts: Iterable[str]) -> list[str]:
    found = dict.fromkeys(link.rstrip(".,;") for text in texts for link in _LINK.findall(text[:MAX_TEXT]))
    return list(found)[:MOST_LINKS]


def _bodies(message: Message) -> tuple[list[str], list[str]]:
    """The texts of a letter, plain ones and pages."""
    plain: list[str] = []
    rich: list[str] = []
    for leaf in leaves(message):
        if is_text(leaf.part):
            (rich if leaf.part.get_content_type() == "text/html" else plain).append(text_of_leaf(leaf.part))
    return plain, rich


def _joined(lines: list[str]) -> str:
    """NFC, with no more than one blank line in a row."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return unicodedata.normalize("NFC", "\n".join(kept)).strip()


class _Stripper(HTMLParser):
    """Keeps what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unseen += tag in _UNSEEN
        if tag in _BREAKING:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKING:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Line breaks in the source of a page are only spaces.
            self.seen.append(" ".join(data.split()) if data.strip() == data else f" {' '.join(data.split())} ")


def _stripped(page: str) -> str:
    stripper = _Stripper()
    stripper.feed(page)
    stripper.close()
    return "".join(stripper.seen)
