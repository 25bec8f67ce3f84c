"""Whom a letter says it is from: a claim, and what the office's own mail server found out about it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses
from itertools import takewhile

from kheo.mail.headers import decoded, headers

_HEADER = re.compile(r"^([A-Za-z-]+):\s*(.*)$", re.DOTALL)
_METHOD = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc)\s*=\s*([a-z]{2,12})", re.IGNORECASE)
_SPF = re.compile(r"^([a-z]{2,12})\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s+([A-Za-z0-9.-]+)", re.IGNORECASE)
_FROM = re.compile(r"from\b", re.IGNORECASE)
_ALWAYS_TESTING = frozenset(("google.com", "outlook.com"))
_COMMON = frozenset(("gov", "com", "org", "edu", "net", "co", "ac"))


@dataclass(frozen=True, slots=True)
class Authentication:
    """What our own server found: pass, fail, none and the like for each test; empty where it did not test."""

    server: str = ""
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""

    @property
    def is_proven(self) -> bool:
        """Does the address belong to who sent it? Only DMARC ties the tests to the address people see."""
        return self.dmarc == "pass"

    @property
    def has_failed(self) -> bool:
        return "fail" in {self.spf, self.dkim, self.dmarc}


def sender_of(message: Message) -> tuple[str, str]:
    """Address and name; none where the letter names none or more than one: nobody can be taken for the sender then.

    Split before decoding, so that a comma hidden in an encoded word makes no second sender.
    """
    found = [(name, address) for name, address in getaddresses(headers(message, "from")) if "@" in address]
    if len(found) != 1:
        return "", ""
    name, address = found[0]
    return decoded(address).lower(), decoded(name)


def authentication(kept: Iterable[str]) -> Authentication:
    """From the trace lines kept with a letter (`Name: value`, in their order), what our own server wrote and no other.

    That is what stands above the first Received line and names a host of the domain that took the letter (RFC 8601
    §5). Google and Microsoft write theirs below that line, where a sender could have written it too: taken from them
    alone, since they always write one and the topmost is theirs.
    """
    found = [(match[1].lower(), match[2]) for line in kept if (match := _HEADER.match(line))]
    ours, server = _by_our_server(found)
    results: dict[str, str] = {}
    for name, value in ours:
        if name == "authentication-results":
            results = {method.lower(): said.lower() for method, said in _METHOD.findall(f";{value}")} | results
        elif name == "received-spf" and (said := _SPF.match(value)):
            results.setdefault("spf", said[1].lower())
    return Authentication(server, results.get("spf", ""), results.get("dkim", ""), results.get("dmarc", ""))


def _by_our_server(found: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], str]:
    """The lines of the server that took the letter from outside, and its name."""
    taken = next((at for at, (name, value) in enumerate(found) if name == "received" and _FROM.match(value)), None)
    by = _BY.search(found[taken][1]) if taken is not None else None
    if taken is None or by is None:
        return [], ""
    host = by[1].lower().rstrip(".")
    ours = [line for line in found[:taken] if line[0] == "received-spf" or _names(line, host)]
    if not ours and _domain(host) in _ALWAYS_TESTING:
        below = takewhile(lambda line: line[0] != "received", found[taken + 1 :])
        ours = [line for line in below if line[0] == "authentication-results"][:1]
    return ours, host if ours else ""


def _names(line: tuple[str, str], host: str) -> bool:
    """Is this a result which names a server of the same domain as the one that took the letter?"""
    words = line[1].split(";")[0].split()
    return line[0] == "authentication-results" and bool(words) and _domain(words[0].lower()) == _domain(host)


def _domain(host: str) -> str:
    """The last two names, three where the second is a common one as in gov.vn: near enough to tell whose a host is."""
    names = host.rstrip(".").split(".")
    return ".".join(names[-3:] if len(names) > 2 and names[-2] in _COMMON else names[-2:])
