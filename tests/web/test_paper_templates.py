"""Templates on screen, without JavaScript: downloaded, changed, sent back with faults at once, used, put back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from pytest_django import DjangoAssertNumQueries

from kheo.publishing.issuers.models import Issuer
from kheo.publishing.rulesets import load
from kheo.publishing.templates.models import TemplateVersion
from kheo.publishing.templates.shipped import shipped_template
from tests.cast import Cast
from tests.publishing.templates.editing import added, edited, typed

OWN = edited("plan", added("Mẫu của cơ quan", before="Nơi nhận"))
BROKEN = edited("plan", typed("{{ nguoi_ky }}", "{{ nguoi_kyy }}"))
KIND = "party-05HD-2026/plan/"


@pytest.fixture
def issuer(cast: Cast) -> Issuer:
    return Issuer.objects.create(
        unit=cast.district,
        parent_organ="Huyện uỷ",
        organ="Ban Dân vận",
        symbol="BDVHU",
        place="Hoà Bình Hạ",
    )


@pytest.fixture
def address(issuer: Issuer) -> str:
    return f"/issuers/{issuer.pk}/templates/"


def send(client: Client, address: str, data: bytes, **more: str) -> str:
    file = SimpleUploadedFile("mẫu kế hoạch.docx", data)
    return client.post(address + KIND, {"file": file, "note": "Thêm dòng", **more}, follow=True).content.decode()


def texts(file: bytes) -> list[str]:
    document = Document(io.BytesIO(file))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for holder in (document, *cells) for one in holder.paragraphs]


def test_the_shipped_template_is_downloaded(lan: Client, address: str) -> None:
    answer = lan.get(f"{address}{KIND}shipped/")

    assert answer.content == shipped_template("plan", load())
    assert answer["Content-Disposition"].startswith('attachment; filename="mau-plan-party-05HD-2026.docx"')


def test_faults_stand_on_the_page_at_once_and_nothing_is_kept(lan: Client, address: str) -> None:
    said = send(lan, address, BROKEN, use="on")

    assert "Mẫu vừa đưa lên có 2 chỗ phải sửa" in said
    assert "không có thẻ “nguoi_kyy”; có phải ý “nguoi_ky” không?" in said
    assert TemplateVersion.objects.count() == 0


def test_a_good_one_is_kept_used_downloaded_and_put_back(lan: Client, address: str) -> None:
    said = send(lan, address, OWN, use="on")
    version = TemplateVersion.objects.get()

    assert "Mẫu không có lỗi; đã giữ thành bản 1, và dùng cho các văn bản mới." in said
    assert (version.in_use, version.note) == (True, "Thêm dòng")
    assert lan.get(f"{address}versions/{version.pk}/file/").content == OWN
    lan.post(f"{address}{KIND}restoration/")
    version.refresh_from_db()
    assert not version.in_use
    lan.post(f"{address}versions/{version.pk}/use/")
    version.refresh_from_db()
    assert version.in_use


def _departing(document: WordDocument) -> None:
    document.sections[0].left_margin = Mm(10)
    for run in [run for one in document.paragraphs for run in one.runs]:
        run.font.name = "Arial"


def test_what_departs_from_the_rules_is_shown_and_ticked_before_use(lan: Client, address: str) -> None:
    said = send(lan, address, edited("plan", typed("ĐẢNG CỘNG SẢN", "ĐẢNG CÔNG SẢN"), _departing), use="on")
    version = TemplateVersion.objects.get()
    kept = version.in_use
    lan.post(f"{address}versions/{version.pk}/use/")
    version.refresh_from_db()
    asked = version.in_use
    lan.post(f"{address}versions/{version.pk}/use/", {"seen": "on"})
    version.refresh_from_db()

    assert [word for word in ("ĐẢNG CÔNG SẢN", "Arial", "10 mm") if word not in said] == []
    assert "Đã giữ thành bản 1, chưa dùng" in said
    assert (kept, asked, version.in_use) == (False, False, True)


def test_the_preview_is_filled_under_the_issuers_name(lan: Client, address: str) -> None:
    send(lan, address, OWN, use="on")

    own, shipped = (lan.get(f"{address}{KIND}preview/{query}").content for query in ("", "?version=shipped"))

    assert ("BAN DÂN VẬN" in texts(own), "BAN DÂN VẬN" in texts(shipped)) == (True, True)
    assert ("Mẫu của cơ quan" in texts(own), "Mẫu của cơ quan" in texts(shipped)) == (True, False)
    assert lan.get(f"{address}{KIND}preview/?version=7").status_code == 404


def test_a_file_that_is_no_template_is_refused_in_words(lan: Client, address: str) -> None:
    said = send(lan, address, b"%PDF-1.7")

    assert "Tệp này không phải văn bản Word .docx (đây là tệp pdf)" in said
    assert "Hãy chọn tệp mẫu đã sửa." in lan.post(address + KIND, {}).content.decode()


def test_unknown_kinds_and_rules_are_not_found(lan: Client, address: str) -> None:
    assert [lan.get(address + one).status_code for one in ("party-05HD-2026/none/", "none/plan/")] == [404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_versions(
    rows: int, lan: Client, cast: Cast, issuer: Issuer, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        send(lan, address, edited("plan", added(f"Lần {number}", before="Nơi nhận")), use="on")

    with django_assert_num_queries(5):
        lan.get(address)
    with django_assert_num_queries(6):
        lan.get(address + KIND)
