"""Who typed the code is let in to that link and to nothing else: a signed value for a cookie of the link's own path."""

import time
from datetime import UTC, datetime

from django.core import signing

from kheo.intake.links.models import Link

LASTS_SECONDS = 12 * 3600
_SALT = "kheo.intake.links.sessions"


def pass_for(link: Link) -> str:
    return signing.dumps([link.pk, link.digest[:16], time.time()], salt=_SALT)


def lets_in(value: str, link: Link) -> bool:
    """Was this pass made for this very link, within the last hours, and not before its holder changed?"""
    try:
        pk, digest, made_at = signing.loads(value, salt=_SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return bool(pk == link.pk and digest == link.digest[:16] and _instant(made_at) >= link.let_in_from)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
