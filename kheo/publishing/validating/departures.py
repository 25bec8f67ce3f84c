"""What in a paper departs from its rule set; the file is opened in the confined process."""

import json

from kheo.confinement.pool import Readers, Refused, shared
from kheo.office.kinds import PACKAGE
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.departure import Departure

__all__ = ["CannotReadError", "Departure", "departures"]

JUDGE = "kheo.publishing.validating.judging:judged"
# A paper with pictures; what is larger is not even handed over.
MOST_BYTES = 32 * 1024 * 1024


class CannotReadError(ValueError):
    """The file is no paper that can be read; the message says why and what to do."""


def departures(docx: bytes, rules: RuleSet, *, readers: Readers | None = None, name: str = "") -> list[Departure]:
    """The departures of a .docx (or of the text of one, as .txt) from these rules, in the order of its parts.

    `name`: of the file; one that says .docx must hold one.
    Raises CannotReadError for anything else: damaged, locked, too large, another kind of file.
    """
    if len(docx) > MOST_BYTES:
        raise CannotReadError(_sentence("too_large", f"hơn {MOST_BYTES // 1024 // 1024} MB"))
    answer = (readers or shared()).one(f"{JUDGE} {json.dumps(rules.code)}", docx)
    if isinstance(answer, Refused):
        raise CannotReadError(_sentence(answer.code, answer.why))
    if name.lower().endswith(".docx") and not docx.startswith(PACKAGE):
        raise CannotReadError(_sentence("unknown_kind", "tệp có đuôi .docx mà nội dung không phải Word"))
    return [Departure(*each) for each in answer]


def _sentence(code: str, why: str) -> str:
    begun = _SENTENCES.get(code, "Không đọc được tệp này ({why}).")
    return f"{begun.format(why=why)} {_MENDS.get(code, _SAVE_AGAIN)}"


_SENTENCES = {
    "empty_file": "Tệp rỗng, không có nội dung.",
    "damaged_file": "Tệp bị hỏng hoặc chưa tải lên hết ({why}).",
    "hostile_file": "Tệp có cấu trúc bất thường nên không mở ({why}).",
    "too_large": "Tệp quá lớn so với một văn bản ({why}).",
    "encrypted_file": "Tệp có đặt mật khẩu.",
    "unknown_kind": "Không soát được {why}: chỉ soát tệp Word .docx, hoặc .txt (chỉ soát phần chữ).",
}
_SAVE_AGAIN = "Đề nghị mở văn bản bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi soát lại."
_MENDS = {
    "empty_file": "Đề nghị chọn lại tệp văn bản đã ghi nội dung.",
    "encrypted_file": "Đề nghị bỏ mật khẩu rồi soát lại.",
    "too_large": "Đề nghị bỏ bớt ảnh, hoặc tách phụ lục thành tệp riêng rồi soát từng tệp.",
}
