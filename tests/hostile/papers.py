"""PDF files and pictures that are broken, absurd or mean harm."""

import io
import struct
import zlib
from collections.abc import Mapping

from PIL import Image, ImageDraw

MEGABYTE = 1024 * 1024


def cases() -> dict[str, bytes]:
    return {**_documents(), **_streams(), **_contents(), **_png(), **_jpeg(), **_tiff(), **_others()}


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", *, startxref: int | None = None) -> bytes:
    """A PDF of these objects; object 1 is its catalogue."""
    data, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, most = len(data), max(places) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        data += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    data += b"trailer\n<</Size %d /Root 1 0 R %s>>\n" % (most, trailer)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % (start if startxref is None else startxref))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_of(content: bytes, *, page: bytes = b"/MediaBox [0 0 595 842]", more: Mapping[int, bytes] = {}) -> bytes:
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    resources = b"<</Font <</F 5 0 R>> /XObject <</X 6 0 R>>>>"
    return pdf({
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /Resources %s /Contents 4 0 R %s>>" % (resources, page),
        4: content,
        5: font,
        **more,
    })  # fmt: skip


TEXT = b"BT /F 12 Tf 72 700 Td (Ten mo hinh) Tj ET"
GOOD_PDF = page_of(stream(TEXT))


def _documents() -> dict[str, bytes]:
    catalogue = b"<</Type /Catalog /Pages 2 0 R>>"
    circle = b"<</Type /Pages /Kids [2 0 R] /Count 1>>"
    lies = b"<</Type /Pages /Kids [3 0 R] /Count 2000000000>>"
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>"
    many = b"<</Type /Pages /Kids [%s] /Count 20000>>" % (b"3 0 R " * 20_000)
    script = b"/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (app.alert\\(1\\))>>]>>>>"
    run = b"/OpenAction <</S /Launch /F (cmd.exe)>> " + script
    locked = b"/Encrypt <</Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -44>> /ID [(a) (b)]" % (b"x" * 32, b"y" * 32)
    return {
        "pdf of its first line": b"%PDF-1.7\n",
        "pdf without anything": b"%PDF-1.7\n%%EOF",
        "pdf of noise": b"%PDF-1.4\n" + bytes(range(256)) * 4_000,
        "pdf whose table lies outside": pdf({1: catalogue, 2: lies, 3: page, 4: stream(TEXT)}, startxref=10**9),
        "pdf whose table comes before itself": pdf({1: catalogue, 2: lies, 3: page, 4: stream(TEXT)}, b"/Prev 9"),
        "pdf whose pages are a circle": pdf({1: catalogue, 2: circle}),
        "pdf whose page tree names itself a thousand times": pdf(
            {1: catalogue, 2: b"<</Type /Pages /Kids [%s] /Count 9>>" % (b"2 0 R " * 1_000)}
        ),
        "pdf of two billion pages": pdf({1: catalogue, 2: lies, 3: page, 4: stream(TEXT)}),
        "pdf of 20,000 pages": pdf({1: catalogue, 2: many, 3: page, 4: stream(TEXT)}),
        "pdf without pages": pdf({1: b"<</Type /Catalog>>"}),
        "pdf whose catalogue is itself": pdf({1: b"1 0 R"}),
        "pdf with brackets 100,000 deep": pdf({1: b"[" * 100_000 + b"]" * 100_000}),
        "pdf with words 50,000 deep": pdf({1: b"<</A " * 50_000 + b"1" + b">>" * 50_000}),
        "pdf that starts programs": pdf({1: catalogue[:-2] + run + b">>", 2: lies, 3: page, 4: stream(TEXT)}),
        "pdf with a password": pdf({1: catalogue, 2: lies, 3: page, 4: stream(TEXT)}, locked),
        "pdf of a page without end": page_of(stream(TEXT), page=b"/MediaBox [0 0 1000000000 1000000000]"),
        "pdf of a page that is none": page_of(stream(TEXT), page=b"/MediaBox [0 0 0 0]"),
        "pdf of a page turned inside out": page_of(stream(TEXT), page=b"/MediaBox [595 842 0 0] /Rotate 91"),
        "pdf of a page not a number": page_of(stream(TEXT), page=b"/MediaBox [nan inf -inf 1e999]"),
    }


def _streams() -> dict[str, bytes]:
    bomb = _deflated_zeros(300)
    twice = zlib.compress(bomb, 9)
    flate = b"/Filter /FlateDecode"
    itself = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 6 0 R>>>>"
    picture = (
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB " + flate
    )
    strange = (
        b"/Type /XObject /Subtype /Image /Width 900 /Height 900 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /%s"
    )
    return {
        "pdf with a stream of 300 MB": page_of(stream(bomb, flate)),
        "pdf with a stream packed twice": page_of(stream(twice, b"/Filter [/FlateDecode /FlateDecode]")),
        "pdf with a stream packed 50 times": page_of(stream(TEXT, b"/Filter [%s]" % (b"/FlateDecode " * 50))),
        "pdf with a stream of a lying length": page_of(stream(TEXT).replace(b"/Length 4", b"/Length 99999")),
        "pdf with a stream that does not end": page_of(stream(TEXT).replace(b"endstream", b"")),
        "pdf that draws itself": page_of(stream(b"/X Do"), more={6: stream(b"/X Do", itself)}),
        "pdf that draws itself a thousand times": page_of(
            stream(b"/X Do " * 1_000), more={6: stream(b"/X Do " * 1_000, itself)}
        ),
        "pdf with a picture of 10 GB": page_of(stream(b"9 0 0 9 0 0 cm /X Do"), more={6: stream(bomb, picture)}),
        "pdf with a picture of noise (JBIG2)": page_of(
            stream(b"/X Do"), more={6: stream(bytes(range(256)) * 50, strange % b"JBIG2Decode")}
        ),
        "pdf with a picture of noise (JPX)": page_of(
            stream(b"/X Do"),
            more={6: stream(b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256)) * 50, strange % b"JPXDecode")},
        ),
    }


def _contents() -> dict[str, bytes]:
    flate = b"/Filter /FlateDecode"
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (n, n, n, n) for n in range(60_000))
    letters = b"BT /F 9 Tf (mo hinh ) Tj ET " * 160_000
    return {
        "pdf with two million letters on a page": page_of(stream(zlib.compress(letters), flate)),
        "pdf with 120,000 lines on a page": page_of(stream(zlib.compress(lines), flate)),
        "pdf that saves its state a million times": page_of(stream(zlib.compress(b"q " * 1_000_000), flate)),
        "pdf with operators that are none": page_of(stream(b"\xff\xfe BT ]] >> Tj ( ) ) TJ [ (" * 5_000)),
        "pdf with a font that is its own child": page_of(
            stream(TEXT),
            more={5: b"<</Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [5 0 R] /ToUnicode 5 0 R>>"},
        ),
    }


def _deflated_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, rows: bytes, *more: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def drawn(kind: str, size: tuple[int, int] = (800, 600)) -> bytes:
    """A small picture with a table on it."""
    made = Image.new("L", size, 255)
    pen = ImageDraw.Draw(made)
    for place in range(50, min(size), 100):
        pen.line((place, 50, place, size[1] - 50), 0, 2)
        pen.line((50, place, size[0] - 50, place), 0, 2)
    pen.text((60, 60), "Ten mo hinh")
    target = io.BytesIO()
    made.save(target, kind)
    return target.getvalue()


def _png() -> dict[str, bytes]:
    bomb = _deflated_zeros(300)
    text = _chunk(b"zTXt", b"a\0\0" + bomb)
    good = drawn("PNG")
    return {
        "png of 10,000 megapixels": png(100_000, 100_000, zlib.compress(b"x")),
        "png of two billion columns": png(0x7FFFFFFF, 1, zlib.compress(b"x")),
        "png without a size": png(0, 0, zlib.compress(b"x")),
        "png whose rows are 300 MB of nothing": png(20_000, 15_000, bomb),
        "png with 300 MB of words": png(10, 10, zlib.compress(bytes(110)), text),
        "png of a wrong sum": good[:40] + b"\0\0\0\0" + good[44:],
        "png of its head": good[:33],
        "png with a chunk of four gigabytes": good[:33] + b"\xff\xff\xff\xffIDAT" + good[41:],
        "png of one point": png(1, 1, zlib.compress(b"\0\0")),
        "png one point high": png(30_000, 1, zlib.compress(bytes(30_001))),
        "png of white": png(2_000, 2_000, zlib.compress((b"\0" + b"\xff" * 2_000) * 2_000)),
        "png of noise": png(1_500, 1_500, zlib.compress(b"".join(b"\0" + _noise(1_500, n) for n in range(1_500)))),
    }


def _noise(length: int, seed: int) -> bytes:
    return bytes((n * 7_919 + seed * 104_729) >> 3 & 255 for n in range(length))


def _jpeg() -> dict[str, bytes]:
    good = drawn("JPEG")
    size = good.index(b"\xff\xc0") + 5
    scan = good.index(b"\xff\xda")
    return {
        "jpeg of 4,300 megapixels": good[:size] + struct.pack(">HH", 65_535, 65_535) + good[size + 4 :],
        "jpeg without a size": good[:size] + bytes(4) + good[size + 4 :],
        "jpeg of its head": good[:scan],
        "jpeg cut in its picture": good[: scan + 200],
        "jpeg with a thousand scans": good[:scan] + good[scan:-2] * 1_000 + good[-2:],
        "jpeg with lies in its notes": good[:2] + b"\xff\xe1\xff\xffExif\0\0MM\0*\xff\xff\xff\xff" + good[2:],
        "jpeg of first bytes": b"\xff\xd8\xff",
        "jpeg with markers and nothing else": b"\xff\xd8" + b"\xff\xe0\0\x04ab" * 50_000 + b"\xff\xd9",
    }


def _tiff() -> dict[str, bytes]:
    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        return struct.pack("<HHII", tag, kind, count, value)

    def directory(*entries: bytes, next_at: int = 0) -> bytes:
        return b"II*\0" + struct.pack("<IH", 8, len(entries)) + b"".join(entries) + struct.pack("<I", next_at)

    size = (entry(256, 4, 1, 100_000), entry(257, 4, 1, 100_000), entry(258, 3, 1, 8), entry(259, 3, 1, 1))
    small = (entry(256, 4, 1, 10), entry(257, 4, 1, 10), entry(258, 3, 1, 8), entry(259, 3, 1, 1), entry(262, 3, 1, 1))
    good = drawn("TIFF")
    return {
        "tiff of 10,000 megapixels": directory(*size, entry(273, 4, 1, 8), entry(279, 4, 1, 100)),
        "tiff whose pages are a circle": directory(*small, entry(273, 4, 1, 8), entry(279, 4, 1, 100), next_at=8),
        "tiff whose directory lies outside": b"II*\0\xff\xff\xff\x7f",
        "tiff with four billion strips": directory(*small, entry(273, 4, 0xFFFFFFFF, 8), entry(279, 4, 0xFFFFFFFF, 8)),
        "tiff of strange packing": directory(*small[:3], entry(259, 3, 1, 65_000), entry(273, 4, 1, 8)),
        "tiff with 65,535 entries": b"II*\0" + struct.pack("<IH", 8, 65_535) + b"\xff" * 60_000,
        "tiff cut in half": good[: len(good) // 2],
        "big tiff": b"II+\0\x08\0\0\0" + struct.pack("<Q", 1 << 60),
    }


def _others() -> dict[str, bytes]:
    return {
        "gif of 4,000 megapixels": b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + b"\x80\0\0" + bytes(6) + b",",
        "webp of noise": b"RIFF\xff\xff\xff\xffWEBPVP8L" + bytes(range(256)) * 100,
        "bmp of a page without end": b"BM"
        + struct.pack("<IIIIiiHH", 54, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24)
        + bytes(24),
    }
