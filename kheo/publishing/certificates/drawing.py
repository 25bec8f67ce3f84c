"""Draws certificates as PDF: one, or a thousand in one file over one background."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import segno
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from kheo.publishing.certificates.faces import face
from kheo.publishing.certificates.fitting import ASCENT, DESCENT, LEADING, Box, Fitted, fit_name, fit_text
from kheo.publishing.certificates.layout import FRAME, NAME, QR, RULE, TEXT, Layout, Place, Printed, filled

WHOLE, TEXT_ONLY = "whole", "text"
MODES = {WHOLE: "Cả nền và chữ", TEXT_ONLY: "Chỉ in chữ, lên phôi in sẵn"}
# How many certificates between two words about the progress.
EVERY = 50
_FORM = "background"
# Quiet modules around a QR code, and one mask for all: weighing the eight takes five times as long, any can be read.
_QUIET, _MASK = 4, 3
_DARK = re.compile(b"\x01+")
# Streams as they are: written as text they would be larger, and slower to write than all else.
rl_config.useA85 = 0

Progress = Callable[[int], None]


def pdf_of_all(
    certificates: Sequence[Printed],
    layout: Layout,
    *,
    mode: str = WHOLE,
    off: tuple[float, float] = (0.0, 0.0),
    progress: Progress | None = None,
) -> bytes:
    """One page for each certificate, in their order; the same values give the same bytes.

    `mode` TEXT_ONLY leaves out the background and what already stands on the stock. `off` is how far the printer prints
    too far right and down, in millimetres: the page is moved the other way. `progress` hears how many are done.
    Raises NoFaceError with a sentence where no typeface with all Vietnamese letters is installed.
    """
    whole = mode == WHOLE
    under = layout.background if whole else None
    target = BytesIO()
    canvas = Canvas(
        target, pagesize=(layout.width * mm, layout.height * mm), pageCompression=1, invariant=1, lang="vi-VN"
    )
    canvas.setCreator("Khéo")
    canvas.setTitle(certificates[0].title if certificates else "")
    if under is not None:
        canvas.beginForm(_FORM, 0, 0, layout.width * mm, layout.height * mm)
        canvas.endForm()
    places = [place for place in layout.places if whole or not place.stock]
    for number, printed in enumerate(certificates, 1):
        canvas.translate(-off[0] * mm, off[1] * mm)
        if under is not None:
            canvas.doForm(_FORM)
        words = printed.words()
        for place in places:
            _draw(canvas, layout, place, filled(place.text, words), printed)
        canvas.showPage()
        if progress is not None and number % EVERY == 0:
            progress(number)
    canvas.save()
    return target.getvalue() if under is None else _laid_over(target.getvalue(), under)


def pdf_of(printed: Printed, layout: Layout, *, mode: str = WHOLE, off: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """One certificate."""
    return pdf_of_all([printed], layout, mode=mode, off=off)


def squeezed(printed: Printed, layout: Layout) -> list[str]:
    """Texts that had to be set smaller than the least size of their place; a person should look at these."""
    words = printed.words()
    texts = [(place, filled(place.text, words)) for place in layout.places if place.kind in {NAME, TEXT}]
    return [text for place, text in texts if text and fitted(place, text).too_small]


def fitted(place: Place, text: str) -> Fitted:
    """How the text stands in its place: lines and size."""
    box = Box(place.width * mm, place.height * mm, place.size, place.least_size)
    return _fitted(text, box, face(bold=place.bold, italic=place.italic), name=place.kind == NAME)


@lru_cache(maxsize=4_000)
def _fitted(text: str, box: Box, font: str, *, name: bool) -> Fitted:
    def measure(said: str) -> float:
        return float(pdfmetrics.stringWidth(said, font, 1))

    return (fit_name if name else fit_text)(text, box, measure)


def _draw(canvas: Canvas, layout: Layout, place: Place, text: str, printed: Printed) -> None:
    top, left = (layout.height - place.top) * mm, place.left * mm
    bottom = top - place.height * mm
    if place.kind == QR:
        if printed.address:
            _draw_code(canvas, printed.address, left, top, min(place.width, place.height) * mm)
    elif place.kind == RULE:
        canvas.setFillColor(_colour(place.colour))
        canvas.rect(left, bottom, place.width * mm, place.height * mm, stroke=0, fill=1)
    elif place.kind == FRAME:
        canvas.setStrokeColor(_colour(place.colour))
        for inset, width in ((0.0, 2.0), (2.0 * mm, 0.6)):
            canvas.setLineWidth(width)
            canvas.rect(left + inset, bottom + inset, place.width * mm - 2 * inset, place.height * mm - 2 * inset)
    elif text:
        _write(canvas, place, text, left, top)


def _write(canvas: Canvas, place: Place, text: str, left: float, top: float) -> None:
    """Names stand on the foot of their box, on one line with a stock's dots whatever their size; texts hang from it."""
    found, font = fitted(place, text), face(bold=place.bold, italic=place.italic)
    height = place.height * mm
    canvas.setFont(font, found.size)
    canvas.setFillColor(_colour(place.colour))
    baseline = top - found.size * ASCENT
    if place.kind == NAME:
        above = found.height - DESCENT * found.size
        foot = min(DESCENT * place.size, height - above)
        baseline = top - height + foot + (len(found.lines) - 1) * LEADING * found.size
    for line in found.lines:
        if place.align == "center":
            canvas.drawCentredString(left + place.width * mm / 2, baseline, line)
        elif place.align == "right":
            canvas.drawRightString(left + place.width * mm, baseline, line)
        else:
            canvas.drawString(left, baseline, line)
        baseline -= LEADING * found.size


def _draw_code(canvas: Canvas, address: str, left: float, top: float, side: float) -> None:
    """As filled squares, each run of dark modules one rectangle; written at once, since a code has hundreds."""
    matrix = segno.make(address, error="m", micro=False, mask=_MASK).matrix
    module = side / (len(matrix) + 2 * _QUIET)
    drawn = [f"q 0 g {module:.4f} 0 0 {-module:.4f} {left + _QUIET * module:.3f} {top - _QUIET * module:.3f} cm"]
    for row, line in enumerate(matrix):
        drawn += [f"{run.start()} {row} {len(run[0])} 1 re" for run in _DARK.finditer(line)]
    canvas.addLiteral("\n".join([*drawn, "f Q"]))


@lru_cache(maxsize=64)
def _colour(code: str) -> Any:
    return HexColor(code)


def _laid_over(text: bytes, background: bytes) -> bytes:
    """The empty form each page calls becomes the background: it is in the file once, however many pages there are."""
    with pikepdf.open(BytesIO(text)) as document, pikepdf.open(BytesIO(background)) as under:
        form = next(iter(document.pages[0].Resources.XObject.values()))
        assert isinstance(form, pikepdf.Object)
        _, _, width, height = (float(number) for number in form.BBox.as_list())
        laid = document.copy_foreign(under.pages[0].as_form_xobject())
        x, y, right, upper = (float(number) for number in laid.BBox.as_list())
        across, up = width / (right - x), height / (upper - y)
        form.write(f"q {across:.6f} 0 0 {up:.6f} {-x * across:.4f} {-y * up:.4f} cm /Under Do Q".encode())
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Under=document.make_indirect(laid)))
        target = BytesIO()
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target.getvalue()
