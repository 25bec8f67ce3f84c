"""An office of any size made in bulk, for measuring: units in blocs, a published campaign, answers and entries."""

import datetime as dt
import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from kheo.campaigns.models import Area, Call, Campaign, Obligation, Requirement
from kheo.demo.forms import registration_form
from kheo.intake import doors, pipeline
from kheo.intake.models import Submission
from kheo.journal.models import Original
from kheo.office.wording import words
from kheo.records.models import Entry, Registration
from kheo.units.matching import key_of
from kheo.units.models import Bloc, Membership, Role, Unit
from kheo.units.tree import found, step

_BLOCS, _AREAS, _BATCH = 12, 5, 2_000
# Three units of four have answered; half a million entries are what the whole country makes in five years.
_MOST_ENTRIES = 500_000
_STARTED = dt.datetime(2024, 1, 23, 8, tzinfo=dt.UTC)
_DEEDS = ("Nuôi giống lúa", "Đường hoa nông thôn", "Tiếng kẻng an ninh", "Xóa bỏ hủ tục", "Vườn rau sạch", "Hiến đất")


@dataclass(frozen=True)
class LargeOffice:
    officer: User
    campaign: Campaign
    bloc: Bloc
    submission: Submission
    units: int
    entries: int


def make_large_office(units: int) -> LargeOffice:
    """`units` units with about four entries each; the last of them came through the door with a real file."""
    root = found(code="H", name="Tỉnh ủy Thử Nghiệm", kind="tỉnh")
    officer = User.objects.create_user("officer")
    Membership.objects.create(user=officer, unit=root, role=Role.OFFICER)
    blocs = [Bloc.objects.create(name=f"Khối {number + 1}", position=number) for number in range(_BLOCS)]
    campaign, calls, areas = _campaign(root)
    made = _keep(Unit, (_unit(number, root, blocs) for number in range(units)))
    answered = {
        call.pk: _keep(Obligation, (_duty(number, unit, call) for number, unit in enumerate(made))) for call in calls
    }
    duties = [duty for duty in answered[calls[0].pk] if duty.received_at]
    originals = _keep(Original, (_original(duty) for duty in duties))
    _keep(Submission, (_submission(*pair, campaign) for pair in zip(duties, originals, strict=True)))
    registrations = _keep(Registration, (_registration(*pair) for pair in zip(duties, originals, strict=True)))
    number_of_entries = min(units * 25 // 6, _MOST_ENTRIES)
    for start in range(0, number_of_entries, _BATCH):
        numbers = range(start, min(start + _BATCH, number_of_entries))
        Entry.objects.bulk_create(
            [_entry(number, registrations[number % len(registrations)], campaign, areas) for number in numbers]
        )
    submission = _real_answer(next(unit for number, unit in enumerate(made) if number % 4 == 0), campaign, calls[0])
    return LargeOffice(officer, campaign, blocs[3], submission, units, number_of_entries)


def _campaign(root: Unit) -> tuple[Campaign, list[Call], list[Area]]:
    campaign = Campaign.objects.create(
        slug="large", title="Dân vận khéo 2024", year=2024, root=root, organ="Ban Dân vận", organ_symbol="BDVTU",
        place="Thử", subject="đăng ký", published_at=_STARTED,
    )  # fmt: skip
    due = _STARTED + dt.timedelta(days=60)
    calls = [
        Call.objects.create(campaign=campaign, slug=slug, title=title, paper=slug, due_at=due, position=position)
        for position, (slug, title) in enumerate((("registration", "Đăng ký"), ("results", "Báo cáo kết quả")))
    ]
    Requirement.objects.create(call=calls[0], measure="individuals", least=9)
    areas = [
        Area.objects.create(campaign=campaign, code=f"area-{number}", name=f"Lĩnh vực {number}", position=number)
        for number in range(_AREAS)
    ]
    return campaign, calls, areas


def _keep(kind: Any, rows: Iterable[Any]) -> list[Any]:
    """Insert lazily made rows in batches; gives them back with their keys."""
    made: list[Any] = []
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        made += kind.objects.bulk_create(batch)
    return made


def _unit(number: int, root: Unit, blocs: list[Bloc]) -> Unit:
    name = f"Xã Thử Nghiệm {number}"
    path = root.path + step(number + 1)
    return Unit(
        code=f"X{number}",
        name=name,
        key=key_of(name),
        kind="xã",
        parent=root,
        path=path,
        bloc=blocs[number // 5 % _BLOCS],
    )


def _duty(number: int, unit: Unit, call: Call) -> Obligation:
    duty = Obligation(call=call, unit=unit, bloc_id=unit.bloc_id, unit_kind=unit.kind, due_at=call.due_at)
    if number % 4 and call.paper == "registration":
        duty.received_at = duty.since = _STARTED + dt.timedelta(minutes=number % 100_000)
        duty.on_time = duty.received_at < call.due_at
        duty.state = ("received", "returned")[number % 2] if number % 20 < 3 else "accepted"
        duty.is_short = duty.state == "received"
        duty.short = [{"rule": "individuals", "has": 1, "needs": 2}] if duty.is_short else []
    return duty


def _original(duty: Obligation) -> Original:
    name = hashlib.sha256(str(duty.unit_id).encode()).hexdigest()
    return Original(sha256=name, size=9_000, stored_at=_STARTED)


def _submission(duty: Obligation, original: Original, campaign: Campaign) -> Submission:
    assert duty.received_at is not None
    state = "returned" if duty.state == "returned" else "taken"
    if original.pk % 500 == 0:
        state = "puzzling"
    return Submission(
        code=f"L-{original.pk}", campaign=campaign, original=original, channel="letter", state=state,
        received_at=duty.received_at, state_at=duty.received_at, filename="đăng ký.xlsx", sender="xa@example.vn",
        unit_id=duty.unit_id, call_id=duty.call_id, obligation=duty, reading={"rows": []},
    )  # fmt: skip


def _registration(duty: Obligation, original: Original) -> Registration:
    assert duty.received_at is not None
    return Registration(
        obligation=duty, call_id=duty.call_id, unit_id=duty.unit_id, original=original,
        received_at=duty.received_at, taken_at=duty.received_at,
    )  # fmt: skip


def _entry(number: int, registration: Registration, campaign: Campaign, areas: list[Area]) -> Entry:
    title = f"Mô hình {_DEEDS[number % len(_DEEDS)]} số {number}"
    individual = number % 3 == 0
    person = f"Nguyễn Văn {number % 977}" if individual else ""
    return Entry(
        registration=registration, campaign=campaign, unit_id=registration.unit_id, position=number % 7,
        kind=("practice", "practice", "practice", "exemplar", "")[number % 5], title=title, title_key=words(title),
        subject="individual" if individual else "collective", person_name=person, area=areas[number * 7 % _AREAS],
        place="Thôn 3", goals="Giảm 05 hộ nghèo; không phát sinh tảo hôn. " * 4, time="Cả năm",
        continuity=("new", "continued")[number % 2], cells={"title": f"Biểu 01!B{number % 9 + 7}"},
        folded=words(f"{title} {person} Xã Thử Nghiệm {registration.unit_id} Thôn 3"),
    )  # fmt: skip


def _real_answer(unit: Unit, campaign: Campaign, call: Call) -> Submission:
    """A generated form through the door, so that its page has an original to show."""
    form = registration_form(random.Random(7), unit=unit.name)  # noqa: S311 - the same form each time
    files = [(form.filename, form.data)]
    kept = doors.by_upload(files, campaign=campaign, call=call, unit=unit, received_at=timezone.now())[0]
    pipeline.work_off([kept.pk])
    return Submission.objects.select_related("unit").get(pk=kept.pk)
