"""An issuer's names and its signers kept; each act is noted with the fields it changed."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from kheo.journal.book import note
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
    """Save a new or changed signer; papers issued before keep the lines they were issued with."""
    new = signer.pk is None
    signer.save()
    said = {"issuer": signer.issuer_id, "power": signer.power, "fields": sorted(changed)}
    note("signer.added" if new else "signer.changed", signer, actor=actor, **said)
    return signer
