"""The text of an answer: what came, what became of each file, what is missing and where, what follows."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from kheo.intake.answers.wholes import Whole
from kheo.intake.models import Submission
from kheo.intake.replies import asked, state_words
from kheo.office.wording import official_moment

State = Submission.State
MOST_POINTS = 60
_LONGEST_SUBJECT = 200
_MARKED = (
    "Gửi kèm là chính tệp của đơn vị; các ô cần xem được tô vàng và có ghi chú, ngoài ra không sửa gì. "
    "Đơn vị sửa thẳng vào tệp ấy rồi gửi lại, không phải làm lại từ đầu."
)
_WAITING = "Phần cần người xem: cán bộ sẽ xem và có thư trả lời sau; đơn vị chưa phải làm gì thêm cho phần này."
_NOTHING_LEFT = "Đơn vị không phải làm gì thêm."


def subject_of(whole: Whole) -> str:
    """'Re: …' keeps it in the thread of a letter; the code finds it again."""
    top = whole.top
    said = top.subject or (f"Tệp {top.filename}" if top.filename else top.campaign.title)
    begun = said if said.lower().startswith(("re:", "trả lời:")) else f"Re: {said}"
    return f"{begun[:_LONGEST_SUBJECT]} ({top.code})"


def body_of(whole: Whole, *, now: datetime, marked: bool, changed: Collection[str] | None = None) -> str:
    """The whole answer; `changed`: only these codes are spoken of, as an outcome that follows an earlier answer."""
    spoken = [one for one in whole.spoken_of if changed is None or one.code in changed]
    blocks = [f"Kính gửi: {_addressed(spoken)},", _opening(whole, follows=changed is not None)]
    if len(spoken) == 1:
        blocks.append("\n".join(_told(spoken[0])))
    else:
        blocks += [_section(number, one) for number, one in enumerate(spoken, start=1)]
    blocks.append("\n".join(_what_follows(spoken, now, marked=marked)))
    blocks.append(f"Khi cần hỏi, xin trả lời thư này hoặc nêu mã {whole.top.code}.")
    blocks.append(whole.top.campaign.collector or whole.top.campaign.organ)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _addressed(spoken: Sequence[Submission]) -> str:
    names = list(dict.fromkeys(one.unit.name for one in spoken if one.unit))
    return "; ".join(names[:3]) if 0 < len(names) <= 3 else "quý đơn vị"


def _opening(whole: Whole, *, follows: bool) -> str:
    top = whole.top
    if follows:
        return f"Tiếp theo thư trả lời trước về mã {top.code}: cán bộ đã xem, kết quả như sau."
    moment = official_moment(timezone.localtime(top.received_at))
    what = _what(top)
    return f"{top.campaign.organ} đã nhận {what} lúc {moment}. Mã nhận: {top.code}."


def _what(top: Submission) -> str:
    if top.channel == Submission.Channel.LETTER and top.subject:
        return f"thư “{top.subject[:_LONGEST_SUBJECT]}”"
    if top.channel == Submission.Channel.LINK:
        return "phiếu đơn vị gửi qua đường dẫn riêng"
    return f"tệp “{top.filename}”" if top.filename else "thư của đơn vị"


def _section(number: int, one: Submission) -> str:
    call = f", nội dung “{one.call.title}”" if one.call else ""
    unit = f" của {one.unit.name}" if one.unit else ""
    name = f"tệp “{one.filename}”" if one.filename else "lời thư"
    part = ", các dòng được tách riêng" if one.own_lines else f", biểu thứ {one.portion + 1} trong tệp"
    part = part if one.portion else ""
    return "\n".join([f"{number}. {name[:1].upper()}{name[1:]}{part}{unit}{call} (mã {one.code}):", *_told(one)])


def _told(one: Submission) -> Iterator[str]:
    yield state_words(one)
    points = asked(one)
    yield from (f"- {point}" for point in points[:MOST_POINTS])
    if len(points) > MOST_POINTS:
        yield f"… và {len(points) - MOST_POINTS} điểm khác."
    yield from (str(known["message"]) for known in one.problems if known["code"] == "attached_before")


def _what_follows(spoken: Sequence[Submission], now: datetime, *, marked: bool) -> Iterator[str]:
    wanting = [one for one in spoken if one.state in {State.TAKEN, State.RETURNED} and asked(one)]
    waiting = [one for one in spoken if one.state == State.PUZZLING]
    if marked:
        yield _MARKED
    dues = sorted({one.obligation.due_at for one in wanting if one.obligation})
    if dues:
        due = official_moment(timezone.localtime(dues[0]))
        ahead = dues[0] > now
        yield f"Hạn gửi bổ sung: trước {due}." if ahead else f"Hạn gửi (trước {due}) đã qua; xin gửi sớm nhất có thể."
    if waiting and len(spoken) > 1:
        yield _WAITING
    if not wanting and not waiting and any(one.state == State.TAKEN for one in spoken):
        yield _NOTHING_LEFT
