"""Whether enough attend and enough agree, by the shares the office set; plain numbers in, plain answers out."""

from dataclasses import dataclass
from fractions import Fraction

from kheo.awards.catalogue.models import Terms


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes on one proposal; `abstained` are blank ballots where the vote is secret."""

    agreed: int
    disagreed: int = 0
    abstained: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.agreed + self.disagreed + self.abstained + self.invalid


@dataclass(frozen=True, slots=True)
class House:
    """How many members there are and how many attend."""

    members: int
    present: int


def reaches(part: int, whole: int, share: str) -> bool | None:
    """Does `part` of `whole` reach the share ("2/3": at least, ">1/2": more than)? None where no share is set.

    Raises ValueError for a share that is none.
    """
    if not share:
        return None
    if whole <= 0:
        return False
    wanted = Fraction(share.removeprefix(">"))
    return Fraction(part, whole) > wanted if share.startswith(">") else Fraction(part, whole) >= wanted


def is_quorate(house: House, terms: Terms) -> bool | None:
    """None where the office set no quorum."""
    return reaches(house.present, house.members, terms.quorum)


def is_carried(counts: Counts, house: House, terms: Terms) -> bool | None:
    """None where the office set no majority."""
    whole = house.members if terms.majority_of == Terms.Base.MEMBERS else house.present
    return reaches(counts.agreed, whole, terms.majority)


def faults(counts: Counts, house: House, *, secret: bool) -> list[str]:
    """What cannot be right about the counts, as sentences; none where they add up."""
    if counts.cast > house.present:
        return [f"có {counts.cast} phiếu nhưng chỉ {house.present} người dự"]
    if counts.invalid and not secret:
        return ["biểu quyết công khai không có phiếu không hợp lệ"]
    if counts.cast < house.present and not secret:
        return [f"mới có {counts.cast} ý kiến trong {house.present} người dự"]
    return []


def said(counts: Counts, house: House, *, secret: bool) -> str:
    """'6/7 đồng ý, 1 không đồng ý': of all members, as minutes say it."""
    words = [f"{counts.agreed}/{house.members} đồng ý"]
    words += [f"{counts.disagreed} không đồng ý"] if counts.disagreed else []
    blank = "phiếu trắng" if secret else "không biểu quyết"
    words += [f"{counts.abstained} {blank}"] if counts.abstained else []
    words += [f"{counts.invalid} phiếu không hợp lệ"] if counts.invalid else []
    return ", ".join(words)
