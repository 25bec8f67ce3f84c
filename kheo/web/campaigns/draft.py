"""The draft of a campaign as a form: the tables of its file as inputs named by their path, and back.

What each table may hold and what is wrong with it is said by campaigns.loading, whichever way it came.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from kheo.campaigns.exporting import HEAD_KEYS, LETTER_KEYS, REQUIREMENT_KEYS, TABLES, export_toml
from kheo.campaigns.models import Campaign, Requirement
from kheo.campaigns.problems import Problem
from kheo.web.campaigns.labels import CHOICES, LABELS, LONG, WIDE
from kheo.web.campaigns.labels import TABLES as TABLE_LABELS

_LISTS = {"addressees"}
MOST_ROWS = 200


@dataclass(frozen=True)
class Blank:
    """One input: `kind` is how it is typed, `problems` what the loader says about it."""

    name: str
    key: str
    value: str
    kind: str
    problems: Sequence[str]

    @property
    def label(self) -> str:
        return LABELS[self.key]

    @property
    def is_wide(self) -> bool:
        return self.key in WIDE

    @property
    def choices(self) -> list[tuple[str, str]]:
        return CHOICES.get(self.key, [])


@dataclass(frozen=True)
class Rowset:
    """One row of a table; `fresh` is the empty one at its end. Only calls hold rows of their own."""

    name: str
    order: int
    blanks: Sequence[Blank]
    fresh: bool
    inner: Sequence["Rowset"] = ()


@dataclass(frozen=True)
class TableInputs:
    name: str
    label: str
    rows: Sequence[Rowset]

    @property
    def filled(self) -> int:
        return sum(not row.fresh for row in self.rows)

    @property
    def is_open(self) -> bool:
        """What the letter mostly is, and whatever has a problem, lies open."""
        return self.name in {"calls", "sections"} or any(blank.problems for row in self.rows for blank in row.blanks)


@dataclass(frozen=True)
class Draft:
    head: Sequence[Blank]
    letter: Sequence[Blank]
    tables: Sequence[TableInputs]


def content_of_campaign(campaign: Campaign) -> dict[str, Any]:
    return tomllib.loads(export_toml(campaign))


def inputs(content: Mapping[str, Any], problems: Iterable[Problem] = ()) -> Draft:
    """The form for this content, each problem beside its input."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        path = (problem.at or "").replace("[", ".").replace("]", "")
        said.setdefault(path, []).append(problem.message)
    letter = content.get("letter", {})
    return Draft(
        [_blank(Campaign, "", key, content, said) for key in (*HEAD_KEYS, "root")],
        [_blank(Campaign, "letter.", key, letter, said) for key in (*LETTER_KEYS, "addressees")],
        [
            TableInputs(name, TABLE_LABELS[name], list(_rowsets(name, model, keys, content.get(name, []), said)))
            for name, (model, keys) in TABLES.items()
        ],
    )


def content_of_form(posted: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """The content that was typed; what the form does not show (wording) stays as it was."""
    content = _row(posted, "", Campaign, (*HEAD_KEYS, "root"))
    content["letter"] = _row(posted, "letter.", Campaign, (*LETTER_KEYS, "addressees"))
    if before.get("wording"):
        content["wording"] = before["wording"]
    for name, (model, keys) in TABLES.items():
        rows = list(_rows(posted, name, model, keys))
        if rows:
            content[name] = rows
    return content


def _rowsets(
    name: str,
    model: type[models.Model],
    keys: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    said: Mapping[str, list[str]],
) -> Iterator[Rowset]:
    for number, row in enumerate([*rows, {}]):
        path = f"{name}.{number}."
        inner: list[Rowset] = []
        if name == "calls":
            rules = row.get("requirements", [])
            inner = list(_rowsets(f"{path}requirements", Requirement, REQUIREMENT_KEYS, rules, said))
        blanks = [_blank(model, path, key, row, said) for key in keys]
        yield Rowset(path, (number + 1) * 10, blanks, number == len(rows), inner)


def _blank(
    model: type[models.Model], path: str, key: str, row: Mapping[str, Any], said: Mapping[str, list[str]]
) -> Blank:
    name = path + key
    value = row.get(key, "")
    if value == "" and path.endswith(".") and row:
        value = _usual(model, key)
    return Blank(name, key, _typed(value), _kind(model, key), said.get(name, []))


def _usual(model: type[models.Model], key: str) -> Any:
    """What a value left out of the file means."""
    column = _column(model, key)
    return column.get_default() if column is not None and column.has_default() else ""


def _typed(value: Any) -> str:
    match value:
        case bool():
            return "on" if value else ""
        case list():
            return "\n".join(str(item) for item in value)
        case dt.datetime():
            return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}" if value.tzinfo else f"{value:%Y-%m-%dT%H:%M}"
    return str(value)


def _column(model: type[models.Model], key: str) -> Any:
    return None if key in _LISTS or key in {"root", "strand"} else model._meta.get_field(key)


def _kind(model: type[models.Model], key: str) -> str:
    if key in CHOICES:
        return "choice"
    if key in _LISTS:
        return "lines"
    kinds: dict[type[Any], str] = {
        models.JSONField: "lines",
        models.BooleanField: "bool",
        models.DateTimeField: "datetime-local",
        models.DateField: "date",
        models.IntegerField: "number",
    }
    column = _column(model, key)
    found = next((kind for of, kind in kinds.items() if isinstance(column, of)), "text")
    return "long" if found == "text" and key in LONG else found


def _rows(
    posted: Mapping[str, str], name: str, model: type[models.Model], keys: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The rows typed into a table, in the order asked for, without those left empty or struck out."""
    found = []
    for number in range(MOST_ROWS):
        path = f"{name}.{number}."
        if f"{path}order" not in posted:
            break
        row = _row(posted, path, model, keys)
        if name == "calls":
            rules = list(_rows(posted, f"{path}requirements", Requirement, REQUIREMENT_KEYS))
            row |= {"requirements": rules} if rules else {}
        if row and not posted.get(f"{path}gone"):
            found.append((_order(posted[f"{path}order"]), number, row))
    yield from (row for _, _, row in sorted(found, key=lambda one: one[:2]))


def _row(posted: Mapping[str, str], path: str, model: type[models.Model], keys: Sequence[str]) -> dict[str, Any]:
    typed = {key: _value(posted.get(path + key, ""), _kind(model, key)) for key in keys}
    row = {key: value for key, value in typed.items() if value not in ("", [], False)}
    # A choice always has a value: a row where nothing else was typed is an empty row.
    return row if any(key not in CHOICES for key in row) or not path.rstrip(".").rpartition(".")[2].isdigit() else {}


def _value(text: str, kind: str) -> Any:
    """The typed text as the file would hold it; what does not fit stays text, for the loader to speak of."""
    text = text.replace("\r\n", "\n").strip()
    if kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if kind == "bool":
        return bool(text)
    read = _READ.get(kind, str)
    try:
        return read(text) if text else ""
    except ValueError:
        return text


_READ: Mapping[str, Callable[[str], Any]] = {
    "number": int,
    "date": dt.date.fromisoformat,
    "datetime-local": lambda text: timezone.make_aware(dt.datetime.fromisoformat(text)),
}


def _order(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")
