"""An issuer's own templates, version by version: uploaded, put in use, put back to the shipped one."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from kheo.journal.book import note as write_down
from kheo.journal.vault import keep
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.templates.checking import faults
from kheo.publishing.templates.models import TemplateVersion


class FaultyTemplateError(Exception):
    """The template cannot be used; `faults` are the sentences that say why and where."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(" ".join(found))
        self.faults = found


def upload(
    issuer: Issuer, kind_code: str, rule_set: str, *, data: bytes, note: str = "", actor: User | None
) -> TemplateVersion:
    """A new version, kept in the vault and not in use yet; the bytes of the newest version give that one again.

    Raises FaultyTemplateError, KeyError for a kind there is not.
    """
    if found := faults(data, kind_code):
        raise FaultyTemplateError(found)
    (original,) = keep([data])
    with transaction.atomic():
        Issuer.objects.select_for_update().get(pk=issuer.pk)
        newest = versions(issuer, kind_code, rule_set).first()
        if newest and newest.original_id == original.pk:
            return newest
        made = TemplateVersion.objects.create(
            issuer=issuer,
            kind=kind_code,
            rule_set=rule_set,
            version=(versions(issuer, kind_code, rule_set).aggregate(last=Max("version"))["last"] or 0) + 1,
            original=original,
            uploaded_at=timezone.now(),
            uploaded_by=actor,
            note=note,
        )
        details = {"kind": kind_code, "rule_set": rule_set, "version": made.version, "sha256": original.sha256}
        write_down("template.uploaded", made, actor=actor, **details)
    return made


def versions(issuer: Issuer, kind_code: str, rule_set: str) -> QuerySet[TemplateVersion]:
    """Newest first."""
    found = TemplateVersion.objects.filter(issuer=issuer, kind=kind_code, rule_set=rule_set)
    return found.select_related("original", "uploaded_by").order_by("-version")


def in_use(issuer: Issuer, kind_code: str, rule_set: str) -> TemplateVersion | None:
    """The issuer's own version papers are filled into; None means the shipped template."""
    return versions(issuer, kind_code, rule_set).filter(in_use=True).first()


@transaction.atomic
def put_in_use(version: TemplateVersion, *, actor: User | None) -> None:
    """From now on; what was issued before stays as it was issued."""
    Issuer.objects.select_for_update().get(pk=version.issuer_id)
    others = versions(version.issuer, version.kind, version.rule_set).filter(in_use=True)
    if others.filter(pk=version.pk).exists():
        return
    others.update(in_use=False)
    TemplateVersion.objects.filter(pk=version.pk).update(in_use=True)
    version.in_use = True
    write_down("template.adopted", version, actor=actor, kind=version.kind, version=version.version)


@transaction.atomic
def back_to_shipped(issuer: Issuer, kind_code: str, rule_set: str, *, actor: User | None) -> None:
    """The versions stay, none of them in use."""
    Issuer.objects.select_for_update().get(pk=issuer.pk)
    used = in_use(issuer, kind_code, rule_set)
    if used is None:
        return
    TemplateVersion.objects.filter(pk=used.pk).update(in_use=False)
    write_down("template.retired", used, actor=actor, kind=used.kind, version=used.version)
