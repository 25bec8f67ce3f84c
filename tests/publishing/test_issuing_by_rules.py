"""What a paper made at once takes from its rule set and the register: signature, the rules themselves, its number."""

import datetime as dt
import io
from pathlib import Path

import docx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kheo.campaigns.models import Campaign
from kheo.journal.vault import read
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.issuers.finding import issuer_of
from kheo.publishing.issuing import Wanted, issue
from kheo.publishing.kinds import KINDS
from kheo.publishing.models import Document
from kheo.publishing.register.giving import give
from kheo.publishing.register.models import Number
from tests.publishing.conftest import moment

PARTY, STATE, OLD = "party-05HD-2026", "state-ND30-2020", "party-36HD-2018"
PLAN = KINDS["plan"].example
DAY = dt.date(2024, 2, 5)


def signed(campaign: Campaign, titles: list[str], rules: str) -> list[str]:
    """The lines of the signature in the file."""
    campaign.signer_titles = titles
    document = issue(campaign, wanted=Wanted("plan", rule_set=rules, given=PLAN), as_of=moment("2024-01-31"))
    cell = docx.Document(io.BytesIO(read(document.original))).tables[-1].rows[0].cells[1]
    return [line for line in cell.text.split("\n") if line]


@pytest.mark.parametrize(
    ("typed", "rules", "printed"),
    [
        (["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], PARTY, ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
        (["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], OLD, ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
        (["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], STATE, ["TM. BAN THƯỜNG VỤ", "KT. BÍ THƯ", "PHÓ BÍ THƯ"]),
        (["TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], PARTY, ["T/M UỶ BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"]),
        (["PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN"], PARTY, ["PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN"]),
        (["PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN"], STATE, ["TRƯỞNG BAN", "PHÓ BÍ THƯ"]),
        # What cannot be read, and what the rules have no form for, stays as typed.
        (["THAY MẶT", "BAN", "CHỈ ĐẠO"], STATE, ["THAY MẶT", "BAN", "CHỈ ĐẠO"]),
        (["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"], PARTY, ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]),
    ],
)
def test_the_signature_is_written_by_the_rules(
    phong_tho: Campaign, typed: list[str], rules: str, printed: list[str]
) -> None:
    assert signed(phong_tho, typed, rules) == [*printed, phong_tho.signer_name]


@pytest.mark.parametrize(("regime", "code"), [("party", PARTY), ("state", STATE)])
def test_the_rules_are_those_of_the_campaign_s_regime(phong_tho: Campaign, regime: str, code: str) -> None:
    phong_tho.regime = regime

    for day in (dt.date(2022, 10, 19), dt.date(2019, 1, 1), None):
        assert issue(phong_tho, wanted=Wanted("plan", dated=day, given=PLAN)).rule_set == code


def command(out: Path, kind: str, *more: str) -> str:
    said = io.StringIO()
    given = [f"--given={key}={words}" for key, words in KINDS[kind].example.items()]
    call_command(
        "issue", kind, "phong-tho-2024", "--as-of", "2024-01-31", "--out", str(out), *given, *more, stderr=said
    )
    return said.getvalue()


def test_rules_of_the_other_regime_are_followed_and_said(phong_tho: Campaign, tmp_path: Path) -> None:
    out = tmp_path / "a.docx"

    assert "Lưu ý: đợt này của cơ quan Đảng" in command(out, "plan", "--rules", STATE)
    assert Document.objects.get().rule_set == STATE
    assert "Lưu ý" not in command(out, "plan", "--rules", OLD)
    assert "Lưu ý" not in command(out, "plan")
    Campaign.objects.update(regime="state")
    assert "Lưu ý: đợt này của cơ quan Nhà nước" in command(out, "plan", "--rules", PARTY)
    assert "Lưu ý" not in command(out, "plan")


def test_a_number_another_paper_has_is_refused(phong_tho: Campaign, tmp_path: Path) -> None:
    numbered = ("--number", "7", "--dated", "2024-02-05")
    command(tmp_path / "a.docx", "recognition-decision", *numbered)
    # The same paper again, by other rules too, and the same number of another type.
    command(tmp_path / "a.docx", "recognition-decision", *numbered, "--rules", OLD)
    command(tmp_path / "a.docx", "plan", *numbered)

    for kind, day in (("commendation-decision", "2024-02-05"), ("recognition-decision", "2024-02-06")):
        with pytest.raises(CommandError, match="Số 07 của loại quyết định đã ghi trên Quyết định công nhận") as refused:
            command(tmp_path / "b.docx", kind, "--number", "7", "--dated", day)
        assert refused.value.returncode == 1
    assert not (tmp_path / "b.docx").exists()
    assert Number.objects.count() == 0


def asked(kind: str, number: int, day: dt.date = DAY) -> Wanted:
    return Wanted(kind, number=number, dated=day, given=KINDS[kind].example)


def test_a_number_of_the_register_is_refused_in_its_period_only(phong_tho: Campaign) -> None:
    issuer = issuer_of(phong_tho)
    issuer.term_started_on = dt.date(2024, 1, 1)
    issuer.save()
    give(issuer, "Kế hoạch", DAY, subject="Kế hoạch khác")

    with pytest.raises(CannotComposeError, match="Số 01 của loại kế hoạch đã cấp trong sổ cho văn bản ngày 05/02/2024"):
        issue(phong_tho, wanted=asked("plan", 1), as_of=moment("2024-01-31"))
    issue(phong_tho, wanted=asked("plan", 2), as_of=moment("2024-01-31"))
    issue(phong_tho, wanted=asked("plan", 1, dt.date(2023, 2, 5)), as_of=moment("2023-01-31"))


def test_a_state_number_is_free_again_in_another_year(phong_tho: Campaign) -> None:
    phong_tho.regime = "state"
    phong_tho.save()
    issue(phong_tho, wanted=asked("plan", 4), as_of=moment("2024-01-31"))

    issue(phong_tho, wanted=asked("plan", 4, dt.date(2025, 2, 5)), as_of=moment("2024-01-31"))
    with pytest.raises(CannotComposeError, match="Số 04 của loại kế hoạch"):
        issue(phong_tho, wanted=asked("plan", 4, dt.date(2024, 3, 5)), as_of=moment("2024-01-31"))


def test_the_campaign_s_own_number_is_its_letter_s(phong_tho: Campaign) -> None:
    own = phong_tho.number
    assert own is not None

    issue(phong_tho, wanted=Wanted("call-letter", number=own))
    with pytest.raises(CannotComposeError, match=f"Số {own:02d} của loại công văn đã ghi"):
        issue(phong_tho, wanted=Wanted("urging-letter", number=own, dated=DAY), as_of=moment("2024-01-31"))
