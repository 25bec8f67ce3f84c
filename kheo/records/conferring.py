"""Conferences held (hội nghị tổng kết): when and where a unit summed up its year."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from kheo.campaigns.paper import Paper, PaperField
from kheo.campaigns.problems import Problem
from kheo.office.wording import words
from kheo.records.checks import lateness
from kheo.records.models import Conference
from kheo.records.situation import Answer, Judged, Situation
from kheo.records.versions import put, record_of

PAPER = Paper(
    code="conference",
    title="Hội nghị tổng kết mô hình “Dân vận khéo”",
    needs=frozenset({"held_on"}),
    fields=(
        PaperField(
            name="held_on",
            label="Ngày tổ chức",
            required=True,
            headings=(
                "Ngày tổ chức hội nghị",
                "Ngày tổ chức",
                "Ngày họp",
                "Ngày tổng kết",
                "Thời gian tổ chức hội nghị",
                "Thời gian tổ chức",
                "Thời gian tổng kết",
                "Ngày, giờ tổ chức",
            ),
        ),
        PaperField(
            name="place",
            label="Địa điểm tổ chức",
            headings=("Địa điểm tổ chức hội nghị", "Địa điểm tổ chức", "Nơi tổ chức", "Địa điểm"),
        ),
        PaperField(name="note", label="Ghi chú", headings=("Ghi chú", "Nội dung", "Kết quả hội nghị", "Thành phần")),
    ),
)


def check(answer: Answer, situation: Situation) -> Judged:  # noqa: ARG001 - all kinds of paper are asked alike
    """A conference is held or it is not: only its day and the deadline are looked at, no rule counts anything."""
    problems = [*answer.filled.problems, *lateness(answer)]
    for row in answer.filled.rows:
        said = row.text("held_on")
        if said and day_of(said) is None:
            problems.append(Problem("unclear_date", row.at("held_on"), {"text": said}))
    return Judged(answer, tuple(problems))


def take(answers: Sequence[Answer], *, situation: Situation, at: datetime) -> list[Conference]:
    """Record conferences, one a duty at most; a later word replaces the earlier."""
    conferences = [record_of(Conference, answer, situation, at) for answer in answers]
    for conference, answer in zip(conferences, answers, strict=True):
        for row in answer.filled.rows[:1]:
            conference.held_on = day_of(row.text("held_on"))
            conference.place = row.text("place")
            conference.note = row.text("note")
    put(Conference, conferences, situation)
    return conferences


def day_of(text: str) -> date | None:
    """The day written as 05/10/2022, 5-10-2022, 2022-10-05 or 'ngày 05 tháng 10 năm 2022'; None if it is none."""
    figures = [int(figure) for figure in re.findall(r"\d+", words(text))]
    if len(figures) < 3:
        return None
    # A time of day may stand before ("08 giờ 00, ngày 05/10/2022"): the day is what ends in a year.
    ends = next((place for place, figure in enumerate(figures) if figure > 999), len(figures) - 1)
    day, month, year = figures[:3] if ends == 0 else figures[max(ends - 2, 0) : max(ends - 2, 0) + 3]
    if day > 999:
        day, year = year, day
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
