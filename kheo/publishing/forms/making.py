"""The form of a call as a file: one, or those of all units that owe it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kheo.campaigns.models import Call, Obligation
from kheo.office.wording import fold
from kheo.publishing.forms.composing import NotAskedError, compose_form, form_of
from kheo.publishing.forms.document import form_document
from kheo.publishing.forms.knowledge import known_of
from kheo.publishing.forms.workbook import form_workbook
from kheo.units.models import Unit

FORMATS = {"xlsx": form_workbook, "docx": form_document}
# Units whose duties and entries are fetched together, and then forgotten.
AT_ONCE = 100
_MOST_LETTERS = 80


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form with the name it has among others: no accents, since programs that unpack garble them."""

    name: str
    data: bytes


def form_file(call: Call, unit: Unit | None = None, *, file_format: str = "xlsx") -> bytes:
    """The form as one of FORMATS: blank, or the one of a unit. Raises NotAskedError (see composing)."""
    return FORMATS[file_format](compose_form(call, unit))


def owing(call: Call) -> list[int]:
    """The duties a form is made for, bloc by bloc: who is excused or answers with another needs none.

    Raises NotAskedError before the campaign is published, when nobody owes anything yet.
    """
    if not call.campaign.published_at:
        raise NotAskedError("Đợt này chưa ban hành nên chưa giao cho đơn vị nào; hãy phát hành công văn trước.")
    states = (Obligation.State.EXCUSED, Obligation.State.MERGED)
    duties = Obligation.objects.filter(call=call).exclude(state__in=states)
    return list(duties.order_by("bloc__position", "unit__name", "pk").values_list("pk", flat=True))


def form_files(call: Call, duties: list[int], *, file_format: str = "xlsx") -> Iterator[FormFile]:
    """The forms of these duties, one after the other; never more than a few in memory."""
    taken: set[str] = set()
    left = iter(duties)
    while some := list(islice(left, AT_ONCE)):
        found = Obligation.objects.filter(pk__in=some).select_related("unit__bloc")
        units = {duty.pk: duty.unit for duty in found}
        known = known_of(call, list(units.values()))
        for pk in some:
            if pk in units:
                form = form_of(call, units[pk], known[units[pk].pk])
                yield FormFile(_name(units[pk], file_format, taken), FORMATS[file_format](form))


def _name(unit: Unit, file_format: str, taken: set[str]) -> str:
    """'Xa An Binh - AB.xlsx'; a number where two codes would give one name."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(unit.name).title())
    code = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "_" for letter in unit.code)
    stem = f"{' '.join(plain.split())[:_MOST_LETTERS].strip()} - {code[:_MOST_LETTERS]}"
    name, number = f"{stem}.{file_format}", 2
    while name.lower() in taken:
        name, number = f"{stem} ({number}).{file_format}", number + 1
    taken.add(name.lower())
    return name
