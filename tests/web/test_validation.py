"""The page for validating a paper: who may, what it shows, and that nothing is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kheo.journal.models import Original
from tests.asked import Asked
from tests.publishing.validating.papers import changed, right, said
from tests.web.reading import texts


def sent(data: bytes, name: str = "công văn.docx", rules: str = "party-05HD-2026") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data), "rules": rules}


def test_a_right_paper_is_said_to_be_right(asked: Asked, lan: Client) -> None:
    before = Original.objects.count()
    answer = lan.post("/validation/", sent(right()))

    assert texts(answer.content.decode(), '<p class="notice notice-success" role="status">') == [
        "Không có chỗ nào khác với Hướng dẫn 05-HD/VPTW ngày 27/5/2026 của Văn phòng Trung ương Đảng."
    ]
    assert Original.objects.count() == before
    # Settings no text of the rules was found for are told with every outcome.
    assert "không quy định lề của trang ngang" in answer.content.decode()


def test_departures_stand_under_their_part_with_words_and_article(asked: Asked, lan: Client) -> None:
    wrong = changed(changed(right(), said("Số 05", "Số: 05")), said("Như trên", "Như kính gửi <b>"))
    answer = lan.post("/validation/", sent(wrong)).content.decode()

    assert texts(answer, "<h3>") == ["Số và ký hiệu", "Nơi nhận"]
    assert texts(answer, "<strong>") == ["không có dấu hai chấm sau “Số”", "dòng đầu ghi “Như trên”"]
    assert texts(answer, '<p class="soft small">') == [
        "bảng 1, dòng 2, cột 1 · Hướng dẫn 05-HD/VPTW, Phần II, mục I.3",
        "bảng 2, dòng 1, cột 1 · Hướng dẫn 05-HD/VPTW, Phần II, mục I.9.2",
    ]
    assert "“- Như kính gửi &lt;b&gt;;”" in answer


def test_the_rule_set_is_chosen(asked: Asked, lan: Client) -> None:
    answer = lan.post("/validation/", sent(right(), rules="state-ND30-2020")).content.decode()

    assert texts(answer, "<h3>")[0] == "Tiêu đề"


@pytest.mark.parametrize(
    ("data", "rules", "sentence"),
    [
        (b"%PDF-1.7 x", "party-05HD-2026", "Không soát được tệp PDF"),
        (right()[:3000], "party-05HD-2026", "Tệp bị hỏng"),
        (b"", "party-05HD-2026", "Tệp rỗng"),
        (right(), "iso", "iso"),
    ],
)
def test_what_cannot_be_validated_is_said_at_the_field(
    asked: Asked, lan: Client, data: bytes, rules: str, sentence: str
) -> None:
    answer = lan.post("/validation/", sent(data, rules=rules))

    assert answer.status_code == 200
    assert [sentence in told for told in texts(answer.content.decode(), '<p class="wrong"')] == [True]


def test_a_clerk_has_no_papers_to_validate(asked: Asked, minh: Client) -> None:
    assert minh.get("/validation/").status_code == 403
