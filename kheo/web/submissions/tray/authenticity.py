"""What the receiving mail server found out about a letter's sender (RFC 8601), in plain words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kheo.mail.sender import authentication

_LINE = re.compile(r"^authentication-results\s*:", re.IGNORECASE)
_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_WORDS = {
    "pass": "đạt",
    "fail": "không đạt",
    "softfail": "đáng ngờ",
    "none": "không có",
    "neutral": "không rõ",
    "policy": "không theo quy định",
    "temperror": "chưa kiểm tra được",
    "permerror": "cấu hình bên gửi bị lỗi",
}
_METHODS = ("spf", "dkim", "dmarc")


@dataclass(frozen=True)
class Authenticity:
    """`tone` as badges have it: accepted, warn, plain; `said` the verdict in a sentence, `details` method by method."""

    tone: str
    said: str
    details: str = ""

    @property
    def failed(self) -> bool:
        return self.tone == "warn"


def authenticity_of(lines: Sequence[str]) -> Authenticity | None:
    """By the topmost result line; None where the letter carries none. Good is only what our own server wrote."""
    said = next((line for line in lines if _LINE.match(line)), "")
    found: dict[str, str] = {}
    for method, result in _RESULT.findall(said):
        found.setdefault(method.lower(), result.lower())
    if not found:
        return None
    details = " · ".join(
        f"{method.upper()} {_WORDS.get(found[method], found[method])}" for method in _METHODS if method in found
    )
    if any(result in {"fail", "softfail"} for result in found.values()) and found.get("dmarc") != "pass":
        return Authenticity("warn", "Địa chỉ người gửi không được xác thực; thư có thể bị giả mạo.", details)
    ours = authentication(lines)
    if "pass" in {ours.dmarc, ours.dkim, ours.spf}:
        return Authenticity("accepted", "Máy chủ nhận thư đã xác thực địa chỉ người gửi.", details)
    return Authenticity("plain", "Máy chủ nhận thư không xác thực được địa chỉ người gửi.", details)
