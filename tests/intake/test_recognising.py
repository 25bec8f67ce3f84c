import pytest

from kheo.intake.recognising import Certainty, Clues, directory, is_unproven, which_call, whose
from kheo.units.models import Contact
from tests.asked import Asked
from tests.cast import Cast


@pytest.mark.parametrize(
    ("clues", "verdict"),
    [
        (Clues(head="Xã An Bình"), ("sure", "AB", "tên ghi ở đầu biểu")),
        (Clues(head="ĐẢNG ỦY XÃ AN BINH"), ("sure", "AB", "tên ghi ở đầu biểu")),
        (Clues(sender="vp@anbinh.vn"), ("sure", "AB", "địa chỉ người gửi")),
        (Clues(sender="VP@anbinh.vn", head="Xã An Bình"), ("sure", "AB", "địa chỉ người gửi, tên ghi ở đầu biểu")),
        (Clues(sender="huyen@hoabinhha.vn", head="Xã An Bình"), ("sure", "AB", "tên ghi ở đầu biểu")),
    ],
)
def test_a_clear_sign_that_nothing_contradicts_is_sure(
    cast: Cast, asked: Asked, clues: Clues, verdict: tuple[str, str, str]
) -> None:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    Contact.objects.create(unit=cast.district, email="huyen@hoabinhha.vn")

    found = whose(clues, directory(asked.campaign))

    assert (found.certainty, found.guesses[0].unit.code, found.guesses[0].as_json()["why"]) == verdict


@pytest.mark.parametrize(
    ("clues", "units"),
    [
        # The sheet names one commune, the address is another's.
        (Clues(head="Xã Bình Minh", sender="vp@anbinh.vn"), ["BM", "AB"]),
        # One address for two units only suggests both.
        (Clues(sender="chung@hoabinhha.vn"), ["AB", "BM"]),
        # The receiving host says that the address is not genuine.
        (Clues(sender="vp@anbinh.vn", unproven=True), ["AB"]),
        # A name in a file name alone is little.
        (Clues(filename="Xã An Bình.xlsx"), ["AB"]),
    ],
)
def test_contradicting_and_weak_signs_ask_a_person(cast: Cast, asked: Asked, clues: Clues, units: list[str]) -> None:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    for unit in (cast.an_binh, cast.binh_minh):
        Contact.objects.create(unit=unit, email="chung@hoabinhha.vn")

    found = whose(clues, directory(asked.campaign))

    assert found.certainty is Certainty.ASK
    assert [guess.unit.code for guess in found.guesses] == units


def test_two_weak_signs_that_agree_are_sure(cast: Cast, asked: Asked) -> None:
    clues = Clues(filename="Xã An Bình.xlsx", subject="Xã An Bình gửi đăng ký")

    found = whose(clues, directory(asked.campaign))

    assert (found.certainty, found.unit) == (Certainty.SURE, cast.an_binh)


def test_a_unit_that_owes_nothing_is_never_sure(cast: Cast, asked: Asked) -> None:
    asked.duty(cast.school).delete()
    asked.duty(cast.school, asked.results).delete()

    assert whose(Clues(head="Trường Mầm non Hoa Sen"), directory(asked.campaign)).certainty is Certainty.NONE


def test_the_call_is_the_one_told_or_the_only_one_with_this_paper(cast: Cast, asked: Asked) -> None:
    among = directory(asked.campaign)

    assert which_call("results", cast.an_binh, None, among) == asked.results
    assert which_call("results", cast.an_binh, asked.registration, among) == asked.registration
    assert which_call(None, cast.an_binh, None, among) is None


def test_a_failed_test_of_the_address_is_seen() -> None:
    assert is_unproven(["mx.hoabinhha.vn; dmarc=fail (p=none) header.from=anbinh.vn"])
    assert not is_unproven(["mx.hoabinhha.vn; dmarc=pass header.from=anbinh.vn"])


def test_bytes_from_two_known_addresses_ask_unless_the_head_says_whose_they_are(cast: Cast, asked: Asked) -> None:
    for unit, address in ((cast.an_binh, "vp@anbinh.vn"), (cast.binh_minh, "vp@binhminh.vn")):
        Contact.objects.create(unit=unit, email=address)
    among = directory(asked.campaign)

    def verdict(head: str, *senders: str, subject: str = "") -> tuple[str, str]:
        found = whose(Clues(head=head, sender=senders[0], sent_again=senders[1:], subject=subject), among)
        return (found.certainty, found.guesses[0].unit.code)

    assert verdict("", "ai@do.vn", "vp@anbinh.vn") == ("sure", "AB")
    assert verdict("", "vp@anbinh.vn", "vp@binhminh.vn")[0] == "ask"
    assert verdict("", "vp@anbinh.vn", "vp@binhminh.vn", subject="Xã Bình Minh")[0] == "ask"
    assert verdict("Xã Bình Minh", "vp@anbinh.vn", "vp@binhminh.vn") == ("sure", "BM")
    assert verdict("Trường Mầm non Hoa Sen", "vp@anbinh.vn", "vp@binhminh.vn")[0] == "ask"
