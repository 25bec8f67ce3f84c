"""Each usual mistake in a template gets a sentence that finds it; what Word did by itself is mended silently."""

import tomllib
from pathlib import Path

import pytest

from kheo.publishing.kinds import KINDS
from kheo.publishing.rulesets import load
from kheo.publishing.templates.checking import faults
from kheo.publishing.templates.filling import fill
from kheo.publishing.templates.shipped import shipped_template
from tests.publishing.templates.editing import added, edited, element, paragraph, split, typed, with_part, without
from tests.publishing.templates.reading import texts
from tests.publishing.templates.samples import sample

KIND = "call-letter"
SAYS = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
NUMBER = "{{ so_ky_hieu }}"
SIGNER = "{{ nguoi_ky }}"


def found(*changes: object) -> list[str]:
    return faults(edited(KIND, *changes), KIND)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        split(NUMBER, 1),
        split(NUMBER, 9),
        split(NUMBER, len(NUMBER) - 1),
        split(NUMBER, 6, element("w:proofErr", type="spellStart"), element("w:bookmarkStart", id="7", name="_GoBack")),
        split(SIGNER, 5, bold=True),
        split("{{ noi }}", 4, element("w:proofErr", type="spellEnd")),
        split("{%p for doan in noi_dung %}", 8),
        split("{{r doan.chu }}", 7),
        split("{{ doan.so }}", 3),
    ],
)
def test_a_tag_that_word_split_is_joined(change: object) -> None:
    paper, rules = sample(KINDS[KIND], 1), load()
    template = edited(KIND, change)  # type: ignore[arg-type]

    assert faults(template, KIND) == []
    assert texts(fill(template, paper, rules)) == texts(fill(shipped_template(KIND, rules), paper, rules))


def test_a_tag_with_something_in_its_middle_is_found() -> None:
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType="begin"))

    assert found(split(NUMBER, 6, run)) == [
        SAYS["cut"],
        "Mẫu không còn chỗ cho số và ký hiệu; đặt lại thẻ {{ so_ky_hieu }}.",
    ]


@pytest.mark.parametrize(("tag", "says"), SAYS["meaningless"].items())
def test_a_tag_that_means_nothing_is_quoted_with_its_paragraph(tag: str, says: str) -> None:
    assert found(added(tag, before="Kính gửi")) == [f"Đoạn “{tag}”: thẻ “{tag}”: {says}"]


def test_a_loop_left_open_is_found() -> None:
    tag = "{%p for noi in noi_nhan %}"

    assert found(added(tag, before="Kính gửi")) == [f"Đoạn “{tag}”: lệnh “{tag}” chưa có {{%p endfor %}} đi kèm."]


@pytest.mark.parametrize(
    ("typed_as", "words"),
    [
        ("Số { { so_ky_hieu }}", "Số { { so_ky_hieu }}"),
        ("Số {{ so_ky_hieu }", "Số {{ so_ky_hieu }"),
        ("Số { so_ky_hieu }", "Số { so_ky_hieu }"),
        ("Số {{ so_ky_hieu", "Số {{ so_ky_hieu"),
    ],
)
def test_braces_typed_wrong_are_found(typed_as: str, words: str) -> None:
    first = found(added(typed_as, before="Kính gửi"))[0]

    assert first.startswith(f"Đoạn “{words}”: dấu ngoặc của thẻ chưa đúng ở “")


def test_an_if_left_open_is_told_with_those_it_may_be() -> None:
    assert found(added("{%p if lien_he %}", before="Kính gửi")) == [SAYS["open"]]


def test_a_loop_closed_elsewhere_is_told_with_both_places() -> None:
    sentences = found(typed("{{ noi }}", "{{ noi }}{% endfor %}"))

    assert sentences[0] == SAYS["elsewhere"]


def test_words_in_a_line_that_goes_are_told_of() -> None:
    assert found(typed("{%p for noi in noi_nhan %}", "Gửi {%p for noi in noi_nhan %}")) == [SAYS["words"]]


@pytest.mark.parametrize("missing", SAYS["missing"], ids=lambda missing: missing["tag"])
def test_what_a_paper_cannot_do_without_is_missed(missing: dict[str, str]) -> None:
    kind, tag, what = missing["kind"], missing["tag"], missing["what"]

    plain = tag.replace("|hoa", "")
    assert faults(edited(kind, without(tag)), kind) == [f"Mẫu không còn chỗ cho {what}; đặt lại thẻ {plain}."]


def test_a_loop_whose_beginning_was_taken_out_is_found() -> None:
    assert found(without("{%p for noi in noi_nhan %}")) == [
        SAYS["beginless"],
        "Bảng 2, hàng 1, ô 1, đoạn “{%p endfor %}”: thẻ “{%p endfor %}”: không có lệnh for nào đang mở để endfor.",
    ]


def test_the_type_may_stand_there_as_words() -> None:
    assert faults(edited("plan", typed("{{ ten_loai|hoa }}", "KẾ HOẠCH")), "plan") == []


def test_a_mistake_in_a_table_is_found_by_row_and_cell() -> None:
    assert faults(edited("results", typed("{{ dong.o[2] }}", "{{ dong.o2 }}")), "results") == [
        "Bảng 2, hàng 9, ô 3, đoạn “{{ dong.o2 }}”: thẻ “{{ dong.o2 }}”: không có phần “.o2”; có phải ý “o” không?"
    ]


def test_a_mistake_at_the_edge_of_the_page_is_found() -> None:
    def header(document: object) -> None:
        document.sections[0].header.paragraphs[0].add_run("{{ co_quann }}")  # type: ignore[attr-defined]

    assert found(header) == [
        "Đầu trang, đoạn “{{ co_quann }}”: thẻ “{{ co_quann }}”: không có thẻ “co_quann”; có phải ý “co_quan” không?"
    ]


def test_a_cell_beyond_the_table_shows_when_it_is_tried() -> None:
    assert faults(edited("results", typed("{{ dong.o[2] }}", "{{ dong.o[20] }}")), "results") == [
        "Mẫu gọi một phần mà văn bản này không có (không có “20”); hãy đặt trong lệnh if hoặc for."
    ]


def test_changes_not_accepted_and_remarks_are_refused() -> None:
    def tracked(document: object) -> None:
        place = paragraph(document, NUMBER)  # type: ignore[arg-type]
        inserted = element("w:ins", id="9", author="Lan")
        place._p.append(inserted)
        inserted.append(place.add_run("sửa")._r)

    assert found(tracked) == [
        "Mẫu còn sửa đổi chưa duyệt (Track Changes) tại chữ “sửa”; vào Review, chọn Accept All Changes rồi lưu lại."
    ]


def test_links_out_of_the_file_are_refused() -> None:
    def linked(document: object) -> None:
        document.part.relate_to(  # type: ignore[attr-defined]
            "https://example.org/anh.png",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
            True,
        )

    assert found(linked) == [SAYS["link"]]


def test_macros_are_refused() -> None:
    plain = edited(KIND)
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"

    assert faults(with_part(plain, "word/vbaProject.bin", b"x", main, macro), KIND)[0] == (
        "Tệp có macro (mã lệnh); hãy lưu lại dạng “Word Document (.docx)” không có macro."
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 mau", "pdf"),
        (b"PK\x03\x04" + b"\0" * 40, "broken"),
        (b"x" * (10 * 1024 * 1024 + 1), "large"),
    ],
    ids=["empty", "pdf", "broken", "large"],
)
def test_what_is_no_word_file_is_refused(data: bytes, says: str) -> None:
    assert faults(data, KIND) == [SAYS[says]]


def test_a_damaged_part_is_refused() -> None:
    damaged = with_part(edited(KIND), "word/extra.xml", b"<a/>")[:-300]

    (sentence,) = faults(damaged, KIND)

    assert sentence.startswith("Tệp này không mở được như một văn bản Word .docx")
