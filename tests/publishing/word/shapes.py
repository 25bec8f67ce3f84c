"""Papers of every shape, with every component somewhere: what the layout is tried on under each rule set."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.papers import (
    ARTICLE,
    CENTRED,
    HEADING,
    RESOLVES,
    Annex,
    Column,
    Grid,
    Head,
    Line,
    Paper,
    Signature,
)
from kheo.publishing.rulesets import RuleSet

WHO = "Đơn vị, cá nhân thực hiện"
COLUMNS = (
    Column("STT", 12, centred=True),
    Column("Tên mô hình", 70),
    Column("Tên đơn vị", 50, WHO),
    Column("Tên cá nhân", 50, WHO),
    Column("Kết quả thực hiện và hiệu quả (nêu tóm tắt)", 75),
)
ARCHIVE = {"party": "Lưu Ban Tuyên giáo và Dân vận", "state": "Lưu: VT, TĐKT"}
ORGANS = {
    "party": ("Tỉnh uỷ Lạc Hồng", "Ban Tuyên giáo và Dân vận", "BTGDVTU"),
    "state": ("Uỷ ban nhân dân tỉnh Lạc Hồng", "Sở Nội vụ", "SNV"),
}
LONG_ORGANS = {
    "party": (
        "Đảng uỷ xã Thuỷ Nguyên Thượng",
        "Ban Chỉ đạo thực hiện quy chế dân chủ ở cơ sở\nvà phong trào thi đua “Dân vận khéo”",
    ),
    "state": ("Uỷ ban nhân dân tỉnh Lạc Hồng", "Hội đồng Thi đua - Khen thưởng các cơ quan hành chính nhà nước"),
}


def signature(power: str, post: str, stands_for: str, rules: RuleSet, name: str = "Nguyễn Thị Ngọc Quỳnh") -> Signature:
    forms = rules.signing.forms[power]
    return Signature(tuple(form.format(post=post, stands_for=stands_for) for form in forms), name)


def head(rules: RuleSet, symbol: str, subject: str, **more: object) -> Head:
    parent, organ, short = ORGANS[rules.regime]
    values = {"number": 5, "dated": "2026-02-03", "subject": subject, **more}
    return Head(parent, organ, f"{symbol}/{short}", "Lạc Hồng", **values)  # type: ignore[arg-type]


def text(words: str, part: str = "body", marker: str = "") -> Paragraph:
    return Paragraph(part, (Span(words),), marker)


BODY = (
    text(
        "Thực hiện Kế hoạch số 71-KH/TU, ngày 20/5/2026 của Ban Thường vụ Tỉnh uỷ về phong trào thi đua “Dân vận khéo” "
        "giai đoạn 2026 - 2030, Ban Tuyên giáo và Dân vận đề nghị các đơn vị triển khai những nội dung sau:"
    ),
    text(
        "Đăng ký mô hình, điển hình gửi về trước ngày 21/10/2026, mỗi đơn vị ít nhất 02 mô hình tập thể.", "item", "1."
    ),
    Paragraph("item", (Span("Báo cáo kết quả chậm nhất "), Span("ngày 09/4/2027", bold=True), Span(".")), "2."),
    text("Các đơn vị chỉ đạo, quán triệt để việc đăng ký đúng thời gian quy định ./.", "closing"),
)


def letter(rules: RuleSet) -> Paper:
    return Paper(
        head=head(rules, "CV", "đăng ký mô hình, điển hình “Dân vận khéo” năm 2026", urgency="KHẨN"),
        signature=signature("deputy", "PHÓ TRƯỞNG BAN", "TRƯỞNG BAN", rules),
        receivers=("Như trên", "Thường trực Tỉnh uỷ (để báo cáo)", ARCHIVE[rules.regime]),
        addressees=("Các đảng uỷ trực thuộc Tỉnh uỷ", "Ban Thường vụ Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh"),
        paragraphs=BODY,
        annexes=tuple(
            Annex("Danh sách", name, grid(rows), attached="Công văn số 05", note="(Số liệu tính đến ngày 03/02/2026)")
            for name, rows in (("Các đơn vị chưa gửi đăng ký", 4), ("Các mô hình đăng ký năm 2026", 40))
        ),
        drafter="NguyenVanAn-26",
        contact="Số 1, đường Hoà Bình, phường Lạc Hồng; điện thoại: 0200 000 000; thư điện tử: bandanvan@example.vn.",
    )  # fmt: skip


def long_letter(rules: RuleSet) -> Paper:
    """Three pages, to one addressee, of an issuer with a long name in lines."""
    parent, organ, short = LONG_ORGANS[rules.regime][0], LONG_ORGANS[rules.regime][1], "BCĐ"
    whom = "concurrent" if rules.regime == "party" else "collective"
    return replace(
        letter(rules),
        head=replace(head(rules, "CV", "đôn đốc báo cáo"), parent_organ=parent, organ=organ, symbol=f"CV/{short}"),
        signature=signature(whom, "PHÓ BÍ THƯ", "TRƯỞNG BAN CHỈ ĐẠO", rules, "Lê Hoàng Hùng"),
        addressees=("Đảng uỷ phường Đức Thịnh",),
        paragraphs=tuple(text(f"{BODY[0].text} {BODY[3].text}") for _ in range(24)),
        annexes=(),
        contact="",
    )


def plan(rules: RuleSet) -> Paper:
    return Paper(
        head=head(
            rules, "KH", "tổ chức phong trào thi đua “Dân vận khéo” trên địa bàn tỉnh Lạc Hồng giai đoạn 2026 - 2030",
            kind="Kế hoạch", draft_mark="Dự thảo lần 2", circulation="LƯU HÀNH NỘI BỘ",
        ),
        signature=signature("collective", "PHÓ BÍ THƯ", "BAN THƯỜNG VỤ", rules),
        receivers=("Các đảng uỷ trực thuộc", ARCHIVE[rules.regime]),
        bases=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam", "Xét đề nghị của Văn phòng"),
        paragraphs=(
            text("MỤC ĐÍCH, YÊU CẦU", HEADING, "I."), *BODY, text("TỔ CHỨC THỰC HIỆN", HEADING, "II."), *BODY,
            text("QUY ĐỊNH CHUNG", CENTRED), BODY[3],
        ),
        annexes=(Annex("Biểu đăng ký", "Mô hình, điển hình năm 2026", grid(3), attached="Kế hoạch số 05"),),
    )  # fmt: skip


def decision(rules: RuleSet) -> Paper:
    return Paper(
        head=head(rules, "QĐ", "công nhận mô hình “Dân vận khéo” năm 2026", kind="Quyết định"),
        signature=signature("head", "TRƯỞNG BAN", "", rules),
        receivers=("Như Điều 3", ARCHIVE[rules.regime]),
        bases=("Căn cứ Quy chế làm việc của Ban", "Căn cứ Kế hoạch số 71-KH/TU", "Xét biên bản họp Hội đồng"),
        paragraphs=(
            text("TRƯỞNG BAN", CENTRED), text("QUYẾT ĐỊNH:", RESOLVES),
            text("Công nhận 02 tập thể, 17 cá nhân (có danh sách kèm theo).", ARTICLE, "Điều 1."),
            text("Văn phòng, các phòng thuộc Ban chịu trách nhiệm thi hành Quyết định này", ARTICLE, "Điều 2."),
        ),
    )  # fmt: skip


def submission(rules: RuleSet) -> Paper:
    return Paper(
        head=head(rules, "TTr", "về việc khen thưởng", kind="Tờ trình", number=None, dated="", year=2026,
                  circulation="Không phổ biến trên phương tiện thông tin đại chúng"),
        signature=signature("by_order", "CHÁNH VĂN PHÒNG", "BAN THƯỜNG VỤ", rules),
        receivers=("Như trên", ARCHIVE[rules.regime]),
        addressees=("Ban Thường vụ Tỉnh uỷ",),
        presented=True,
        paragraphs=BODY,
    )  # fmt: skip


def minutes(rules: RuleSet) -> Paper:
    return Paper(
        head=head(rules, "BB", "họp Hội đồng xét chọn", kind="Biên bản"),
        signature=Signature((rules.signing.minutes_chair,), "Trần Văn Bình"),
        left_signature=Signature((rules.signing.minutes_writer,), "Đỗ Thị Thuý"),
        receivers=(),
        paragraphs=BODY,
    )


def listing(rules: RuleSet, rows: int = 40) -> Paper:
    return Paper(
        head=replace(head(rules, "", ""), numbered=False, symbol="", number=None, dated="", year=2026),
        signature=signature("deputy", "PHÓ TRƯỞNG BAN", "TRƯỞNG BAN", rules),
        receivers=(ARCHIVE[rules.regime],),
        listing=Annex("Danh sách", "Kết quả thực hiện phong trào thi đua “Dân vận khéo” năm 2026", grid(rows)),
    )


def grid(rows: int) -> Grid:
    lines = tuple(
        Line(
            (
                str(n),
                f"Tuyến đường hoa tự quản số {n}",
                "Đảng uỷ phường Đức Thịnh",
                "",
                "Vận động nhân dân hiến đất, mở đường",
            )
        )
        for n in range(1, rows + 1)
    )
    return Grid(COLUMNS, (Line(("I. KHỐI XÃ, PHƯỜNG",), level=1), *lines))


SHAPES: Mapping[str, Callable[[RuleSet], Paper]] = {
    "letter": letter, "long-letter": long_letter, "plan": plan, "decision": decision, "submission": submission,
    "minutes": minutes, "listing": listing,
}  # fmt: skip
