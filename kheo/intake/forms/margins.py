"""What stands among and below the lines of a form without being one: totals, notes, signatures, "nothing to report"."""

import re

from kheo.office.wording import fold, words

_NUMBERS_A_COLUMN = re.compile(r"^\(?(\d{1,2}|[a-h])\)?(?:\s*=.*)?$", re.IGNORECASE)
_END = re.compile(
    r"^(?:noi nhan|thu truong|nguoi (?:lap|tong hop|viet)|can bo (?:tong hop|lap|phu trach)|t/?m[. ]|k/?t[. ]|t/?l[. ]"
    r"|t/?m$|xac nhan|ghi chu\s*[:.]|\(?\*+\)?\s|luu y\b|thu ky|dai dien|- luu|-? ?nhu tren"
    r"|(?:p\. ?|q\. ?|pho )?(?:chu tich|bi thu|truong ban|hieu truong|giam doc|truong phong|chi huy truong)$)"
)
_DATED = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_LONGEST_DATE = 80
# "Cộng đồng tự quản" and "Cổng trường an toàn" are titles: a bare "cộng" counts only with its accent and a sum.
_TOTAL = re.compile(
    r"^(?:t[ổo]ng (?:c[ộo]ng|s[ốo])\b|(?:tổng|cộng)\s*(?:[:.=(\d]|$)"
    # Of a page, of a place, of the sections I and II; carried over to the next page.
    r"|(?:t[ổo]ng|c[ộo]ng) (?:trang(?:\W*(?:\d+\W*)?$| (?:này|trước|sau)\b)|(?:chung|[ivx]+)(?:\W|$)(?! *[^\W\d]{3})"
    r"|(?:chung )?(?:toàn|cả) (?:xã|phường|thị trấn|huyện|tỉnh|trường|bản|thôn|biểu|đơn vị|đảng bộ|ngành)\b"
    r"|(?:chuyển|mang) (?:trang|sang)\b))",
    re.IGNORECASE,
)
_WHO_HAS_NOTHING = "don vi|co quan|chi bo|dang bo|dang uy|xa|phuong|thi tran|truong|hoi|doan|chung toi"
_WHAT_IS_NOTHING = (
    "mo hinh|dien hinh|noi dung|tap the|ca nhan|ho gia dinh|nao|gi|de|bao cao|dang ky|xay dung|thuc hien|moi"
    "|phat sinh|dan van kheo|trong|nam|ky|va|hoac|hay|thi dua|ket qua|20\\d\\d|nhan rong"
)
_NIL = re.compile(
    rf"^(?:0|khong|(?:nam 20\d\d )?(?:(?:{_WHO_HAS_NOTHING})\b.{{0,60}}? )?"
    rf"(?:bao cao khong|(?:bao cao )?(?:khong|chua) (?:co|dang ky|phat sinh|thuc hien))(?: (?:{_WHAT_IS_NOTHING}))*)$"
)
_LONGEST_NIL = 160


def is_said(text: str) -> bool:
    """Not merely dots or dashes where something might have been written."""
    return any(letter.isalnum() for letter in text)


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(text))


def is_nil(text: str) -> bool:
    """Such as "Không có", "Đơn vị không đăng ký mô hình nào", "báo cáo không"; never "Nói không với rác thải nhựa"."""
    return len(text) <= _LONGEST_NIL and bool(_NIL.match(words(text)))


def is_end(text: str) -> bool:
    """A note, an addressee, a signature or the place and date above one."""
    folded = fold(text).strip()
    return bool(_END.match(folded)) or (len(folded) < _LONGEST_DATE and bool(_DATED.search(folded)))


def is_signature(text: str) -> bool:
    """As is_end, without places and dates: these stand in the head of the next letter too."""
    return bool(_END.match(fold(text).strip()))


def numbers_columns(texts: dict[int, str]) -> bool:
    """The row (1) (2) (3) … that forms have below their headings: letters first, all in order."""
    found = [_NUMBERS_A_COLUMN.match(text.strip()) for text in texts.values()]
    signs = [(one[1].isdigit(), one[1].casefold().zfill(2)) for one in found if one]
    return len(texts) == len(signs) > 1 and signs == sorted(signs)
