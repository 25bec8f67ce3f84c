"""A campaign from its TOML file: every problem at once with its key, and all of it saved or nothing.

Which keys a table may have is said in exporting.TABLES; what each must hold is what its model's field holds.
Times without a zone are local.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from kheo.campaigns.exporting import HEAD_KEYS, LETTER_KEYS, REQUIREMENT_KEYS, TABLES
from kheo.campaigns.letter_text import PARTS
from kheo.campaigns.models import Addressee, Campaign, Requirement, Strand
from kheo.campaigns.problems import Problem
from kheo.campaigns.requirements import MEASURES
from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.units.models import Unit

PAPERS = ("registration", "results", "conference")
_ALLOWED: dict[str, Sequence[str]] = {"paper": PAPERS, "part": tuple(PARTS), "measure": tuple(MEASURES)}
# What the smallest of the number columns holds.
_LARGEST = 32_767
_TOP_TABLES = ("letter", "wording", *TABLES)

# Years outside these are slips of typing; at the edges of the calendar a change of zone would overflow.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class FileRefused(Exception):  # noqa: N818 - a verdict on a file, not a mistake of ours
    """The file cannot be loaded; `problems` are all the reasons, each with its key path."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(f"{problem.at}: {problem.message}" for problem in problems))
        self.problems = problems


@dataclass
class _Draft:
    """What was read of a file so far, with everything found wrong."""

    problems: list[Problem] = field(default_factory=list)
    root: str = ""
    head: dict[str, Any] = field(default_factory=dict)
    addressees: list[str] = field(default_factory=list)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def wrong(self, problem: str, at: str, /, **details: Any) -> None:
        self.problems.append(Problem(problem, at=at, details=details))


def load_file(path: Path, *, actor: User | None = None) -> Campaign:
    """Load a campaign's TOML file. Raises FileRefused with all problems, OSError where there is no such file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        why = f"tệp phải ở bảng mã UTF-8 (byte thứ {error.start + 1})"
        raise FileRefused([Problem("file_not_toml", details={"why": why})]) from error
    return load(text, actor=actor)


def load(text: str, *, actor: User | None = None) -> Campaign:
    """Make the campaign the text describes, or update the unpublished one of the same slug. Raises FileRefused."""
    return load_content(content_of(text), actor=actor)


def content_of(text: str) -> dict[str, Any]:
    """The tables of a TOML text as plain values. Raises FileRefused where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileRefused([Problem("file_not_toml", details={"why": str(error)})]) from error


def load_content(content: Mapping[str, Any], *, actor: User | None = None) -> Campaign:
    """The same from plain values, as a screen gives them. Raises FileRefused with all problems."""
    draft = _read(content)
    with transaction.atomic():
        root = Unit.objects.filter(code=draft.root).first()
        if root is None and draft.root:
            draft.wrong("root_unknown", "root", code=draft.root)
        known = Campaign.objects.select_for_update().filter(slug=draft.head.get("slug", "")).first()
        if known is not None and known.published_at is not None:
            draft.wrong("campaign_published", "slug", slug=known.slug)
        if draft.problems or root is None:
            raise FileRefused(draft.problems)
        campaign = _save(draft, root, known)
        note("campaign.replaced" if known else "campaign.loaded", campaign, actor=actor, slug=campaign.slug)
    return campaign


def _read(content: Mapping[str, Any]) -> _Draft:
    draft = _Draft()
    _only(content, (*HEAD_KEYS, "root", *_TOP_TABLES), "", draft)
    draft.root = _text(content, "root", "", draft)
    letter = content.get("letter", {})
    if not isinstance(letter, dict):
        draft.wrong("key_wrong", "letter", key="letter", wanted="một bảng [letter]")
        letter = {}
    _only(letter, (*LETTER_KEYS, "addressees"), "letter.", draft)
    draft.head = _row(Campaign, HEAD_KEYS, content, "", draft) | _row(Campaign, LETTER_KEYS, letter, "letter.", draft)
    draft.addressees = _texts(letter, "addressees", "letter.", draft)
    draft.head["wording"] = _wording(content.get("wording", {}), draft)
    for name in TABLES:
        draft.tables[name] = list(_rows(name, content.get(name, []), draft))
    _check_codes(draft)
    return draft


def _rows(name: str, rows: Any, draft: _Draft) -> Iterator[dict[str, Any]]:
    model, keys = TABLES[name]
    for path, row in _numbered(name, rows, draft):
        _only(row, (*keys, "requirements") if name == "calls" else keys, path, draft)
        values = _row(model, keys, row, path, draft)
        if "strand" in row:
            values["strand"] = _text(row, "strand", path, draft)
        if name == "calls":
            values["requirements"] = list(_requirements(row.get("requirements", []), path, draft))
        yield values


def _requirements(rows: Any, path: str, draft: _Draft) -> Iterator[dict[str, Any]]:
    for at, row in _numbered(f"{path}requirements", rows, draft):
        _only(row, REQUIREMENT_KEYS, at, draft)
        values = _row(Requirement, REQUIREMENT_KEYS, row, at, draft)
        least, most = values.get("least"), values.get("most")
        if least is None and most is None:
            draft.wrong("bounds_missing", at.removesuffix("."))
        elif least is not None and most is not None and least > most:
            draft.wrong("bounds_crossed", at.removesuffix("."), least=least, most=most)
        yield values


def _numbered(name: str, rows: Any, draft: _Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        key = name.rpartition(".")[2]
        draft.wrong("key_wrong", name, key=key, wanted=f"các bảng [[{key}]]")
        return
    for number, row in enumerate(rows):
        yield f"{name}[{number}].", row


def _row(
    model: type[models.Model], keys: Sequence[str], row: Mapping[str, Any], path: str, draft: _Draft
) -> dict[str, Any]:
    """The values of a table's keys as the model's fields want them; what is wrong or missing is left out and said."""
    values = {}
    for key in keys:
        column: models.Field[Any, Any] = model._meta.get_field(key)  # type: ignore[assignment]
        if key == "strand":
            continue
        if key not in row:
            if not (column.blank or column.has_default()):
                draft.wrong("key_missing", path + key, key=key)
        elif (value := _value(column, row[key], path, draft)) is not None:
            values[key] = value
    return values


def _value(column: "models.Field[Any, Any]", value: Any, path: str, draft: _Draft) -> Any:
    """The value for the column, or None where it does not fit."""
    match column:
        case models.JSONField():
            return _texts({column.name: value}, column.name, path, draft)
        case models.DateTimeField() if isinstance(value, dt.datetime) and FIRST_YEAR <= value.year <= LAST_YEAR:
            return value if timezone.is_aware(value) else timezone.make_aware(value)
        case models.CharField() | models.TextField() if isinstance(value, str):
            return _words(column, _tidied(value), path, draft)
    if _fits(column, value):
        return value
    draft.wrong("key_wrong", path + column.name, key=column.name, wanted=_wanted(column))
    return None


def _fits(column: "models.Field[Any, Any]", value: Any) -> bool:
    """Is it what the column holds as it is? (Python counts True as a number and an instant as a day.)"""
    if isinstance(column, models.DateTimeField):
        return False
    whole = type(value) is int and 0 <= value <= _LARGEST
    return (
        (isinstance(column, models.BooleanField) and type(value) is bool)
        or (isinstance(column, models.IntegerField) and whole)
        or (isinstance(column, models.DateField) and type(value) is dt.date)
    )


def _wanted(column: "models.Field[Any, Any]") -> str:
    names = {
        models.BooleanField: "true hoặc false",
        models.IntegerField: "một số nguyên không âm",
        models.DateTimeField: "ngày kèm giờ, ví dụ 2024-02-01T00:00:00+07:00",
        models.DateField: "ngày không kèm giờ, ví dụ 2024-01-23",
    }
    return next((words for kind, words in names.items() if isinstance(column, kind)), "chữ trong dấu ngoặc kép")


def _words(column: "models.Field[Any, Any]", value: str, path: str, draft: _Draft) -> str | None:
    key = column.name
    if not value and not column.blank:
        draft.wrong("key_missing", path + key, key=key)
        return None
    if column.max_length and len(value) > column.max_length:
        draft.wrong("value_too_long", path + key, key=key, length=len(value), most=column.max_length)
        return None
    allowed = _ALLOWED.get(key) or [code for code, _ in column.flatchoices]
    slug = isinstance(column, models.SlugField)
    if (allowed and value not in allowed) or (slug and not _is_slug(value)):
        choice = ", ".join(allowed) if allowed else "chữ thường không dấu, chữ số và gạch nối"
        draft.wrong("value_not_allowed", path + key, key=key, value=value, allowed=choice)
        return None
    return value


def _text(row: Mapping[str, Any], key: str, path: str, draft: _Draft) -> str:
    if key not in row:
        draft.wrong("key_missing", path + key, key=key)
    elif not isinstance(row[key], str):
        draft.wrong("key_wrong", path + key, key=key, wanted="chữ trong dấu ngoặc kép")
    else:
        return _tidied(row[key])
    return ""


def _texts(row: Mapping[str, Any], key: str, path: str, draft: _Draft) -> list[str]:
    value = row.get(key, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [_tidied(item) for item in value]
    draft.wrong("key_wrong", path + key, key=key, wanted='danh sách chữ, ví dụ ["xã", "thị trấn"]')
    return []


def _wording(table: Any, draft: _Draft) -> dict[str, str]:
    if not isinstance(table, dict):
        draft.wrong("key_wrong", "wording", key="wording", wanted="một bảng [wording]")
        return {}
    return {key: _text(table, key, "wording.", draft) for key in table}


def _only(row: Mapping[str, Any], keys: Sequence[str], path: str, draft: _Draft) -> None:
    for key in row:
        if key not in keys:
            draft.wrong("key_unknown", path + key, key=key, known=", ".join(keys))


def _check_codes(draft: _Draft) -> None:
    for name, key in (("strands", "code"), ("areas", "code"), ("calls", "slug")):
        seen: set[str] = set()
        for number, row in enumerate(draft.tables[name]):
            if (code := row.get(key, "")) in seen:
                draft.wrong("value_twice", f"{name}[{number}].{key}", value=code)
            seen.add(code)
    strands = {row.get("code") for row in draft.tables["strands"]}
    for name in ("bases", "areas"):
        for number, row in enumerate(draft.tables[name]):
            if row.get("strand") and row["strand"] not in strands:
                draft.wrong("strand_unknown", f"{name}[{number}].strand", code=row["strand"])


def _tidied(value: str) -> str:
    # A null character can be written in TOML and not be stored by PostgreSQL.
    return tidy(value.replace("\x00", ""))


def _is_slug(value: str) -> bool:
    return value.replace("-", "").isalnum() and value.isascii() and value == value.lower()


def _save(draft: _Draft, root: Unit, known: Campaign | None) -> Campaign:
    """Write the campaign and all its rows anew; the rows of an unpublished campaign are cited by nothing."""
    campaign = Campaign(root=root, **draft.head)
    if known is not None:
        campaign.pk = known.pk
        for rows in (known.bases, known.areas, known.strands, known.addressees, known.sections, known.calls):
            rows.all().delete()
    campaign.save()
    strands: dict[str, Strand] = {}
    for name, (model, _) in TABLES.items():
        for position, row in enumerate(draft.tables[name]):
            requirements = row.pop("requirements", [])
            if "strand" in row:
                row["strand"] = strands.get(row["strand"])
            made = model(campaign=campaign, position=position, **row)
            made.save()
            if isinstance(made, Strand):
                strands[made.code] = made
            for place, requirement in enumerate(requirements):
                Requirement.objects.create(call_id=made.pk, position=place, **requirement)
    Addressee.objects.bulk_create(
        Addressee(campaign=campaign, position=position, text=text) for position, text in enumerate(draft.addressees)
    )
    return campaign
