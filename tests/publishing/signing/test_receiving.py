import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from kheo.journal.models import Event
from kheo.journal.vault import read
from kheo.publishing.drafts.issuing import issue_draft
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import Wish, begin
from kheo.publishing.models import Document
from kheo.publishing.signing.models import SignedCopy
from kheo.publishing.signing.receiving import CannotReceiveError, accept, receive, withdraw
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY
from tests.publishing.signing.signed import Authority, signed, updated
from tests.tally.world import World, at


def scan(form: str = "PDF", pages: int = 1) -> bytes:
    written = io.BytesIO()
    page, *others = [Image.new("L", (1240, 1754), 255) for _ in range(pages)]
    more = {"save_all": True, "append_images": others} if others else {}
    page.save(written, form, **more)
    return written.getvalue()


def state(document: Document) -> str:
    return Draft.objects.get(documents=document).state


def said(copy: SignedCopy) -> list[str]:
    return [one["said"] for one in copy.warnings]


@pytest.fixture
def whole(pdf: Document, authority: Authority) -> bytes:
    return signed(read(pdf.original), authority.signer("Trần Văn Bình"))


def test_the_signed_pdf_closes_the_paper(issued: Document, whole: bytes, cast: Cast) -> None:
    copy = receive(issued, name="đã ký.pdf", content=whole, actor=cast.lan)

    assert (state(issued), copy.warnings, copy.received_by) == (Draft.State.CLOSED, [], cast.lan)
    assert [(one["signer"], one["sound"], one["trusted"]) for one in copy.findings] == [("Trần Văn Bình", True, None)]
    assert read(copy.original) == whole
    assert list(Event.objects.order_by("-pk").values_list("happened", flat=True)[:2]) == [
        "draft.closed", "signedcopy.received",
    ]  # fmt: skip


def test_the_same_file_twice_is_one_copy(issued: Document, pdf: Document, whole: bytes) -> None:
    spoilt = updated(whole)

    first, again = (receive(issued, name="a.pdf", content=spoilt) for _ in range(2))

    assert (first, SignedCopy.objects.count()) == (again, 1)


def test_roots_of_the_instance_tell_whom_to_trust(issued: Document, whole: bytes, authority: Authority) -> None:
    folder = Path(settings.HOME.path) / "roots"
    folder.mkdir()
    (folder / "goc.pem").write_bytes(authority.pem)
    (folder / "hong.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nx\n")
    try:
        copy = receive(issued, name="a.pdf", content=whole)
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()

    assert [one["trusted"] for one in copy.findings] == [True]


def test_a_file_changed_after_signing_does_not_close(issued: Document, whole: bytes, cast: Cast) -> None:
    copy = receive(issued, name="a.pdf", content=updated(whole), actor=cast.lan)

    assert state(issued) == Draft.State.ISSUED
    assert copy.warnings[0] == {
        "grave": True,
        "said": "Chữ ký 1 (Trần Văn Bình): Nội dung đã bị thay đổi sau khi ký: chữ ký không còn đúng với tệp này.",
    }
    with pytest.raises(CannotReceiveError, match="lý do vẫn nhận"):
        accept(copy, reason=" ", actor=cast.chief)
    assert accept(copy, reason="Đã xem bản giấy", actor=cast.chief).state == Draft.State.CLOSED
    copy.refresh_from_db()
    assert said(copy)[-1].endswith("Lý do: Đã xem bản giấy")
    assert Event.objects.get(happened="draft.closed").details["reason"] == "Đã xem bản giấy"


SCANNED = (
    "Tệp là ảnh hoặc bản quét, không có chữ ký số và không so được chữ với văn bản đã ban hành; hãy tự xem có đủ "
    "trang, đủ chữ ký và dấu không."
)


def test_a_scan_waits_for_somebody_who_looked_at_it(issued: Document) -> None:
    copy = receive(issued, name="quet.pdf", content=scan(pages=2))

    assert (state(issued), copy.findings, said(copy)) == (Draft.State.ISSUED, [], [SCANNED])
    assert accept(copy, reason="Đủ hai trang, có dấu").state == Draft.State.CLOSED


@pytest.mark.parametrize(("form", "pages", "found"), [("PDF", 1, "01"), ("JPEG", 1, "01"), ("TIFF", 1, "01")])
def test_a_picture_of_one_page_is_no_whole_paper(issued: Document, form: str, pages: int, found: str) -> None:
    copy = receive(issued, name="anh", content=scan(form, pages=pages))

    assert said(copy) == [SCANNED, f"Tệp có {found} trang, văn bản đã ban hành có 02 trang: còn thiếu trang."]


def test_a_tiff_of_all_pages_is_whole(issued: Document) -> None:
    assert said(receive(issued, name="quet.tif", content=scan("TIFF", pages=2))) == [SCANNED]


def test_the_unsigned_print_does_not_pass_for_signed(issued: Document, pdf: Document) -> None:
    copy = receive(issued, name="a.pdf", content=read(pdf.original))

    assert (state(issued), said(copy)) == (Draft.State.ISSUED, ["Đây chính là tệp PDF chưa ký mà Khéo đã tạo ra."])


def test_another_paper_is_noticed(issued: Document, world: World, cast: Cast, authority: Authority) -> None:
    other = issue_draft(
        begin(campaign=world.campaign, kind="results", wish=Wish(as_of=at(18), dated=DAY), actor=cast.lan), cast.lan
    )
    print_ = Document.objects.get(draft=other.draft, format="pdf")

    copy = receive(issued, name="a.pdf", content=signed(read(print_.original), authority.signer("Trần Văn Bình")))

    assert state(issued) == Draft.State.ISSUED
    assert said(copy)[0].startswith("Chữ trong tệp chỉ trùng ")
    assert said(copy)[1] == "Không thấy số, ký hiệu 52-CV/BDVHU trong tệp."


def test_another_signer_stays_in_doubt(issued: Document, pdf: Document, authority: Authority) -> None:
    copy = receive(issued, name="a.pdf", content=signed(read(pdf.original), authority.signer("Lê Thị Mai")))

    assert state(issued) == Draft.State.ISSUED
    assert said(copy) == ["Chữ ký số mang tên Lê Thị Mai; người ký ghi trên văn bản là Trần Văn Bình."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7\nrubbish", "PDF bị hỏng"),
        (b"", "tệp rỗng"),
        (b"chu", "chỉ nhận tệp PDF đã ký"),
        (b"\xff\xd8\xff rubbish", "ảnh bị hỏng"),
    ],
)
def test_what_does_not_open_is_refused_with_a_sentence(issued: Document, content: bytes, why: str) -> None:
    with pytest.raises(CannotReceiveError, match=why):
        receive(issued, name="a.pdf", content=content)

    assert (SignedCopy.objects.count(), state(issued)) == (0, Draft.State.ISSUED)


def test_too_large_a_file_is_refused(issued: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotReceiveError, match="lớn hơn 25 MB"):
        receive(issued, name="a.pdf", content=b"\0" * (settings.MAX_SUBMISSION_BYTES + 1))


def test_a_copy_is_taken_back_with_a_reason_and_another_closes(issued: Document, whole: bytes) -> None:
    copy = receive(issued, name="a.pdf", content=whole)
    with pytest.raises(CannotReceiveError, match="đã có bản ký"):
        receive(issued, name="b.pdf", content=scan())
    with pytest.raises(CannotReceiveError, match="lý do"):
        withdraw(copy, reason=" ")

    withdraw(copy, reason="Ký nhầm bản")

    assert state(issued) == Draft.State.ISSUED
    for act in (lambda: withdraw(copy, reason="x"), lambda: accept(copy, reason="x")):
        with pytest.raises(CannotReceiveError, match="đã rút"):
            act()
    accept(receive(issued, name="b.pdf", content=scan()), reason="Bản quét đủ dấu")
    assert (state(issued), SignedCopy.objects.count()) == (Draft.State.CLOSED, 2)


def test_a_draft_does_not_wait_for_a_copy(issued: Document, whole: bytes) -> None:
    Draft.objects.update(state=Draft.State.DROPPED)

    with pytest.raises(CannotReceiveError, match="không chờ"):
        receive(issued, name="a.pdf", content=whole)
