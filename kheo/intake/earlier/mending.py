"""What an officer says about a list before it is taken: what its columns mean, which unit a spelling is, what to mend.

All of it lies beside the file and is only written down; nothing counts until the list is taken.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.intake.earlier.arriving import book_in, place
from kheo.intake.earlier.fields import FIELDS, TICKS
from kheo.intake.earlier.layout import layout_at
from kheo.intake.earlier.models import EarlierList
from kheo.intake.earlier.taking import NotReady
from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.units.models import Unit


@transaction.atomic
def map_columns(found: EarlierList, columns: Mapping[int, str], *, actor: User) -> None:
    """The officer says what each column means; one meaning stands for one column. Remembered for like headings."""
    locked = _open(found)
    known = FIELDS.keys() | TICKS.keys()
    chosen = {str(column): name if name in known else "" for column, name in columns.items()}
    meant = [name for name in chosen.values() if name]
    doubled = sorted({FIELDS[name].label for name in meant if name in FIELDS and meant.count(name) > 1})
    if doubled:
        raise NotReady(f"Hai cột cùng được chọn là “{doubled[0]}”; mỗi nghĩa chỉ chọn cho một cột.")
    if "title" not in meant:
        raise NotReady("Hãy chọn cột ghi tên mô hình, điển hình.")
    locked.columns, locked.mapped_at = chosen, timezone.now()
    _keep(locked, found, ["columns", "mapped_at"])
    note("earlier.mapped", locked, actor=actor, columns=chosen)


@transaction.atomic
def turn_to(found: EarlierList, *, table: int, row: int, actor: User) -> None:
    """The list is another table, or its headings begin in another row (both from 0)."""
    locked = _open(found)
    layout = layout_at(book_in(locked), table, row)
    if layout is None:
        raise NotReady("Dòng này không có đủ tiêu đề cột; hãy chọn dòng khác.")
    place(locked, layout)
    locked.mends, locked.left_out = {}, []
    names = ["table", "heading_top", "heading_bottom", "headings_key", "columns", "mapped_at", "mends", "left_out"]
    _keep(locked, found, names)
    note("earlier.turned", locked, actor=actor, table=table, row=row)


@transaction.atomic
def mend(
    found: EarlierList,
    *,
    units: Mapping[str, Unit] | None = None,
    cells: Mapping[tuple[str, str], str] | None = None,
    left_out: Collection[str] = (),
    taken_in: Collection[str] = (),
    actor: User,
) -> None:
    """All that was mended on the page at once: spelling → unit, (line, field) → text, lines left out or taken in."""
    locked = _open(found)
    locked.units = locked.units | {text: unit.code for text, unit in (units or {}).items() if text}
    if units and "" in units:
        locked.whole_unit = units[""]
    mends: dict[str, dict[str, Any]] = {key: dict(said) for key, said in locked.mends.items()}
    for (key, name), text in (cells or {}).items():
        if name in FIELDS:
            mends.setdefault(key, {})[name] = tidy(text)
    locked.mends = mends
    locked.left_out = sorted((set(locked.left_out) | set(left_out)) - set(taken_in))
    _keep(locked, found, ["units", "whole_unit", "mends", "left_out"])
    said: dict[str, Any] = {"units": {text: unit.code for text, unit in (units or {}).items()}}
    said |= {"left_out": sorted(left_out), "taken_in": sorted(taken_in)}
    said["cells"] = [[key, name, text] for (key, name), text in (cells or {}).items()]
    note("earlier.mended", locked, actor=actor, **said)


def _open(found: EarlierList) -> EarlierList:
    """Locked, and not taken: what was taken is changed only after it was taken back."""
    locked = EarlierList.objects.select_for_update(of=("self",)).select_related("whole_unit").get(pk=found.pk)
    if locked.taken_at is not None:
        raise NotReady("Danh sách này đã được ghi nhận; hãy hoàn tác rồi sửa.")
    return locked


def _keep(locked: EarlierList, found: EarlierList, names: list[str]) -> None:
    """Save, and let the caller's own object say the same."""
    locked.save(update_fields=names)
    for name in names:
        setattr(found, name, getattr(locked, name))
