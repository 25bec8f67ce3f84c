"""To whom certificates are given: pasted lines, a sheet, or entries of a campaign, all to the same list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kheo.confinement.pool import Refused, shared
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.tables import Book, Table
from kheo.office.wording import tidy, words
from kheo.records.models import Entry

MOST = 2_000
_LONGEST = 250
_MERIT = 1_000
_SHOWN_FAULTS = 8
# Folded words a heading has, by what its column holds; the longest that fits wins.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "recipient": (
        "ho va ten", "ho ten", "ten", "ten tap the", "ten ca nhan", "tap the", "ca nhan", "tap the ca nhan",
        "nguoi nhan", "ten tap the ca nhan", "don vi ca nhan", "danh sach",
    ),
    "of_unit": ("don vi", "don vi cong tac", "dia chi", "noi cong tac", "chuc vu don vi", "chuc vu", "co quan"),
    "merit": ("thanh tich", "noi dung", "noi dung khen thuong", "thanh tich khen thuong", "noi dung khen", "ly do"),
}  # fmt: skip


class CannotReadError(Exception):
    """A list nobody can be made out in; its text says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of the list, NFC; `merit` empty: what the whole list is given for."""

    recipient: str
    of_unit: str = ""
    merit: str = ""

    @property
    def line(self) -> str:
        """As it is typed: 'Tên; đơn vị; thành tích', without what is empty at the end."""
        return f"{self.recipient}; {self.of_unit}; {self.merit}".rstrip("; ")


def from_lines(text: str) -> list[Recipient]:
    """One a line: name; unit; merit – parted by semicolons, or by tabs as pasted from a sheet.

    Raises CannotReadError with every line that is wrong.
    """
    found: list[Recipient] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = [tidy(cell).replace("\n", " ") for cell in (line.split("\t") if "\t" in line else line.split(";"))]
        recipient = Recipient(cells[0], cells[1] if len(cells) > 1 else "", "; ".join(filter(None, cells[2:])))
        wrong += [f"Dòng {number}: {said}" for said in _faults(recipient)]
        found.append(recipient)
    if len(found) > MOST:
        wrong.insert(0, f"Danh sách có {len(found)} dòng; mỗi lần cấp nhiều nhất {MOST}.")
    if not found:
        wrong.append("Chưa có ai trong danh sách; mỗi dòng ghi một tập thể hoặc cá nhân.")
    if wrong:
        more = f" Và {len(wrong) - _SHOWN_FAULTS} chỗ nữa." if len(wrong) > _SHOWN_FAULTS else ""
        raise CannotReadError(" ".join(wrong[:_SHOWN_FAULTS]) + more)
    return found


def from_file(data: bytes) -> list[Recipient]:
    """From a sheet or a Word table, opened in the confined process. Raises CannotReadError."""
    answer = shared().one(OPEN_FILE, data)
    if isinstance(answer, Refused):
        raise CannotReadError(f"Không đọc được tệp: {answer.why}.")
    return from_book(book_of(answer))


def from_book(book: Book) -> list[Recipient]:
    """The rows under the first heading that has a column for names. Raises CannotReadError."""
    for table in book.tables:
        if found := list(_rows(table)):
            return found
    raise CannotReadError(
        "Không thấy cột tên trong tệp. Hãy đặt tiêu đề cột là “Họ và tên” (hoặc “Tập thể, cá nhân”), “Đơn vị”, "
        "“Thành tích”, mỗi dòng một người nhận."
    )


def from_entries(entries: Iterable[Entry]) -> list[Recipient]:
    """A person or household where the entry names one, else the unit that did it; the merit says what was done.

    `entries` with their units fetched.
    """
    found = []
    for entry in entries:
        person = " ".join(tidy(entry.person_name).split())
        unit = entry.unit.name
        merit = f"Đã thực hiện tốt {entry.get_kind_display().lower() or 'mô hình'} “{' '.join(entry.title.split())}”"
        found.append(Recipient(person or unit, unit if person else "", merit))
    return found


def as_lines(recipients: Iterable[Recipient]) -> str:
    """What stands in the field for typing; semicolons within a cell become commas."""
    return "\n".join(
        Recipient(*(cell.replace(";", ",") for cell in (one.recipient, one.of_unit, one.merit))).line
        for one in recipients
    )


def _faults(one: Recipient) -> Iterator[str]:
    if not one.recipient:
        yield "chưa có tên người nhận."
    if any(brace in cell for brace in "{}" for cell in (one.recipient, one.of_unit, one.merit)):
        yield f"“{one.line[:60]}” có dấu {{ }} của thẻ mẫu; hãy ghi tên thật."
    if max(len(one.recipient), len(one.of_unit)) > _LONGEST:
        yield f"tên hoặc đơn vị dài quá {_LONGEST} chữ."
    if len(one.merit) > _MERIT:
        yield f"thành tích dài quá {_MERIT} chữ."


def _rows(table: Table) -> Iterator[Recipient]:
    columns: dict[str, int] = {}
    for _, cells in table.rows():
        if not columns:
            columns = _columns(cells)
            continue
        name, unit, merit = (
            " ".join(cells.get(columns.get(what, -1), "").split()) for what in ("recipient", "of_unit", "merit")
        )
        if name and not name.isdigit():
            yield Recipient(name, unit, merit)


def _columns(cells: Mapping[int, str]) -> dict[str, int]:
    """What each column holds, if this row is the heading: one with a column for names and another heading, or alone."""
    found: dict[str, int] = {}
    for column, text in cells.items():
        said = words(text)
        what = next((what for what, known in _HEADINGS.items() if said in known), None)
        if what is not None and what not in found:
            found[what] = column
    return found if "recipient" in found else {}


def repeated(recipients: Sequence[Recipient]) -> list[str]:
    """Names that stand twice with the same unit; a person should look at these."""
    seen: set[tuple[str, str]] = set()
    twice: list[str] = []
    for one in recipients:
        key = (words(one.recipient), words(one.of_unit))
        if key in seen:
            twice.append(one.recipient)
        seen.add(key)
    return twice
