"""The issuers' screens: names, signers with their printed lines, terms, the register and what is entered into it."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Campaign
from kheo.journal.models import Event
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.register.giving import give
from kheo.publishing.register.models import Number
from tests.cast import Cast
from tests.publishing.issuers.organs import TERM, party, state
from tests.web.reading import texts

MARCH = dt.date(2026, 3, 5)
ERROR = '<p class="notice notice-error" role="alert">'
SUCCESS = '<li class="notice notice-success">'
# Of each page, with one row or three: session, person, roles and rights are among them.
COUNTS = {"/issuers/": 4, "/issuers/{pk}/": 8, "/issuers/{pk}/register/?type_name=C%C3%B4ng+v%C4%83n": 12}


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    said: dict[str, object] = {
        "unit": cast.district.pk,
        "regime": "party",
        "parent_organ": "Tỉnh uỷ Hoà Bình Hạ",
        "organ": "Ban Tuyên giáo  và Da\u0302n vận",
        "symbol": " BTGDVTU ",
        "place": "Hoà Bình",
        "has_seal": "on",
        "term_started_on": "2025-09-12",
    }
    return said | changes


def test_an_issuer_is_added_with_names_in_nfc(cast: Cast, lan: Client) -> None:
    answer = lan.post("/issuers/+/", typed(cast), follow=True)

    one = Issuer.objects.get()
    assert (one.organ, one.symbol, one.term_started_on) == ("Ban Tuyên giáo và Dân vận", "BTGDVTU", TERM)
    assert texts(answer.content.decode(), SUCCESS) == ["Ban Tuyên giáo và Dân vận: đã lưu."]
    assert Event.objects.get(happened="issuer.added").actor == cast.lan


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"symbol": "BTGDV TU"}, "Ký hiệu “BTGDV TU” có dấu cách; viết liền, ví dụ: BTGDVTU."),
        ({"symbol": "btg"}, "Ký hiệu viết bằng chữ in hoa: BTG."),
        ({"term_started_on": "0202-09-12"}, "Năm ghi nhầm; hãy ghi lại ngày."),
        ({"has_seal": ""}, "Cơ quan không có con dấu riêng: ghi dùng con dấu của cơ quan nào."),
        (
            {"closed_on": "2025-03-05"},
            "Ngày thôi ban hành trước ngày bắt đầu nhiệm kỳ (12/9/2025); xem lại hai ngày.",
        ),
    ],
)
def test_what_cannot_be_printed_is_refused_beside_its_field(
    cast: Cast, lan: Client, changes: dict[str, object], said: str
) -> None:
    answer = lan.post("/issuers/+/", typed(cast, **changes))

    assert texts(answer.content.decode(), '<p class="wrong" role="alert">') == [said]
    assert Issuer.objects.count() == 0


def test_the_archive_line_is_kept_without_its_marks(cast: Cast, lan: Client) -> None:
    lan.post("/issuers/+/", typed(cast, archive_line="- Lưu Văn phòng Tỉnh uỷ."))

    assert Issuer.objects.get().archive_line == "Lưu Văn phòng Tỉnh uỷ"


def test_the_same_signer_saved_again_is_kept_once(cast: Cast, lan: Client) -> None:
    one = party(cast.district)
    said = {"name": "lê thị mẫu", "power": "head", "post": "Trưởng ban", "save": "1", "active": "on"}

    answers = [lan.post(f"/issuers/{one.pk}/signers/+/", said, follow=True).content.decode() for _ in range(2)]

    assert Signer.objects.count() == 1
    assert texts(answers[0], '<li class="notice notice-warning">') == [
        "Họ tên người ký viết hoa chữ đầu mỗi tiếng: Lê Thị Mẫu."
    ]
    assert texts(answers[1], SUCCESS) == ["lê thị mẫu: đã có người ký này, không thêm lần nữa."]


def test_a_number_far_beyond_the_last_is_ticked_and_a_far_day_refused(cast: Cast, lan: Client) -> None:
    one = party(cast.district)
    said = {"type_name": "Công văn", "number": 51, "dated": "2026-03-05", "reason": "Văn bản giấy"}
    address = f"/issuers/{one.pk}/register/+/"

    asked = lan.post(address, said).content.decode()
    ahead = lan.post(address, said | {"dated": "2096-03-05", "far": "on"}).content.decode()
    before = Number.objects.count()
    lan.post(address, said | {"far": "on"})
    lan.post(address, said | {"number": 101})

    assert "Số 51 cách xa số cuối trong sổ (00)" in asked
    assert "Ngày văn bản sau hôm nay quá 60 ngày; xem lại ngày." in ahead
    assert (before, list(Number.objects.order_by("number").values_list("number", flat=True))) == (0, [51, 101])


def test_days_are_written_as_on_official_papers(cast: Cast, lan: Client) -> None:
    one = party(cast.district, closed_on=dt.date(2026, 7, 1))
    give(one, "Công văn", MARCH)

    assert "từ 01/7/2026" in lan.get(f"/issuers/{one.pk}/").content.decode()
    assert "05/3/2026" in lan.get(f"/issuers/{one.pk}/register/").content.decode()


def test_doubts_about_names_are_told_and_do_not_hinder(cast: Cast, lan: Client) -> None:
    answer = lan.post("/issuers/+/", typed(cast, organ="BCĐ dân vận khéo", place="Huế"), follow=True)

    assert texts(answer.content.decode(), '<li class="notice notice-warning">') == [
        "Tên cơ quan “BCĐ dân vận khéo” có chữ viết tắt (BCĐ); thể thức yêu cầu ghi đầy đủ.",
        "Địa danh một âm tiết phải ghi thêm cấp hành chính: Thành phố Huế, Phường Huế hoặc Xã Huế.",
    ]


def test_the_same_issuer_twice_and_another_regime_over_a_book_are_refused(cast: Cast, lan: Client) -> None:
    lan.post("/issuers/+/", typed(cast))
    again = lan.post("/issuers/+/", typed(cast))
    one = Issuer.objects.get()
    give(one, "Công văn", MARCH)
    turned = lan.post(f"/issuers/{one.pk}/names/", typed(cast, regime="state"))

    assert texts(again.content.decode(), ERROR) == [
        "Đã có cơ quan ban hành cùng tên, cùng cấp trên và cùng ký hiệu này."
    ]
    assert texts(turned.content.decode(), ERROR)[0].startswith("Sổ của cơ quan này đã có số")
    one.refresh_from_db()
    assert (one.regime, one.term_started_on) == ("party", TERM)


def test_a_signer_is_previewed_and_kept_only_when_saved(cast: Cast, lan: Client) -> None:
    one = party(cast.district)
    said = {"name": "Lê Thị Mẫu", "power": "deputy", "post": "Phó Trưởng ban", "stands_for": "Trưởng ban"}
    address = f"/issuers/{one.pk}/signers/+/"

    seen = lan.post(address, said | {"preview": "1"})
    part = lan.post(address, said, HTTP_HX_REQUEST="true")
    before = Signer.objects.count()
    lan.post(address, said | {"save": "1", "active": "on"})

    assert (seen.context["shown"].above, seen.context["shown"].below) == (
        [("K/T TRƯỞNG BAN", True), ("PHÓ TRƯỞNG BAN", False)], [("Lê Thị Mẫu", True)]
    )  # fmt: skip
    assert (part.content.decode().lstrip()[:22], before) == ('<div class="signature"', 0)
    assert Signer.objects.get().issuer == one


def test_a_signature_the_rules_do_not_know_is_refused_with_their_sentence(cast: Cast, lan: Client) -> None:
    one = party(cast.district, "Đảng uỷ xã An Bình")
    said = {"name": "Lê Thị Mẫu", "power": "deputy", "post": "Phó Bí thư", "stands_for": "Bí thư", "save": "1"}

    answer = lan.post(f"/issuers/{one.pk}/signers/+/", said)

    assert texts(answer.content.decode(), ERROR)[0] == (
        "Đảng uỷ xã An Bình không đề “K/T”: cấp phó ký cũng thay mặt (T/M)."
    )
    assert Signer.objects.count() == 0


def test_the_party_has_no_tuq_to_choose(cast: Cast, lan: Client) -> None:
    organs = {"party": party(cast.district), "state": state(cast.an_binh)}

    offered = {
        regime: dict(lan.get(f"/issuers/{one.pk}/signers/+/").context["form"].fields["power"].choices)
        for regime, one in organs.items()
    }

    assert {regime: "authorised" in choices for regime, choices in offered.items()} == {"party": False, "state": True}


def test_a_term_is_written_begun_anew_and_mended(cast: Cast, lan: Client) -> None:
    one = party(cast.district, term_started_on=None)
    address = f"/issuers/{one.pk}/term/"
    for started, how, reason in (
        ("2020-07-15", "new", ""),
        ("2025-09-21", "new", ""),
        ("2025-09-12", "mend", "gõ nhầm"),
    ):
        lan.post(address, {"started": started, "how": how, "reason": reason})
    wrong = lan.post(address, {"started": "hôm qua", "how": "mend"}, follow=True)

    one.refresh_from_db()
    assert one.term_started_on == TERM
    assert [event.happened for event in Event.objects.filter(subject_kind="issuer").order_by("pk")] == [
        "issuer.termbegun", "issuer.termbegun", "issuer.termmended"
    ]  # fmt: skip
    assert len(texts(wrong.content.decode(), '<li class="notice notice-error">')) == 1


def test_a_number_is_entered_by_hand_with_its_reason_and_taken_back(cast: Cast, lan: Client) -> None:
    one = party(cast.district)
    said = {"type_name": "Công văn", "number": 3, "dated": "2026-03-05", "subject": "đôn đốc", "reason": "Văn bản giấy"}
    address = f"/issuers/{one.pk}/register/+/"

    lan.post(address, said | {"reason": ""})
    answer = lan.post(address, said, follow=True)
    again = lan.post(address, said)
    given = Number.objects.get()
    lan.post(f"/issuers/{one.pk}/register/{given.pk}/voiding/", {"reason": "Gõ nhầm"})

    rows = answer.context["page"].rows
    assert [(entry.said, bool(number)) for entry, number in rows] == [("01–02", False), ("03", True)]
    assert texts(again.content.decode(), ERROR)[0].endswith("đã cấp cho văn bản ngày 05/3/2026. Chọn số khác.")
    given.refresh_from_db()
    assert (given.given_by, given.void_reason) == (cast.lan, "Gõ nhầm")


def test_without_a_term_the_sentence_says_what_to_fill_in(cast: Cast, lan: Client) -> None:
    one = party(cast.district, term_started_on=None)
    said = {"type_name": "Công văn", "number": 3, "dated": "2026-03-05", "reason": "x"}

    answer = lan.post(f"/issuers/{one.pk}/register/+/", said)

    assert "ghi ngày bắt đầu nhiệm kỳ rồi làm lại" in texts(answer.content.decode(), ERROR)[0]


def test_the_book_is_searched_and_exported(cast: Cast, lan: Client) -> None:
    one = state(cast.an_binh)
    for subject in ("đôn đốc đăng ký", "mời họp"):
        give(one, "Công văn", MARCH, subject=subject)
    give(one, "Kế hoạch", dt.date(2025, 3, 5))

    found = lan.get(f"/issuers/{one.pk}/register/?q=don doc").context["page"].rows
    file = lan.get(f"/issuers/{one.pk}/register/file/?period=2026")
    empty = lan.get(f"/issuers/{one.pk}/register/?period=1999&type_name=x&page=z")

    rows = list(load_workbook(BytesIO(file.content))["Văn bản đi"].iter_rows(values_only=True))
    assert [number.subject for _, number in found] == ["đôn đốc đăng ký"]
    assert [row[0] for row in rows[-3:]] == ["Công văn", "01", "02"]
    assert [entry.said for entry, _ in empty.context["page"].rows] == ["01", "02"]


def test_the_letter_of_a_campaign_is_offered_for_the_book(cast: Cast, lan: Client) -> None:
    one = party(cast.district, term_started_on=dt.date(2020, 7, 1))
    Campaign.objects.create(
        slug="dvk", title="Dân vận khéo 2024", year=2024, root=cast.district, parent_organ=one.parent_organ,
        organ=one.organ, organ_symbol=one.symbol, place="Hoà Bình", number=35,
        issued_on="2024-01-23", subject="đăng ký",
    )  # fmt: skip
    address = f"/issuers/{one.pk}/register/"

    offered = [campaign.slug for campaign in lan.get(address).context["reading"].letters]
    give(one, "Công văn", dt.date(2024, 1, 23), number=35, reason="Công văn phát động")

    assert (offered, lan.get(address).context["reading"].letters) == (["dvk"], [])
    assert lan.get(f"{address}?type_name=Công văn").context["reading"].next_said == "36"


@pytest.mark.parametrize("address", COUNTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    address: str, rows: int, cast: Cast, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issuers = [party(cast.district, f"Ban {number}") for number in range(rows)]
    for number in range(rows):
        issuers[0].signers.create(name=f"Người {number}", power="head", post="Trưởng ban")
        give(issuers[0], "Công văn", MARCH, actor=cast.lan)

    # Once to learn what the database can do; that is remembered.
    lan.get(address.format(pk=issuers[0].pk))
    with django_assert_num_queries(COUNTS[address]):
        lan.get(address.format(pk=issuers[0].pk))
