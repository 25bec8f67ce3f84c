"""What units put into their forms: lines about real topics and people who do not exist."""

import random
from dataclasses import dataclass

from kheo.demo import topics
from kheo.demo.people import full_names


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of either paper; what a line does not say is empty. Kind, subject, continuity and outcome are codes."""

    title: str
    kind: str = ""
    subject: str = ""
    person_name: str = ""
    position: str = ""
    field: str = ""
    place: str = ""
    need: str = ""
    goals: str = ""
    resources: str = ""
    time: str = ""
    level: str = ""
    continuity: str = ""
    unit_name: str = ""
    time_place: str = ""
    results: str = ""
    replication: str = ""
    replication_plan: str = ""
    outcome: str = ""


_POSITIONS = ("Bí thư Chi bộ", "Trưởng bản", "Chủ tịch Hội Nông dân xã", "Giáo viên", "Công chức Văn hóa - xã hội", "")
_PLACES = (
    "Bản Huổi Luông",
    "Bản Nà Củng",
    "Toàn xã",
    "Khu phố 3",
    "Ấp Bình Hòa",
    "Các bản dọc biên giới",
    "Tại đơn vị",
)
_NEEDS = (
    "Nhiều hộ còn giữ tập quán cũ",
    "Đường liên thôn xuống cấp, khó đi lại",
    "Rác thải chưa được thu gom thường xuyên",
)
_GOALS = (
    "100% hộ dân trong bản tham gia",
    "- Vận động 30 hộ hiến đất\n- Hoàn thành 1,2 km đường bê tông trước 30/10",
    "Giảm 05 hộ nghèo; không phát sinh tảo hôn",
    "- Tuyên truyền 04 buổi\n- Thành lập 01 tổ tự quản\n- 90% hộ ký cam kết",
)
_RESOURCES = (
    "Nhân dân đóng góp",
    "Kinh phí đơn vị và xã hội hóa",
    "Lồng ghép Chương trình mục tiêu quốc gia",
    "15.000.000 đồng",
)
_TIMES = ("{year}", "Năm {year}", "Từ tháng 02 đến tháng 11 năm {year}", "Cả năm", "Quý II/{year}")
_LEVELS = ("Cấp xã", "Cấp huyện", "Cấp tỉnh", "Cấp cơ sở")
_COLLECTIVES = ("Chi bộ bản {place}", "Hội Phụ nữ {place}", "Tổ tự quản {place}", "Hội Nông dân {place}")
_HAMLETS = ("Huổi Luông", "Nà Củng", "Bình Hòa", "Tân Phong", "Vàng Pheo", "Mường So")
_RESULTS = (
    "Vận động 35 hộ hiến 1.250 m² đất, làm mới 1,2 km đường",
    "- 95% hộ dân tham gia\n- Vệ sinh đường làng mỗi tháng 02 lần",
    "Giúp 12 hội viên vay vốn; thu nhập tăng so với năm trước",
)
_REPLICATIONS = ("03 chi bộ, 120 người tham gia", "Nhân rộng ra 04 bản", "Chưa nhân rộng", "")
_PLANS = ("Nhân rộng thêm 02 đơn vị", "Tiếp tục duy trì", "")
_OUTCOMES = ("replicated", "replicated", "effective", "effective", "effective", "not_replicable", "not_done")


def registration_lines(
    rng: random.Random, *, year: int, collectives: int, individuals: int, households: int = 0, people: str = ""
) -> list[FormLine]:
    """Collectives first, then individuals and households, no two with the same title or person."""
    total = collectives + individuals + households
    names = full_names(rng, count=total, people=people)
    subjects = ["collective"] * collectives + ["individual"] * individuals + ["household"] * households
    drawn = topics.draw(rng, count=total)
    return [
        _registration(rng, topic=topic, subject=subject, name=name, year=year)
        for topic, subject, name in zip(drawn, subjects, names, strict=True)
    ]


def results_lines(rng: random.Random, *, year: int, count: int, people: str = "") -> list[FormLine]:
    names = full_names(rng, count=count, people=people)
    lines = []
    for topic, name in zip(topics.draw(rng, count=count), names, strict=True):
        alone = rng.random() < 0.35
        lines.append(
            FormLine(
                title=topic.title,
                subject="individual" if alone else "collective",
                unit_name="" if alone and rng.random() < 0.5 else _collective(rng),
                person_name=name if alone else "",
                time_place=f"{rng.choice(_TIMES).format(year=year)}, {rng.choice(_PLACES)}",
                results=rng.choice(_RESULTS),
                replication=rng.choice(_REPLICATIONS),
                replication_plan=rng.choice(_PLANS),
                outcome=rng.choice(_OUTCOMES),
            )
        )
    return lines


def _registration(rng: random.Random, *, topic: topics.Topic, subject: str, name: str, year: int) -> FormLine:
    alone = subject != "collective"
    return FormLine(
        title=topic.title,
        kind="exemplar" if alone and rng.random() < 0.7 else "practice",
        subject=subject,
        person_name=name if alone else "",
        position=rng.choice(_POSITIONS) if subject == "individual" else "",
        field=topic.field,
        place=rng.choice(_PLACES),
        need=rng.choice(_NEEDS),
        goals=rng.choice(_GOALS),
        resources=rng.choice(_RESOURCES),
        time=rng.choice(_TIMES).format(year=year),
        level=rng.choice(_LEVELS),
        continuity=rng.choice(("new", "new", "continued")),
    )


def _collective(rng: random.Random) -> str:
    return rng.choice(_COLLECTIVES).format(place=rng.choice(_HAMLETS))
