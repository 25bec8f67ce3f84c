"""Unicode typed back into TCVN3 and VNI, as runs with their fonts the way readers meet them."""

from kheo.demo.samples.legacy import runs_of
from kheo.office.encodings.judging import Run


def tcvn3(text: str) -> list[Run]:
    """Runs in .VnTime; capitals with marks, for which it has no sign, as small letters in .VnTimeH."""
    return [(letters, font) for font, letters in runs_of(text, "tcvn3")]


def vni(text: str) -> list[Run]:
    return [(letters, font) for font, letters in runs_of(text, "vni")]
