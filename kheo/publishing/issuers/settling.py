"""An issuer's names and its signers kept; each act is noted with the fields it changed."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from kheo.journal.book import note
from kheo.publishing.issuers.finding import same
from kheo.publishing.issuers.models import Issuer, Signer

ALREADY = "Đã có cơ quan ban hành cùng tên, cùng cấp trên và cùng ký hiệu này."


class CannotKeepError(Exception):
    """The issuer cannot be kept so; the message says why."""


@transaction.atomic
def keep_issuer(issuer: Issuer, *, changed: list[str], actor: User) -> Issuer:
    """Save a new or changed issuer. Raises CannotKeepError where it is there already, or its book speaks against it."""
    new = issuer.pk is None
    if not new and "regime" in changed and issuer.numbers.exists():
        raise CannotKeepError(
            "Sổ của cơ quan này đã có số, mà Đảng và Nhà nước đánh số khác nhau: hãy thêm một cơ quan ban hành mới."
        )
    try:
        with transaction.atomic():
            issuer.save()
    except IntegrityError:
        raise CannotKeepError(ALREADY) from None
    note("issuer.added" if new else "issuer.changed", issuer, actor=actor, fields=sorted(changed))
    return issuer


@transaction.atomic
def keep_signer(signer: Signer, *, changed: list[str], actor: User) -> Signer:
    """Save a new or changed signer; papers issued before keep the lines they were issued with.

    One who is there already, word for word or nearly, is kept once: that row is answered, signing or not as wished.
    """
    new = signer.pk is None
    if new:
        Issuer.objects.select_for_update(no_key=True).get(pk=signer.issuer_id)
        there = next((one for one in Signer.objects.filter(issuer=signer.issuer_id) if same(one, signer)), None)
        if there is not None:
            return there if there.active == signer.active else _turned(there, active=signer.active, actor=actor)
    signer.save()
    said = {"issuer": signer.issuer_id, "power": signer.power, "fields": sorted(changed)}
    note("signer.added" if new else "signer.changed", signer, actor=actor, **said)
    return signer


def _turned(signer: Signer, *, active: bool, actor: User) -> Signer:
    signer.active = active
    signer.save(update_fields=["active"])
    note("signer.changed", signer, actor=actor, issuer=signer.issuer_id, power=signer.power, fields=["active"])
    return signer
