"""Designs: samples are marked, what was given out never changes, backgrounds are made plain in the confined process."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from kheo.journal import vault
from kheo.publishing.certificates.designs import (
    CannotKeepError,
    Changes,
    background_of,
    keep,
    lay_under,
    layout_of,
    picture,
    places_of,
    shelve,
    usable,
)
from kheo.publishing.certificates.drawing import pdf_of
from kheo.publishing.certificates.giving import Award, give
from kheo.publishing.certificates.layout import SAMPLE, Place, filled
from kheo.publishing.certificates.models import Certificate, Design
from kheo.publishing.certificates.recipients import Recipient
from tests.asked import Asked


def changes_of(design: Design, *places: Place) -> Changes:
    return Changes("Mẫu mới", design.title, 297, 210, places or places_of(design))


def one_page(*sizes: tuple[float, float], rotate: int = 0, script: bool = False) -> bytes:
    with pikepdf.new() as made:
        for size in sizes:
            page = made.add_blank_page(page_size=size)
            page.obj.Contents = made.make_stream(b"1 0 0 rg 0 0 100 100 re f")
            page.obj.Rotate = rotate
        if script:
            made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        target = BytesIO()
        made.save(target)
        return target.getvalue()


def test_a_copied_sample_says_that_it_is_one(design: Design) -> None:
    assert (design.sample, design.name) == (
        "giay-khen-dang",
        "Giấy khen của Đảng, A4 ngang (chép từ mẫu tham khảo)",
    )


def test_an_unused_design_is_changed_and_a_used_one_is_replaced(asked: Asked, design: Design, award: Award) -> None:
    moved = tuple(replace(place, left=place.left + 1) if place.key == "name" else place for place in places_of(design))
    same = keep(design, changes_of(design, *moved), actor=None)
    give(asked.campaign, [Recipient("Lê Thị Hoa")], award, actor=None)

    other = keep(same, changes_of(design), actor=None)

    given = Certificate.objects.get()
    assert (same.pk, other.pk != design.pk, given.design_id) == (design.pk, True, design.pk)
    assert next(place.left for place in places_of(given.design) if place.key == "name") == 31
    assert (Design.objects.get(pk=design.pk).active, usable([design.issuer])) == (False, [other])


def test_a_design_is_put_away_and_taken_out(design: Design) -> None:
    shelve(design, active=False, actor=None)
    away = usable([design.issuer])
    shelve(design, active=True, actor=None)

    assert (away, usable([design.issuer])) == ([], [design])


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("a", "text", 290, 10, 20, 10, "x"), "Chỗ in 1 (a): ra ngoài trang; hãy kéo vào trong hoặc thu nhỏ."),
        (Place("a", "text", -1, 10, 20, 10, "x"),
         "Chỗ in 1 (a): vị trí phải từ 0 trở lên, chiều rộng và chiều cao phải lớn hơn 0."),
        (Place("a", "text", 1, 10, 20, 10, "{tên"),
         "Chỗ in 1 (a): dấu { và } không khớp nhau; mỗi thẻ viết như {tên}."),
        (Place("a", "text", 1, 10, 20, 10, "x", 8, 9),
         "Chỗ in 1 (a): cỡ chữ phải từ 4 đến 400, cỡ nhỏ nhất không lớn hơn cỡ chữ."),
        (Place("a", "song", 1, 10, 20, 10),
         "Chỗ in 1 (a): loại, căn lề hoặc màu không hợp lệ; hãy chọn lại trong danh sách."),
        (Place("a", "text", float("nan"), 10, 20, 10, "x"),
         "Chỗ in 1 (a): vị trí phải từ 0 trở lên, chiều rộng và chiều cao phải lớn hơn 0."),
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_printed_is_said(place: Place, said: str, design: Design) -> None:
    with pytest.raises(CannotKeepError) as caught:
        keep(design, changes_of(design, place), actor=None)

    assert str(caught.value) == said


def test_an_unknown_tag_is_named_with_those_there_are(design: Design) -> None:
    with pytest.raises(CannotKeepError) as caught:
        keep(design, changes_of(design, Place("a", "text", 1, 1, 20, 10, "{ten}")), actor=None)

    assert str(caught.value).startswith("Chỗ in 1 (a): không có thẻ {ten}; các thẻ dùng được: tên, đơn vị,")


def test_tags_are_filled_and_empty_ones_leave_no_marks() -> None:
    words = replace(SAMPLE, decision_number="").words()

    assert filled("Quyết định số {số quyết định}", words) == ""
    assert filled("{số quyết định}, {ngày ký}", words) == "ngày 03 tháng 02 năm 2026"


def test_a_picture_becomes_a_background(design: Design, picture: bytes) -> None:
    original, warning = background_of(picture, (297, 210))

    kept = lay_under(design, original, actor=None)

    assert (warning, kept.background) == ("", original)
    assert vault.read(original).startswith(b"%PDF-")
    assert layout_of(kept).background == vault.read(original)


@pytest.mark.parametrize(("size", "rotate"), [((841.9, 595.3), 0), ((595.3, 841.9), 90)])
def test_a_page_of_pdf_becomes_a_background_without_its_scripts(
    size: tuple[float, float], rotate: int, design: Design
) -> None:
    original, warning = background_of(one_page(size, rotate=rotate, script=True), (297, 210))
    kept = lay_under(design, original, actor=None)

    pdf = pdf_of(SAMPLE, layout_of(kept))

    assert (warning, b"JavaScript" in vault.read(original), b"app.alert" in pdf) == ("", False, False)
    assert picture(pdf, 400).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Không dùng được tệp nền: tệp rỗng."),
        (b"MZ not a picture", "Không dùng được tệp nền: nền phải là ảnh PNG, JPEG hoặc tệp PDF một trang."),
        (b"\x89PNG\r\n\x1a\nbroken", "Không dùng được tệp nền: ảnh bị hỏng hoặc quá lớn."),
        (b"%PDF-1.4 broken", "Không dùng được tệp nền: tệp PDF bị hỏng."),
        (one_page((500, 500), (500, 500)), "Không dùng được tệp nền: tệp PDF có 2 trang; nền chỉ được một trang."),
    ],
)
def test_what_is_no_background_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(CannotKeepError) as caught:
        background_of(data, (297, 210))

    assert str(caught.value) == said


def test_a_background_of_another_shape_is_warned_of(design: Design, picture: bytes) -> None:
    _, warning = background_of(picture, (400, 300))

    assert warning == "Nền có tỉ lệ 1.41, trang có tỉ lệ 1.33: nền sẽ bị kéo giãn cho vừa trang."
