"""What letters hold as they come in life: files packed oddly, photographs, tables in the text, links not files."""

import binascii
import unicodedata

import pytest

from kheo.confinement.pool import Readers
from kheo.intake.letters import says_nil, to_read
from kheo.intake.understanding import OPEN_LETTER
from kheo.mail.contents import tnef
from kheo.mail.contents.bodies import own_words
from kheo.mail.identity import LOOK, known_of
from kheo.mail.letter import letter_of
from tests.mail.letters import FORM, HEAD, file, inside, jpeg, letter, multi, png, read, winmail, words

NAME = "Biểu đăng ký (Mường So).xlsx"


def sent(data: bytes) -> list[tuple[str, bytes]]:
    """What of the letter is to be read."""
    return [(one.name, one.data) for one in to_read(read(data))]


def test_parts_within_parts_are_found_in_order() -> None:
    text = multi(
        words("Xin gửi."), words("<p>Xin gửi.</p>", "text/html; charset=utf-8"), kind="alternative", boundary="c"
    )
    related = multi(inside(text), file("logo.png", png(90, 40)), kind="related", boundary="d")

    found = multi(inside(related), file("1.xlsx"), inside(multi(file("2.docx"), file("3.pdf", b"%PDF-"), boundary="e")))

    assert [name for name, _ in sent(found)] == ["1.xlsx", "2.docx", "3.pdf"]
    assert read(found).text == "Xin gửi."


def test_a_letter_forwarded_as_a_file_gives_its_files_and_its_sender_apart() -> None:
    inner = multi(words("Gửi."), file("a.xlsx"), boundary="i", head=HEAD.replace(b"lan@", b"xa.an.binh@"))
    outer = multi(words("Chuyển."), b"Content-Type: message/rfc822\r\n\r\n" + inner, file("b.xlsx"))

    found = read(outer)

    assert found.sender == "lan@example.vn"
    assert [(one.name, one.forwarded_from) for one in found.attachments] == [
        ("a.xlsx", "xa.an.binh@example.vn"),
        ("b.xlsx", ""),
    ]


def test_a_letter_sent_as_an_eml_file_is_opened_too() -> None:
    inner = multi(words("Gửi."), file("a.xlsx"), boundary="i")

    assert sent(multi(words("x"), file("Thư của xã.eml", inner))) == [("a.xlsx", FORM)]


def test_winmail_gives_its_files_with_their_names() -> None:
    packed = winmail((NAME, FORM), ("Danh sách.docx", b"PK\x03\x04 2"))

    found = sent(multi(words("x"), file("winmail.dat", packed, kind="application/ms-tnef")))

    assert found == [(NAME, FORM), ("Danh sách.docx", b"PK\x03\x04 2")]


@pytest.mark.parametrize("cut", range(0, 220, 7))
def test_winmail_cut_off_or_broken_gives_what_came_before(cut: int) -> None:
    packed = winmail((NAME, FORM))

    assert all(data == FORM for _, data in tnef.files_of(packed[:cut]))
    assert all(name for name, _ in tnef.files_of(packed[:cut] + b"\xff" * 60))


def test_files_uuencoded_in_the_text_are_found_and_leave_the_text() -> None:
    lines = b"".join(binascii.b2a_uu((FORM * 9)[at : at + 45]) for at in range(0, len(FORM * 9), 45))
    body = (
        b"Xin gui.\r\nbegin 644 bieu 01.xlsx\r\n" + lines.replace(b"\n", b"\r\n") + b"`\r\nend\r\nbegin lai tu dau\r\n"
    )

    found = letter("text/plain", body)

    assert sent(found) == [("bieu 01.xlsx", FORM * 9)]
    assert read(found).text == "Xin gui.\nbegin lai tu dau"


@pytest.mark.parametrize(
    ("picture", "is_read"),
    [
        (jpeg(3024, 4032), True),
        (png(1240, 1754), True),
        (b"II*\0".ljust(60_000, b"\1"), True),
        (jpeg(300, 120), False),
        (jpeg(3024, 4032, size=9_000), False),
        (png(2000, 90), False),
        (b"GIF89a".ljust(60_000, b"\1"), False),
        (b"\xff\xd8\xff".ljust(60_000, b"\xff"), False),
    ],
)
@pytest.mark.parametrize("how", ["attachment", "inline"])
def test_photographs_of_pages_are_read_and_logos_are_not(picture: bytes, *, is_read: bool, how: str) -> None:
    found = sent(multi(words("Xin gửi ảnh biểu."), file("IMG_0001.JPG", picture, kind="image/jpeg", how=how)))

    assert [name for name, _ in found] == (["IMG_0001.JPG"] if is_read else [])


def test_beside_a_document_photographs_only_show_what_was_done() -> None:
    found = multi(words("x"), file("anh.jpg", jpeg(3024, 4032), kind="image/jpeg"), file("a.xlsx"))

    assert sent(found) == [("a.xlsx", FORM)]


def test_signed_letters_give_what_was_signed() -> None:
    signature = file("smime.p7s", b"\x30\x82", kind="application/pkcs7-signature")
    signed = multi(inside(multi(words("Gửi."), file("a.xlsx"), boundary="i")), signature, kind="signed", boundary="s")
    armoured = multi(
        inside(multi(words("Gửi."), file("a.xlsx"), boundary="i")),
        file("signature.asc", b"-----BEGIN PGP SIGNATURE-----", kind="application/pgp-signature"),
        kind="signed",
        boundary="s",
    )

    assert (sent(signed), sent(armoured)) == ([("a.xlsx", FORM)], [("a.xlsx", FORM)])


def test_invitations_and_cards_are_beside_the_letter() -> None:
    found = multi(
        words("Mời họp."),
        words("BEGIN:VCALENDAR", "text/calendar; charset=utf-8; method=REQUEST"),
        file("lan.vcf", b"BEGIN:VCARD", kind="text/vcard"),
    )

    assert (sent(found), read(found).text) == ([], "Mời họp.")


PAGE = """<p>Kính gửi Ban.</p><table><tr><th>STT</th><th>Tên mô hình</th><th>Đơn vị</th></tr>
<tr><td>1</td><td>Đường hoa</td><td>Xã A</td></tr></table>"""


def test_a_table_written_into_the_letter_is_read_as_a_page_of_its_own() -> None:
    (page,) = to_read(read(letter("text/html; charset=windows-1258", PAGE.encode("cp1258", "xmlcharrefreplace"))))

    assert (page.in_body, page.media_type, page.data.startswith(b"<!DOCTYPE html>")) == (True, "text/html", True)
    assert "Tên mô hình" in unicodedata.normalize("NFC", page.data.decode()) or b"&#" in page.data


@pytest.mark.parametrize(
    "page",
    [
        f'<p>Đã nhận.</p><div class="gmail_quote">{PAGE}</div>',
        f"<p>Đã nhận.</p><blockquote>{PAGE}</blockquote>",
        f'<p>Đã nhận.</p><hr><div id="divRplyFwdMsg">Từ: Ban</div>{PAGE}',
        "<table><tr><td>Ban Dân vận</td><td>ĐT: 0123</td></tr></table>",
    ],
)
def test_quoted_tables_and_those_of_signatures_are_not(page: str) -> None:
    assert sent(letter("text/html; charset=utf-8", page)) == []


def test_beside_a_file_the_table_of_the_letter_is_only_its_words() -> None:
    assert sent(multi(words(PAGE, "text/html; charset=utf-8"), file("a.xlsx"))) == [("a.xlsx", FORM)]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("Xem https://drive.google.com/file/d/1aB/view?usp=sharing.", ("https://drive.google.com/file/d/1aB/view?usp=sharing",)),
        ("https://1drv.ms/x/s!Abc và https://docs.google.com/spreadsheets/d/1", (
            "https://1drv.ms/x/s!Abc", "https://docs.google.com/spreadsheets/d/1")),
        ("https://file-hn.zdn.vn/abc/bieu.xlsx", ("https://file-hn.zdn.vn/abc/bieu.xlsx",)),
        ("Trang của xã: https://xa.example.vn/tin", ()),
        ("Cảm ơn.\n\nVào 08:00, 1 thg 9, 2026 Ban <b@example.vn> đã viết:\n> https://drive.google.com/x", ()),
    ],
)  # fmt: skip
def test_links_to_files_that_were_not_sent_are_known(body: str, links: tuple[str, ...]) -> None:
    assert read(letter("text/plain; charset=utf-8", body)).links == links


def test_links_behind_words_of_a_page_are_known() -> None:
    page = '<p>Xem <a href="https://drive.google.com/open?id=1">biểu</a></p>'

    assert read(letter("text/html; charset=utf-8", page)).links == ("https://drive.google.com/open?id=1",)


QUOTES = [
    "\nVào Th 3, 1 thg 9, 2026 vào lúc 08:00 Ban Dân vận <b@example.vn> đã viết:\n> Không có mô hình nào.",
    "\nOn Tue, Sep 1, 2026 at 8:00 AM Ban <b@example.vn> wrote:\nKhông có mô hình nào.",
    "\n-----Original Message-----\nFrom: Ban\nKhông có mô hình nào.",
    "\n________________________________\nTừ: Ban\nKhông có mô hình nào.",
    "\nTừ: Ban Dân vận <b@example.vn>\nĐã gửi: Thứ Ba, 1 tháng 9, 2026\nTới: Xã\nKhông có mô hình nào.",
    "\n---------- Forwarded message ---------\nKhông có mô hình nào.",
]


@pytest.mark.parametrize("quote", QUOTES)
def test_what_a_reply_quotes_is_not_its_own(quote: str) -> None:
    text = f"Kính gửi Ban. Xin gửi lại biểu.\n{quote}"

    assert own_words(text) == "Kính gửi Ban. Xin gửi lại biểu."
    assert (says_nil(text), says_nil("Đơn vị không có mô hình nào.")) == (False, True)


@pytest.mark.parametrize("text", ["Gửi Ban. Từ: xã", "Vào năm 2026 xã đã viết báo cáo", "On time: đúng hạn"])
def test_plain_words_are_no_quotes(text: str) -> None:
    assert own_words(text) == text


def test_raw_letters_in_headers_and_unknown_charsets_are_forgiven() -> None:
    subject = "Subject: Đăng ký năm 2026".encode()
    rest = "Content-Type: text/plain; charset=x-sai\r\n\r\nKính gửi".encode()
    found = read(b"From: lan@example.vn\r\n" + subject + b"\r\n" + rest)

    assert (found.subject, found.text) == ("Đăng ký năm 2026", "Kính gửi")


def test_too_large_attachments_are_left_out_by_name_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kheo.mail.letter.MAX_ATTACHED", 1000)
    found = read(multi(words("x"), file("lon.pdf", b"%PDF" + b"x" * 2000), file("nho.xlsx")))

    assert (found.left_out, [one.name for one in to_read(found)]) == (("lon.pdf",), ["nho.xlsx"])


def test_an_empty_letter_brings_nothing() -> None:
    found = read(HEAD + b"\r\n")

    assert (found.text, found.attachments, found.links) == ("", (), ())


def test_the_largest_letter_fits_into_the_confined_process() -> None:
    data = multi(words("x"), file("lon.pdf", b"%PDF" + b"\1" * 21 * 1024 * 1024), file("nho.xlsx"))

    with Readers(1) as readers:
        looked, opened = readers.one(LOOK, data), readers.one(OPEN_LETTER, data)

    assert isinstance(looked, dict)
    assert isinstance(opened, dict)
    assert (known_of(looked).sender, [one.name for one in to_read(letter_of(opened))]) == (
        "lan@example.vn",
        ["lon.pdf", "nho.xlsx"],
    )
