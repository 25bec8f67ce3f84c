"""Which unit does this free text or address mean?"""

from kheo.office.wording import words


def key_of(name: str) -> str:
    """The spelling by which names are compared: folded, abbreviations written out, filler dropped."""
    return words(name)
