"""The answer to a sender, in plain words: it came, under which code, what is still missing and where, what follows."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from kheo.campaigns.problems import Severity
from kheo.intake.models import Submission
from kheo.office.tables import place_words
from kheo.office.wording import official_moment

State = Submission.State
_OPENINGS = {
    State.RECEIVED: "Tệp đang được đọc; kết quả sẽ có ngay sau đây.",
    State.PUZZLING: "Cán bộ sẽ xem và trả lời sau; đơn vị chưa phải làm gì thêm.",
    State.RETURNED: "Tệp chưa dùng được. Đề nghị đơn vị bổ sung các điểm sau rồi gửi lại:",
    State.OPENED: "Đã mở; mỗi tệp bên trong được trả lời riêng.",
    State.ASIDE: "Cán bộ đã xem; tệp này không phải là bản trả lời công văn nên được để riêng.",
}

_ASKED = {
    State.TAKEN: frozenset({Severity.BLOCK, Severity.WARN}),
    State.RETURNED: frozenset({Severity.BLOCK, Severity.WARN}),
    State.PUZZLING: frozenset({Severity.BLOCK}),
}
_GIVEN_BACK = "Đã đọc được tệp; cán bộ đã xem và đề nghị đơn vị bổ sung các điểm sau rồi gửi lại:"
_TAKEN_BACK = "Việc tách hoặc chuyển đến đây đã được hoàn tác; đơn vị không phải làm gì."
_UNREADABLE = (
    "Tệp chưa dùng được và chưa rõ là của đơn vị nào. Đề nghị đơn vị xử lý các điểm sau rồi gửi lại, ghi rõ tên đơn vị:"
)


def reply(submission: Submission) -> str:
    """The whole text for one submission; its unit, call and campaign are read from it."""
    lines = [_received(submission), state_words(submission)]
    lines += [f"- {line}" for line in asked(submission)]
    lines.append(f"Khi cần hỏi, xin nêu mã {submission.code}.")
    return "\n".join(lines)


def asked(submission: Submission) -> list[str]:
    """What the unit can do something about, each with its cell; while a person looks, only what nobody can read."""
    return [_line(problem) for problem in told_of(submission)]


def told_of(submission: Submission) -> list[Mapping[str, Any]]:
    """The problems that are the unit's to mend."""
    severities = _ASKED.get(State(submission.state), frozenset())
    return [problem for problem in submission.problems if problem["severity"] in severities]


def _received(submission: Submission) -> str:
    moment = official_moment(timezone.localtime(submission.received_at))
    name = f" tệp “{submission.filename}”" if submission.filename else ""
    unit = f" của {submission.unit.name}" if submission.unit else ""
    return f"Đã nhận{name}{unit} lúc {moment}. Mã nhận: {submission.code}."


def state_words(submission: Submission) -> str:
    """What became of it, in one sentence that leads on to what is asked."""
    wanting = bool(told_of(submission))
    if submission.is_taken_back:
        return _TAKEN_BACK
    if submission.state == State.PUZZLING and wanting:
        return _UNREADABLE
    if submission.state == State.RETURNED and not _is_unreadable(submission):
        return _GIVEN_BACK
    if submission.state != State.TAKEN:
        return _OPENINGS[State(submission.state)]
    title = submission.call.title if submission.call else submission.campaign.title
    if not wanting:
        return f"Đã ghi nhận đầy đủ cho nội dung “{title}”. Cảm ơn đơn vị."
    return f"Đã ghi nhận cho nội dung “{title}”. Đề nghị đơn vị xem và bổ sung:"


def _is_unreadable(submission: Submission) -> bool:
    return any(problem["severity"] == Severity.BLOCK for problem in submission.problems)


def _line(problem: Mapping[str, Any]) -> str:
    return f"{place_words(problem['at'])}: {problem['message']}" if problem["at"] else str(problem["message"])
