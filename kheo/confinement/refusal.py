"""What a reader says of bytes it will not read."""

from dataclasses import dataclass


class Refusal(Exception):  # noqa: N818 - a verdict on a file, not a mistake of ours
    """`code` is one of campaigns.problems; `why` a Vietnamese phrase that completes its sentence.

    `unopened`: judged by its first bytes alone, so no parser met the file and the process may go on.
    """

    def __init__(self, code: str, why: str, *, unopened: bool = False) -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why
        self.unopened = unopened


@dataclass(frozen=True, slots=True)
class Refused:
    """The same verdict as it reaches the parent, in place of an answer."""

    code: str
    why: str
