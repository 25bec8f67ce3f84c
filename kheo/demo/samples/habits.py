"""More of how people lay out and type the same forms than the plain layouts have."""

import random
from dataclasses import replace

from kheo.demo.layouts import Layout, PaperKind
from kheo.demo.lines import FormLine, registration_lines, results_lines

YEAR = 2024
_FONTS = ("Times New Roman", "Times New Roman", "Arial", "Calibri", "Tahoma", "UTM Times")
_KINDS = ("Xã", "Phường", "Đảng ủy xã", "Trường Tiểu học", "Trường Mầm non", "Hội Nông dân xã", "Công an xã", "Chi bộ")
_NAMES = (
    "Mường So", "Dào San", "Ma Li Pho", "Nậm Xe", "Bản Lang", "Khổng Lào", "Hoang Thèn", "Sin Suối Hồ", "Mù Sang",
    "Nhị Thành", "Mỹ An", "Bình Thạnh", "Tân Long", "Long Thuận", "Mỹ Phú", "Lả Nhì Thàng", "Vàng Ma Chải", "Pa Vây Sử",
)  # fmt: skip
_STREETS = ("", "", " (có 03 bản vùng cao)", " - giai đoạn 1", ": cách làm hay của bản", ", “nói đi đôi với làm”")
_LONG = (
    "Tuyên truyền, vận động Nhân dân thực hiện tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
    "- Phấn đấu 100% số hộ ký cam kết\n- Mỗi tháng tổ chức 01 buổi tổng vệ sinh (ngày 25)\n+ Quý IV tổng kết",
    "85/90 hộ (94,4%) tham gia; đóng góp 1.250 ngày công, 45.500.000đ; hiến 3.200 m2 đất",
    "Email: vanphong@example.vn; ĐT: 0913.000.000",
    "1. Khảo sát; 2. Xây dựng kế hoạch; 3. Tổ chức thực hiện; 4. Sơ kết",
)


def unit_name(rng: random.Random) -> str:
    kind, name = rng.choice(_KINDS), rng.choice(_NAMES)
    return f"{kind} số {rng.randint(1, 9)} {name}" if kind == "Chi bộ" else f"{kind} {name}"


def lines_for(rng: random.Random, paper: PaperKind, *, count: int = 0) -> list[FormLine]:
    """Lines as the plain generator has them, and then what clerks also write: capitals, long texts, dates."""
    count = count or rng.choice((1, 2, 3, 5, 8, 14))
    if paper == "results":
        lines = results_lines(rng, year=YEAR, count=count)
    else:
        alone = rng.randint(0, count - 1)
        homes = rng.randint(0, alone // 2)
        lines = registration_lines(
            rng, year=YEAR, collectives=count - alone, individuals=alone - homes, households=homes
        )
    capitals = rng.random() < 0.12
    return [_written(rng, line, paper, capitals=capitals) for line in lines]


def with_habits(rng: random.Random, layout: Layout) -> Layout:
    """Headings in capitals or broken, other fonts, an empty row after each line."""
    return replace(
        layout,
        headings_typed=rng.choice(("plain", "plain", "capitals", "broken")),
        font=rng.choice(_FONTS),
        gaps=rng.random() < 0.06 and not layout.merged_field,
    )


def _written(rng: random.Random, line: FormLine, paper: PaperKind, *, capitals: bool) -> FormLine:
    title = line.title + rng.choice(_STREETS)
    line = replace(line, title=title.upper() if capitals else title)
    if rng.random() < 0.3:
        line = replace(line, **{"results" if paper == "results" else "goals": rng.choice(_LONG)})
    if paper == "registration" and rng.random() < 0.2:
        day = f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{YEAR}"
        line = replace(line, time=rng.choice((day, f"{day} - 30/12/{YEAR}", f"Trước ngày {day}")))
    return line
