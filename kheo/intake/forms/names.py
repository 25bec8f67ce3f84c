"""Whose name a cell holds: a person's, or that of an organ or a group."""

import re

from kheo.office.wording import fold

_ADDRESSES = re.compile(r"^(?:ong|ba|dong chi|d/c|anh|co giao|thay giao)\b")
# With their accents: Tô, Đoàn and Trương are names of families.
_ORGANS = re.compile(
    r"^(?:(?:tập thể|chi bộ|chi ủy|chi uỷ|đảng bộ|đảng ủy|đảng uỷ|hội|chi hội|chi đoàn|ban|tổ|nhóm|khu|xã|phường|thôn"
    r"|bản|ấp|ubnd|ủy ban|uỷ ban|ubmt|ubmttq|mttq|mặt trận|trường|công an|bch|bộ chỉ huy|trạm|trung tâm|phòng"
    r"|văn phòng|công đoàn|công ty|hợp tác xã|htx|clb|câu lạc bộ|đồn|đội|liên đoàn|cơ quan|đơn vị|bệnh viện"
    r"|huyện đoàn|xã đoàn|thị trấn|huyện|khối|cụm|lớp|nhân dân|cán bộ|hội đồng|quân sự|dân quân)\b"
    r"|đoàn (?:thanh niên|tncs|xã|phường|trường|cơ sở|viên))",
    re.IGNORECASE,
)
_MOST_SYLLABLES = 5


def addresses_person(text: str) -> bool:
    """Does it begin with a word people are addressed with: "Ông …", "đ/c …"?"""
    return bool(_ADDRESSES.match(fold(text)))


def is_organ(text: str) -> bool:
    return bool(_ORGANS.match(text))


def is_person(text: str) -> bool:
    """Addressed as one, or two to five capitalised syllables ("Lò Văn An, trưởng bản") that name no organ."""
    if addresses_person(text):
        return True
    syllables = re.split(r"\s*[,;(\n–-]", text.strip(), maxsplit=1)[0].split()
    return (
        2 <= len(syllables) <= _MOST_SYLLABLES
        and all(syllable.isalpha() and syllable[0].isupper() for syllable in syllables)
        and not is_organ(text)
    )
