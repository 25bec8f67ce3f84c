"""How far a printer prints beside the mark: a sheet to print, two numbers to measure, the offset that follows."""

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kheo.publishing.certificates.faces import face

# Where the two lines that are measured stand, in millimetres from the left and from the upper edge of the paper.
MARK = 40.0
# No printer is off by more; who measures more has measured from elsewhere.
MOST_OFF = 15.0
_CROSS = 8.0
_STEPS = 10
_SAID = (
    "Phiếu căn chỉnh máy in: {printer}",
    "1. In đúng tỉ lệ 100% (không chọn “vừa trang”), trên loại giấy và khay sẽ dùng để in giấy khen.",
    "2. Dùng thước đo từ mép TRÁI của tờ giấy đến đường dọc A, và từ mép TRÊN đến đường ngang B.",
    "3. Ghi hai số đo (mm) vào trang máy in của Khéo. In đúng thì cả hai số là {mark:g} mm.",
    "Độ lệch đang dùng: sang phải {right:+.1f} mm, xuống dưới {down:+.1f} mm.",
)


class CannotMeasureError(Exception):
    """The numbers measured cannot be right; its text says what to measure again."""


def offset(from_left: float, from_top: float) -> tuple[float, float]:
    """How far the print is too far right and down, in millimetres, from what was measured on the sheet.

    The sheet must have been printed without an offset. Raises CannotMeasureError with a sentence.
    """
    for said, measured in (("mép trái đến đường A", from_left), ("mép trên đến đường B", from_top)):
        if not abs(measured - MARK) <= MOST_OFF:
            raise CannotMeasureError(
                f"Số đo từ {said} là {measured:g} mm, cách {MARK:g} mm quá xa. Hãy in lại phiếu đúng tỉ lệ 100% rồi đo "
                "từ mép giấy, tính bằng mi-li-mét."
            )
    return round(from_left - MARK, 2), round(from_top - MARK, 2)


def sheet(
    width: float, height: float, printer: str = "", *, off: tuple[float, float] = (0.0, 0.0), corrected: bool = False
) -> bytes:
    """A page with crosses near its corners, the lines A and B, and rulers; `corrected` prints it moved, to check.

    Raises NoFaceError with a sentence.
    """
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width * mm, height * mm), pageCompression=1, invariant=1, lang="vi-VN")
    canvas.setCreator("Khéo")
    canvas.setTitle("Phiếu căn chỉnh máy in")
    if corrected:
        canvas.translate(-off[0] * mm, off[1] * mm)
    canvas.setLineWidth(0.35)
    _measured_lines(canvas, width, height)
    for left in (10.0, width - 10):
        for top in (10.0, height - 10):
            _cross(canvas, left * mm, (height - top) * mm)
    canvas.setFont(face(bold=False, italic=False), 11)
    for number, line in enumerate(_SAID):
        said = line.format(printer=printer or "chưa đặt tên", mark=MARK, right=off[0], down=off[1])
        canvas.drawString((MARK + 8) * mm, (height - MARK - 14 - 7 * number) * mm, said)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _measured_lines(canvas: Canvas, width: float, height: float) -> None:
    """A down the page and B across it, each with a tick a millimetre, so that one sees half ones too."""
    across, up = MARK * mm, (height - MARK) * mm
    canvas.line(across, 15 * mm, across, (height - 15) * mm)
    canvas.line(15 * mm, up, (width - 15) * mm, up)
    canvas.setFont(face(bold=True, italic=False), 14)
    canvas.drawString(across + 2 * mm, 18 * mm, "A")
    canvas.drawString((width - 22) * mm, up + 2 * mm, "B")
    for step in range(int(min(width, height) - 2 * MARK)):
        long = 3.0 if step % _STEPS == 0 else 1.5
        canvas.line(across + step * mm, up, across + step * mm, up - long * mm)
        canvas.line(across, up - step * mm, across + long * mm, up - step * mm)


def _cross(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x - _CROSS / 2 * mm, y, x + _CROSS / 2 * mm, y)
    canvas.line(x, y - _CROSS / 2 * mm, x, y + _CROSS / 2 * mm)
    canvas.circle(x, y, _CROSS / 4 * mm)
