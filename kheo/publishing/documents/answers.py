"""What the officer filled in for a paper, as its composer reads it: nothing typed is reworded."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from kheo.office.wording import official_moment, short_date
from kheo.publishing.documents.needs import Need
from kheo.publishing.documents.order import CannotComposeError

_TYPED = re.compile(
    r"(?:(?P<hour>\d{1,2})\s*(?:giờ|h|:)\s*(?P<minute>\d{1,2})?\s*(?:phút)?\s*,?\s*)?"
    r"(?:ngày\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    re.IGNORECASE,
)
# What the rules set before and after an item of a list, so that it is not typed as well.
_DASH = re.compile(r"^[-–•+]\s+")
# "Ông" with a capital may be a family name.
_ADDRESS = re.compile(r"^(?:(?i:đồng chí|đ/c)|ông|bà)\s+")
_ITEM_ENDS = " ;,."


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to `needs`. What is required and missing reads as its label in braces, which stops the issue."""

    needs: tuple[Need, ...]
    given: Mapping[str, str]

    def text(self, key: str) -> str:
        """As typed, NFC, without blanks around it; empty for an optional one left out."""
        typed = unicodedata.normalize("NFC", self.given.get(key) or "").strip()
        need = self._need(key)
        return typed or (blank(need.label) if need.required else "")

    def lines(self, key: str) -> tuple[str, ...]:
        """One item a line, empty lines left out."""
        return tuple(line.strip() for line in self.text(key).splitlines() if line.strip())

    def items(self, key: str) -> tuple[str, ...]:
        """Lines of a list whose dash and final mark the rules set (Nơi nhận, Kính trình)."""
        stripped = (_DASH.sub("", line).rstrip(_ITEM_ENDS) for line in self.lines(key))
        return tuple(filter(None, stripped))

    def day(self, key: str) -> str:
        """'09/4/2026', or '08 giờ 00 phút, ngày 09/4/2026' where an hour was given, by the zero rule.

        Raises CannotComposeError for what is no day.
        """
        moment = self.moment(key)
        if moment is None:
            return self.text(key)
        return official_moment(moment) if isinstance(moment, dt.datetime) else short_date(moment)

    def moment(self, key: str) -> dt.datetime | dt.date | None:
        """The day, or the local instant where an hour was given; None where nothing was. Raises as `day`."""
        typed = self.text(key)
        if not typed or typed.startswith("{"):
            return None
        moment = _moment(typed)
        if moment is None:
            label = self._need(key).label
            raise CannotComposeError(
                f"“{label}” ghi “{typed}” không phải ngày, giờ có thật; hãy ghi như 28/10/2026 hoặc "
                "8 giờ 00 phút, ngày 28/10/2026."
            )
        if isinstance(moment, dt.datetime):
            return timezone.localtime(moment) if timezone.is_aware(moment) else timezone.make_aware(moment)
        return moment

    def _need(self, key: str) -> Need:
        return next(need for need in self.needs if need.key == key)


def blank(label: str) -> str:
    """A place nothing fills yet: '{thời gian họp}'."""
    return f"{{{label[:1].lower()}{label[1:]}}}"


def name_of(person: str) -> str:
    """The name of 'Nguyễn Văn An, Trưởng ban': no title stands in a signature (05-HD/VPTW), nor a form of address."""
    return _ADDRESS.sub("", person.partition(",")[0]).strip()


def _moment(typed: str) -> dt.datetime | dt.date | None:
    """A day, or a day with its hour, as forms send it (ISO) or as people write it."""
    try:
        return dt.datetime.fromisoformat(typed) if len(typed) > len("2026-10-28") else dt.date.fromisoformat(typed)
    except ValueError:
        pass
    found = _TYPED.fullmatch(typed)
    if found is None:
        return None
    try:
        day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        hour = dt.time(int(found["hour"]), int(found["minute"] or 0)) if found["hour"] else None
    except ValueError:
        return None
    return dt.datetime.combine(day, hour) if hour is not None else day
