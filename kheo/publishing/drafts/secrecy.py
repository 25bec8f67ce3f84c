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
_BARE = frozenset({"mat", "toi mat", "tuyet mat"})


class SecretError(ValueError):
    """The paper is marked secret; the message says why it is not taken and where such papers belong."""


def refuse_secret(marks: Iterable[str], texts: Iterable[str] = ()) -> None:
    """Raises SecretError where a mark (độ mật, độ khẩn, phạm vi lưu hành) is a degree of secrecy, or a text has one."""
    found = next((mark for mark in map(_plain, marks) if _MARK.search(mark) or mark in _BARE), "")
    found = found or next((match[0] for text in map(_plain, texts) if (match := _STATED.search(text))), "")
    if found:
        raise SecretError(
            f"Không nhận văn bản có độ mật (“{found.upper()}”): Khéo không phải nơi soạn, lưu, chuyển văn bản mật. "
            "Văn bản từ độ Mật trở lên phải soạn và gửi trên mạng thông tin diện rộng của Đảng hoặc máy riêng, theo "
            "quy định về bảo vệ bí mật nhà nước. Nếu ghi nhầm, hãy bỏ dấu mật rồi lưu lại."
        )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
