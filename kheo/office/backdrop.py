"""A picture or a one-page PDF somebody uploads to print under text, made into a plain one-page PDF of our own.

`laid_flat` and `seen` run in the confined process; what they give is base64 in JSON-able values.
"""

import base64
import zlib
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray

from kheo.confinement.refusal import Refusal

LAY_FLAT = "kheo.office.backdrop:laid_flat"
SEE = "kheo.office.backdrop:seen"
_PNG, _JPEG, _PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-"
# A3 at 300 dots an inch is 4961 × 3508.
LONGEST, _MOST_PIXELS = 5_200, 60_000_000
# Packed without loss up to here, as pictures of few colours are; photographs become JPEG.
_MOST_PACKED = 4 * 1024 * 1024
_POINTS_AN_INCH = 72.0
_DPI = 300.0

Pixels = NDArray[np.uint8]


def laid_flat(data: bytes, longest: int = LONGEST) -> dict[str, Any]:
    """{"pdf": base64, "width": mm, "height": mm}: one page with nothing on it but what is seen; Refusal otherwise.

    A picture with more than `longest` dots on its longer side is made smaller.
    """
    if data.startswith((_PNG, _JPEG)):
        pdf = _of_picture(data, longest)
    elif _PDF in data[:1024]:
        pdf = _of_pdf(data)
    else:
        raise Refusal("unknown_format", "nền phải là ảnh PNG, JPEG hoặc tệp PDF một trang", unopened=True)
    with pikepdf.open(BytesIO(pdf)) as made:
        _, _, width, height = (float(number) for number in made.pages[0].mediabox.as_list())
    millimetres = [round(points / _POINTS_AN_INCH * 25.4, 1) for points in (width, height)]
    return {"pdf": base64.b64encode(pdf).decode("ascii"), "width": millimetres[0], "height": millimetres[1]}


def seen(data: bytes, widest: int) -> str:
    """The first page as PNG in base64, `widest` pixels wide."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        bitmap = page.render(scale=widest / page.get_width(), rev_byteorder=False)
        pixels = bitmap.to_numpy()[:, :, :3].copy()
    _, png = cv2.imencode(".png", pixels)
    return base64.b64encode(png.tobytes()).decode("ascii")


def _of_picture(data: bytes, longest: int) -> bytes:
    pixels = _pixels(data, longest)
    high, wide = pixels.shape[:2]
    filter_name, packed = "/FlateDecode", zlib.compress(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB).tobytes(), 6)
    if len(packed) > _MOST_PACKED:
        _, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 92])
        filter_name, packed = "/DCTDecode", jpeg.tobytes()
    with pikepdf.new() as made:
        picture = pikepdf.Stream(made, b"")
        picture.write(packed, filter=pikepdf.Name(filter_name))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = wide, high, 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB
        return _page(made, picture, (wide / _DPI * _POINTS_AN_INCH, high / _DPI * _POINTS_AN_INCH), (1.0, 1.0))


def _pixels(data: bytes, longest: int) -> Pixels:
    """Blue, green, red, on white where the picture is transparent, turned as its camera held it."""
    try:
        flags = cv2.IMREAD_UNCHANGED if data.startswith(_PNG) else cv2.IMREAD_COLOR
        found = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error as error:
        raise Refusal("unreadable", "ảnh bị hỏng hoặc quá lớn") from error
    if found is None or found.size == 0:
        raise Refusal("unreadable", "ảnh bị hỏng hoặc quá lớn")
    if found.shape[0] * found.shape[1] > _MOST_PIXELS:
        raise Refusal("too_large", "ảnh có quá nhiều điểm")
    if found.dtype == np.uint16:
        found = (found // 257).astype(np.uint8)
    pixels = _opaque(found.astype(np.uint8))
    share = longest / max(pixels.shape[:2])
    smaller = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else pixels
    return smaller.astype(np.uint8)


def _opaque(pixels: Pixels) -> Pixels:
    if pixels.ndim == 2:
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR).astype(np.uint8)
    if pixels.shape[2] == 4:
        share = pixels[:, :, 3:].astype(np.uint16)
        laid = (pixels[:, :, :3].astype(np.uint16) * share + 255 * (255 - share)) // 255
        return laid.astype(np.uint8)
    return pixels


def _of_pdf(data: bytes) -> bytes:
    """Only the page's drawing: no links, forms, scripts or files of the document come along."""
    try:
        with pikepdf.open(BytesIO(data)) as found, pikepdf.new() as made:
            if found.is_encrypted:
                raise Refusal("encrypted", "tệp PDF có đặt mật khẩu hoặc hạn chế")
            if len(found.pages) != 1:
                raise Refusal("unreadable", f"tệp PDF có {len(found.pages)} trang; nền chỉ được một trang")
            page = found.pages[0]
            wide, high = _size(page)
            form = made.copy_foreign(page.as_form_xobject())
            x, y, right, upper = _reach(form)
            return _page(made, form, (wide, high), (1 / (right - x), 1 / (upper - y)), corner=(x, y))
    except pikepdf.PasswordError as error:
        raise Refusal("encrypted", "tệp PDF có đặt mật khẩu") from error
    except pikepdf.PdfError as error:
        raise Refusal("unreadable", "tệp PDF bị hỏng") from error


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Points, as the page is seen: turned ones are as wide as they were high."""
    x, y, right, upper = (float(number) for number in page.trimbox.as_list())
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    wide, high = abs(right - x), abs(upper - y)
    if min(wide, high) < 36:
        raise Refusal("unreadable", "trang PDF quá nhỏ")
    return (high, wide) if turned else (wide, high)


def _reach(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the form as its own matrix puts it on the page."""
    x, y, right, upper = (float(number) for number in form.BBox.as_list())
    matrix = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
    corners = [matrix.transform(corner) for corner in ((x, y), (right, y), (x, upper), (right, upper))]
    across, up = [float(one[0]) for one in corners], [float(one[1]) for one in corners]
    return min(across), min(up), max(across), max(up)


def _page(
    made: pikepdf.Pdf,
    drawing: pikepdf.Object,
    size: tuple[float, float],
    unit: tuple[float, float],
    *,
    corner: tuple[float, float] = (0.0, 0.0),
) -> bytes:
    """One page of this size wholly under the drawing; `unit` makes the drawing one by one from its corner on."""
    across, up = size[0] * unit[0], size[1] * unit[1]
    content = f"q {across:.6f} 0 0 {up:.6f} {-corner[0] * across:.4f} {-corner[1] * up:.4f} cm /Drawing Do Q"
    page = made.add_blank_page(page_size=size)
    page.obj.Contents = made.make_stream(content.encode())
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Drawing=made.make_indirect(drawing)))
    target = BytesIO()
    made.save(target, deterministic_id=True)
    return target.getvalue()
