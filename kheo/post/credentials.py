"""How a mailbox signs in, at the moment it does: its password, or an access token got for its grant."""

from dataclasses import dataclass

from kheo.mail.tokens import Grant, access, forget
from kheo.post.models import Mailbox
from kheo.post.sealing import seal, unseal


@dataclass(frozen=True)
class Credentials:
    """A password, or a token for XOAUTH2; one of them is empty."""

    username: str
    password: str = ""
    token: str = ""


def credentials_of(mailbox: Mailbox) -> Credentials:
    """Raises SealBroken, or TokenRefused where the server gives no access."""
    if mailbox.sign_in == Mailbox.SignIn.PASSWORD:
        return Credentials(mailbox.username, password=unseal(mailbox.sealed_secret))
    grant = grant_of(mailbox)
    given = access(grant)
    if given.refresh_token != grant.refresh_token:
        # Servers that give a new refresh token may stop taking the old one.
        sealed = seal(given.refresh_token)
        Mailbox.objects.filter(pk=mailbox.pk, sealed_secret=mailbox.sealed_secret).update(sealed_secret=sealed)
        mailbox.sealed_secret = sealed
    return Credentials(mailbox.username, token=given.token)


def forget_token(mailbox: Mailbox) -> None:
    """The server did not take the token we hold: the next signing in asks for a new one."""
    if mailbox.sign_in == Mailbox.SignIn.OAUTH2:
        forget(grant_of(mailbox))


def grant_of(mailbox: Mailbox) -> Grant:
    return Grant(
        token_url=mailbox.token_url,
        client_id=mailbox.client_id,
        client_secret=unseal(mailbox.sealed_client_secret),
        refresh_token=unseal(mailbox.sealed_secret),
    )
