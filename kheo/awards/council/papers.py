"""What the papers of a council say, as plain lines: the answers of the kinds "council-minutes" and "council-pack" of
publishing, and the list of a decision ("recognition-decision", "commendation-decision"). Nothing here knows of layout.
"""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from kheo.awards.council.meeting import house_of
from kheo.awards.council.models import Attendance, Ballot, Meeting
from kheo.awards.council.voting import Counts, House, said
from kheo.awards.decisions.models import Decision
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal
from kheo.office.wording import count
from kheo.records.models import Entry


def minutes_answers(meeting: Meeting) -> dict[str, str]:
    """Need → what is typed there, of "council-minutes"; many lines are parted by line breaks. What is unknown is ""."""
    house = house_of(meeting)
    members = list(meeting.attendances.filter(struck_at=None))
    return {
        "starts": _moment(meeting.starts_at),
        "ends": _moment(meeting.ends_at),
        "place": meeting.place,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "present": "\n".join(_present(members, house)),
        "absent": "\n".join(_absent(members)),
        "opinions": meeting.opinions,
        "recipients": "\n".join(_voted(meeting, house)),
        "conclusion": meeting.conclusion or "\n".join(_concluded(meeting)),
    }


def pack_answers(meeting: Meeting) -> dict[str, str]:
    """Need → what is typed there, of "council-pack"."""
    return {"starts": _moment(meeting.starts_at), "recipients": "\n".join(recipient_lines(_agenda(meeting)))}


def decision_answers(decision: Decision) -> dict[str, str]:
    """The list of a decision, of "recognition-decision" and "commendation-decision"."""
    rows = Proposal.objects.filter(grants__decision=decision, grants__struck_at=None, grants__recovered_at=None)
    return {"recipients": "\n".join(recipient_lines(rows.select_related("unit", "entry").order_by("grants__pk")))}


def recipient_lines(proposals: Iterable[Proposal]) -> Iterator[str]:
    """'#15' for an entry that stands, else 'Cá nhân | họ tên | đơn vị | thành tích' (unit and entry fetched)."""
    for one in proposals:
        yield _reference(one) or " | ".join((*_named(one), _one_line(one.achievement))).rstrip(" |")


def _voted(meeting: Meeting, house: House) -> Iterator[str]:
    secret = meeting.mode == Meeting.Mode.SECRET
    for ballot in _ballots(meeting):
        one = ballot.proposal
        if ballot.agreed is None:
            result = "chưa biểu quyết"
        else:
            counts = Counts(ballot.agreed, ballot.disagreed, ballot.abstained, ballot.invalid)
            result = said(counts, house, secret=secret)
        if ballot.outcome:
            result += f"; {stages.stages()[ballot.outcome].name.lower()}"
        if ballot.reason:
            result += f" ({_one_line(ballot.reason)})"
        yield f"{_reference(one) or ' | '.join(_named(one))} | {result}"


def _concluded(meeting: Meeting) -> Iterator[str]:
    """'Được chọn khen: 02 tập thể, 01 cá nhân', by outcome."""
    found: dict[str, list[str]] = {}
    for ballot in _ballots(meeting):
        found.setdefault(ballot.outcome, []).append(ballot.proposal.subject)
    for stage in stages.outcomes():
        subjects = found.get(stage.code, [])
        words = [
            f"{count(subjects.count(subject))} {label.lower()}"
            for subject, label in Entry.Subject.choices
            if subject in subjects
        ]
        if words:
            yield f"{stage.name}: {', '.join(words)}"


def _present(members: Iterable[Attendance], house: House) -> Iterator[str]:
    yield f"{count(house.present)}/{count(house.members)} thành viên Hội đồng"
    yield from (_member(one) for one in members if one.present)


def _absent(members: Iterable[Attendance]) -> Iterator[str]:
    for one in members:
        if not one.present:
            yield _member(one) + (f" (lý do: {one.absent_reason})" if one.absent_reason else "")


def _member(one: Attendance) -> str:
    return f"{one.name}, {one.post}" if one.post else one.name


def _ballots(meeting: Meeting) -> list[Ballot]:
    rows = meeting.ballots.filter(struck_at=None)
    return list(rows.select_related("proposal__unit", "proposal__entry").order_by("pk"))


def _agenda(meeting: Meeting) -> list[Proposal]:
    return [ballot.proposal for ballot in _ballots(meeting)]


def _reference(one: Proposal) -> str:
    """Only an entry that stands can be looked up by its number, and only under the name it has there."""
    entry = one.entry
    if entry is None or not entry.current or one.name not in {entry.person_name, one.unit.name}:
        return ""
    return f"#{entry.pk}"


def _named(one: Proposal) -> tuple[str, str, str]:
    unit = one.unit.name if one.name != one.unit.name else ""
    place = ", ".join(filter(None, (one.post, unit)))
    return (Entry.Subject(one.subject).label, _one_line(one.name), _one_line(place))


def _moment(at: object) -> str:
    """As a moment is typed in publishing: 2026-10-20T08:00, local time."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}" if at else ""  # type: ignore[arg-type]


def _one_line(text: str) -> str:
    """A bar parts the fields of a line: in a text it becomes a stroke."""
    return " ".join(text.replace("|", "/").split())
