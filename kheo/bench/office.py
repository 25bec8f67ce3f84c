"""A large office made in bulk for measuring: units in blocs, a published campaign, answers, entries, submissions."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from kheo.campaigns.models import Area, Call, Campaign, Obligation, Requirement
from kheo.demo.forms import registration_workbook
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.journal.models import Original
from kheo.office.wording import words
from kheo.records.models import Entry, Registration
from kheo.units.models import Bloc, Membership, Role, Unit
from kheo.units.tree import step

_BLOCS = 12
_AREAS = 5
_ENTRIES = (5, 4, 4, 4, 4, 4)
_BATCH = 2_000
_STARTED = dt.datetime(2024, 1, 23, 8, tzinfo=dt.UTC)
_TOPICS = ("nuôi giống lúa", "đường hoa nông thôn", "tiếng kẻng an ninh", "xóa hủ tục", "vườn rau sạch", "hiến đất")
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Made:
    officer: User
    campaign: Campaign
    bloc: Bloc
    submission: Submission
    units: int
    entries: int
