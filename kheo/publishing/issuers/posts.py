"""Posts and bodies as the rules on signatures tell them apart; words are compared without tones and case."""

import tomllib
from functools import cache
from pathlib import Path

from kheo.office.wording import tidy, words

_FILE = Path(__file__).with_name("posts.toml")


def is_collective(organ: str) -> bool:
    """A body that decides together (cấp uỷ, uỷ ban kiểm tra, hội đồng, đại hội): it signs T/M (05-HD/VPTW 7.1.1a)."""
    return begins(organ, "collectives")


def is_steering(organ: str) -> bool:
    """A ban chỉ đạo, tiểu ban or hội đồng (05-HD/VPTW 7.1.4đ)."""
    return begins(organ, "steering")


def is_cell(organ: str) -> bool:
    return begins(organ, "cells")


def is_deputy(post: str) -> bool:
    said = f" {words(post)} "
    return any(f" {words(one)} " in said for one in _data()["deputies"])


def is_in(post: str, group: str) -> bool:
    """The post, without "Thường trực" and the like after it, is one of that group of posts.toml."""
    return _bare(words(post)) in _folded(group)


def begins(text: str, group: str) -> bool:
    said = f"{words(text)} "
    return any(said.startswith(f"{one} ") for one in _folded(group))


def organ_in(post: str) -> str:
    """What in the post names an organ ("Trưởng ban Tổ chức" → "Tổ chức"); empty: none, or a post we do not know."""
    typed = post.split()
    said = words(post)
    stem = max((one for one in _folded("known") if f"{said} ".startswith(f"{one} ")), key=len, default="")
    if not stem or _bare(said) == stem:
        return ""
    return " ".join(typed[len(stem.split()) :])


def head_of(post: str) -> str:
    """The post a deputy's stands under: "Phó Chủ tịch Thường trực" → "Chủ tịch"; empty where it is not said so."""
    first, *rest = post.split() or [""]
    if words(first) != "pho":
        return ""
    kept = _bare(words(" ".join(rest))).split()
    return " ".join(rest[: len(kept)])


def honorific_in(name: str) -> str:
    """What stands before a name and never belongs there ("TS.", "Đại tá", "ông"); empty: nothing (05-HD/VPTW 7.1.3)."""
    said = " ".join(tidy(name).split())
    found = max((one for one in _data()["honorifics"] if _leads(said.casefold(), one)), key=len, default="")
    return said[: len(found)]


def small_in(name: str) -> str:
    """The name with a capital to each syllable, where it was typed with small ones; empty: it is right."""
    said = " ".join(tidy(name).split())
    right = " ".join(one[:1].upper() + one[1:] for one in said.split())
    return "" if right == said else right


def _leads(said: str, word: str) -> bool:
    """Tones count here: Bà is no part of a name, Bá is one."""
    return said.startswith(word) and not said[len(word) : len(word) + 1].isalnum() and said != word


def _bare(said: str) -> str:
    for suffix in _folded("suffixes"):
        said = said.removesuffix(f" {suffix}")
    return said


@cache
def _folded(group: str) -> frozenset[str]:
    return frozenset(words(one) for one in _data()[group])


@cache
def _data() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return found
