"""What a kind of paper is, and what its folder says of it: type, needs, an example, words (words.toml)."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.needs import Need
from kheo.publishing.documents.order import Order
from kheo.publishing.papers import Paper

Compose = Callable[[Campaign, Order], Paper]


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title: str
    compose: Compose
    formats: tuple[str, ...]
    # Letters are addressed to somebody; lists are not.
    addressed: bool = False
    # Tên loại in full: the key of its series in the register. Empty: a list, which bears no number.
    type_name: str = ""
    # As printed between number and organ: "CV", "TTr".
    type_symbol: str = ""
    # What the officer fills in, and an answer to every need (of an invented office).
    needs: tuple[Need, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Texts:
    """A folder's words.toml; `words` are the sentences of its papers, with places in braces."""

    code: str
    title: str
    type_name: str = ""
    type_symbol: str = ""
    addressed: bool = False
    needs: tuple[Need, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@cache
def texts(module: str) -> Texts:
    """The words.toml beside the module of that file name."""
    data = tomllib.loads(Path(module).with_name("words.toml").read_text(encoding="utf-8"))
    return Texts(**{**data, "needs": tuple(Need(**need) for need in data.get("needs", ()))})


def kind_of(module: str, compose: Compose, *, formats: tuple[str, ...] = ("docx",)) -> Kind:
    """The kind whose folder this module stands in."""
    said = texts(module)
    return Kind(
        code=said.code,
        title=said.title,
        compose=compose,
        formats=formats,
        addressed=said.addressed,
        type_name=said.type_name,
        type_symbol=said.type_symbol,
        needs=said.needs,
        example=said.example,
    )
