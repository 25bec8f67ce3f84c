"""Loads the rule sets by which papers are laid out: page, sizes, weights, spacing and set words, as data in rules/."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT = "party-05HD-2026"
_FOLDER = Path(__file__).parent / "rules"


class UnknownRuleSetError(ValueError):
    """No rule set has this code; the message names those there are."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one component of a paper is set; size in points, `caps` means written in capitals."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its margins, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    number_from_edge: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Spacing:
    """Of body paragraphs: first line in millimetres, the rest in points."""

    first_line: float
    after: float
    line: float
    line_rule: str


@dataclass(frozen=True, slots=True)
class Header:
    """The two columns at the head of page 1 (millimetres) and what stands in them; `title_length` in points."""

    left: float
    right: float
    title: str
    title_length: float
    below_organ: str
    below_kind: str


@dataclass(frozen=True, slots=True)
class Words:
    number: str
    subject: str
    addressees: str
    receivers: str
    annex: str
    attached: str
    item_end: str
    last_addressee_end: str
    last_receiver_end: str
    text_end: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    code: str
    source: str
    font: str
    language: str
    page: Sheet
    landscape: Sheet
    paragraph: Spacing
    header: Header
    words: Words
    # Beginnings of lines that state an authority to sign (T/M, K/T, T/L), set otherwise than a post.
    authorities: tuple[str, ...]
    blank_lines: int
    styles: dict[str, Style]

    def style(self, name: str) -> Style:
        return self.styles[name]


def codes() -> list[str]:
    """The codes of all rule sets there are."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@cache
def load(code: str = DEFAULT) -> RuleSet:
    """The rule set with this code. Raises UnknownRuleSetError."""
    if code not in codes():
        raise UnknownRuleSetError(f"Không có bộ quy tắc trình bày “{code}”; có các bộ: {', '.join(codes())}.")
    return _rule_set(tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8")))


def _rule_set(data: dict[str, Any]) -> RuleSet:
    return RuleSet(
        code=data["code"],
        source=data["source"],
        font=data["font"]["name"],
        language=data["font"]["language"],
        page=Sheet(**data["page"]),
        landscape=Sheet(**data["landscape"]),
        paragraph=Spacing(**data["paragraph"]),
        header=Header(**data["header"]),
        words=Words(**data["words"]),
        authorities=tuple(data["signature"]["authorities"]),
        blank_lines=data["signature"]["blank_lines"],
        styles={name: Style(**style) for name, style in data["styles"].items()},
    )
