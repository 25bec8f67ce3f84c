"""The kinds of paper there are: who composes each, and in which formats it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.call_letter import composing as call_letter
from kheo.publishing.documents.needs import Need
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
    # Tên loại in full: the key of its series in the register. Empty: a list, which bears no number.
    type_name: str = ""
    # As printed between number and organ: "CV", "TTr".
    type_symbol: str = ""
    # What the officer fills in, and an answer to every need (of an invented office).
    needs: tuple[Need, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)


_LETTER: Any = {"type_name": "Công văn", "type_symbol": "CV"}
_ALL = (
    Kind("call-letter", "Công văn phát động", call_letter.compose_paper, ("docx",), addressed=True, **_LETTER),
    Kind("urging-letter", "Công văn đôn đốc", urging_letter.compose_paper, ("docx",), addressed=True, **_LETTER),
    Kind("registrations", "Biểu tổng hợp đăng ký", registrations.compose_paper, ("docx", "xlsx")),
    Kind("results", "Danh sách kết quả", results.compose_paper, ("docx", "xlsx")),
)
KINDS = {kind.code: kind for kind in _ALL}
