"""The catalogue of problems: every code, how severe it is, its Vietnamese sentence, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """`block`: cannot be taken as it is; `warn`: taken and marked for a person; `info`: worth knowing."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Sort:
    """One line of the catalogue; `sentence` may name details in braces."""

    severity: Severity
    sentence: str


@dataclass(frozen=True)
class Problem:
    """One thing a person should mend or know, with the cell it concerns."""

    code: str
    at: str | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def message(self) -> str:
        return CATALOGUE[self.code].sentence.format(**self.details)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "severity": str(self.severity), "at": self.at, "message": self.message}


def blocking(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.BLOCK for problem in problems)


CATALOGUE: dict[str, Sort] = {
    # What the readers may refuse (the codes come from kheo.office and kheo.confinement).
    "unreadable": Sort(
        Severity.BLOCK,
        "Không đọc được tệp này ({why}). Đề nghị mở tệp bằng Word hoặc Excel, "
        "lưu lại thành .docx hoặc .xlsx rồi gửi lại.",
    ),
}
