"""Letters as they really come: badly encoded, forwarded, answered by machines, and made to hurt."""

import base64
import json
from datetime import datetime

import pytest

from kheo.confinement.refusal import Refusal
from kheo.demo.letters import Posted, make_letter
from kheo.mail.letter import Attachment, Letter, letter_of, parse

FORM = b"PK\x03\x04 bytes of a form"
HEAD = b"From: Lan <lan@example.vn>\r\nDate: Tue, 30 Jan 2024 08:00:00 +0700\r\n"
POSTED = Posted(
    sender="Đảng ủy xã Mường So <DangUy@MuongSo.example.vn>",
    to="bdv@example.vn",
    subject="Đăng ký mô hình “Dân vận khéo” năm 2024 của Đảng ủy xã Mường So, gửi Ban Dân vận Huyện ủy",
    body="Kính gửi Ban Dân vận.\n\n\nXin gửi   biểu.",
    attachments=(("Biểu đăng ký (Mường So).xlsx", FORM),),
    at=datetime.fromisoformat("2024-01-30T08:00:00+07:00"),
)


def read(data: bytes) -> Letter:
    """As it goes through the confined process: by way of JSON."""
    return letter_of(json.loads(json.dumps(parse(data))))


def letter(*headers: str | bytes, body: bytes = b"x") -> Letter:
    lines = b"".join((line.encode() if isinstance(line, str) else line) + b"\r\n" for line in headers)
    return read(HEAD + lines + b"\r\n" + body)


def mixed(*parts: bytes) -> bytes:
    inner = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + inner + b"--b--\r\n"


def attached(disposition: str | bytes, *, kind: str = "application/octet-stream", data: bytes = FORM) -> bytes:
    disposition = disposition.encode() if isinstance(disposition, str) else disposition
    head = b"Content-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n"
    return head + b"Content-Disposition: " + disposition + b"\r\n\r\n" + base64.encodebytes(data)


def test_a_letter_with_a_form_is_read_whole() -> None:
    assert read(make_letter(POSTED)) == Letter(
        sender="danguy@muongso.example.vn",
        sender_name="Đảng ủy xã Mường So",
        subject=POSTED.subject,
        message_id=f"<{POSTED.key}@mail.example.vn>",
        dated="2024-01-30T08:00:00+07:00",
        text="Kính gửi Ban Dân vận.\n\nXin gửi biểu.",
        authenticity=(
            "Return-Path: <DangUy@MuongSo.example.vn>",
            "Authentication-Results: mail.example.vn; dmarc=pass header.from=MuongSo.example.vn; spf=pass; dkim=pass",
            "Received: from MuongSo.example.vn by mail.example.vn; Tue, 30 Jan 2024 08:00:00 +0700",
        ),
        auto_submitted=False,
        attachments=(
            Attachment(
                "Biểu đăng ký (Mường So).xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                FORM,
            ),
        ),
    )


def test_a_forwarded_letter_brings_its_attachments_and_its_subject() -> None:
    forwarded = Posted(POSTED.sender, POSTED.to, "Gửi biểu", "Gửi.", POSTED.at, POSTED.attachments, forwarded=True)

    found = read(make_letter(forwarded))

    assert [(part.name, part.data) for part in found.attachments] == [("Biểu đăng ký (Mường So).xlsx", FORM)]
    assert (found.subject, found.text) == ("Fwd: Gửi biểu", "Chuyển tiếp thư dưới đây.\nGửi.\nGửi biểu")


def test_a_forwarded_letter_packed_as_base64_is_opened_too() -> None:
    inner = base64.encodebytes(make_letter(POSTED))
    part = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner

    assert [part.data for part in read(mixed(part)).attachments] == [FORM]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="Bieu 01.xlsx"', "Bieu 01.xlsx"),
        ("attachment; filename*=utf-8''Bi%E1%BB%83u.xlsx", "Biểu.xlsx"),
        ("attachment; filename*0*=utf-8''Bi%E1%BB%83;\r\n filename*1*=u.xlsx", "Biểu.xlsx"),
        ('attachment; filename="=?UTF-8?B?Qmnhu4N1Lnhsc3g=?="', "Biểu.xlsx"),
        ('attachment; filename="=?UTF-8?Q?Bi=E1=BB=83u?=\r\n =?UTF-8?Q?_01.xlsx?="', "Biểu 01.xlsx"),
        ('attachment; filename="Biểu.xlsx"', "Biểu.xlsx"),
        ('attachment; filename="Bie\u0302\u0309u.xlsx"', "Biểu.xlsx"),
        ("attachment; filename*=no-such-charset''a.xlsx", "a.xlsx"),
        ('attachment; filename="../../../../tmp/x.xlsx"', "x.xlsx"),
        ('attachment; filename="C:\\\\Users\\\\Lan\\\\x.xlsx"', "x.xlsx"),
        ('attachment; filename="a\u202exslx.exe"', "a xslx.exe"),
        ("attachment", ""),
    ],
)
def test_names_of_files_are_decoded_and_made_harmless(disposition: str, name: str) -> None:
    found = read(mixed(attached(disposition)))

    assert [(part.name, part.data) for part in found.attachments] == [(name, FORM)]


@pytest.mark.parametrize(
    ("subject", "read_as"),
    [
        ("=?utf-8?q?=C4=90=C4=83ng_k=C3=BD?=", "Đăng ký"),
        ("=?utf-8?b?xJDEg25n?=\r\n =?utf-8?b?IGvDvQ==?=", "Đăng ký"),
        ("Đăng ký", "Đăng ký"),
        ("=?x-unknown?q?Dang_ky?=", "Dang ky"),
        ("=?utf-8?q?a=0D=0ABcc:_x@example.vn?=", "a Bcc: x@example.vn"),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?windows-1258?q?=D0=E3ng_ky=EC?=", "Đăng ký"),
    ],
)
def test_subjects_are_decoded_to_one_line(subject: str, read_as: str) -> None:
    assert letter(f"Subject: {subject}").subject == read_as


def test_an_unknown_charset_is_forgiven() -> None:
    found = letter('Content-Type: text/plain; charset="x-viet"', body="Kính gửi".encode())

    assert found.text == "Kính gửi"


def test_a_page_gives_the_text_a_reader_sees() -> None:
    page = "<html><head><style>p{}</style></head><p>Kính gửi <b>Ban</b></p><p>Xin&nbsp;gửi</p><script>x</script></html>"

    assert letter("Content-Type: text/html; charset=utf-8", body=page.encode()).text == "Kính gửi Ban\n\nXin gửi"


def test_pictures_and_signatures_stay_in_the_letter() -> None:
    picture = attached('inline; filename="logo.png"', kind="image/png", data=b"\x89PNG....")
    disguised = attached('attachment; filename="a.xlsx"', data=b"\xff\xd8\xff photo")
    signature = attached('attachment; filename="smime.p7s"', kind="application/pkcs7-signature")

    found = read(mixed(picture, disguised, signature, attached('attachment; filename="b.xlsx"', kind="image/png")))

    assert [(part.name, len(part.data)) for part in found.attachments] == [
        ("logo.png", 0),
        ("a.xlsx", 0),
        ("smime.p7s", len(FORM)),
        ("b.xlsx", len(FORM)),
    ]


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("Return-Path: <>", True),
        ("Return-Path: <lan@example.vn>", False),
        ("List-Id: <x.example.vn>", True),
        ('Content-Type: multipart/report; boundary="r"', True),
        ("X-Priority: 1", False),
    ],
)
def test_letters_of_machines_are_known(header: str, *, automatic: bool) -> None:
    assert letter(header).auto_submitted == automatic


def test_two_senders_are_no_sender() -> None:
    assert letter("From: minh@example.vn").sender == ""
    assert read(b"From: a@example.vn, b@example.vn\r\nSubject: x\r\n\r\n").sender == ""


def test_a_comma_hidden_in_a_name_makes_no_second_sender() -> None:
    found = read(b"From: =?utf-8?q?Lan=2C_b=40example=2Evn?= <lan@example.vn>\r\n\r\nx")

    assert (found.sender, found.sender_name) == ("lan@example.vn", "Lan, b@example.vn")


def test_an_impossible_date_is_no_date() -> None:
    assert read(b"From: a@example.vn\r\nDate: 30/02/2024\r\n\r\nx").dated == ""


def nested(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\r\n\r\n" * depth + b"\r\nx"


HOSTILE = {
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\nx",
    "long header": b"Subject: " + b"a" * 5_000_000 + b"\r\n\r\nx",
    "many headers": b"X-A: b\r\n" * 100_000 + b"\r\nx",
    "nested": HEAD + nested(2_000),
    "parts": mixed(*[b"Content-Type: text/plain\r\n\r\nx"] * 20_000),
    "long name": mixed(attached('attachment; filename="' + "a" * 100_000 + '"')),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_letters_made_to_hurt_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(data)

    assert refusal.value.code == "hostile_file"


@pytest.mark.parametrize("data", [b"", b"hello", FORM, b"\x00" * 100, b"STT;Ten\n1;a\n"])
def test_what_is_no_letter_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(data)

    assert refusal.value.code == "damaged_file"
