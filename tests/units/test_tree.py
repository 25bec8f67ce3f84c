from tests.cast import Cast


def test_units_of_the_cast_stand_below_the_district(cast: Cast) -> None:
    assert cast.an_binh.path == cast.district.path + "0001"
