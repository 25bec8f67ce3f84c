"""PDFs written by hand, byte by byte: what programs of offices never make, and some people do."""

import zlib
from collections.abc import Sequence


def pdf(objects: Sequence[bytes], *, root: int = 1) -> bytes:
    """The objects, numbered from 1, with a table that finds them."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def page_of(content: bytes, *, size: str = "595 842", resources: bytes = b"") -> bytes:
    """One page with this content and the font F1."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> %s >> >>" % (size.encode(), resources),
            stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def many_rectangles(count: int) -> bytes:
    return page_of(b"0 0 1 1 re\n" * count + b"S\n")


def many_letters(count: int) -> bytes:
    return page_of(
        b"BT /F1 8 Tf 10 10 Td ("
        + b"a" * 1000
        + b") Tj ET\n" * 1
        + (b"BT /F1 8 Tf (%s) Tj ET\n" % (b"b" * 1000)) * (count // 1000)
    )


def bomb(size: int) -> bytes:
    return page_of(b" " * size)


def twice_packed(size: int) -> bytes:
    inner = zlib.compress(zlib.compress(b" " * size, 9), 9)
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(inner), inner)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
            content,
        ]
    )


def nested_forms(depth: int, each: int) -> bytes:
    """A form that draws the next one `each` times, and so on: each to the power of depth."""
    first = 5
    forms = []
    for level in range(depth):
        last = level == depth - 1
        content = b"BT (x) Tj ET" if last else b"/N Do\n" * each
        inner = b"" if last else b"/XObject << /N %d 0 R >>" % (first + level + 1)
        forms.append(stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << %s >>" % inner))
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                b"/Resources << /XObject << /N 5 0 R >> >> >>"
            ),
            stream(b"/N Do"),
            *forms,
        ]
    )


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            stream(b"0 0 m 10 10 l S"),
            *[page] * count,
        ]
    )


def ring_of_pages() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"])


def picture_bomb(side: int) -> bytes:
    """One image of side × side pixels in a few kilobytes."""
    data = zlib.compress(zlib.compress(b"\0" * 1000, 9), 9)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                b"/Resources << /XObject << /I 5 0 R >> >> >>"
            ),
            stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray "
            b"/Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (side, side, len(data), data),
        ]
    )
