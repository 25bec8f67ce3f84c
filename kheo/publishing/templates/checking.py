"""Checks an uploaded template before anything else touches it: every fault a sentence that says where it is."""

from kheo.confinement.pool import Refused, shared
from kheo.publishing import rulesets
from kheo.publishing.kinds import KINDS
from kheo.publishing.templates.confined.examining import EXAMINE
from kheo.publishing.templates.confined.rendering import job
from kheo.publishing.templates.filling import CannotFillError, fill
from kheo.publishing.templates.sampling import sample_paper
from kheo.publishing.templates.tags import required, shape


def faults(template: bytes, kind_code: str) -> list[str]:
    """Vietnamese sentences, none where the template can be used for this kind of `kinds.KINDS`. Raises KeyError.

    The file is opened in a confined process only. Tags that Word split over runs are joined silently; a template
    without faults was filled once with an invented paper.
    """
    kind = KINDS[kind_code]
    answer = shared().one(EXAMINE, job({"shape": shape(kind), "required": required(kind)}, template))
    if isinstance(answer, Refused):
        return [answer.why if answer.why.endswith(".") else f"Không kiểm tra được tệp: {answer.why}."]
    found: list[str] = answer
    return found or _tried(template, kind_code)


def _tried(template: bytes, kind_code: str) -> list[str]:
    """What only shows when it is filled: an index beyond a list, a result that is too long."""
    try:
        fill(template, sample_paper(KINDS[kind_code]), rulesets.load())
    except CannotFillError as error:
        return [str(error)]
    return []
