"""What a letter may cost, judged on the raw bytes: the parser takes gigabytes for a few hostile kilobytes."""

import re

from kheo.confinement.refusal import Refusal

MAX_HEADERS = 256 * 1024
MAX_HEADER = 16 * 1024
MAX_PARTS = 300
MAX_CONTAINERS = 20

_CONTAINER = re.compile(rb"^content-type:\s*(?:multipart/|message/)", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary\*?\d*\*?\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
# A header begins at the start of a line that is no continuation.
_HEADER_START = re.compile(rb"\r?\n(?![ \t])")


def check(data: bytes) -> None:
    """Refusal where the headers, the parts or the containers are more than any real letter has."""
    end = _BLANK_LINE.search(data)
    block = data[: end.start()] if end else data
    if len(block) > MAX_HEADERS or any(len(one) > MAX_HEADER for one in _HEADER_START.split(block)):
        raise Refusal("hostile_file", "phần đầu thư dài bất thường")
    if len(_CONTAINER.findall(data)) > MAX_CONTAINERS:
        raise Refusal("hostile_file", "thư lồng nhau quá nhiều tầng")
    boundaries = {quoted or bare for quoted, bare in _BOUNDARY.findall(data)}
    if len(boundaries) > MAX_PARTS or sum(data.count(b"\n--" + one) for one in boundaries) > MAX_PARTS:
        raise Refusal("hostile_file", "thư có quá nhiều phần")


def check_header(text: str) -> None:
    """The same bound for the headers of parts, which `check` does not see one by one."""
    if len(text) > MAX_HEADER:
        raise Refusal("hostile_file", "phần đầu thư dài bất thường")
