import pytest

from kheo.campaigns.models import Campaign
from kheo.journal.models import Event
from kheo.publishing.documents.order import Issued
from kheo.publishing.issuers.finding import issued, issuer_of, read_titles, signer_of
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.issuers.powers import titles


def test_a_campaign_s_letter_makes_its_issuer_once(phong_tho: Campaign) -> None:
    made = issuer_of(phong_tho)

    assert issued(made) == Issued("Huyện ủy Phong Thổ", "Ban Dân vận", "BDVHU", "Phong Thổ", "Lưu BDVHU", "party")
    assert (made.unit, made.regime, made.has_seal, made.term_started_on) == (phong_tho.root, "party", True, None)
    assert (issuer_of(phong_tho), Issuer.objects.count()) == (made, 1)
    assert Event.objects.filter(happened="issuer.added").count() == 1


def test_its_signer_comes_along(thu_thua: Campaign) -> None:
    issuer = issuer_of(thu_thua)
    signer = issuer.signers.get()

    assert (issuer.has_seal, signer.name, signer.power) == (False, thu_thua.signer_name, "concurrent")
    assert titles(signer) == tuple(thu_thua.signer_titles)
    assert signer_of(thu_thua, issuer) == signer


def test_another_signer_of_a_later_letter_is_told_but_not_kept(phong_tho: Campaign) -> None:
    issuer = issuer_of(phong_tho)
    phong_tho.signer_titles, phong_tho.signer_name = ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], "Lò Văn Mẫu"

    found = signer_of(phong_tho, issuer)

    assert found is not None
    assert (found._state.adding, found.power, issuer.signers.count()) == (True, "deputy", 1)


def test_a_mended_spelling_is_the_same_organ_and_another_name_is_not(phong_tho: Campaign) -> None:
    first = issuer_of(phong_tho)
    Issuer.objects.filter(pk=first.pk).update(parent_organ="Huyện uỷ Phong Thổ", organ="BAN DÂN VẬN")
    found = issuer_of(phong_tho)
    phong_tho.organ = "Ban Tuyên giáo và Dân vận"

    assert (found, issuer_of(phong_tho) == first) == (first, False)


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (("TRƯỞNG BAN",), ("head", "TRƯỞNG BAN", "")),
        (("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), ("collective", "PHÓ BÍ THƯ", "BAN THƯỜNG VỤ")),
        (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), ("by_order", "CHÁNH VĂN PHÒNG", "CHỦ TỊCH")),
        (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("collective", "PHÓ CHỦ TỊCH", "ỦY BAN NHÂN DÂN")),
        (("Q. TRƯỞNG BAN",), ("acting", "TRƯỞNG BAN", "TRƯỞNG BAN")),
        (("PHÓ BÍ THƯ", "Kiêm", "TRƯỞNG BAN"), ("concurrent", "PHÓ BÍ THƯ", "TRƯỞNG BAN")),
        (("T/M BAN BÍ THƯ",), ("collective", "", "BAN BÍ THƯ")),
        ((), None),
        (("TRƯỞNG BAN", "PHÓ BÍ THƯ"), None),
        (("A", "B", "C", "D"), None),
    ],
)
def test_printed_lines_are_read_back(lines: tuple[str, ...], read: tuple[str, str, str] | None) -> None:
    assert read_titles(lines) == read


def test_lines_of_no_known_form_leave_the_signer_to_the_campaign(phong_tho: Campaign) -> None:
    phong_tho.signer_titles = ["TRƯỞNG BAN", "PHÓ BÍ THƯ"]

    assert signer_of(phong_tho, issuer_of(phong_tho)) is None
