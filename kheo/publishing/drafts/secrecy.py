"""Papers marked Mật are not accepted: secrets are kept on the networks and by the rules made for them, not here."""

import re
import unicodedata
from collections.abc import Iterable

# What an officer may choose as độ mật; the first is all that can be written here.
OPEN_TO_READ = "Không"
DEGREES = (OPEN_TO_READ, "Mật", "Tối mật", "Tuyệt mật")
_DEGREE = r"(?:tuyệt\s+mật|tối\s+mật|mật)"
_MARK = re.compile(rf"(?<!\w){_DEGREE}(?!\w)")
_STATED = re.compile(rf"độ\s+mật\s*:?\s*{_DEGREE}(?!\w)")
# A degree that stands alone, however its letters are set apart: "M ẬT", "T U Y Ệ T  M Ậ T", "(MẬT)".
_ALONE = frozenset({"mật", "tốimật", "tuyệtmật", "mat", "toimat", "tuyetmat"})


class SecretError(ValueError):
    """The paper is marked secret; the message says why it is not taken and where such papers belong."""


def refuse_secret(marks: Iterable[str], texts: Iterable[str] = ()) -> None:
    """Raises SecretError where a mark (độ mật, độ khẩn, phạm vi lưu hành) is a degree of secrecy, or a text has one.

    A text has one where it states it, and where a line of it is nothing else.
    """
    said = [unicodedata.normalize("NFC", text) for text in texts]
    found = next((mark for mark in map(_plain, marks) if _MARK.search(mark) or _is_alone(mark)), "")
    found = found or next((match[0] for text in map(_plain, said) if (match := _STATED.search(text))), "")
    found = found or next((_plain(line) for text in said for line in text.splitlines() if _is_alone(line)), "")
    if found:
        raise SecretError(
            f"Không nhận văn bản có độ mật (“{found.upper()}”): Khéo không phải nơi soạn, lưu, chuyển văn bản mật. "
            "Văn bản từ độ Mật trở lên phải soạn và gửi trên mạng thông tin diện rộng của Đảng hoặc máy riêng, theo "
            "quy định về bảo vệ bí mật nhà nước. Nếu ghi nhầm, hãy bỏ dấu mật rồi lưu lại."
        )


def _is_alone(text: str) -> bool:
    return "".join(filter(str.isalpha, text.casefold())) in _ALONE


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
