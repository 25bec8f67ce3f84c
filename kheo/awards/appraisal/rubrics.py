"""Rubrics kept in versions: every change is a new version, so that sheets keep the rubric they were scored by."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from kheo.awards.appraisal.models import Rubric
from kheo.awards.appraisal.rules import Rules, content_of, rules_of
from kheo.journal.book import note
from kheo.office.wording import fold
from kheo.units.models import Unit

_SHIPPED = Path(__file__).parents[2] / "data" / "rubrics"


@dataclass(frozen=True)
class Shipped:
    """A rubric that comes with Khéo; always a sample, with what in it has a source and what has none."""

    code: str
    title: str
    source: str
    rules: Rules


@cache
def shipped() -> Mapping[str, Shipped]:
    """Every rubric of kheo/data/rubrics by its code."""
    found = {}
    for path in sorted(_SHIPPED.glob("*.toml")):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = Shipped(path.stem, read["title"], read["source"].strip(), rules_of(read["rules"]))
    return found


def rules_for(rubric: Rubric) -> Rules:
    return rules_of(rubric.content)


@transaction.atomic
def take_shipped(code: str, *, unit: Unit, actor: User | None) -> Rubric:
    """The shipped sample as the unit's own, once; it stays marked as a sample. Raises KeyError."""
    one = shipped()[code]
    there = Rubric.objects.filter(unit=unit, code=code).order_by("-version").first()
    return there or _kept(unit, code, {"title": one.title, "sample": True, "source": one.source}, one.rules, actor)


@transaction.atomic
def keep_rubric(unit: Unit, rules: Rules, *, title: str, source: str, before: Rubric | None, actor: User) -> Rubric:
    """A new rubric, or the next version of `before`; the same content and words again make nothing new.

    What an office writes is its own: a sample whose source the office wrote anew is no sample any more.
    """
    rules_of(content_of(rules))
    source = source.strip()
    if before is None:
        return _kept(unit, _free_code(unit, title), {"title": title, "sample": False, "source": source}, rules, actor)
    latest = Rubric.objects.select_for_update().filter(unit=before.unit_id, code=before.code).order_by("-version")[0]
    if (latest.title, latest.source, latest.content) == (title, source, content_of(rules)):
        return latest
    sample = before.sample and source == before.source
    return _kept(before.unit, before.code, {"title": title, "sample": sample, "source": source}, rules, actor)


@transaction.atomic
def retire(rubric: Rubric, *, actor: User) -> None:
    """Offered no longer; panels that have it go on."""
    if Rubric.objects.filter(pk=rubric.pk, retired_at=None).update(retired_at=timezone.now()):
        note("rubric.retired", rubric, actor=actor)


@transaction.atomic
def bring_back(rubric: Rubric, *, actor: User) -> None:
    if Rubric.objects.filter(pk=rubric.pk).exclude(retired_at=None).update(retired_at=None):
        note("rubric.broughtback", rubric, actor=actor)


def _kept(unit: Unit, code: str, words: Mapping[str, Any], rules: Rules, actor: User | None) -> Rubric:
    last = Rubric.objects.filter(unit=unit, code=code).aggregate(last=Max("version"))["last"] or 0
    made = Rubric.objects.create(
        unit=unit,
        code=code,
        version=last + 1,
        content=content_of(rules),
        made_at=timezone.now(),
        made_by=actor,
        **words,
    )
    note("rubric.made", made, actor=actor, code=code, version=made.version)
    return made


def _free_code(unit: Unit, title: str) -> str:
    stem = slugify(fold(title))[:50] or "bo-tieu-chi"
    taken = set(Rubric.objects.filter(unit=unit, code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if code not in taken)
