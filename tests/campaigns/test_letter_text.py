from pathlib import Path

import pytest

from kheo.campaigns.letter_text import Span, Status, compose, drift, marked
from kheo.campaigns.models import Campaign, Requirement, Section
from kheo.campaigns.places import Places, due_words
from tests.campaigns.instants import moment

HERE = Path(__file__).parent


@pytest.mark.parametrize("seed", ["phong_tho", "thu_thua"])
def test_letter_repeats_the_sentences_of_its_seed(seed: str, request: pytest.FixtureRequest) -> None:
    sentences = (HERE / f"{seed}_sentences.txt").read_text(encoding="utf-8").splitlines()

    printed = compose(request.getfixturevalue(seed)).text.split("\n")

    assert [line for line in printed if line in sentences] == sentences


def test_deadline_is_bold_and_the_address_italic(phong_tho: Campaign) -> None:
    item = next(paragraph for paragraph in compose(phong_tho).paragraphs if paragraph.marker == "4.")
    assert [span for span in item.spans if span.bold or span.italic] == [
        Span("trước ngày 01/02/2024", bold=True, tied=True),
        Span("bandanvanphongtho@gmail.com", italic=True),
    ]


def test_changed_quota_changes_the_letter(phong_tho: Campaign) -> None:
    Requirement.objects.filter(measure="individuals", least=2).update(least=3)

    note = [paragraph.text for paragraph in compose(phong_tho).paragraphs if paragraph.part == "note"][1]

    assert note == (
        "- Đối với đảng bộ các xã, thị trấn đăng ký thi đua ít nhất 02 tập thể, 03 cá nhân; "
        "các chi, đảng bộ còn lại đăng ký ít nhất 01 tập thể, 01 cá nhân."
    )


def test_letter_with_figures_carries_them_where_the_seed_does(thu_thua: Campaign) -> None:
    as_of = moment("2022-10-18T23:59")

    letter = compose(thu_thua, status=Status(as_of, ((Span("Khối xã: có 08 đơn vị."),),)))

    assert [paragraph.text for paragraph in letter.paragraphs if paragraph.part == "status"] == [
        (
            "Qua tổng hợp, báo cáo của Ban Dân vận Huyện ủy (Cơ quan Thường trực Ban Chỉ đạo huyện) "
            "đến ngày 18/10/2022, cụ thể là:"
        ),
        "- Khối xã: có 08 đơn vị.",
        "Bên cạnh đó, còn nhiều đơn vị chưa tiến hành tổng kết mô hình.",
    ]


def test_unknown_place_is_listed_and_stays_in_braces(phong_tho: Campaign) -> None:
    Section.objects.create(campaign=phong_tho, position=99, text="Nộp cho {ai đó} trước {results.due}.")

    letter = compose(phong_tho)

    assert (letter.unknown_places, letter.paragraphs[-1].text) == (
        ("ai đó", "results.due"),
        "Nộp cho {ai đó} trước {results.due}.",
    )
    assert [(problem.code, problem.at) for problem in drift(phong_tho)] == [
        ("place_unknown", "sections[7]"),
        ("place_unknown", "sections[7]"),
    ]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Mỗi xã ít nhất 03 tập thể.", "03 tập thể"),
        ("Gửi trước ngày 05/02/2024.", "05/02/2024"),
        ("Gửi chậm nhất **31/01/2024**.", "31/01/2024"),
        ("Bảo đảm 90% đơn vị đăng ký.", "90 %"),
        ("Gửi về khac@example.vn nhé.", "khac@example.vn"),
    ],
)
def test_numbers_typed_otherwise_than_ruled_are_named(phong_tho: Campaign, text: str, typed: str) -> None:
    Section.objects.create(campaign=phong_tho, position=99, text=text)

    assert [(problem.code, problem.details) for problem in drift(phong_tho)] == [
        ("letter_says_otherwise", {"typed": typed})
    ]


def test_rule_and_deadline_the_letter_leaves_out_are_named(phong_tho: Campaign) -> None:
    phong_tho.sections.filter(part="note").delete()
    phong_tho.sections.filter(text__contains="registration.due").delete()

    assert [(problem.code, problem.at) for problem in drift(phong_tho)] == [
        ("letter_leaves_unsaid", "calls.registration"),
        *[("letter_leaves_unsaid", f"calls.registration.requirements[{number}]") for number in (2, 3, 4, 5)],
        ("letter_leaves_unsaid", "calls.pilot-report"),
    ]


@pytest.mark.parametrize(
    ("due", "wording", "said"),
    [
        ("2024-02-01T00:00", "trước ngày", "trước ngày 01/02/2024"),
        ("2022-10-22T00:00", "chậm nhất ngày", "chậm nhất ngày 21/10/2022"),
        ("2022-10-21T17:00", "trước ngày", "trước 17 giờ 00 phút, ngày 21/10/2022"),
    ],
)
def test_deadline_is_said_as_its_wording_means_it(due: str, wording: str, said: str) -> None:
    assert due_words(moment(due), wording) == said


def test_editor_is_told_every_place_with_its_words(phong_tho: Campaign) -> None:
    offered = dict(Places(phong_tho).known())

    assert offered["registration.minimum:xã"] == "ít nhất 02 tập thể, 02 cá nhân"
    assert offered["registration.minimum:còn lại"] == "ít nhất 01 tập thể, 01 cá nhân"
    assert offered["registration.exemplars"] == "01 - 02"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Trước **ngày 1**.", (Span("Trước "), Span("ngày 1", bold=True), Span("."))),
        ("*a* và **b**", (Span("a", italic=True), Span(" và "), Span("b", bold=True))),
        ("5 * 3 = 15", (Span("5 * 3 = 15"),)),
        ("", ()),
    ],
)
def test_marks_become_spans(text: str, spans: tuple[Span, ...]) -> None:
    assert marked(text) == spans
