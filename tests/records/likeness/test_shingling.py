"""What makes two texts meet: accents, order and stock phrases aside, many words in common."""

import random
from itertools import pairwise

from kheo.demo.copying import Writer, spoilt
from kheo.records.likeness.shingling import BANDS, bands_of, in_common, telling_words

TEXT = (
    "Mô hình “Dân vận khéo” trong vận động Nhân dân hiến đất làm đường liên thôn: tổ tự quản ấp Bình Hòa đi từng hộ, "
    "bàn bạc công khai, 45 hộ tự dời hàng rào, góp 320 ngày công, làm xong 1,2 km trước mùa mưa"
)


def meet(one: str, other: str) -> int:
    """In how many bands the two meet."""
    first, second = bands_of([telling_words(one), telling_words(other)]).tolist()
    return sum(key == same for key, same in zip(first, second, strict=True))


def test_accents_case_and_stock_phrases_do_not_count() -> None:
    other = TEXT.replace("Mô hình “Dân vận khéo” trong vận động Nhân dân hiến đất", "HIEN DAT")

    assert meet(TEXT, other) == BANDS
    assert in_common(telling_words(TEXT), telling_words(other)) == 1.0


def test_clauses_turned_round_still_meet() -> None:
    head, _, tail = TEXT.partition(": ")
    turned = ", ".join([*reversed(tail.split(", ")), head])

    assert meet(TEXT, turned) >= BANDS // 3
    assert in_common(telling_words(TEXT), telling_words(turned)) == 1.0


def test_a_title_of_nothing_but_stock_phrases_keeps_its_words() -> None:
    assert telling_words("Mô hình Dân vận khéo năm 2024") == ["nam"]
    assert telling_words("Dân vận khéo") == ["dan", "van", "kheo"]


def test_strangers_hardly_meet_and_copies_mostly_do() -> None:
    choose = random.Random(11)
    writer = Writer(choose)
    texts = [writer.text() for _ in range(200)]
    copies = [spoilt(text, choose, share=0.15) for text in texts]

    strange = sum(meet(one, other) >= 2 for one, other in pairwise(texts))
    found = sum(meet(one, other) >= 1 for one, other in zip(texts, copies, strict=True))

    assert strange <= 10
    assert found >= 170


def test_keys_do_not_depend_on_the_process() -> None:
    assert bands_of([["hien", "dat", "lam", "duong"]]).tolist()[0][:2] == [3246235555514622263, -7778791674840900122]
