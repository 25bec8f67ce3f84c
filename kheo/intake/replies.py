"""The answer to a sender, in plain words: it came, under which code, what is still missing and where, what follows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from kheo.campaigns.problems import Severity
from kheo.intake.models import Submission
from kheo.office.tables import place_words
from kheo.office.wording import official_moment

_OPENINGS = {
    Submission.State.RECEIVED: "Tệp đang được đọc; kết quả sẽ có ngay sau đây.",
    Submission.State.PUZZLING: "Cán bộ sẽ xem và trả lời sau; đơn vị chưa phải làm gì thêm.",
    Submission.State.RETURNED: "Tệp chưa dùng được. Đề nghị đơn vị bổ sung các điểm sau rồi gửi lại:",
    Submission.State.OPENED: "Đã mở; mỗi tệp bên trong được trả lời riêng.",
    Submission.State.ASIDE: "Cán bộ đã xem; tệp này không phải là bản trả lời công văn nên được để riêng.",
}

_ASKED = {
    Submission.State.TAKEN: frozenset({Severity.BLOCK, Severity.WARN}),
    Submission.State.RETURNED: frozenset({Severity.BLOCK, Severity.WARN}),
    Submission.State.PUZZLING: frozenset({Severity.BLOCK}),
}
_UNREADABLE = (
    "Tệp chưa dùng được và chưa rõ là của đơn vị nào. Đề nghị đơn vị xử lý các điểm sau rồi gửi lại, ghi rõ tên đơn vị:"
)


def reply(submission: Submission) -> str:
    """The whole text for one submission; its unit, call and campaign are read from it."""
    lines = [_received(submission), _state(submission)]
    lines += [f"- {line}" for line in _asked(submission.problems, submission.state)]
    lines.append(f"Khi cần hỏi, xin nêu mã {submission.code}.")
    return "\n".join(lines)


def _received(submission: Submission) -> str:
    moment = official_moment(timezone.localtime(submission.received_at))
    name = f" tệp “{submission.filename}”" if submission.filename else ""
    unit = f" của {submission.unit.name}" if submission.unit else ""
    return f"Đã nhận{name}{unit} lúc {moment}. Mã nhận: {submission.code}."


def _state(submission: Submission) -> str:
    asked = _asked(submission.problems, submission.state)
    if submission.state == Submission.State.PUZZLING and asked:
        return _UNREADABLE
    if submission.state != Submission.State.TAKEN:
        return _OPENINGS[Submission.State(submission.state)]
    title = submission.call.title if submission.call else submission.campaign.title
    if not asked:
        return f"Đã ghi nhận đầy đủ cho nội dung “{title}”. Cảm ơn đơn vị."
    return f"Đã ghi nhận cho nội dung “{title}”. Đề nghị đơn vị xem và bổ sung:"


def _asked(problems: Iterable[Mapping[str, Any]], state: str) -> list[str]:
    """What the unit can do something about; while a person looks at it, only what no person here can read either."""
    severities = _ASKED.get(Submission.State(state), frozenset())
    return [
        f"{place_words(problem['at'])}: {problem['message']}" if problem["at"] else str(problem["message"])
        for problem in problems
        if problem["severity"] in severities
    ]
