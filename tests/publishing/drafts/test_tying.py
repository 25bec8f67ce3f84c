import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.campaigns.letter_text import Span
from kheo.publishing.drafts.tying import Losses, TiedError, check, editable, losses, spans_of

COUNTED = (Span("Khối xã: có "), Span("08", tied=True), Span(" đơn vị, "), Span("đúng hạn", bold=True), Span("."))
STYLES = st.builds(Span, text=st.text("ab*\\⟦⟧ đ1", min_size=1, max_size=6), bold=st.booleans(), italic=st.booleans())
TIED = st.builds(Span, text=st.text("08 An", min_size=1, max_size=5), bold=st.booleans(), tied=st.just(True))


def test_tied_values_stand_in_marks_and_come_back() -> None:
    text = editable(COUNTED)

    assert text == "Khối xã: có ⟦08⟧ đơn vị, **đúng hạn**."
    assert spans_of(text) == COUNTED


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("*nghiêng* và **đậm**", (Span("nghiêng", italic=True), Span(" và "), Span("đậm", bold=True))),
        ("***cả hai***", (Span("cả hai", bold=True, italic=True),)),
        ("chú thích (*)", (Span("chú thích (*)"),)),
        (r"\*thẳng\*", (Span("*thẳng*"),)),
        ("**⟦08⟧** xã", (Span("08", bold=True, tied=True), Span(" xã"))),
        ("hai\r\ndòng ", (Span("hai dòng"),)),
        ("Đăng", (Span("Đăng"),)),
    ],
)
def test_marks_mean_what_campaigns_mean_by_them(typed: str, meant: tuple[Span, ...]) -> None:
    assert spans_of(typed) == meant


@given(st.lists(STYLES | TIED, max_size=6))
def test_whatever_is_generated_comes_back_as_it_was(spans: list[Span]) -> None:
    text = editable(spans)

    again = spans_of(text)

    assert "".join(span.text for span in again).split() == "".join(span.text for span in spans).split()
    assert [span.text for span in again if span.tied] == [span.text for span in spans if span.tied]


@pytest.mark.parametrize(
    ("typed", "named"),
    [("có ⟦09⟧ đơn vị", "⟦09⟧"), ("có ⟦08⟧ và ⟦08⟧", "⟦08⟧"), ("thêm ⟦An Bình⟧", "⟦An Bình⟧")],
)
def test_a_changed_or_invented_value_is_named(typed: str, named: str) -> None:
    with pytest.raises(TiedError) as refused:
        check(spans_of(typed), COUNTED)

    assert str(refused.value).startswith(
        f"“{named}” không có (hoặc không có thêm lần nữa) trong số liệu đã chốt của đoạn này, gồm: ⟦08⟧."
    )


@pytest.mark.parametrize("typed", ["có ⟦08 đơn vị", "có 08⟧ đơn vị", "⟦a⟦b⟧⟧"])
def test_a_mark_without_its_partner_is_refused(typed: str) -> None:
    with pytest.raises(TiedError):
        spans_of(typed)


def test_values_taken_out_and_numbers_typed_are_shown() -> None:
    typed = spans_of("Khối xã: có 09 đơn vị trước 31/10/2022, **đúng hạn**.")

    check(typed, COUNTED)

    assert losses(typed, COUNTED) == Losses(removed=("08",), typed=("09", "31/10/2022"))
