import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kheo.journal.vault import read
from kheo.publishing.drafts.models import Draft
from kheo.publishing.models import Document
from kheo.publishing.register.giving import void
from kheo.publishing.register.models import Number
from kheo.publishing.signing.models import SignedCopy
from tests.cast import Cast
from tests.publishing.signing.signed import Authority, signed, updated
from tests.web.papers_ground import ALL, begun, lettered, said, told


@pytest.fixture
def issued(lan: Client, cast: Cast) -> Draft:
    draft = begun(lettered(cast), cast)
    lan.post(f"{ALL}{draft.pk}/issue/", {"dated": "2022-10-19"})
    return Draft.objects.get(pk=draft.pk)


def test_files_are_the_same_bytes_each_time(lan: Client, issued: Draft) -> None:
    answers = [lan.get(f"{ALL}{issued.pk}/files/docx/") for _ in range(2)]

    document = Document.objects.get(draft=issued, format="docx")
    assert [answer.content for answer in answers] == [read(document.original)] * 2
    assert 'filename="52-CV-BDVHU.docx"' in answers[0].headers["Content-Disposition"]
    assert lan.get(f"{ALL}{issued.pk}/files/pdf/").content.startswith(b"%PDF-")
    assert lan.get(f"{ALL}{issued.pk}/files/xlsx/").status_code == 404
    assert lan.get(f"{ALL}{issued.pk}/bundle/").content[:2] == b"PK"


def test_a_print_for_the_archive_is_made_on_demand(lan: Client, issued: Draft) -> None:
    answer = lan.post(f"{ALL}{issued.pk}/print/", {"archival": "1"}, follow=True)

    assert told(answer) == ["Đã tạo bản PDF."]
    assert b"pdfaid" in lan.get(f"{ALL}{issued.pk}/files/pdfa/").content


def returned(client: Client, draft: Draft, content: bytes) -> list[str]:
    file = SimpleUploadedFile("đã ký.pdf", content)
    return told(client.post(f"{ALL}{draft.pk}/copies/", {"file": file}, follow=True))


def test_the_signed_copy_closes_the_paper_and_is_shown(lan: Client, issued: Draft) -> None:
    pdf = Document.objects.get(draft=issued, format="pdf")
    content = signed(read(pdf.original), Authority().signer("Trần Văn Bình"))

    assert returned(lan, issued, content) == ["Đã nhận bản ký; văn bản đã đóng."]

    page = said(lan, f"{ALL}{issued.pk}/")
    assert "chữ ký đúng Trần Văn Bình , Ban Dân vận" in page
    assert "Chưa kiểm được chuỗi chứng thư: không có gốc tin cậy." in page
    copy = SignedCopy.objects.get()
    answer = lan.get(f"{ALL}{issued.pk}/copies/{copy.pk}/")
    assert (answer.content, 'filename="52-CV-BDVHU-da-ky.pdf"' in answer.headers["Content-Disposition"]) == (
        content,
        True,
    )


def test_a_doubted_copy_is_kept_taken_or_taken_back(lan: Client, issued: Draft) -> None:
    pdf = Document.objects.get(draft=issued, format="pdf")
    content = updated(signed(read(pdf.original), Authority().signer("Trần Văn Bình")))
    assert returned(lan, issued, content) == ["Đã giữ tệp nhưng chưa đóng văn bản: xem các điểm nghi ngờ ở dưới."]
    copy = SignedCopy.objects.get()

    unsaid = lan.post(f"{ALL}{issued.pk}/copies/{copy.pk}/withdrawal/", {"reason": ""}, follow=True)
    bare = lan.post(f"{ALL}{issued.pk}/copies/{copy.pk}/acceptance/", follow=True)
    taken = lan.post(f"{ALL}{issued.pk}/copies/{copy.pk}/acceptance/", {"reason": "Đã xem"}, follow=True)
    back = lan.post(f"{ALL}{issued.pk}/copies/{copy.pk}/withdrawal/", {"reason": "Ký nhầm"}, follow=True)

    assert told(unsaid) == ["Ghi lý do rút bản ký."]
    assert told(bare) == ["Ghi lý do vẫn nhận tệp này làm bản ký, ví dụ: đã đối chiếu với bản giấy."]
    assert told(taken) == ["Đã nhận bản ký; văn bản đã đóng."]
    assert told(back) == ["Đã rút bản ký; văn bản lại chờ bản ký."]
    assert Draft.objects.get().state == Draft.State.ISSUED


def test_a_file_that_is_none_gets_a_sentence(lan: Client, issued: Draft) -> None:
    assert returned(lan, issued, b"chu")[0].startswith("Không nhận được tệp “đã ký.pdf” làm bản ký: chỉ nhận tệp PDF")
    assert told(lan.post(f"{ALL}{issued.pk}/copies/", follow=True)) == ["Chọn tệp PDF đã ký hoặc bản quét rồi bấm lại."]


def test_a_reissue_says_why_and_leaves_the_old_paper(lan: Client, issued: Draft) -> None:
    unsaid = lan.post(f"{ALL}{issued.pk}/reissue/", {"reason": ""}, follow=True)
    lan.post(f"{ALL}{issued.pk}/reissue/", {"reason": "Sai thời hạn"})

    again = Draft.objects.exclude(pk=issued.pk).get()
    assert told(unsaid) == ["Ghi lý do ban hành lại; lý do được giữ cùng văn bản mới."]
    assert "Ban hành lại, thay văn bản số 52 ngày 19/10/2022. Lý do: Sai thời hạn" in said(lan, f"{ALL}{again.pk}/")
    assert "Văn bản này đang được thay bằng bản ban hành lại đang soạn . Lý do: Sai thời hạn" in said(
        lan, f"{ALL}{issued.pk}/"
    )


def test_a_second_reissue_opens_the_first_one(lan: Client, issued: Draft) -> None:
    answers = [lan.post(f"{ALL}{issued.pk}/reissue/", {"reason": "Sai"}) for _ in range(2)]

    again = Draft.objects.exclude(pk=issued.pk).get()
    assert [answer.headers["Location"] for answer in answers] == [f"{ALL}{again.pk}/"] * 2
    lan.post(f"{ALL}{again.pk}/issue/", {"dated": "2022-10-19"})
    third = lan.post(f"{ALL}{issued.pk}/reissue/", {"reason": "Sai"}, follow=True)
    assert "đã được thay bằng văn bản số 53 ngày 19/10/2022" in told(third)[0]
    assert "Văn bản này đã được thay bằng văn bản số 53 ngày 19/10/2022" in said(lan, f"{ALL}{issued.pk}/")
    assert "đã thay bằng số 53" in said(lan, ALL)


def test_a_reissue_says_what_became_of_the_words(lan: Client, issued: Draft) -> None:
    Draft.objects.update(words={"changed": {"0": "Lời của Lan."}})

    answer = lan.post(f"{ALL}{issued.pk}/reissue/", {"reason": "Sai"}, follow=True)

    assert told(answer)[0].endswith("Giữ 1 đoạn đã sửa tay ở văn bản cũ.")
    assert "Lời của Lan.</textarea>" in answer.content.decode()


def test_a_number_taken_back_stands_above_the_paper(lan: Client, issued: Draft, cast: Cast) -> None:
    void(Number.objects.get(), "Cấp nhầm sổ", cast.lan)

    assert "Số 52 của văn bản này đã thu hồi trong sổ" in said(lan, f"{ALL}{issued.pk}/")
    assert "Lý do: Cấp nhầm sổ" in said(lan, f"{ALL}{issued.pk}/")
    assert "số đã thu hồi Cấp nhầm sổ" in said(lan, ALL)


@pytest.mark.parametrize("copies", [1, 3])
def test_a_paper_costs_the_same_with_one_copy_and_with_three(
    lan: Client, issued: Draft, django_assert_num_queries: DjangoAssertNumQueries, copies: int
) -> None:
    document = Document.objects.get(draft=issued, format="docx")
    for number in range(copies):
        SignedCopy.objects.create(
            document=document, original=document.original, name=f"{number}.pdf", received_at=document.issued_at
        )
    lan.get(f"{ALL}{issued.pk}/")

    with django_assert_num_queries(11):
        lan.get(f"{ALL}{issued.pk}/")
