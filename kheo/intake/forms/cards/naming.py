"""What a label of a card means: a field of the paper, whose card it is, or the kind of subject it is about."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kheo.campaigns.paper import Paper
from kheo.intake.forms.labels import codes_of, meaning_of
from kheo.office.wording import words

LONGEST_LABEL = 140
_NUMBERING = re.compile(
    r"^\s*(?:[-+•*–]\s*)?(?:\(?(?:[ivx]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/:–-]+\s*)?", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\s*\(?(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/]")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_LEADING = re.compile(r"\s*(?:,|;|/|\bvà\b|\bhoặc\b|–)\s*")
_UNIT = re.compile(
    r"^(?:ten )?(?:co quan don vi|co quan|don vi|dia phuong|truong|chi bo|dang bo)"
    r"(?: (?:dang ky|bao cao|gui|lap phieu|lap|de nghi|thuc hien))*$"
)
_SENDER = re.compile(r"\b(?:dang ky|bao cao|gui|lap|lap phieu|de nghi)$|^(?:ten )?(?:co quan|dia phuong|truong)")
# Labels that yield to any other of the same field: the address of an organ is not where the model is.
_SPARE = frozenset({"dia chi", "ghi chu", "noi dung dang ky", "noi dung mo hinh"})
_COUNTED = re.compile(r"\s+(?:so\s+)?(?:\d{1,3}|thu \w+)$")
UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Name:
    """What a label stands for: `field` of the paper or UNIT; `code` where the label itself says the subject.

    `key` tells whether two labels are the same: "Mô hình 1" and "Mô hình 2" are.
    """

    label: str
    field: str
    key: str
    sure: int = 3
    code: str = ""
    sender: bool = False

    @property
    def spare(self) -> bool:
        return self.key in _SPARE


@lru_cache(maxsize=5_000)
def name_of(paper: Paper, label: str) -> Name | None:
    """What this label means, None for words that are none."""
    bare = _NUMBERING.sub("", label.strip().rstrip(":：. ")).strip()
    if not bare or len(bare) > LONGEST_LABEL or "\n" in bare:
        return None
    key = _COUNTED.sub("", words(_BRACKETS.sub(" ", bare)))
    if _UNIT.match(key):
        return Name(bare, UNIT, key, sender=bool(_SENDER.search(key)))
    subjects = codes_of(paper, "subject") if any(field.name == "subject" for field in paper.fields) else {}
    if key in subjects and key not in {"tt", "cn"}:
        return Name(bare, "subject", key, code=subjects[key])
    found = meaning_of(paper, bare)
    if found:
        return Name(bare, found.fields[0], key, found.sure)
    leading = _LEADING.split(bare, maxsplit=1)[0]
    found = meaning_of(paper, leading) if leading != bare else None
    return Name(bare, found.fields[0], key, 1) if found and found.sure > 2 else None


def is_numbered(text: str) -> bool:
    return bool(_NUMBERED.match(text))
