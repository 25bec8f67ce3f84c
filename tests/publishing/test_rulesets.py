import pytest

from kheo.publishing.rulesets import Sheet, Style, UnknownRuleSetError, codes, load


def test_the_rules_in_force_are_the_default() -> None:
    rules = load()

    assert rules.code == "party-05HD-2026"
    assert rules.page == Sheet(210, 297, top=20, bottom=20, left=30, right=15, number_from_edge=10)
    assert rules.page.text_width == rules.header.left + rules.header.right == 165
    assert (rules.font, rules.language) == ("Times New Roman", "vi-VN")
    assert (rules.header.title, rules.header.title_length) == ("ĐẢNG CỘNG SẢN VIỆT NAM", 206.65)


@pytest.mark.parametrize(
    ("component", "style"),
    [
        ("title", Style(15, bold=True, caps=True)),
        ("parent", Style(14, caps=True)),
        ("organ", Style(14, bold=True, caps=True)),
        ("place_date", Style(14, italic=True)),
        ("subject", Style(12, italic=True)),
        ("authority", Style(14, bold=True, caps=True)),
        ("post", Style(14, caps=True)),
        ("receivers_label", Style(14, underline=True)),
        ("receivers", Style(12)),
    ],
)
def test_components_are_set_as_annex_2_of_the_guidance_says(component: str, style: Style) -> None:
    assert load().style(component) == style


def test_old_letters_differ_in_their_marks_and_words() -> None:
    old, new = load("party-36HD-2018").words, load().words

    assert (old.subject, old.item_end, old.last_addressee_end) == ("V/v {subject}", ",", ".")
    assert (new.subject, new.item_end, new.last_addressee_end) == ("về việc {subject}", ";", ";")


@pytest.mark.parametrize("code", codes())
def test_every_rule_set_loads(code: str) -> None:
    assert load(code).code == code


def test_an_unknown_rule_set_is_refused_by_name() -> None:
    with pytest.raises(UnknownRuleSetError) as refused:
        load("state-ND30-2020")

    assert str(refused.value) == (
        "Không có bộ quy tắc trình bày “state-ND30-2020”; có các bộ: party-05HD-2026, party-36HD-2018."
    )
