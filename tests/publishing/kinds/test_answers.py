import pytest

from kheo.campaigns.letter_text import Span
from kheo.publishing.documents.answers import Answers, blank, name_of
from kheo.publishing.documents.needs import Need
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.documents.phrases import amount, joined, listed, phrase, text_of, tied

NEEDS = (
    Need("when", "Thời gian họp", "moment"),
    Need("who", "Ai dự", "lines"),
    Need("note", "Ghi chú", required=False),
)


def answers(**given: str) -> Answers:
    return Answers(NEEDS, given)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2026-02-03", "03/02/2026"),
        ("2026-10-28T08:00", "08 giờ 00 phút, ngày 28/10/2026"),
        ("2026-10-28T01:00:00+00:00", "08 giờ 00 phút, ngày 28/10/2026"),
        ("3/2/2026", "03/02/2026"),
        (" ngày 5/9/2026 ", "05/9/2026"),
        ("8 giờ, ngày 28/10/2026", "08 giờ 00 phút, ngày 28/10/2026"),
        ("17 giờ 30 phút ngày 28/10/2026", "17 giờ 30 phút, ngày 28/10/2026"),
        ("8h30 28/10/2026", "08 giờ 30 phút, ngày 28/10/2026"),
        ("", "{thời gian họp}"),
    ],
)
def test_days_are_written_by_the_zero_rule_however_typed(typed: str, printed: str) -> None:
    assert answers(when=typed).day("when") == printed


@pytest.mark.parametrize(
    "typed", ["mai", "31/02/2026", "25 giờ, ngày 28/10/2026", "2026-13-01", "28/10", "2026-10-28T99:00"]
)
def test_what_is_no_day_is_said_with_its_label(typed: str) -> None:
    with pytest.raises(CannotComposeError, match=r"“Thời gian họp” ghi “.+” không phải ngày, giờ có thật"):
        answers(when=typed).day("when")


def test_what_is_typed_is_kept_word_for_word_in_nfc() -> None:
    given = answers(who=" Đồng chí A; \n\n - Đồng chí **B**.\n", note="Hoà\u0300")

    assert given.lines("who") == ("Đồng chí A;", "- Đồng chí **B**.")
    # Dash and final mark of a receiver are set by the rules.
    assert given.items("who") == ("Đồng chí A", "Đồng chí **B**")
    assert answers(who="Đảng ủy").text("who") == "Đảng ủy"
    assert (answers().lines("who"), answers().text("note")) == (("{ai dự}",), "")


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Nguyễn Văn An, Trưởng ban", "Nguyễn Văn An"),
        ("Đồng chí Nguyễn Văn An", "Nguyễn Văn An"),
        ("ông Tạ Bình", "Tạ Bình"),
        ("Ông Thị Mai, Phó ban", "Ông Thị Mai"),
        ("{chủ trì}", "{chủ trì}"),
    ],
)
def test_a_signature_bears_the_name_alone(person: str, name: str) -> None:
    assert name_of(person) == name


def test_a_phrase_keeps_which_values_are_tied() -> None:
    said = phrase(
        "Có **{number}** {what}, {names}{none}; {unknown}.", number=tied("08"), what="xã", names=(tied("A"),), none=""
    )

    assert said == (
        Span("Có "), Span("08", bold=True, tied=True), Span(" xã, "), Span("A", tied=True), Span("; {unknown}."),
    )  # fmt: skip
    assert text_of(listed([(tied("A"),), (tied("B"),)], ", ")) == "A, B"
    assert joined([Span("a"), Span("b"), tied("1"), tied("2"), Span("")]) == (Span("ab"), tied("1"), tied("2"))


@pytest.mark.parametrize(("number", "words"), [(0, "00"), (7, "07"), (120, "120"), (1234, "1.234")])
def test_counts_are_written_the_official_way(number: int, words: str) -> None:
    assert amount(number) == words


def test_a_blank_names_its_need() -> None:
    assert blank("Thời gian họp") == "{thời gian họp}"
