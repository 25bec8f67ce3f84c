"""What the tests of certificates' pages share: the form of giving, and how a page is read."""

import re
from html import unescape
from typing import Any

from kheo.publishing.certificates.models import Design

NEW = "/campaigns/huyen-2024/certificates/new/"


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def giving(design: Design, recipients: str, act: str = "give", **more: object) -> dict[str, object]:
    return {
        "design": design.pk, "decision_number": "12-QĐ/HU", "decided_on": "2026-02-03", "merit": "Có thành tích",
        "numbered": "on", "recipients": recipients, "act": act, **more,
    }  # fmt: skip
