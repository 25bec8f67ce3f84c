import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.needs import lacking
from kheo.publishing.documents.order import CannotComposeError, Issued, Order
from kheo.publishing.kinds import KINDS, Kind
from kheo.publishing.making import missing
from kheo.publishing.papers import Paper, Signature
from tests.publishing.conftest import moment
from tests.publishing.kinds.composing import composed, places, said_by_the_ledger, tied

AsOf = Callable[[Campaign], dt.datetime]
ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
NUMBERED = [kind for kind in KINDS.values() if kind.type_name]
EVERY_NEED = [(kind, need) for kind in KINDS.values() for need in kind.needs]


@ALL
def test_every_need_has_a_label_help_and_an_answer_in_the_example(kind: Kind) -> None:
    assert [need.key for need in kind.needs if not (need.label and kind.example.get(need.key))] == []
    assert sorted(kind.example) == sorted(need.key for need in kind.needs)
    assert len(kind.needs) <= 12
    assert bool(kind.type_name) == bool(kind.type_symbol)


def test_the_example_makes_a_whole_paper(seed: Campaign, as_of: AsOf) -> None:
    for kind in KINDS.values():
        paper = composed(kind, seed, as_of(seed))

        assert (kind.code, list(missing(paper, kind)), places(paper)) == (kind.code, [], [])
        assert Paper.from_plain(paper.as_plain()) == paper
        assert paper.head.numbered == bool(kind.type_name)
        assert paper.head.kind == ("" if kind.type_name in {"Công văn", ""} else kind.type_name)
        # Asked twice it is the same.
        assert composed(kind, seed, as_of(seed)) == paper


def test_without_its_optional_answers_it_is_still_whole(seed: Campaign, as_of: AsOf) -> None:
    for kind in KINDS.values():
        required = {need.key: kind.example[need.key] for need in kind.needs if need.required}

        paper = composed(kind, seed, as_of(seed), required)

        assert (kind.code, list(missing(paper, kind)), places(paper)) == (kind.code, [], [])


def test_each_required_answer_left_out_is_named_and_stops_it(phong_tho: Campaign) -> None:
    for kind, need in EVERY_NEED:
        given = {key: words for key, words in kind.example.items() if key != need.key}
        label = need.label[:1].lower() + need.label[1:]

        paper = composed(kind, phong_tho, moment("2024-01-31T23:59"), given)

        wanted = [label] if need.required else []
        assert (kind.code, need.key, list(lacking(kind.needs, given))) == (kind.code, need.key, wanted)
        assert (kind.code, need.key, list(paper.unfilled)) == (kind.code, need.key, wanted)


def test_a_day_that_is_none_is_said(phong_tho: Campaign) -> None:
    for kind, need in EVERY_NEED:
        if need.kind == "moment":
            given = {**kind.example, need.key: "hôm nào đó"}
            with pytest.raises(CannotComposeError, match=f"“{need.label}” ghi “hôm nào đó” không phải ngày"):
                composed(kind, phong_tho, moment("2024-01-31T23:59"), given)


def test_tied_values_are_the_ledgers_at_that_instant(seed: Campaign, as_of: AsOf) -> None:
    said = said_by_the_ledger(seed, as_of(seed))

    found = {kind.code: set(tied(composed(kind, seed, as_of(seed)))) - said for kind in KINDS.values()}
    assert found == {code: set() for code in KINDS}


def test_another_issuer_and_signer_can_be_ordered(phong_tho: Campaign) -> None:
    issuer = Issued("Tỉnh uỷ Lai Châu", "Ban Tuyên giáo và Dân vận", "BTGDVTU", "Lai Châu", "Lưu Văn phòng Ban")
    signature = Signature(("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Vàng A Páo")
    order = Order(moment("2026-11-02"), moment("2024-01-31T23:59"), issued_by=issuer, signature=signature)
    for kind in NUMBERED:
        paper = kind.compose(phong_tho, replace(order, given=kind.example))

        head = paper.head
        assert (head.parent_organ, head.organ, head.place) == (issuer.parent_organ, issuer.organ, issuer.place)
        assert head.symbol == f"{kind.type_symbol}/BTGDVTU"
        assert [line for line in paper.receivers if line.startswith("Lưu")] == [paper.receivers[-1]]
        assert paper.receivers[-1] == "Lưu Văn phòng Ban"
        # The chair signs minutes.
        assert paper.signature.name == ("Trần Thị Hoa" if kind.type_name == "Biên bản" else "Vàng A Páo")
        # A decision is cited as of who decides.
        by = kind.example.get("deciding", "Ban Tuyên giáo và Dân vận Tỉnh uỷ Lai Châu")
        assert [annex.attached for annex in paper.annexes if not annex.attached.endswith(f"của {by}")] == []


def test_types_and_symbols_are_those_of_the_rules() -> None:
    assert {(kind.type_name, kind.type_symbol) for kind in NUMBERED} == {
        ("Công văn", "CV"), ("Kế hoạch", "KH"), ("Hướng dẫn", "HD"), ("Thông báo", "TB"), ("Giấy mời", "GM"),
        ("Báo cáo", "BC"), ("Tờ trình", "TTr"), ("Quyết định", "QĐ"), ("Biên bản", "BB"),
    }  # fmt: skip
