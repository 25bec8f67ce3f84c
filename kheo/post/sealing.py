"""Secrets of mailboxes sealed with the instance's key: a copy of the database alone opens no mailbox."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):  # noqa: N818 - told to a person who then types the secret again
    """The secret was sealed with another key, or was changed; the text says so in Vietnamese."""


def seal(secret: str) -> str:
    """The sealed form to store; an empty secret stays empty."""
    return _box(settings.SECRET_KEY).encrypt(secret.encode()).decode("ascii") if secret else ""


def unseal(sealed: str) -> str:
    """The secret again. Raises SealBroken."""
    if not sealed:
        return ""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError) as error:
        raise SealBroken("Không mở được mật khẩu đã lưu (khóa của hệ thống đã đổi); đề nghị nhập lại.") from error


@lru_cache(maxsize=4)
def _box(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kheo mailbox secrets").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
