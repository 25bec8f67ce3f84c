"""Which unit a person at a screen means: by code, else by the matching that reads forms."""

from collections.abc import Sequence

from kheo.units.matching import Candidate, index_for
from kheo.units.models import Unit


class NotFound(Exception):  # noqa: N818 an answer to a person
    """No unit, or several, are called so, as the text says; `candidates` are what to choose from, likeliest first."""

    def __init__(self, text: str, candidates: Sequence[Candidate] = ()) -> None:
        super().__init__(text)
        self.candidates = candidates


def unit_named(text: str, root: Unit) -> Unit:
    """The unit under `root` that the text means. Raises NotFound where that is not sure."""
    text = text.strip()
    # A unit picked from a list comes as "Tên (MÃ)".
    code = text.rpartition("(")[2].rstrip(")") if text.endswith(")") else text
    exact = Unit.objects.under(root).filter(code=code).first()
    if exact is not None:
        return exact
    found = index_for(root).match(text)
    if found.verdict == "sure":
        return Unit.objects.get(code=found.candidates[0].unit)
    if not found.candidates:
        raise NotFound(f"Không có đơn vị nào tên “{text}”.")
    near = "; ".join(f"{one.name} ({one.unit})" for one in found.candidates[:5])
    raise NotFound(f"Chưa rõ “{text}” là đơn vị nào. Gần đúng: {near}.", found.candidates[:5])
