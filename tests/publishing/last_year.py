"""What units registered in other years."""

from kheo.campaigns.models import Campaign, Obligation
from kheo.journal.vault import keep
from kheo.records.models import Entry, Registration
from kheo.records.sameness import title_key
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked

LAST_YEAR = [
    {
        "title": "Đường hoa nông thôn mới",
        "kind": "practice",
        "subject": "collective",
        "area_text": "Kinh tế",
        "place": "Thôn 1",
        "goals": "Trồng 2 km hoa",
        "time": "Năm 2023",
        "level": "Huyện",
    },
    {
        "title": "Chị Hoa",
        "kind": "exemplar",
        "subject": "individual",
        "person_name": "Nguyễn Thị Hoa",
        "job": "Hội viên",
    },
]


def registered_in(asked: Asked, unit: Unit, year: int, *entries: dict[str, str], root: Unit | None = None) -> Campaign:
    """A campaign of another year with these entries of the unit."""
    found = Campaign.objects.filter(slug=f"nam-{year}").first()
    campaign = found or Campaign.objects.create(
        slug=f"nam-{year}", title=f"Năm {year}", year=year, root=root or asked.campaign.root, organ="Ban", subject="x"
    )
    call, _ = campaign.calls.get_or_create(
        slug="registration", defaults={"title": "Đăng ký", "paper": "registration", "due_at": IN_TIME}
    )
    duty, _ = Obligation.objects.get_or_create(call=call, unit=unit, defaults={"due_at": IN_TIME})
    registration = Registration.objects.create(
        obligation=duty, call=call, unit=unit, original=keep([b"x"])[0], received_at=IN_TIME, taken_at=IN_TIME
    )
    for position, fields in enumerate(entries, start=1):
        Entry.objects.create(
            registration=registration,
            campaign=campaign,
            unit=unit,
            position=position,
            title_key=title_key(fields["title"]),
            **fields,
        )
    return campaign
