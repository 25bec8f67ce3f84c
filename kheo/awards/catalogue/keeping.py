"""The office's catalogue kept: samples copied in, awards changed and retired, rates entered and withdrawn."""

import datetime as dt
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from kheo.awards.catalogue.models import Award, BaseWage, Coefficient, Terms
from kheo.awards.catalogue.shipped import samples
from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.office.wording import fold
from kheo.units.models import Unit


class CannotKeepError(Exception):
    """The catalogue cannot be kept so; the message says why and what to do."""


@transaction.atomic
def adopt(code: str, *, office: Unit, actor: User | None) -> Award:
    """A sample copied into the office's catalogue, marked as a sample until the office confirms it.

    Raises KeyError for a code there is not, CannotKeepError where the office has it already.
    """
    sample = samples()[code]
    if Award.objects.filter(unit=office, code=code).exists():
        raise CannotKeepError(f"“{sample.name}” đã có trong danh mục.")
    award = Award.objects.create(
        unit=office,
        code=code,
        name=sample.name,
        body=sample.body,
        level=sample.level,
        track=sample.track,
        form=sample.form,
        subjects=list(sample.subjects),
        source=sample.source,
        sample=True,
        position=Award.objects.filter(unit=office).count(),
    )
    Coefficient.objects.bulk_create(
        Coefficient(
            award=award, subject=rate.subject, value=rate.value, since=rate.since, until=rate.until, source=rate.source
        )
        for rate in sample.coefficients
    )
    note("award.adopted", award, actor=actor, code=code)
    return award


@transaction.atomic
def keep(award: Award, *, changed: list[str], actor: User | None) -> Award:
    """A new or changed award; what the office saved is no sample any more. Raises CannotKeepError."""
    new = award.pk is None
    if new:
        award.code = slugify(fold(award.name))[:60] or "hinh-thuc"
        award.position = Award.objects.filter(unit=award.unit).count()
    award.sample = False
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError:
        raise CannotKeepError("Danh mục đã có hình thức cùng tên; hãy sửa hình thức ấy.") from None
    note("award.added" if new else "award.changed", award, actor=actor, fields=sorted(changed))
    return award


@transaction.atomic
def shelve(award: Award, *, retired: bool, actor: User | None) -> None:
    """Retired: offered no more, kept for what was given. Doing it twice changes nothing."""
    found = Award.objects.select_for_update().get(pk=award.pk)
    if (found.retired_at is not None) == retired:
        return
    found.retired_at = timezone.now() if retired else None
    found.save(update_fields=["retired_at"])
    note("award.retired" if retired else "award.brought_back", found, actor=actor)


@transaction.atomic
def add_coefficient(  # noqa: PLR0913 the columns of the dated table
    award: Award,
    *,
    subject: str,
    value: Decimal,
    source: str,
    since: dt.date | None,
    until: dt.date | None,
    actor: User | None,
) -> Coefficient:
    """One line of the dated table. Raises CannotKeepError where its end does not follow its beginning."""
    if since and until and until <= since:
        raise CannotKeepError("Ngày hết hiệu lực phải sau ngày bắt đầu.")
    made = Coefficient.objects.create(
        award=award, subject=subject, value=value, source=source, since=since, until=until
    )
    note("coefficient.added", award, actor=actor, of=subject, value=str(value), source=source)
    return made


@transaction.atomic
def add_wage(office: Unit, *, since: dt.date, amount: int, source: str, actor: User | None) -> BaseWage:
    made = BaseWage.objects.create(unit=office, since=since, amount=amount, source=source)
    note("basewage.added", made, actor=actor, since=since.isoformat(), amount=amount, source=source)
    return made


@transaction.atomic
def strike(rate: Coefficient | BaseWage, *, struck: bool, actor: User | None) -> None:
    """A line of a dated table counts no more, or again; it stays in the table."""
    rate.withdrawn_at = timezone.now() if struck else None
    rate.save(update_fields=["withdrawn_at"])
    note("rate.withdrawn" if struck else "rate.restored", rate, actor=actor)


def terms_of(campaign: Campaign) -> Terms:
    """The campaign's terms, or unsaved ones with nothing set."""
    return Terms.objects.filter(campaign=campaign).first() or Terms(campaign=campaign)


@transaction.atomic
def keep_terms(terms: Terms, *, changed: list[str], actor: User | None) -> Terms:
    terms.save()
    said = {name: getattr(terms, name) for name in changed}
    note("terms.changed", terms, actor=actor, campaign=terms.campaign.slug, **said)
    return terms
