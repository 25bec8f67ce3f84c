"""Certificates on screen: designs, giving out, printing, reissue, withdrawal, and the page for everybody."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kheo.publishing.certificates import runs
from kheo.publishing.certificates.models import Certificate, Design, Printer, PrintRun
from kheo.publishing.issuers.models import Issuer
from kheo.web.certificates.checking import MOST_MISSES
from tests.asked import Asked, sheet
from tests.cast import Cast
from tests.publishing.certificates.reading import lines_of
from tests.web.arrivals import FULL, arrive
from tests.web.certificates_ground import NEW, giving, text_of


@pytest.fixture(autouse=True)
def no_misses() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def design(asked: Asked, lan: Client) -> Design:
    """The sample copied by the officer; the organ is found from the campaign's letter."""
    lan.post("/certificates/designs/samples/giay-khen-dang/", {"issuer": f"campaign-{asked.campaign.pk}"})
    return Design.objects.get()


@pytest.fixture
def given(design: Design, lan: Client) -> list[Certificate]:
    lan.post(NEW, giving(design, "Lê Thị Hoa; Xã An Bình; Thành tích kín\nTrần Văn Sáu"))
    return list(Certificate.objects.order_by("pk"))


def form_of(design: Design, **changes: object) -> dict[str, object]:
    typed: dict[str, object] = {"name": design.name, "title": design.title, "width": "297", "height": "210"}
    for number, place in enumerate(design.places):
        for name, value in place.items():
            if value is not False:
                typed[f"p-{number}-{name}"] = "on" if value is True else value
    return typed | changes


def test_a_sample_is_copied_for_the_organ_of_the_letter(design: Design, lan: Client) -> None:
    page = text_of(lan.get("/certificates/designs/"))

    assert (design.issuer.organ, Issuer.objects.count()) == ("Ban Dân vận", 1)
    assert "không phải mẫu chính thức" in page


def test_the_form_saved_as_it_is_changes_nothing(design: Design, lan: Client) -> None:
    before = design.places

    lan.post(f"/certificates/designs/{design.pk}/", form_of(design))

    design.refresh_from_db()
    assert design.places == before


def test_a_place_is_moved_with_a_comma_added_and_taken_away(design: Design, lan: Client) -> None:
    lan.post(
        f"/certificates/designs/{design.pk}/", form_of(design, **{"p-1-left": "24,5", "p-2-gone": "on"}) | {"add": "qr"}
    )

    kept = Design.objects.get().places
    assert (len(kept), kept[1]["left"], kept[-1]["kind"]) == (len(design.places), 24.5, "qr")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"p-1-left": "hai"}, "Ô số của chỗ in 2 đang ghi “hai”; hãy ghi một số, ví dụ 12,5."),
        ({"p-1-left": "nan"}, "Ô số của chỗ in 2 quá lớn."),
        ({"p-1-left": "290"}, "Chỗ in 2 (parent): ra ngoài trang; hãy kéo vào trong hoặc thu nhỏ."),
        ({"name": " "}, "Hãy ghi tên mẫu."),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays(typed: dict[str, str], said: str, design: Design, lan: Client) -> None:
    answer = lan.post(f"/certificates/designs/{design.pk}/", form_of(design, **typed))

    assert said in text_of(answer)
    assert Design.objects.get().places == design.places


def test_pictures_are_drawn_of_what_is_kept_and_of_what_is_typed(design: Design, lan: Client) -> None:
    kept = lan.get(f"/certificates/designs/{design.pk}/picture/?small=1")
    typed = lan.post(f"/certificates/designs/{design.pk}/trial/", form_of(design))
    wrong = lan.post(f"/certificates/designs/{design.pk}/trial/", form_of(design, width="1"))

    assert [one.status_code for one in (kept, typed, wrong)] == [200, 200, 422]
    assert [one["Content-Type"] for one in (kept, typed)] == ["image/png"] * 2


def test_a_background_is_laid_under_and_taken_away(design: Design, lan: Client) -> None:
    picture = cv2.imencode(".png", np.full((210, 297, 3), 200, np.uint8))[1].tobytes()
    address = f"/certificates/designs/{design.pk}/background/"

    lan.post(address, {"file": SimpleUploadedFile("nen.png", picture)})
    laid = Design.objects.get().background
    refused = lan.post(address, {"file": SimpleUploadedFile("nen.png", b"no")}, follow=True)
    lan.post(address, {"remove": "1"})

    assert (laid is not None, Design.objects.get().background) == (True, None)
    assert "Không dùng được tệp nền" in text_of(refused)


def test_the_list_is_shown_before_anything_is_given(design: Design, lan: Client) -> None:
    page = text_of(lan.post(NEW, giving(design, "Lê Thị Hoa\nLê Thị Hoa", "check")))

    assert "Sẽ cấp 1 giấy, số sổ vàng từ 1" in page
    assert "Danh sách có 2 dòng; 1 dòng trùng hệt dòng khác nên chỉ cấp một giấy: Lê Thị Hoa." in page
    assert "Có tên ghi hai lần: Lê Thị Hoa." in page
    assert Certificate.objects.count() == 0


def test_letters_no_face_has_are_pointed_out(design: Design, lan: Client) -> None:
    page = text_of(lan.post(NEW, giving(design, "Lê Thị Hoa 🌷 梅", "check")))

    assert "Phông chữ không có các ký tự: 🌷梅." in page


def test_a_sheet_and_the_entries_fill_the_list(design: Design, lan: Client, asked: Asked, cast: Cast) -> None:
    file = SimpleUploadedFile("ds.xlsx", sheet("Xã", [("Lê Thị Hoa", "An Bình")], ("STT", "Họ và tên", "Đơn vị")))
    arrive(asked, cast.an_binh, FULL)

    from_sheet = lan.post(NEW, giving(design, "", "check", file=file)).context["form"]["recipients"].value()
    from_entries = lan.post(NEW, giving(design, "", "entries")).context["form"]["recipients"].value()

    assert from_sheet == "Lê Thị Hoa; An Bình"
    assert "Trần Văn Bình; Xã An Bình; Đã thực hiện tốt" in from_entries


def test_giving_twice_gives_once(given: list[Certificate], design: Design, lan: Client) -> None:
    again = lan.post(NEW, giving(design, "Lê Thị Hoa; Xã An Bình; Thành tích kín\nTrần Văn Sáu"), follow=True)

    assert "2 dòng đã có giấy theo quyết định này nên không cấp lần nữa" in text_of(again)
    assert [one.book_number for one in given] == [1, 2]
    assert Certificate.objects.count() == 2


def test_the_list_is_found_without_accents_and_by_state(given: list[Certificate], lan: Client) -> None:
    lan.post(f"/certificates/{given[1].pk}/withdrawal/", {"reason": "Cấp nhầm"})

    found = {
        query: [one.recipient for one in lan.get(f"/certificates/?{query}").context["page"].rows]
        for query in ("q=le thi hoa", "q=12-qđ/hu", f"q={given[0].code}", "state=withdrawn", "state=standing", "q=!!")
    }

    assert found == {
        "q=le thi hoa": ["Lê Thị Hoa"],
        "q=12-qđ/hu": ["Trần Văn Sáu", "Lê Thị Hoa"],
        f"q={given[0].code}": ["Lê Thị Hoa"],
        "state=withdrawn": ["Trần Văn Sáu"],
        "state=standing": ["Lê Thị Hoa"],
        "q=!!": [],
    }


def test_one_is_printed_at_once_and_many_in_the_background(given: list[Certificate], lan: Client) -> None:
    one = lan.get(f"/certificates/{given[0].pk}/file/?mode=text")
    asked_for = lan.post("/certificates/runs/?campaign=huyen-2024", {"mode": "whole", "printer": ""})
    waiting = text_of(lan.get(asked_for["Location"]))
    runs.work_off([PrintRun.objects.get().pk])
    done = lan.get(f"{asked_for['Location']}file/")

    assert [line for line in lines_of(one.content) if line.startswith("Lê")] == ["Lê Thị Hoa"]
    assert "Đang in: 0/2" in waiting
    assert (done.content[:5], done["Content-Type"]) == (b"%PDF-", "application/octet-stream")


def test_what_is_withdrawn_or_replaced_is_not_printed_with_the_others(given: list[Certificate], lan: Client) -> None:
    lan.post(f"/certificates/{given[0].pk}/reissue/", {"recipient": "Lê Thị Hoà", "reason": "Sai"})
    lan.post(f"/certificates/{given[1].pk}/withdrawal/", {"reason": "Cấp nhầm"})

    lan.post("/certificates/runs/?campaign=huyen-2024", {"mode": "whole", "printer": ""})

    assert PrintRun.objects.get().certificates == [Certificate.objects.get(replaces=given[0]).pk]


def test_a_reissue_and_a_withdrawal_show_where_they_must(given: list[Certificate], lan: Client) -> None:
    first, second = given
    lan.post(
        f"/certificates/{first.pk}/reissue/", {"recipient": "Lê Thị Hoà", "of_unit": "", "merit": "", "reason": "Sai"}
    )
    lan.post(f"/certificates/{second.pk}/withdrawal/", {"reason": "Lý do kín"})
    again = Certificate.objects.get(replaces=first)

    said = [text_of(Client().get(f"/c/{one.code}/")) for one in (first, second, again)]

    assert "đã được thay bằng giấy cấp lại" in said[0]
    assert "đã bị thu hồi" in said[1]
    assert "Có trong sổ của cơ quan cấp." in said[2]
    assert "Lý do kín" not in said[1]
    assert "Lê Thị Hoà" in said[2]


def test_the_page_for_everybody_says_no_more_than_the_certificate(given: list[Certificate], settings: Settings) -> None:
    answer = Client().get(f"/c/{given[0].code.lower()}/")
    said = text_of(answer)

    assert [
        word for word in ("Lê Thị Hoa", "Ban Dân vận", "số 12-QĐ/HU, ngày 03/02/2026", "01/2026") if word not in said
    ] == []
    assert [word for word in ("Xã An Bình", "Thành tích kín", "lan", "Dân vận khéo 2024") if word in said] == []
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, nofollow", "no-store")


def test_guessing_codes_is_slowed_down_and_holders_are_not(given: list[Certificate]) -> None:
    right = {Client().get(f"/c/{given[0].code}/").status_code for _ in range(MOST_MISSES + 5)}
    wrong = [Client().get(f"/c/{number:016d}/").status_code for number in range(MOST_MISSES + 2)]

    assert (right, wrong) == ({200}, [404] * MOST_MISSES + [429] * 2)


def test_a_longer_list_asks_the_database_no_more(given: list[Certificate], design: Design, lan: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            lan.get("/certificates/?campaign=huyen-2024")
        return len(asked_for)

    lan.post(f"/certificates/{given[0].pk}/reissue/", {"recipient": "Lê Thị Hoà", "reason": "Sai"})
    few = queries()
    lan.post(NEW, giving(design, "\n".join(f"Người {number}" for number in range(12))))

    assert queries() == few


def test_a_printer_is_measured(design: Design, lan: Client) -> None:
    lan.post("/certificates/printers/", {"name": "Canon, khay tay", "issuer": design.issuer_id})
    printer = Printer.objects.get()

    lan.post(f"/certificates/printers/{printer.pk}/measure/", {"from_left": "41,5", "from_top": "39"})
    wrong = lan.post(f"/certificates/printers/{printer.pk}/measure/", {"from_left": "x", "from_top": "39"}, follow=True)

    printer.refresh_from_db()
    assert (float(printer.right), float(printer.down)) == (1.5, -1.0)
    assert "đang ghi “x”" in text_of(wrong)
    assert lan.get(f"/certificates/printers/{printer.pk}/sheet/").content[:5] == b"%PDF-"


def test_without_a_public_address_no_code_is_drawn(given: list[Certificate], lan: Client, settings: Settings) -> None:
    sizes = []
    for address in ("", "https://kheo.example.vn"):
        settings.PUBLIC_ADDRESS = address
        sizes.append(len(lan.get(f"/certificates/{given[0].pk}/file/").content))

    assert sizes[0] + 500 < sizes[1]
