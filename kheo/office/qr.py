"""QR codes: as a drawing for pages, as a picture for papers."""

from io import BytesIO

import segno

# Still readable when a stamp or a fold covers a part of it.
_CORRECTION = "m"
_QUIET = 4
# Dots a module: 25 mm at 300 dpi for the addresses we print.
_DOTS = 10


def drawing(text: str) -> str:
    """An <svg> in black on white, as wide as its place allows; it needs no style and no script."""
    code = segno.make(text, error=_CORRECTION, micro=False)
    drawn: str = code.svg_inline(omitsize=True, border=_QUIET, dark="#000", light="#fff", svgclass="qr")
    return drawn


def picture(text: str) -> bytes:
    """A PNG in black on white; the same text gives the same bytes."""
    target = BytesIO()
    segno.make(text, error=_CORRECTION, micro=False).save(target, kind="png", scale=_DOTS, border=_QUIET)
    return target.getvalue()
