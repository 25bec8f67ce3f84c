"""The code a certificate carries for everybody: drawn at random, so that none can be guessed from another."""

import secrets

from django.conf import settings

# Crockford's base 32: no I, L, O, U, so that a code can be read from paper and over the telephone.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("ILO", "110")
# 80 bits: among a million certificates not one guess in 10^18 finds any.
LENGTH = 16


def new_code() -> str:
    return "".join(secrets.choice(_DIGITS) for _ in range(LENGTH))


def meant(typed: str) -> str:
    """The code somebody typed, whatever the case, dashes and spaces; empty where it cannot be one."""
    code = typed.upper().replace("-", "").replace(" ", "").translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(_DIGITS) else ""


def address_of(code: str) -> str:
    """'https://kheo.example.vn/c/7XQ2M9PD4RTK8ABC/' under the public address; empty where none is set: then no QR."""
    public = str(settings.PUBLIC_ADDRESS).rstrip("/")
    return f"{public}/c/{code}/" if public and code else ""
