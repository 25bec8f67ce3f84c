"""How names and reasons are kept: on one line, and folded to the key by which the same one is found again."""

from kheo.office.wording import tidy, words


def key_of(name: str) -> str:
    """By which the same person or collective is found again."""
    return words(name)[:250]


def said(text: str, most: int = 500) -> str:
    """On one line, no longer than the column."""
    return " ".join(tidy(text).split())[:most]
