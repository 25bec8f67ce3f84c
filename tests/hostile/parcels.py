"""Zips, letters and texts that are broken, absurd or mean harm."""

import base64
import io
import zipfile
import zlib

from tests.office.packages import parts, patched, sheet, text, workbook, zipped

MEGABYTE = 1024 * 1024
GOOD = workbook(f'<row r="1">{text("A1", "Mô hình")}</row>')


def cases() -> dict[str, bytes]:
    return {**_zips(), **_letters(), **_texts()}


def _zips() -> dict[str, bytes]:
    zeros = bytes(10 * MEGABYTE)
    return {
        "zip of ten times 10 MB of zeros": zipped({f"{n}.csv": zeros for n in range(10)}),
        "zip in a zip in a zip": zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": GOOD})})}),
        "zip of 1,400 zips": zipped({f"{n}.zip": zipped({"a": "x"}) for n in range(1_400)}),
        "zip of 3,000 files": zipped({f"{n}.xlsx": "x" for n in range(3_000)}),
        "zip that writes upwards": zipped({"../../../../tmp/kheo.xlsx": GOOD}),
        "zip that writes to the root": zipped({"/etc/cron.d/kheo.xlsx": GOOD}),
        "zip of a drive": zipped({"C:/kheo.xlsx": GOOD}),
        "zip of names with line breaks": zipped({"a\r\nX-Header: b.xlsx": GOOD}),
        "zip of a name of 60,000 letters": zipped({"a" * 60_000 + ".xlsx": GOOD}),
        "zip with a password": patched(zipped({"a.xlsx": GOOD}), "a.xlsx", 8, b"\1\0"),
        "zip of a directory that lies": patched(zipped({"a.xlsx": GOOD}), "a.xlsx", 24, b"\xff\xff\xff\x7f"),
        "zip with the same file twice": _twice(),
        "zip that is also a workbook in part": zipped({**parts(sheet("")), "mimetype": "x"}),
        "zip of nothing": b"PK\x05\x06" + bytes(18),
        "zip of pictures alone": zipped({"a.png": b"\x89PNG", "b.jpg": b"\xff\xd8\xff"}),
        "zip of hostile files": zipped({"a.xlsx": GOOD[:300], "b.doc": b"\xd0\xcf\x11\xe0", "c.pdf": b"%PDF-1.7"}),
        "zip with a comment of 65,535 bytes": _commented(),
    }


def _twice() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.xlsx", GOOD)
        archive.writestr("A.XLSX", GOOD)
    return target.getvalue()


def _commented() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x")
        archive.comment = b"PK\x03\x04" * 16_000
    return target.getvalue()


def letter(body: bytes, headers: bytes = b"") -> bytes:
    head = b"From: a@example.vn\r\nTo: b@example.vn\r\nSubject: x\r\nDate: Tue, 30 Jan 2024 09:14:00 +0700\r\n"
    return head + b"MIME-Version: 1.0\r\n" + headers + b"\r\n" + body


def _letters() -> dict[str, bytes]:
    def kind(name: str) -> bytes:
        return f'Content-Type: {name}; boundary="b"\r\n'.encode()

    nested = b"".join(
        b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (n, n + 1) for n in range(2_000)
    )
    forwarded = letter(b"x")
    for _ in range(60):
        forwarded = letter(forwarded, b"Content-Type: message/rfc822\r\n")
    attached = (
        b"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="../../etc/a.xlsx"\r\n\r\n'
    )
    good = attached + base64.b64encode(GOOD) + b"\r\n--b--\r\n"
    winmail = attached.replace(b"../../etc/a.xlsx", b"winmail.dat")
    winmail += base64.b64encode(b"\x78\x9f\x3e\x22" + bytes(range(256))) + b"\r\n--b--"
    return {
        "letter in 2,000 envelopes": letter(nested, b'Content-Type: multipart/mixed; boundary="b0"\r\n'),
        "letter forwarded 60 times": forwarded,
        "letter of 100,000 parts": letter(b"--b\r\n\r\nx\r\n" * 100_000, kind("multipart/mixed")),
        "letter with a header of 10 MB": letter(b"x", b"X-Long: " + b"a" * 10 * MEGABYTE + b"\r\n"),
        "letter with 200,000 headers": letter(b"x", b"X-Many: a\r\n" * 200_000),
        "letter whose parts never begin": letter(b"x" * 1_000, kind("multipart/mixed")),
        "letter of an unknown charset": letter(b"\xff\xfe", b"Content-Type: text/plain; charset=x-none\r\n"),
        "letter of a charset that is code": letter(b"x", b"Content-Type: text/plain; charset=zlib_codec\r\n"),
        "letter with base64 that is none": letter(attached + b"@@@@" * 50_000 + b"\r\n--b--", kind("multipart/mixed")),
        "letter with a file name that climbs": letter(good, kind("multipart/mixed")),
        "letter with a bomb attached": letter(
            attached + base64.b64encode(zipped({"a.csv": bytes(60 * MEGABYTE)})) + b"\r\n--b--", kind("multipart/mixed")
        ),
        "letter with words that never end": letter(b"x", b"Subject: " + b"=?utf-8?b?" * 50_000 + b"\r\n"),
        "letter whose date is none": letter(b"x").replace(b"2024", b"99999999999"),
        "letter with nul bytes": letter(b"\0" * 100_000),
        "letter with winmail.dat of noise": letter(winmail, kind("multipart/mixed")),
    }  # fmt: skip


def _texts() -> dict[str, bytes]:
    return {
        "csv with a cell of 40 MB": b'a,b\n1,"' + b"x" * 40 * MEGABYTE + b'"\n',
        "csv of one line of 30 MB": b"a b c;" * (5 * MEGABYTE),
        "csv that runs programs": '=cmd|"/c calc"!A1,@SUM(1),+1,-1\nTên mô hình,x\n'.encode(),
        "csv of quotes": b'"' * 500_000,
        "csv of line breaks": b"\n" * 3_000_000,
        "csv in half of an encoding": "Tên mô hình;x\n".encode("utf-16")[:-1],
        "csv of marks of order": b"\xef\xbb\xbf" * 100_000,
        "csv of escapes": b"\x1b[2J\x1b]0;x\x07" * 10_000,
        "csv of right to left": ("\u202e\u2066" * 50_000 + ",a\n").encode(),
        "csv of letters with a thousand accents": ("a" + "\u0301" * 1_000 + ",x\n").encode() * 500,
        "packed alone": zlib.compress(b"x" * 1_000),
        "a page of scripts without end": b"<html><script>while(1){}</script><table><tr><td>x</table>",
        "a script of a shell": b"#!/bin/sh\nrm -rf /\n",
        "a program of Windows": b"MZ\x90\0" + bytes(60) + b"PE\0\0" + bytes(5_000),
        "a program of Linux": b"\x7fELF\x02\x01\x01" + bytes(5_000),
        "an SVG with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    }
