"""A campaign as the TOML file offices share: which keys it has, and the file written out.

Loading the file gives the same campaign again.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from kheo.campaigns.models import Area, Call, Campaign, LegalBasis, Section, Strand

HEAD_KEYS = ("slug", "title", "year")
LETTER_KEYS = (
    *("regime", "parent_organ", "organ", "organ_symbol", "place", "document_type", "document_symbol", "number"),
    *("issued_on", "subject", "recipients", "signer_titles", "signer_name", "collector", "email"),
)
# Array of tables in the file → its model and keys; `strand` in a row names a strand by its code.
TABLES: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "strands": (Strand, ("code", "name")),
    "bases": (LegalBasis, ("document_type", "number", "dated", "issuer", "subject", "strand")),
    "areas": (Area, ("code", "name", "synonyms", "upper_code", "strand")),
    "calls": (
        Call,
        (
            "slug",
            "title",
            "paper",
            "form_title",
            "due_at",
            "due_wording",
            "audience_kinds",
            "audience_blocs",
            "by_choice",
        ),
    ),
    "sections": (Section, ("part", "text")),
}
REQUIREMENT_KEYS = ("measure", "strength", "least", "most", "kinds", "except_kinds", "blocs", "audience_words")


def export_toml(campaign: Campaign) -> str:
    """The file's text. What is empty or as it would be anyway is left out."""
    return "\n".join(_lines(campaign)) + "\n"


def _lines(campaign: Campaign) -> Iterator[str]:
    yield from _pairs(campaign, HEAD_KEYS)
    yield f"root = {_toml(campaign.root.code)}"
    yield from ("", "[letter]")
    yield from _pairs(campaign, LETTER_KEYS)
    yield f"addressees = {_toml([addressee.text for addressee in campaign.addressees.all()])}"
    if campaign.wording:
        yield from ("", "[wording]")
        yield from (f"{_key(key)} = {_toml(value)}" for key, value in campaign.wording.items())
    for name, (_, keys) in TABLES.items():
        for row in getattr(campaign, name).all():
            yield from ("", f"[[{name}]]")
            yield from _pairs(row, keys)
            yield from _requirements(row)


def _requirements(row: models.Model) -> Iterator[str]:
    if isinstance(row, Call):
        for requirement in row.requirements.all():
            yield from ("", "[[calls.requirements]]")
            yield from _pairs(requirement, REQUIREMENT_KEYS)


def _pairs(row: models.Model, keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        value = getattr(row, key)
        column: Any = row._meta.get_field(key)
        if isinstance(value, models.Model):
            value = getattr(value, "code", "")
        usual = column.get_default() if column.has_default() else None
        # What has a default is left out where it stands at it; an emptied one must be said.
        if value != usual and (value not in (None, "", []) or column.has_default()):
            yield f"{key} = {_toml(value)}"


def _toml(value: Any) -> str:
    match value:
        case dt.datetime():
            return timezone.localtime(value).isoformat()
        case dt.date():
            return value.isoformat()
        case list():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case str():
            # JSON's escapes are TOML's, but for the delete character.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "_").isidentifier() else json.dumps(key, ensure_ascii=False)
