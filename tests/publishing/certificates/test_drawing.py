"""Certificates as PDF: one background for all, modes, offsets, QR codes, and the same bytes each time."""

import base64
import time
import tracemalloc
from dataclasses import replace
from io import BytesIO

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest

from kheo.office.backdrop import laid_flat, seen
from kheo.publishing.certificates import faces
from kheo.publishing.certificates.designs import samples
from kheo.publishing.certificates.drawing import TEXT_ONLY, pdf_of, pdf_of_all
from kheo.publishing.certificates.faces import NoFaceError, face
from kheo.publishing.certificates.layout import NAME, QR, SAMPLE, Layout, Place, Printed, faults
from tests.publishing.certificates.reading import lines_of


def many(number: int) -> list[Printed]:
    return [
        replace(SAMPLE, recipient=f"Nguyễn Thị Hương {one}", address=f"https://kheo.example.vn/c/{one:016d}/")
        for one in range(number)
    ]


def on_background(picture: bytes) -> Layout:
    return replace(samples()["giay-khen-dang"].layout, background=base64.b64decode(laid_flat(picture)["pdf"]))


def pixels_of(pdf: bytes, page: int = 0) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    with pypdfium2.PdfDocument(pdf) as opened:
        found: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] = (
            opened[page].render(scale=2).to_numpy()[:, :, :3].copy()
        )
        return found


@pytest.mark.parametrize("code", samples())
def test_a_shipped_sample_has_no_fault_and_says_all(code: str) -> None:
    sample = samples()[code]
    layout = sample.layout

    said = " ".join(lines_of(pdf_of(replace(SAMPLE, title=sample.title), layout)))

    assert list(faults(layout.width, layout.height, layout.places)) == []
    assert [word for word in (sample.title.upper(), SAMPLE.recipient, SAMPLE.of_unit, "12-QĐ/ĐU", "07/2026",
                              "ngày 03 tháng 02 năm 2026", "Trần Văn Mẫu") if word not in said] == []  # fmt: skip


def test_the_background_is_in_the_file_once(picture: bytes) -> None:
    layout = on_background(picture)
    single, twenty = (len(pdf_of_all(many(number), layout)) for number in (1, 20))

    pdf = pdf_of_all(many(20), layout)

    with pikepdf.open(BytesIO(pdf)) as opened:
        images = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert (len(opened.pages), len(images)) == (20, 1)
    assert twenty < single + 19 * 3_000
    assert [pixels_of(pdf, page)[40, 40].tolist() for page in (0, 19)] == [[225, 245, 252]] * 2


def test_the_same_values_give_the_same_bytes(picture: bytes) -> None:
    assert pdf_of_all(many(3), on_background(picture)) == pdf_of_all(many(3), on_background(picture))


def test_only_the_text_is_printed_on_stock(picture: bytes) -> None:
    pdf = pdf_of_all(many(1), on_background(picture), mode=TEXT_ONLY)
    said = " ".join(lines_of(pdf))

    assert pixels_of(pdf)[40, 40].tolist() == [255, 255, 255]
    assert ("GIẤY KHEN" in said, "ĐẢNG CỘNG SẢN VIỆT NAM" in said, "Nguyễn Thị Hương 0" in said) == (False, False, True)


def test_a_printer_that_prints_too_far_right_and_down_is_met_by_moving_left_and_up() -> None:
    layout = Layout(100, 50, (Place("rule", "rule", 50, 25, 10, 5),))
    plain, moved = (pixels_of(pdf_of(SAMPLE, layout, off=off)) for off in ((0.0, 0.0), (2.0, -3.0)))

    at = [np.argwhere(one[:, :, 0] < 128).min(axis=0) for one in (plain, moved)]

    shift = (at[1] - at[0]) / 2 / (72 / 25.4)
    assert np.abs(shift - np.array([3.0, -2.0])).max() < 0.2


@pytest.mark.parametrize("number", [0, 7, 123, 999])
def test_the_code_is_read_by_a_camera(number: int) -> None:
    layout = Layout(100, 60, (Place("qr", QR, 20, 10, 30, 30),))
    address = f"https://kheo.example.vn/c/{number:016d}/"

    read, _, _ = cv2.QRCodeDetector().detectAndDecode(pixels_of(pdf_of(replace(SAMPLE, address=address), layout)))

    assert read == address


def test_without_an_address_there_is_no_code() -> None:
    layout = Layout(100, 60, (Place("qr", QR, 20, 10, 30, 30),))

    assert pixels_of(pdf_of(replace(SAMPLE, address=""), layout)).min() == 255


def test_progress_is_told() -> None:
    told: list[int] = []

    pdf_of_all(many(120), Layout(100, 60, ()), progress=told.append)

    assert told == [50, 100]


def test_a_line_whose_tags_are_all_empty_is_not_printed() -> None:
    layout = Layout(297, 210, (Place("b", NAME, 20, 20, 200, 10, "Số sổ vàng: {số sổ vàng}/{năm sổ vàng}"),))

    assert lines_of(pdf_of(replace(SAMPLE, book_number=None, book_year=None), layout)) == []


def test_without_a_right_typeface_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_families", lambda: iter(()))
    faces._registered.cache_clear()
    try:
        with pytest.raises(NoFaceError) as caught:
            face(bold=False, italic=False)
    finally:
        faces._registered.cache_clear()

    assert str(caught.value) == (
        "Chưa in được: máy chủ không có phông chữ kiểu Times đủ chữ Việt. Hãy cài gói fonts-liberation2 "
        "(Liberation Serif 2) hoặc phông Times New Roman rồi thử lại."
    )


@pytest.mark.slow
def test_a_thousand_in_one_file_are_quick_and_small(picture: bytes) -> None:
    layout = on_background(picture)
    people = many(1000)
    # The processor's own time: other programs of the machine do not count.
    began = time.process_time()
    pdf = pdf_of_all(people, layout)
    took = time.process_time() - began
    tracemalloc.start()
    pdf_of_all(people[:100], layout)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1000
    assert took < 5
    assert most < 16 * 1024 * 1024


@pytest.mark.parametrize("shape", [(300, 500), (300, 500, 4)])
def test_a_transparent_or_grey_picture_becomes_a_plain_page(shape: tuple[int, ...]) -> None:
    png = cv2.imencode(".png", np.full(shape, 0 if len(shape) == 3 else 255, np.uint8))[1].tobytes()

    flat = base64.b64decode(laid_flat(png)["pdf"])

    assert pixels_of(flat).min() == 255
    assert base64.b64decode(seen(flat, 300)).startswith(b"\x89PNG")
