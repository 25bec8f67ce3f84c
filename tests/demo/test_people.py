import random

from kheo.demo import people, topics
from kheo.office.wording import tidy


def test_names_are_whole_distinct_and_the_same_for_the_same_seed() -> None:
    names = people.full_names(random.Random(7), count=500)

    assert names == people.full_names(random.Random(7), count=500)
    assert len(set(names)) == 500
    assert [name for name in names if not 2 <= len(name.split()) <= 4 or tidy(name) != name] == []


def test_surnames_of_a_people_are_drawn_from_it() -> None:
    surnames = {name.split()[0] for name in people.full_names(random.Random(7), count=200, people="dao")}

    assert surnames == {"Bàn", "Triệu", "Chử", "Lưu", "Lý", "Đặng", "Lê", "Đàm", "Trương", "Bạch"}


def test_titles_are_drawn_by_field_and_keep_their_source() -> None:
    assert topics.fields() == ("kinh tế", "xây dựng hệ thống chính trị", "quốc phòng - an ninh", "văn hóa - xã hội")
    assert {topic.field for topic in topics.topics("kinh tế")} == {"kinh tế"}
    assert [topic for topic in topics.topics() if not topic.source.startswith(("http", "github:"))] == []
    assert len({topic.title for topic in topics.draw(random.Random(1), count=1000)}) == len(topics.topics())
