"""The screens of awards: funnel, table with its bulk step, one proposal, the council's table, decisions, catalogue."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kheo.awards.catalogue.models import Award, BaseWage, Coefficient, Terms
from kheo.awards.council.models import Ballot, Meeting
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import bring_in
from kheo.awards.proposals.models import Clearance, Override, Proposal, Quota
from kheo.records.models import Entry
from kheo.units.models import Membership, Role
from tests.asked import Asked
from tests.awards.grounds import award, go, of, register, report
from tests.cast import Cast
from tests.web.conftest import SignedIn

HERE = "/campaigns/huyen-2024/"


@pytest.fixture
def entries(asked: Asked, cast: Cast) -> list[Entry]:
    made = register(asked, cast.an_binh, "Đường hoa", "Tiếng kẻng", people=("Phạm Thị Mẫu",))
    report(asked, made)
    return made


@pytest.fixture
def brought(asked: Asked, entries: list[Entry]) -> list[Proposal]:
    bring_in(asked.campaign, actor=None)
    return [of(entry) for entry in entries]


@pytest.fixture
def chief(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.chief)


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_funnel_brings_entries_in_and_leads_to_them(asked: Asked, entries: list[Entry], lan: Client) -> None:
    before = said(lan, f"{HERE}awards/")
    after = lan.post(f"{HERE}awards/bringing/", follow=True).content.decode()

    assert "3 mô hình, điển hình đã đăng ký chưa có trong danh sách xét" in before
    assert "Đã đưa thêm 3 mô hình, điển hình vào danh sách xét; 3 có báo cáo kết quả." in after
    assert f"{HERE}proposals/?stage=reported&amp;subject=collective" in after


def test_a_bulk_step_names_counts_and_asks_before_it_is_done(
    asked: Asked, brought: list[Proposal], cast: Cast, lan: Client
) -> None:
    given = award(asked.campaign)
    form = {"everything": "on", "query": "subject=collective", "to": "proposed", "award": given.pk, "act": "check"}

    asked_first = lan.post(f"{HERE}proposals/step/", form).content.decode()
    untouched = Proposal.objects.filter(stage="proposed").count()
    refused = lan.post(f"{HERE}proposals/step/", form | {"act": "do"}).content.decode()
    done = lan.post(f"{HERE}proposals/step/", form | {"act": "do", "reason": "CV 3"}, follow=True).content.decode()

    assert "Chuyển 02 tập thể sang “Đề nghị khen”?" in asked_first
    assert "2 cảnh báo cần trả lời" in asked_first
    assert "Nghị định 152/2025/NĐ-CP" in asked_first
    assert (untouched, "Hãy ghi lý do." in refused) == (0, True)
    assert "Đã chuyển 02 tập thể sang “Đề nghị khen”." in done
    assert Proposal.objects.filter(stage="proposed", award=given).count() == 2


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", 3),
        ("subject=individual", 1),
        ("q=pham+thi", 1),
        ("q=tieng+keng", 0),
        ("stage=typical", 0),
        ("reached=reported", 3),
        ("shelf=withdrawn", 0),
        ("stage=no-such", 3),
    ],
)
def test_the_table_is_filtered(query: str, names: int, brought: list[Proposal], lan: Client) -> None:
    assert said(lan, f"{HERE}proposals/?{query}").count('name="row"') == names


def test_everything_done_to_a_proposal_can_be_taken_back(asked: Asked, brought: list[Proposal], lan: Client) -> None:
    one = brought[0]
    page = f"{HERE}proposals/{one.pk}/"
    before = Proposal.objects.filter(pk=one.pk).values().get()

    lan.post(f"{page}clearance/", {"clear": "1", "said": "Ủy ban Kiểm tra trả lời", "dated": "2024-11-01"})
    lan.post(f"{page}clearance-withdrawal/", {"number": Clearance.objects.get().pk})
    go([one], stages.TYPICAL, stages.PROPOSED)
    lan.post(f"{page}asking-again/", {"number": Override.objects.get().pk})
    for _ in range(2):
        lan.post(f"{page}undoing/", {"reason": "nhầm"})
    lan.post(f"{page}withdrawal/", {"reason": "nhầm"})
    withdrawn = said(lan, page)
    lan.post(f"{page}restoration/")

    assert "Đã rút" in withdrawn
    assert Proposal.objects.filter(pk=one.pk).values().get() == before
    assert Clearance.objects.filter(withdrawn_at=None).count() == 0
    assert Override.objects.filter(withdrawn_at=None).count() == 0


def test_particulars_are_changed_and_another_award_is_proposed(
    asked: Asked, brought: list[Proposal], lan: Client
) -> None:
    one = brought[2]
    page = f"{HERE}proposals/{one.pk}/"
    given = award(asked.campaign)
    form = {"name": "Phạm Thị Mẫu", "post": "Tổ trưởng", "achievement": "", "award": given.pk, "works_directly": "1"}

    lan.post(f"{page}particulars/", form | {"sex": "female"})
    wrong = lan.post(f"{page}particulars/", {"name": ""})
    lan.post(f"{page}again/", {"reason": "Đề nghị tỉnh"})

    kept = Proposal.objects.get(pk=one.pk)
    assert (kept.post, kept.award, kept.works_directly, kept.sex) == ("Tổ trưởng", given, True, "female")
    assert wrong.status_code == 200
    assert [again.turn for again in Proposal.objects.filter(entry=one.entry).order_by("pk")] == [0, 1]
    assert lan.post(f"{page}no-such-act/").status_code == 404


def test_somebody_who_was_not_registered_is_proposed(asked: Asked, cast: Cast, lan: Client) -> None:
    form = {
        "subject": "household",
        "name": "Hộ ông Mẫu",
        "unit": cast.an_binh.pk,
        "post": "",
        "achievement": "Hiến đất",
    }

    refused = lan.post(f"{HERE}proposals/+/", form)
    lan.post(f"{HERE}proposals/+/", form | {"reason": "Công văn 12"})

    assert refused.status_code == 200
    assert [(one.name, one.stage) for one in Proposal.objects.all()] == [("Hộ ông Mẫu", "proposed")]


def test_the_secretary_runs_the_meeting(asked: Asked, brought: list[Proposal], lan: Client) -> None:
    go(brought, stages.PROPOSED)
    lan.post(
        f"{HERE}awards/terms/", {"quorum": "2/3", "majority": ">1/2", "majority_of": "members", "rounding": "exact"}
    )
    lan.post(f"{HERE}meetings/", {"title": "Họp xét khen", "mode": "open", "starts_at": "2024-11-20T08:00"})
    page = f"{HERE}meetings/{Meeting.objects.get().pk}/"
    lan.post(f"{page}members/", {"lines": "Trần Thị Mẫu, Chủ tịch\nLê Văn Mẫu, Thư ký\nĐỗ Văn Mẫu"})
    first, second, third = Ballot.objects.order_by("pk").values_list("pk", flat=True)

    lan.post(f"{page}votes/", {f"agreed-{first}": "1", f"disagreed-{first}": "2", f"outcome-{first}": "not_chosen",
                               f"reason-{first}": "Chưa đủ phiếu", "unanimous": "on"})  # fmt: skip
    during = said(lan, page)
    lan.post(f"{page}closing/", {"reason": ""})
    reached = list(Proposal.objects.order_by("pk").values_list("stage", flat=True))
    after = said(lan, page)
    lan.post(f"{page}reopening/", {"reason": "Nhập nhầm"})

    assert ("3/3" in during, "chưa đủ phiếu" in during) == (True, True)
    assert reached == ["not_chosen", "chosen", "chosen"]
    assert "Mở lại cuộc họp" in after
    assert set(Proposal.objects.values_list("stage", flat=True)) == {"proposed"}
    assert (second, third) == tuple(Ballot.objects.filter(agreed=3).values_list("pk", flat=True))
    assert Terms.objects.get().quorum == "2/3"


def test_the_leader_publishes_held_decisions_together(
    asked: Asked, brought: list[Proposal], cast: Cast, lan: Client, chief: Client, signed_in: SignedIn
) -> None:
    viewer = User.objects.create_user("xem")
    Membership.objects.create(user=viewer, unit=cast.district, role=Role.VIEWER)
    for code, number in (("cong-nhan-huyen", "9-QĐ/BCĐ"), ("cong-nhan-co-so", "3-QĐ/ĐU")):
        lan.post(f"{HERE}decisions/", {"award": award(asked.campaign, code).pk, "title": ""})
        page = f"{HERE}decisions/{Decision.objects.order_by('-pk')[0].pk}/"
        lan.post(f"{page}listing/")
        lan.post(f"{page}particulars/", {"title": "", "number": number, "dated": "2024-12-01"})
        lan.post(f"{page}holding/")
    pks = list(Decision.objects.values_list("pk", flat=True))
    hidden = signed_in(viewer).get(page).status_code

    form = {"decision": pks}
    first = chief.post(f"{HERE}decisions/publication/", form | {"act": "check"}).content.decode()
    chief.post(f"{HERE}decisions/publication/", form | {"act": "do"})
    told = signed_in(viewer).get(page).status_code
    chief.post(f"{page}recovery/", {"grant": Grant.objects.order_by("-pk")[0].pk, "reason": "Khai gian"})
    left = Grant.objects.given().count()
    chief.post(f"{page}giving-back/", {"grant": Grant.objects.order_by("-pk")[0].pk})
    chief.post(f"{page}cancellation/", {"reason": "Sai thẩm quyền"})
    chief.post(f"{page}making-good/")

    assert "Công bố cùng lúc 2 quyết định?" in first
    assert "02 tập thể, 01 cá nhân" in first
    assert (hidden, told, left) == (404, 200, 5)
    assert Grant.objects.given().count() == 6
    assert Decision.objects.values("published_at").distinct().count() == 1


def test_the_catalogue_is_copied_changed_and_retired(asked: Asked, lan: Client) -> None:
    lan.post("/awards/catalogue/samples/", {"code": "giay-khen-ubnd-xa"})
    one = Award.objects.get()
    page = f"/awards/catalogue/{one.pk}/"
    sample = said(lan, page)
    form = {"name": one.name, "body": one.body, "level": one.level, "track": "state", "form": "commendation",
            "subjects": ["individual"], "thematic": "on", "source": "QĐ của tỉnh"}  # fmt: skip
    lan.post(page, form)
    lan.post(f"{page}rates/", {"subject": "household", "value": "0,15", "source": "QĐ 1", "since": "2025-01-01"})
    lan.post(f"{page}rates/", {"number": Coefficient.objects.get(subject="household").pk})
    lan.post(f"{page}shelf/")
    lan.post("/awards/catalogue/wages/", {"since": "2024-07-01", "amount": "2000000", "source": "Nghị định mẫu"})
    lan.post("/awards/catalogue/+/", form | {"name": "Giấy khen khác"})

    assert "Chép từ mẫu tham khảo" in sample
    one.refresh_from_db()
    assert (one.sample, one.subjects, one.retired_at is not None) == (False, ["individual"], True)
    assert Coefficient.objects.get(subject="household").withdrawn_at is not None
    assert [(wage.since, wage.amount) for wage in BaseWage.objects.all()] == [(dt.date(2024, 7, 1), 2_000_000)]
    assert Award.objects.filter(code="giay-khen-khac").count() == 1


def test_quotas_are_set_and_dropped(asked: Asked, cast: Cast, lan: Client) -> None:
    form = {"award": award(asked.campaign).pk, "bloc": cast.communes.pk, "subject": "individual", "most": "2"}

    lan.post(f"{HERE}awards/quotas/", form)
    lan.post(f"{HERE}awards/quotas/", form | {"most": "3"})
    shown = said(lan, f"{HERE}awards/terms/")
    lan.post(f"{HERE}awards/quotas/", {"drop": Quota.objects.get(withdrawn_at=None).pk})

    assert "0/3" in shown
    assert Quota.objects.filter(withdrawn_at=None).count() == 0


COUNTS = {"awards/": 18, "proposals/": 23, "meetings/{meeting}/": 17, "decisions/": 10, "decisions/{decision}/": 12}


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize("address", COUNTS)
def test_queries_do_not_grow_with_the_rows(
    address: str, rows: int, asked: Asked, cast: Cast, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    register(asked, cast.an_binh, *[f"Mô hình {n}" for n in range(rows)])
    bring_in(asked.campaign, actor=None)
    go(list(Proposal.objects.all()), stages.PROPOSED, given=award(asked.campaign))
    lan.post(f"{HERE}meetings/", {"title": "Họp", "mode": "open"})
    lan.post(f"{HERE}decisions/", {"award": award(asked.campaign, "cong-nhan-huyen").pk})
    go(list(Proposal.objects.all()), stages.CHOSEN)
    lan.post(f"{HERE}decisions/{Decision.objects.get().pk}/listing/")
    at = address.format(meeting=Meeting.objects.get().pk, decision=Decision.objects.get().pk)

    with django_assert_num_queries(COUNTS[address]):
        lan.get(HERE + at)
