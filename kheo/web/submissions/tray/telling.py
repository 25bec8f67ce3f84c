"""What a submission was taken for, why, and what is left to do: the words of the tray."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from kheo.campaigns.models import Obligation
from kheo.intake.models import Submission
from kheo.intake.taking import KINDS
from kheo.web.submissions.tray.authenticity import authenticity_of

State = Submission.State
# The first problem found of these says what a person has to do.
_LEFT = {
    "unknown_unit": "Chọn đơn vị",
    "unsure_unit": "Xác nhận đơn vị",
    "unsure_call": "Chọn nội dung trả lời",
    "no_attachment": "Đọc thư, nhập thay nếu cần",
    "no_form": "Xem tệp, nhập thay nếu cần",
    "not_asked": "Xem: đơn vị không phải gửi",
    "stumbled": "Đọc lại",
    "attached_before": "Xem tệp đã nhận trước",
}
_BY_STATE = {State.RECEIVED: "Máy đang đọc", State.RETURNED: "Chờ đơn vị gửi lại", State.PUZZLING: "Xem và quyết định"}


@dataclass(frozen=True)
class Told:
    """One line of what a submission was taken for: what, and why."""

    label: str
    said: str
    why: str = ""
    tone: str = ""


def left(one: Submission, *, gone_by: bool = False) -> str:
    """What is left to do with it, in a few words; nothing where it is done, or another came in its place."""
    if gone_by:
        return ""
    if one.state == State.PUZZLING:
        codes = {problem["code"] for problem in one.problems}
        return next((said for code, said in _LEFT.items() if code in codes), _BY_STATE[State.PUZZLING])
    if one.state == State.TAKEN and waits(one):
        return "Chấp nhận hoặc trả lại"
    return _BY_STATE.get(State(one.state), "")


def left_of(parts: Sequence[Submission], instead: Container[int] = ()) -> str:
    """What is left of a letter: of what it brought; `instead`: those another came in the place of."""
    waiting = sum(bool(left(part, gone_by=part.pk in instead)) for part in parts)
    return f"Còn {waiting} tệp kèm cần xem" if waiting else ""


def waits(one: Submission) -> bool:
    """Taken, and its duty waits for a person."""
    duty = one.obligation
    return duty is not None and duty.state == Obligation.State.RECEIVED and duty.received_at == one.received_at


def told(one: Submission) -> list[Told]:
    """Whose, for what, by which signs; how it came, and whether its sender is who they say."""
    return list(_told(one))


def why_unit(one: Submission) -> str:
    """The signs by which the unit was recognised, or who said so."""
    if one.unit is None:
        return ""
    if one.channel == Submission.Channel.LINK:
        return "gửi qua đường dẫn riêng của đơn vị"
    if one.decided_by is not None:
        return f"{one.decided_by.get_full_name() or one.decided_by.get_username()} xác định"
    return next((guess["why"] for guess in one.guesses if guess["unit"] == one.unit.code), "")


def likely(one: Submission) -> str:
    """Where nothing is sure, the likeliest guess."""
    return str(one.guesses[0]["name"]) if one.guesses and one.unit_id is None and one.state == State.PUZZLING else ""


def _told(one: Submission) -> Iterator[Told]:
    if one.unit is not None:
        yield Told("Đơn vị", one.unit.name, why_unit(one))
    elif likely(one):
        yield Told("Đơn vị", f"chưa rõ, có thể là {likely(one)}", one.guesses[0]["why"])
    elif one.state not in {State.OPENED, State.RECEIVED}:
        yield Told("Đơn vị", "chưa rõ")
    paper = KINDS.get((one.reading or {}).get("paper") or "")
    if paper is not None:
        yield Told("Loại biểu", paper.PAPER.title, "theo các cột đọc được")
    if one.call is not None:
        yield Told("Nội dung", one.call.title, _why_call(one))
    if one.mailbox is not None:
        yield Told("Hộp thư", one.mailbox.address)
    yield from _sender(one)


def _why_call(one: Submission) -> str:
    reading = one.reading or {}
    if one.call is None or reading.get("paper") != one.call.paper:
        return "được chọn khi gửi" if one.channel != Submission.Channel.LETTER else "được chọn"
    return "theo mã biểu in sẵn hoặc loại biểu" if reading.get("marks") else "theo loại biểu"


def _sender(one: Submission) -> Iterator[Told]:
    if one.channel != Submission.Channel.LETTER:
        return
    if one.automatic:
        yield Told("Thư tự động", "do máy viết hoặc gửi hàng loạt; không trả lời thư này", tone="plain")
    found = authenticity_of(_texts(one.authenticity))
    if found is None:
        yield Told("Xác thực", "thư không mang kết quả kiểm tra người gửi")
    else:
        yield Told("Xác thực", found.said, found.details, found.tone)


def _texts(lines: object) -> Sequence[str]:
    return [str(line) for line in lines] if isinstance(lines, list) else []
