"""Template tags and filters of the screens: moments, days, counts and states in Vietnamese."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kheo.awards.appraisal.rules import said as points_said
from kheo.campaigns.models import Obligation, Requirement
from kheo.campaigns.requirements import MEASURES
from kheo.intake.models import Submission
from kheo.office.tables import place_words
from kheo.office.wording import count, official_date, short_date, thousands
from kheo.post.models import Outgoing
from kheo.publishing.kinds import KINDS
from kheo.web.cells import anchor, short_place

register = template.Library()

_STATES = dict(Obligation.State.choices) | {
    state.value: state.label for state in Submission.State if state.value not in Obligation.State.values
}
_PAPERS = {"registration": "Đăng ký", "results": "Báo cáo kết quả", "conference": "Hội nghị"}


@register.filter
def moment(at: dt.datetime | None) -> str | SafeString:
    """'09:15, 30/01/2024' in local time."""
    if at is None:
        return "–"
    local = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), f"{local:%H:%M, %d/%m/%Y}")


@register.filter
def day(at: dt.date | None) -> str:
    if isinstance(at, dt.datetime):
        at = timezone.localtime(at)
    return f"{at:%d/%m/%Y}" if at else "–"


@register.filter
def short_day(at: dt.date | None) -> str:
    """'05/3/2026', as official papers write it."""
    return short_date(at) if at else "–"


@register.filter
def figure(number: int | None) -> str:
    return thousands(number) if number is not None else "–"


@register.filter
def points(value: Decimal | None) -> str:
    """'85,33' for a score; nothing was scored: '–'."""
    return points_said(value) if value is not None else "–"


@register.filter
def state_words(state: str) -> str:
    return str(_STATES.get(state, state))


@register.filter
def submission_words(state: str) -> str:
    return str(Submission.State(state).label)


_LETTER_BADGES = {
    Outgoing.State.HELD: "warn",
    Outgoing.State.QUEUED: "received",
    Outgoing.State.SENDING: "received",
    Outgoing.State.SENT: "accepted",
    Outgoing.State.UNSURE: "puzzling",
    Outgoing.State.FAILED: "block",
    Outgoing.State.BOUNCED: "returned",
    Outgoing.State.CANCELLED: "aside",
}


@register.filter
def letter_badge(state: str) -> str:
    """Which badge the state of a letter that goes out wears."""
    return _LETTER_BADGES[Outgoing.State(state)]


@register.filter
def paper_words(paper: str) -> str:
    return _PAPERS.get(paper, paper)


@register.filter
def short_words(short: Iterable[Mapping[str, Any]]) -> str:
    """'thiếu 01 cá nhân (có 1, cần 2)' for what an answer is short of."""
    return "; ".join(
        f"thiếu {count(one['needs'] - one['has'])} {MEASURES.get(one['rule'], one['rule'])}"
        f" (có {one['has']}, cần {one['needs']})"
        for one in short
    )


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key, "")


@register.filter
def is_row(asked: str, number: int) -> bool:
    """Is it this row that the address asks to edit?"""
    return asked == str(number)


@register.filter
def share(part: int, whole: int) -> str:
    """'62 %'; rounded down, so that 100 % means all."""
    return f"{100 * part // whole} %" if whole else "–"


register.filter("anchor", anchor)
register.filter("place_words", place_words)
register.filter("short_place", short_place)


@register.filter
def paper_kind(kind: str) -> str:
    """The title of a kind of issued paper."""
    return KINDS[kind].title if kind in KINDS else kind


@register.filter
def long_day(at: dt.date) -> str:
    return official_date(at)


@register.filter
def rule_words(rule: Requirement) -> str:
    """'ít nhất 02 cá nhân – đảng bộ các xã, thị trấn' for a requirement."""
    measured = MEASURES.get(rule.measure, rule.measure)
    limits = [f"{said} {count(limit)}" for said, limit in (("ít nhất", rule.least), ("nhiều nhất", rule.most)) if limit]
    said = f"{rule.least} % {measured}" if rule.measure == "coverage" else f"{', '.join(limits)} {measured}"
    whom = rule.audience_words or ", ".join([*rule.kinds, *rule.blocs])
    if not whom and rule.except_kinds:
        whom = "trừ " + ", ".join(rule.except_kinds)
    return f"{said} – {whom}" if whom else said
