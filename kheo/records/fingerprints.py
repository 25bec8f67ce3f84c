"""The fingerprint printed on a form we made: whose it is and what it answers, which only this instance can write.

It stands in the file several times, so that one survives whatever program the form goes through.
"""

import re
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.utils.crypto import constant_time_compare, salted_hmac

# Names under which a file carries it: a property of the document, and a name of the workbook.
PROPERTY = "kheo-form"
DEFINED_NAME = "KHEO_FORM"
# The number is that of this way of writing it.
_PREFIX = "KHEO-1"
_SEAL_LENGTH = 12
_MARK = re.compile(rf"{_PREFIX}/([\w-]+)/([\w-]+)/([\w.%~-]*)/([A-Z2-7]{{{_SEAL_LENGTH}}})(?!\w)")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A form of this call (slugs) for the unit of this code; an empty code is a form for whoever fills it in."""

    campaign: str
    call: str
    unit: str = ""

    @property
    def mark(self) -> str:
        """As it stands in files: 'KHEO-1/phong-tho-2024/registration/109-01/' and the seal."""
        said = f"{_PREFIX}/{self.campaign}/{self.call}/{_written(self.unit)}"
        return f"{said}/{_seal(said)}"


def marks_in(texts: Iterable[str]) -> tuple[str, ...]:
    """What looks like a fingerprint in these texts, each once; whether it is one, `verified` says."""
    found = (mark[0] for text in texts if _PREFIX in text for mark in _MARK.finditer(text))
    return tuple(dict.fromkeys(found))


def verified(marks: Iterable[str]) -> Fingerprint | None:
    """The one fingerprint among these that this instance made; None where there is none, or two that contradict."""
    genuine = {mark for mark in marks if _is_genuine(mark)}
    if len(genuine) != 1:
        return None
    found = _MARK.fullmatch(genuine.pop())
    return Fingerprint(found[1], found[2], unquote(found[3])) if found else None


def _is_genuine(mark: str) -> bool:
    said, _, seal = mark.rpartition("/")
    return constant_time_compare(seal, _seal(said))


def _seal(said: str) -> str:
    digest = salted_hmac("kheo.records.fingerprints", said, algorithm="sha256").digest()
    return b32encode(digest)[:_SEAL_LENGTH].decode()


def _written(code: str) -> str:
    """Letters of any language stay, so that a person can read it; what would end or hide it is written as %2F."""
    return "".join(letter if letter.isalnum() or letter in "_.-~" else quote(letter, safe="") for letter in code)
