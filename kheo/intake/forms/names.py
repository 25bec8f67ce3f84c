"""Who a cell is about: a person, a household, an organ or a group; and which of several boxes is ticked."""

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
_WHO = re.compile(r"^\s*(tập thể|cá nhân|hộ gia đình|hộ)\s*[:–-]\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_HOUSEHOLD = re.compile(
    r"^\s*(hộ gia đình|gia đình|hộ)\s+((?:ông|bà|anh|chị|đ/c|đồng chí)\s+\S.*)$", re.IGNORECASE | re.DOTALL
)
_NAME_AND_POST = re.compile(r"^([^,;(\n]+?)\s*(?:[,;\n]|\s[–-]\s|\()\s*(\S.*?)\)?$", re.DOTALL)
_BEFORE = re.compile(r"([☐□☑☒■✓✔])\s*([^☐□☑☒■✓✔]+)")
_BEHIND = re.compile(r"([^☐□☑☒■✓✔]+?)\s*([☐□☑☒■✓✔])")
_BOXES, _EMPTY = frozenset("☐□☑☒■✓✔"), frozenset("☐□")
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


def name_and_post(text: str) -> tuple[str, str] | None:
    """("Giàng A Páo", "Bí thư chi bộ bản") of "Giàng A Páo, Bí thư chi bộ bản"; None where no post stands behind."""
    found = _NAME_AND_POST.match(text.strip())
    return (found[1].strip(), found[2].strip()) if found and is_person(found[1]) else None


def is_household(text: str) -> bool:
    return who_and_what(text) is not None and fold(text).lstrip().startswith(("ho", "gia dinh"))


def who_and_what(text: str) -> tuple[str, str] | None:
    """("Cá nhân", "Lò Văn A") of "Cá nhân: Lò Văn A", ("Hộ", "ông Lò Văn A") of "Hộ ông Lò Văn A"."""
    found = _WHO.match(text) or _HOUSEHOLD.match(text)
    return (found[1], found[2].strip()) if found else None


def has_boxes(text: str) -> bool:
    """Are there boxes in it, at least one of them empty?"""
    return not _EMPTY.isdisjoint(text)


def ticked_of(text: str) -> str:
    """Of "☒ Tập thể ☐ Cá nhân" the words of the one box that is ticked; any other text as it is."""
    if not has_boxes(text):
        return text
    stripped = text.strip()
    pairs = _BEFORE.findall(stripped) if stripped[0] in _BOXES else [pair[::-1] for pair in _BEHIND.findall(stripped)]
    ticked = [words.strip(" ;,/\n") for box, words in pairs if box not in _EMPTY]
    return ticked[0] if len(ticked) == 1 else text
