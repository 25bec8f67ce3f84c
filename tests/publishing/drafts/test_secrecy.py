import pytest

from kheo.publishing.drafts.secrecy import SecretError, refuse_secret


@pytest.mark.parametrize(
    "text", ["MẬT", "M ẬT", "tối mật", "T U Y Ệ T  M Ậ T", "(Mật)", "**MẬT**", "Lời đầu.\nT ỐI MẬT.\nLời sau.", "MAT"]
)
def test_a_paragraph_that_is_a_degree_alone_is_refused(text: str) -> None:
    with pytest.raises(SecretError, match="Không nhận văn bản có độ mật"):
        refuse_secret((), [text])


@pytest.mark.parametrize("text", ["Mật ong", "Giữ bí mật phiếu bầu.", "", "Mở mật mã"])
def test_words_of_the_day_are_not(text: str) -> None:
    refuse_secret((), [text])


def test_a_mark_apart_is_a_mark() -> None:
    with pytest.raises(SecretError):
        refuse_secret(["M ẬT"])
