"""Filters of a list as they stand in the address: which are set, what each is called, and the address without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Choice:
    """One filter that is a choice: its name in the address, its label, value → what it says."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str = ""

    @property
    def said(self) -> str:
        return dict(self.options).get(self.value, self.value)


@dataclass(frozen=True)
class Pill:
    """A filter that is set; `without` is the address's query when it is taken off."""

    label: str
    said: str
    without: str


def pills(asked: QueryDict, labels: Mapping[str, str], said: Mapping[str, str]) -> list[Pill]:
    """A pill for each filter of `labels` that is set; `said` gives the words for its value."""
    found = []
    for name, label in labels.items():
        value = str(asked.get(name, ""))
        if not value:
            continue
        rest = asked.copy()
        del rest[name]
        rest.pop("page", None)
        found.append(Pill(label, said.get(name, value), rest.urlencode()))
    return found


def chosen(asked: QueryDict, name: str, options: Sequence[tuple[str, str]]) -> str:
    """The value asked for if it is one of the options, else empty: an address typed wrong filters nothing."""
    value = asked.get(name, "")
    return value if value in dict(options) else ""
