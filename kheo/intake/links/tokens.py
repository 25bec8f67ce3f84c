"""Tokens of links: 160 bits made from the row's seed and the instance's key, found again by their hash."""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from kheo.intake.links.models import Link

_BYTES = 20


def new_seed() -> str:
    return secrets.token_hex(16)


def token_from(seed: str) -> str:
    """27 letters, digits, '-' and '_'."""
    made = salted_hmac("kheo.intake.links.tokens", seed, algorithm="sha256").digest()[:_BYTES]
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(link: Link) -> str:
    """The link's token; empty where the instance's key is no longer the one it was made with (renew the link)."""
    token = token_from(link.seed)
    return token if constant_time_compare(digest_of(token), link.digest) else ""


def address_of(link: Link, *, at: str = "") -> str:
    """'https://kheo.example.vn/l/…/' under the address `at`, else under the public one; empty where none is known."""
    public, token = at or settings.PUBLIC_ADDRESS, token_of(link)
    return f"{public.rstrip('/')}/l/{token}/" if public and token else ""
