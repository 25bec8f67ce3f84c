import datetime as dt

import pytest

from kheo.publishing.rulesets import Sheet, Style, UnknownRuleSetError, codes, load, of_regime


def test_the_rules_in_force_are_the_default() -> None:
    rules = load()

    assert rules.code == "party-05HD-2026"
    assert rules.page == Sheet(210, 297, top=20, bottom=20, left=30, right=15, number_from_edge=10)
    assert rules.page.text_width == rules.header.left + rules.header.right == 165
    assert (rules.font, rules.language) == ("Times New Roman", "vi-VN")
    assert (rules.header.title, rules.header.title_length) == ("ĐẢNG CỘNG SẢN VIỆT NAM", 206.67)


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
        load("state-ND30-2031")

    assert str(refused.value) == (
        "Không có bộ quy tắc trình bày “state-ND30-2031”; có các bộ: party-05HD-2026, party-36HD-2018, state-ND30-2020."
    )


def test_each_regime_has_one_rule_set_a_day() -> None:
    days = [dt.date(2018, 4, 3), dt.date(2026, 5, 26), dt.date(2026, 5, 27), dt.date(2030, 1, 1)]

    assert [of_regime("party", day).code for day in days] == ["party-36HD-2018"] * 2 + ["party-05HD-2026"] * 2
    assert of_regime("state", dt.date(2020, 3, 5)).code == "state-ND30-2020"
    with pytest.raises(UnknownRuleSetError, match="ngày 4/3/2020"):
        of_regime("state", dt.date(2020, 3, 4))


def test_ranges_keep_the_chosen_value_and_both_ends() -> None:
    party, state = load(), load("state-ND30-2020")

    assert (party.style("body").size, party.style("body").allowed, party.style("title").allowed) == (
        14,
        (14, 15),
        (15, 15),
    )
    assert (party.paragraph.allowed("line"), party.page.allowed("left")) == ((18, 22), (30, 30))
    assert (state.page.allowed("left"), state.paragraph.allowed("line")) == ((30, 35), (1, 1.5))
    assert state.header.allowed("organ_line") == (0.3333, 0.5)


@pytest.mark.parametrize("code", codes())
def test_what_no_text_of_the_rules_says_is_told(code: str) -> None:
    rules = load(code)

    assert [one.at for one in rules.unsure if not one.says] == []
    assert {"landscape", "styles.table_cell"} <= {one.at for one in rules.unsure}
    assert [one.at for one in rules.unsure if one.at.startswith("styles.") and one.at[7:] not in rules.styles] == []


def test_party_papers_have_no_tuq_and_state_papers_no_kiem() -> None:
    assert ("authorised" in load().signing.forms, "authorised" in load("state-ND30-2020").signing.forms) == (
        False,
        True,
    )
    assert ("concurrent" in load().signing.forms, "concurrent" in load("state-ND30-2020").signing.forms) == (
        True,
        False,
    )
