"""What a kind of paper asks the officer for beyond the campaign's figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to be filled in; `kind` is how it is typed: "line", "lines" (one a line), "text", "date", "moment"."""

    key: str
    label: str
    kind: str = "line"
    required: bool = True
    help: str = ""


def lacking(needs: tuple[Need, ...], given: Mapping[str, str]) -> Iterator[str]:
    """The labels of what must be given and is not, in the office's words."""
    for need in needs:
        if need.required and not given.get(need.key, "").strip():
            yield need.label[:1].lower() + need.label[1:]
