"""Acts on one submission from its page: on a page grown old, undone, asked before work is lost, typed text kept."""

from django.test import Client

from kheo.campaigns.models import Campaign
from kheo.intake import pipeline
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.tally.instants import instant
from tests.asked import Asked
from tests.cast import Cast
from tests.web.arrivals import FULL, SHORT, arrive
from tests.web.reading import texts


def fresh(one: Submission) -> Submission:
    return Submission.objects.select_related("obligation").get(pk=one.pk)


def page_of(client: Client, one: Submission) -> str:
    return client.get(f"/submissions/{one.code}/").content.decode()


def field(body: str, name: str) -> str:
    return body.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def test_a_decision_on_a_page_grown_old_is_refused_and_says_why(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)
    shown = field(page_of(lan, one), "shown")
    lan.post(f"/submissions/{one.code}/acceptance/", {"reason": "Xã mới sáp nhập", "shown": shown})

    late = lan.post(f"/submissions/{one.code}/return/", {"canned": ["0"], "shown": shown}, follow=True)

    assert texts(late.content.decode(), '<li class="notice notice-error">') == [
        f"Tệp {one.code} vừa thay đổi (nay là “Đã ghi nhận”) sau khi trang này mở; hãy xem lại rồi quyết."
    ]
    assert asked.duty(cast.an_binh).state == "accepted"


def test_the_last_act_is_undone_from_the_page(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, SHORT)
    lan.post(f"/submissions/{one.code}/return/", {"canned": ["0"]})
    body = page_of(lan, one)

    lan.post(f"/submissions/{one.code}/undoing/", {"act": field(body, "act"), "shown": field(body, "shown")})

    assert (fresh(one).state, asked.duty(cast.an_binh).state) == ("taken", "received")
    assert page_of(lan, one).count("Hoàn tác: Trả lại để bổ sung") == 1


def test_reading_again_asks_before_it_drops_mends(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)
    lan.post(f"/submissions/{one.code}/mends/", {"row": "0", "now-place": "Thôn 5", "was-place": ""})

    asking = lan.post(f"/submissions/{one.code}/rereading/")
    before = len(fresh(one).mends)
    lan.post(f"/submissions/{one.code}/rereading/", {"sure": "1"})

    assert texts(asking.content.decode(), "<h1>") == ["Đọc lại đăng ký.xlsx?"]
    assert asking.content.decode().count("1 ô đã sửa ở đây sẽ bỏ") == 1
    assert (before, fresh(one).mends, fresh(one).state) == (1, [], "received")


def test_a_name_that_is_not_clear_stays_typed_and_offers_what_it_may_mean(
    asked: Asked, cast: Cast, lan: Client
) -> None:
    one = arrive(asked, None, FULL, head="Chi bộ Bến Tre xanh")

    unclear = lan.post(f"/submissions/{one.code}/owner/", {"unit": "xã An Bin", "call": "registration"})
    body = unclear.content.decode()
    lan.post(f"/submissions/{one.code}/owner/", {"unit": "xã An Bin", "asked": "xã An Bin", "guess": "AB"})
    pipeline.work_off([one.pk])

    assert (body.count('value="xã An Bin"'), body.count('name="guess" value="AB"'), body.count(" checked")) == (2, 1, 0)
    assert (fresh(one).unit, fresh(one).state) == (cast.an_binh, "taken")


def test_what_is_typed_says_more_than_a_guess_left_clicked(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, None, FULL, head="Chi bộ Bến Tre xanh")

    lan.post(f"/submissions/{one.code}/owner/", {"unit": "Xã Bình Minh", "guess": "AB"})

    assert fresh(one).unit == cast.binh_minh


def test_no_guess_is_chosen_beforehand(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, None, FULL, head="UBND xã An Bình và xã Bình Minh")
    body = page_of(lan, one)

    assert one.state == "puzzling"
    assert (body.count('type="radio" name="guess"') > 0, body.count(" checked")) == (True, 0)


def test_the_same_file_uploaded_again_is_said_to_be_known(asked: Asked, cast: Cast, lan: Client, minh: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)
    duty = asked.duty(cast.an_binh).pk
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = vault.read(one.original)

    said = [
        texts(
            client.post(address, {"files": [SimpleUploadedFile("lại.xlsx", bytes_)]}, follow=True).content.decode(), tag
        )
        for client, address, bytes_, tag in (
            (lan, "/campaigns/huyen-2024/files/", data, '<li class="notice notice-info">'),
            (minh, f"/units/AB/obligations/{duty}/files/", data, '<li class="notice notice-success">'),
        )
    ]

    known = f"1 tệp đã nhận trước đó (mã {one.code}), không ghi nhận thêm lần nữa."
    assert said == [[known], [f"{known} Kết quả đọc hiện ở mục “Đã gửi”."]]


def test_lines_of_another_unit_are_split_off_on_a_page_of_their_own(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)
    address = f"/submissions/{one.code}/division/"

    body = lan.get(address).content.decode()
    nothing = lan.post(address, {"unit": "BM"})
    lan.post(address, {"unit": "bình minh", "lines": ["1", "3"], "shown": field(body, "shown")})
    pipeline.work_off(Submission.objects.values_list("pk", flat=True))

    assert body.count('type="checkbox" name="lines"') == 4
    assert nothing.content.decode().count("Hãy đánh dấu các dòng của đơn vị ấy.") == 1
    assert sorted(Submission.objects.values_list("unit__code", "state")) == [("AB", "taken"), ("BM", "taken")]


def test_splitting_says_whose_answer_it_would_replace_and_asks_for_a_tick(
    asked: Asked, cast: Cast, lan: Client
) -> None:
    known = arrive(asked, cast.binh_minh, SHORT)
    one = arrive(asked, cast.an_binh, FULL)
    address = f"/submissions/{one.code}/division/"
    body = lan.get(address).content.decode()
    typed = {"unit": "bình minh", "lines": ["1", "3"], "shown": field(body, "shown")}

    refused = lan.post(address, typed).content.decode()
    kept = Submission.objects.count()
    lan.post(address, typed | {"replacing": known.code})

    assert " ".join(texts(body, '<li data-in-force="BM">')) == "Xã Bình Minh –"
    assert (known.code in body, "3 dòng" in body) == (True, True)
    sentence = f"Xã Bình Minh đã có bản {known.code} (03 dòng) đang có hiệu lực"
    assert (sentence in refused, f'name="replacing" value="{known.code}"' in refused, kept) == (True, True, 2)
    assert Submission.objects.filter(part_of=one, unit=cast.binh_minh).count() == 1


def test_a_submission_is_moved_to_another_campaign_and_linked(asked: Asked, cast: Cast, lan: Client) -> None:
    Campaign.objects.create(
        slug="huyen-2025", title="Dân vận khéo 2025", year=2025, root=cast.district, organ="Ban Dân vận",
        organ_symbol="BDVHU", place="Hòa Bình Hạ", subject="đăng ký", published_at=instant("2024-01-01T00:00"),
    )  # fmt: skip
    one = arrive(asked, cast.an_binh, FULL)

    lan.post(f"/submissions/{one.code}/moving/", {"campaign": "huyen-2025", "reason": "của năm sau"})

    there = Submission.objects.get(campaign__slug="huyen-2025")
    assert fresh(one).state == "aside"
    assert page_of(lan, one).count(f'<a href="/submissions/{there.code}/">{there.code}</a>') == 1
    assert page_of(lan, there).count(f'<a href="/submissions/{one.code}/">{one.code}</a>') == 1
