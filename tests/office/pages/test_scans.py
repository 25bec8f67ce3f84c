"""Scans and photographs of printed forms: how rightly they are read, and what of them is marked for a person."""

import io
from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image

from kheo.bench.scan import Tally, measured, scan_of
from kheo.confinement.pool import Readers, Refused
from kheo.demo.scans.printing import pages_of
from kheo.demo.scans.wearing import CLEAN, NOISY, PHOTO, Wear, as_jpeg, worn
from kheo.intake.reading import read_book
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.pages.scans import pixels
from kheo.office.tables import Book
from tests.intake.drawn import PAPERS
from tests.office.pages.conftest import FIRST_SEED, Printed


def read(readers: Readers, data: bytes) -> Book:
    answer = readers.one(OPEN_FILE, data)
    assert not isinstance(answer, Refused), answer
    return book_of(answer)


def read_worn(printed: Printed, readers: Readers, wear: Wear, chosen: Sequence[int]) -> Tally:
    scans = [scan_of(printed.pdfs[place], wear, FIRST_SEED + place) for place in chosen]
    return measured([printed.forms[place] for place in chosen], scans, readers)


@pytest.mark.slow
def test_scans_are_read_and_what_is_wrong_is_marked(printed: Printed, readers: Readers) -> None:
    tallies = [read_worn(printed, readers, wear, printed.short[:3]) for wear in (CLEAN, NOISY, PHOTO)]

    cells, right = sum(one.cells for one in tallies), sum(one.right for one in tallies)
    wrong, marked = cells - right, sum(one.wrong_marked for one in tallies)
    assert [one.refused for one in tallies] == [[], [], []]
    assert right / cells >= 0.88
    # Nine of ten that are wrong; so few are that one in a hundred of all must do here.
    assert wrong - marked <= max(0.1 * wrong, 0.01 * cells)
    assert sum(one.right_marked for one in tallies) / right <= 0.35


@pytest.fixture(scope="module")
def page(printed: Printed) -> np.ndarray:
    """One clean page at a size that is quickly read."""
    return next(iter(pages_of(printed.pdfs[printed.short[0]], dpi=200)))


def titles(book: Book) -> list[str]:
    filled = read_book(book, PAPERS)[0]
    return [row.text("title") for row in filled.rows]


def wanted(printed: Printed) -> list[str]:
    return [row["title"] for row in printed.forms[printed.short[0]].truth]


def alike(found: Sequence[str], truth: Sequence[str]) -> bool:
    """As many, and nearly all of the letters: what is looked at here is which way the page lies."""
    same = sum(len(set(one.split()) & set(other.split())) for one, other in zip(found, truth, strict=False))
    return len(found) == len(truth) and same >= 0.7 * sum(len(set(text.split())) for text in truth)


@pytest.mark.slow
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_lying_on_its_side_or_head_is_set_upright(
    printed: Printed, readers: Readers, page: np.ndarray, turns: int
) -> None:
    picture = np.repeat(np.rot90(page, turns)[..., None], 3, axis=2)

    assert alike(titles(read(readers, as_jpeg(np.ascontiguousarray(picture), CLEAN))), wanted(printed))


def test_a_phone_says_in_the_picture_how_it_was_held(page: np.ndarray) -> None:
    picture = np.repeat(np.rot90(page)[..., None], 3, axis=2)

    upright = pixels.pixels_of(as_jpeg(np.ascontiguousarray(picture), CLEAN, orientation=6), 1)

    assert upright.shape == page.shape
    assert float(np.abs(upright.astype(int) - page).mean()) < 3


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_pictures_of_every_kind_are_opened(printed: Printed, readers: Readers, page: np.ndarray, kind: str) -> None:
    target = io.BytesIO()
    mode = "1" if kind == "TIFF" else "L"
    Image.fromarray(page).convert(mode).save(target, kind)

    assert alike(titles(read(readers, target.getvalue())), wanted(printed))


def test_red_ink_over_the_text_is_not_seen(page: np.ndarray) -> None:
    stamped = worn(page, Wear("stamped", stamp=True), np.random.default_rng(1))
    png = cv2.imencode(".png", cv2.cvtColor(stamped, cv2.COLOR_RGB2BGR))[1].tobytes()

    seen = pixels.pixels_of(png, 1)

    assert int((seen < 128).sum()) <= int((page < 128).sum()) * 1.02


@pytest.mark.slow
def test_every_page_of_a_tiff_is_read(printed: Printed, readers: Readers, page: np.ndarray) -> None:
    target = io.BytesIO()
    blank = Image.new("1", (page.shape[1], page.shape[0]), 1)
    blank.save(target, "TIFF", save_all=True, append_images=[Image.fromarray(page).convert("1")])

    book = read(readers, target.getvalue())

    assert [table.address(0, 0) for table in book.tables] == ["page 2, row 1, column 1"]


def _png_of(width: int, height: int) -> bytes:
    """A picture that is small in bytes and says it is that large."""
    target = io.BytesIO()
    Image.new("1", (64, 64), 1).save(target, "PNG")
    data = bytearray(target.getvalue())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(data)


def _jpeg(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("L", (width, height), 255).save(target, "JPEG")
    return target.getvalue()


def _ring_of_frames() -> bytes:
    return b"II*\0\x08\0\0\0" + b"\0\0" + (8).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a bomb by its header", _png_of(60_000, 60_000), {"too_large", "damaged_file"}),
        ("a real picture of 64 million pixels", _jpeg(8_000, 8_000), {"too_large"}),
        ("a long thin line", _jpeg(60_000, 90), {"too_large"}),
        ("a spot", _jpeg(20, 20), {"picture_file"}),
        ("half a picture", _jpeg(2_000, 2_000)[:900], {"damaged_file"}),
        ("a TIFF whose pages form a ring", _ring_of_frames(), {"damaged_file"}),
        ("only the first bytes", b"\x89PNG\r\n\x1a\n", {"damaged_file"}),
    ],
)
def test_a_hostile_picture_ends_in_one_refusal(readers: Readers, name: str, data: bytes, codes: set[str]) -> None:
    outcome = readers.one(OPEN_FILE, data)

    assert isinstance(outcome, Refused), name
    assert outcome.code in codes


@pytest.mark.slow
def test_noise_and_a_white_page_are_books_without_a_form(readers: Readers) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 450), np.uint8)
    target = io.BytesIO()
    Image.fromarray(noise).save(target, "PNG")

    books = [read(readers, data) for data in (target.getvalue(), _jpeg(1_240, 1_754))]

    assert [read_book(book, PAPERS)[0].paper for book in books] == [None, None]


def test_a_slow_reader_fills_no_more_memory_than_it_may(readers: Readers, page: np.ndarray) -> None:
    picture = np.repeat(page[..., None], 3, axis=2)
    readers.one(OPEN_FILE, as_jpeg(picture, CLEAN))

    peaks = []
    for pid in readers.slow_pids():
        with open(f"/proc/{pid}/status", encoding="ascii") as status:  # noqa: PTH123 - no path of ours
            peaks += [int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")]

    assert [peak for peak in peaks if peak > 400] == []
