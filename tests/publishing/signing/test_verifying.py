import datetime as dt
import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from kheo.confinement.refusal import Refusal
from kheo.publishing.signing import verifying
from kheo.publishing.signing.verifying import NO_ROOTS
from tests.publishing.signing.signed import Authority, elsewhere, signed, updated


@cache
def authority() -> Authority:
    return Authority()


@cache
def plain() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.drawString(72, 700, "Cong van so 52-CV/BDVHU")
    canvas.showPage()
    canvas.save()
    return written.getvalue()


@cache
def once() -> bytes:
    return signed(plain(), authority().signer("Trần Văn Bình"))


def verify(pdf: bytes, roots: Sequence[bytes] = ()) -> list[dict[str, Any]]:
    return elsewhere(lambda: verifying.verify(pdf, roots))


def test_a_sound_signature_says_who_and_when() -> None:
    (found,) = verify(once())

    signed_at = dt.datetime.fromisoformat(found.pop("signed_at"))
    assert abs(dt.datetime.now(dt.UTC) - signed_at) < dt.timedelta(minutes=5)
    assert signed_at.utcoffset() == dt.timedelta(hours=7)
    assert found.pop("serial")
    assert found == {
        "signer": "Trần Văn Bình",
        "organ": "Ban Dân vận",
        "issuer": "Gốc thử nghiệm",
        "timestamped": False,
        "sound": True,
        "covers_all": True,
        "trusted": None,
        "sentences": [
            "Nội dung đúng như lúc ký.",
            "Chữ ký bao trọn tệp.",
            NO_ROOTS,
            "Giờ ký do máy của người ký ghi, không có dấu thời gian xác nhận.",
        ],
    }


@pytest.mark.parametrize(("roots", "trusted"), [((), None), (("own",), True), (("other",), False)])
def test_trust_is_told_by_the_roots_of_the_instance(roots: tuple[str, ...], *, trusted: bool | None) -> None:
    known = {"own": authority().der, "other": Authority("Gốc khác").der}

    (found,) = verify(once(), [known[root] for root in roots])

    assert (found["trusted"], found["sound"]) == (trusted, True)


def test_two_signatures_one_after_the_other_are_both_sound() -> None:
    twice = signed(once(), authority().signer("Ban Dân vận Huyện ủy"), field="ChuKy2")

    found = verify(twice)

    assert [(one["signer"], one["sound"], one["covers_all"]) for one in found] == [
        ("Trần Văn Bình", True, False), ("Ban Dân vận Huyện ủy", True, True),
    ]  # fmt: skip


def test_one_byte_turned_breaks_the_signature() -> None:
    spoilt = bytearray(once())
    at = spoilt.index(b"/Producer") + 12
    spoilt[at] ^= 1

    (found,) = verify(bytes(spoilt))

    assert (found["sound"], found["sentences"][0]) == (
        False, "Nội dung đã bị thay đổi sau khi ký: chữ ký không còn đúng với tệp này.",
    )  # fmt: skip


def test_content_exchanged_by_an_update_is_found() -> None:
    (found,) = verify(updated(once()))

    assert (found["sound"], found["covers_all"]) == (False, False)
    assert found["sentences"][:2] == [
        "Nội dung đã bị thay đổi sau khi ký: chữ ký không còn đúng với tệp này.",
        "Tệp có phần được thêm hoặc sửa sau chữ ký này.",
    ]


def test_a_certificate_out_of_date_is_told_of() -> None:
    late = signed(plain(), authority().signer("Lê Cũ", until=dt.datetime(2021, 5, 2, tzinfo=dt.UTC)))

    (found,) = verify(late, [authority().der])

    assert (found["sound"], found["trusted"]) == (True, False)
    assert (
        "Chứng thư không còn (hoặc chưa có) hiệu lực lúc ký: dùng từ 01/01/2020 đến 02/05/2021." in found["sentences"]
    )


def test_an_unsigned_pdf_has_nothing_to_find() -> None:
    assert verify(plain()) == []


@pytest.mark.parametrize("spoilt", [b"%PDF-1.7\nrubbish", b"%PDF-", b""])
def test_what_is_no_pdf_is_refused(spoilt: bytes) -> None:
    with pytest.raises(Refusal):
        verify(spoilt)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short_never_counts_as_sound(cut: float) -> None:
    whole = once()
    try:
        found = verify(whole[: int(len(whole) * cut)])
    except Refusal:
        return

    assert [one for one in found if one["sound"]] == []


def test_a_signature_that_is_rubbish_is_said_to_be_unreadable() -> None:
    whole = once()
    start = whole.index(b"/Contents <") + 11
    spoilt = whole[:start] + b"00" * 200 + whole[start + 400 :]

    (found,) = verify(spoilt)

    assert (found["sound"], found["signer"]) == (False, "")
