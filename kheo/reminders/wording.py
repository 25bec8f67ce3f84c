"""The words of reminders: an office's own template with its places filled; a place nobody knows stays as typed."""

import re
from collections.abc import Mapping, Sequence

from kheo.campaigns.models import Campaign, Obligation
from kheo.campaigns.places import due_words
from kheo.reminders.due import Due
from kheo.reminders.models import Step
from kheo.units.models import Unit

# What a template may hold, and how the screen explains it.
PLACES = {
    "don_vi": "tên đơn vị nhận thư",
    "noi_dung": "các nội dung chưa gửi, mỗi nội dung một dòng, kèm hạn",
    "danh_sach": "các đơn vị chưa gửi và nội dung còn thiếu (chỉ trong thư báo cấp trên)",
    "dot": "tên đợt thi đua",
    "co_quan": "cơ quan gửi thư",
    "hop_thu": "hộp thư nhận",
    "duong_dan": "đường dẫn riêng của đơn vị, nếu đã cấp",
}
_PLACE = re.compile(r"\{([a-z_]+)\}")
_BLANK_LINES = re.compile(r"\n{3,}")

_GREETING = "Kính gửi: {don_vi},\n\n"
_HOW = (
    "\n\nĐơn vị gửi biểu về hộp thư {hop_thu} (trả lời thư này và đính kèm tệp là được).\n{duong_dan}\n\n"
    "Nếu đơn vị đã gửi mà vẫn nhận được thư này, xin trả lời thư để chúng tôi kiểm tra.\n\n{co_quan}\n"
)
DEFAULTS: dict[Step, tuple[str, str]] = {
    Step.HALF: (
        "Nhắc thực hiện: {dot}",
        _GREETING
        + "Đã qua nửa thời gian thực hiện “{dot}”. Đến nay chúng tôi chưa nhận được của đơn vị:\n{noi_dung}"
        + _HOW,
    ),
    Step.THREE_QUARTERS: (
        "Nhắc lần hai: {dot}",
        _GREETING
        + "Thời hạn thực hiện “{dot}” sắp hết. Đến nay chúng tôi chưa nhận được của đơn vị:\n{noi_dung}"
        + _HOW,
    ),
    Step.DAY_BEFORE: (
        "Sắp đến hạn: {dot}",
        _GREETING + "Sắp đến hạn cuối của “{dot}”. Đến nay chúng tôi chưa nhận được của đơn vị:\n{noi_dung}" + _HOW,
    ),
    Step.AFTER: (
        "Đã quá hạn: {dot}",
        _GREETING
        + "Đã quá hạn gửi theo “{dot}” mà chúng tôi chưa nhận được của đơn vị:\n{noi_dung}\n\n"
        + "Đề nghị đơn vị gửi ngay; bản gửi muộn vẫn được ghi nhận."
        + _HOW,
    ),
    Step.ESCALATE: (
        "Các đơn vị trực thuộc chưa gửi: {dot}",
        _GREETING
        + "Đã quá hạn gửi theo “{dot}”. Các đơn vị trực thuộc sau đây chưa gửi:\n{danh_sach}\n\n"
        + "Đề nghị {don_vi} đôn đốc các đơn vị trên gửi về hộp thư {hop_thu}.\n\n{co_quan}\n",
    ),
}
DEFAULT_DAYS = {Step.AFTER: 1, Step.ESCALATE: 4}


def unknown_places(text: str) -> list[str]:
    """Places of the template that nothing fills, as typed."""
    return [f"{{{name}}}" for name in dict.fromkeys(_PLACE.findall(text)) if name not in PLACES]


def said(template: str, due: Due, campaign: Campaign, links: Mapping[int, str]) -> str:
    """`links`: obligation → the unit's own link, for those that have one."""
    obligations = [duty.obligation for duty in due.duties]
    own = [f"- {one.call.title}: {links[one.pk]}" for one in obligations if one.pk in links]
    filled = {
        "don_vi": due.unit.name,
        "noi_dung": "\n".join(f"- {_owed(one)}" for one in obligations),
        "danh_sach": "\n".join(_silent_ones(obligations)),
        "dot": campaign.title,
        "co_quan": campaign.collector or campaign.organ,
        "hop_thu": campaign.email,
        "duong_dan": "\n".join(["Hoặc điền trực tiếp tại đường dẫn riêng của đơn vị:", *own]) if own else "",
    }
    text = _PLACE.sub(lambda place: filled.get(place[1], place[0]), template)
    return _BLANK_LINES.sub("\n\n", text)


def _owed(duty: Obligation) -> str:
    due = due_words(duty.due_at, duty.call.due_wording)
    again = "; bản đã gửi cần bổ sung rồi gửi lại" if duty.state == Obligation.State.RETURNED else ""
    return f"{duty.call.title} (hạn: {due}{again})"


def _silent_ones(obligations: Sequence[Obligation]) -> list[str]:
    by_unit: dict[Unit, list[str]] = {}
    for duty in obligations:
        by_unit.setdefault(duty.unit, []).append(_owed(duty))
    return [f"- {unit.name}: {'; '.join(owed)}" for unit, owed in by_unit.items()]
