"""The calibration sheet, and the offset that follows from two measured numbers."""

from io import BytesIO

import pdfplumber
import pytest

from kheo.publishing.certificates.calibration import MARK, CannotMeasureError, offset, sheet
from tests.publishing.certificates.reading import lines_of

_POINTS = 72 / 25.4


def long_lines(pdf: bytes) -> tuple[float, float]:
    """Where the line down the page and the line across it stand, in millimetres from the left and the upper edge."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        page = opened.pages[0]
        lines = sorted(page.lines, key=lambda line: float(line["width"] + line["height"]))[-2:]
        down = next(line for line in lines if line["height"] > line["width"])
        across = next(line for line in lines if line["width"] > line["height"])
        return round(down["x0"] / _POINTS, 2), round(across["top"] / _POINTS, 2)


@pytest.mark.parametrize(("width", "height"), [(297, 210), (210, 297), (420, 297)])
def test_the_lines_stand_where_they_are_measured(width: float, height: float) -> None:
    assert long_lines(sheet(width, height)) == (MARK, MARK)


def test_a_corrected_sheet_meets_the_offset_that_was_measured() -> None:
    off = offset(41.5, 39.0)

    assert off == (1.5, -1.0)
    # Such a printer sets all 1.5 mm right and 1 mm up: the lines come to stand at 40 mm on paper.
    assert long_lines(sheet(297, 210, "Canon", off=off, corrected=True)) == (MARK - 1.5, MARK + 1.0)
    assert "Phiếu căn chỉnh máy in: Canon" in lines_of(sheet(297, 210, "Canon", off=off))


@pytest.mark.parametrize("measured", [(4.0, 40.0), (40.0, 400.0), (float("nan"), 40.0)])
def test_what_was_measured_from_elsewhere_is_asked_again(measured: tuple[float, float]) -> None:
    with pytest.raises(CannotMeasureError) as caught:
        offset(*measured)

    assert str(caught.value).endswith("Hãy in lại phiếu đúng tỉ lệ 100% rồi đo từ mép giấy, tính bằng mi-li-mét.")
