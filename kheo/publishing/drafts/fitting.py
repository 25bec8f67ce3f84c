"""Whether a paper's issuer, rules and day fit together: what is refused, and what goes with a reason only.

Sentences, each of which says what to do; rules take rows and days.
"""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from kheo.office.wording import short_date, words
from kheo.publishing import rulesets
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.own_letter import CALL_LETTER
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.papers import Paper

# A paper is dated on the day it is signed; one prepared for a coming day is so far ahead at most.
FARTHEST = dt.timedelta(days=60)
# Letters that speak as the organ of the campaign.
_ITS_LETTERS = frozenset({CALL_LETTER, "urging-letter"})


def rules_for(asked: str, issuer: Issuer, day: dt.date) -> str:
    """The code of the rule set asked for, else of the issuer's regime on that day. Raises UnknownRuleSetError."""
    return rulesets.load(asked).code if asked else rulesets.of_regime(issuer.regime, day).code


def unfit(draft: Draft) -> Iterator[str]:
    """Why the draft cannot be of this issuer by these rules."""
    issuer, campaign, rules = draft.issuer, draft.campaign, rulesets.load(draft.rule_set)
    if rules.regime != issuer.regime:
        regime = Issuer.Regime(rules.regime).label
        yield (
            f"{issuer.organ} là cơ quan của {issuer.get_regime_display()}, nhưng thể thức đang chọn ({rules.source}) "
            f"là của {regime}. Chọn thể thức “Theo cơ quan ban hành”, hoặc chọn người ký của cơ quan khác."
        )
    own = (campaign.parent_organ, campaign.organ)
    if draft.kind in _ITS_LETTERS and _names(issuer.parent_organ, issuer.organ) != _names(*own):
        yield (
            f"Công văn này nói lời của {campaign.organ}, cơ quan phát động đợt; người ký đã chọn lại ký cho "
            f"{issuer.organ}. Hãy chọn người ký của cơ quan ấy, hoặc soạn loại văn bản khác."
        )


def impossible(draft: Draft, dated: dt.date, today: dt.date) -> Iterator[str]:
    """Why no reason helps a paper of that day."""
    if dated > today + FARTHEST:
        yield (
            f"Văn bản ghi ngày {short_date(dated)}, sau hôm nay hơn {FARTHEST.days} ngày: có lẽ gõ nhầm. "
            "Sửa ngày văn bản."
        )
    if draft.issuer.closed_on and dated >= draft.issuer.closed_on:
        yield (
            f"{draft.issuer.organ} thôi ban hành văn bản từ ngày {short_date(draft.issuer.closed_on)}; văn bản ngày "
            f"{short_date(dated)} phải do cơ quan khác ban hành."
        )


def unlikely(draft: Draft, paper: Paper, dated: dt.date) -> Iterator[str]:
    """Why a paper of that day goes only with a reason."""
    figures = timezone.localtime(draft.snapshot.as_of).date() if draft.snapshot else None
    if figures and dated < figures and _has_figures(draft, paper):
        yield (
            f"Văn bản ghi ngày {short_date(dated)}, trước ngày số liệu trong đó ({short_date(figures)}). Sửa ngày văn "
            "bản, hoặc lấy lại số liệu tính đến ngày sớm hơn; nếu đúng là vậy thì ghi lý do."
        )
    term = draft.issuer.term_started_on
    if term and draft.issuer.regime == Issuer.Regime.PARTY and dated < term:
        yield (
            f"Văn bản ghi ngày {short_date(dated)}, trước ngày bắt đầu nhiệm kỳ của {draft.issuer.organ} "
            f"({short_date(term)}). Sửa ngày văn bản; nếu đúng là văn bản của nhiệm kỳ trước thì ghi lý do."
        )


def _has_figures(draft: Draft, paper: Paper) -> bool:
    """The call letter's days and amounts are the campaign's own: they are of no instant."""
    tied = any(span.tied for paragraph in paper.paragraphs for span in paragraph.spans)
    return draft.kind != CALL_LETTER and bool(tied or paper.annexes or paper.listing)


def _names(*organs: str) -> tuple[str, ...]:
    return tuple(map(words, organs))
