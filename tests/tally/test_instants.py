import pytest

from kheo.tally.instants import instant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022-10-18", "2022-10-18T23:59:59+07:00"),
        ("2022-10-18T17:00", "2022-10-18T17:00:00+07:00"),
        ("2022-10-18 17:00:30", "2022-10-18T17:00:30+07:00"),
        ("2022-10-18T10:00:00Z", "2022-10-18T17:00:00+07:00"),
        ("2022-10-18T12:00+02:00", "2022-10-18T17:00:00+07:00"),
    ],
)
def test_a_named_instant_is_read_in_local_time(text: str, meant: str) -> None:
    assert instant(text).isoformat() == meant


@pytest.mark.parametrize("text", ["", "hôm qua", "18/10/2022", "2022-13-01"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        instant(text)
