"""The kinds of paper there are: who composes each, and in which formats it comes."""

from collections.abc import Callable
from dataclasses import dataclass

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.call_letter import composing as call_letter
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.registrations import composing as registrations
from kheo.publishing.documents.results import composing as results
from kheo.publishing.documents.urging_letter import composing as urging_letter
from kheo.publishing.papers import Paper


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title: str
    compose: Callable[[Campaign, Order], Paper]
    formats: tuple[str, ...]
    # Letters are addressed to somebody; lists are not.
    addressed: bool = False


_ALL = (
    Kind("call-letter", "Công văn phát động", call_letter.compose_paper, ("docx",), addressed=True),
    Kind("urging-letter", "Công văn đôn đốc", urging_letter.compose_paper, ("docx",), addressed=True),
    Kind("registrations", "Biểu tổng hợp đăng ký", registrations.compose_paper, ("docx", "xlsx")),
    Kind("results", "Danh sách kết quả", results.compose_paper, ("docx", "xlsx")),
)
KINDS = {kind.code: kind for kind in _ALL}
