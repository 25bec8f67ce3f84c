"""Finds the issuer a campaign's papers go out from, or makes it from what the campaign's letter says of itself."""

from django.db import transaction

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.office.wording import words
from kheo.publishing.documents.order import Issued
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.naming import archive_line_of

_Power = Signer.Power
_AND = "kiêm"
# How a line of a letter states an authority, in papers of Party and State alike.
_AUTHORITIES = {
    "T/M": _Power.COLLECTIVE,
    "TM.": _Power.COLLECTIVE,
    "K/T": _Power.DEPUTY,
    "KT.": _Power.DEPUTY,
    "T/L": _Power.BY_ORDER,
    "TL.": _Power.BY_ORDER,
    "TUQ.": _Power.AUTHORISED,
    "Q.": _Power.ACTING,
}


def issued(issuer: Issuer) -> Issued:
    """The organ as plain values, as papers are made from."""
    return Issued(
        issuer.parent_organ, issuer.organ, issuer.symbol, issuer.place, issuer.archive_line, regime=issuer.regime
    )


@transaction.atomic
def issuer_of(campaign: Campaign) -> Issuer:
    """The issuer of the campaign's letter: the one of that name and symbol at its root, else a new one from the letter.

    Names are compared without case and tones, so that a mended spelling finds the same organ. A new one has no term
    yet: the officer is asked before the first number.
    """
    there = list(Issuer.objects.filter(unit=campaign.root_id, symbol=campaign.organ_symbol).order_by("pk"))
    name = (campaign.parent_organ, campaign.organ)
    if found := next((one for one in there if (one.parent_organ, one.organ) == name), None):
        return found
    alike = [one for one in there if _key(one.parent_organ, one.organ) == _key(*name)]
    return alike[0] if alike else _made(campaign)


def signer_of(campaign: Campaign, issuer: Issuer) -> Signer | None:
    """Who signed the campaign's letter, kept or not yet kept (no pk); None where its lines have no form we know."""
    read = read_titles(tuple(campaign.signer_titles))
    if read is None or not campaign.signer_name.strip():
        return None
    power, post, stands_for = read
    signer = Signer(issuer=issuer, name=campaign.signer_name, power=power, post=post, stands_for=stands_for)
    return next((one for one in issuer.signers.all() if same(one, signer)), signer)


def read_titles(titles: tuple[str, ...]) -> tuple[str, str, str] | None:
    """(power, post, stands for) of the lines above a name, as printed; None where they have no form we know."""
    titles = tuple(line for line in (" ".join(str(one).split()) for one in titles) if line)
    if len(titles) == 3 and titles[1].casefold() == _AND:
        return _Power.CONCURRENT, titles[0], titles[2]
    if len(titles) == 3 and titles[0].upper().startswith(("TM. ", "TL. ")) and titles[1].upper().startswith("KT. "):
        # A State deputy who signs for a collective or by order: the middle line follows from the last.
        titles = (titles[0], titles[2])
    if not 1 <= len(titles) <= 2:
        return None
    prefix, _, rest = titles[0].partition(" ")
    power = _AUTHORITIES.get(prefix.upper())
    if power is None:
        return (_Power.HEAD, titles[0], "") if len(titles) == 1 else None
    return power, titles[1] if len(titles) == 2 else (rest if power == _Power.ACTING else ""), rest


def _made(campaign: Campaign) -> Issuer:
    concurrent = _AND in [str(line).strip().casefold() for line in campaign.signer_titles]
    last = archive_line_of(str(campaign.recipients[-1])) if campaign.recipients else ""
    issuer, made = Issuer.objects.get_or_create(
        unit=campaign.root,
        parent_organ=campaign.parent_organ,
        organ=campaign.organ,
        symbol=campaign.organ_symbol,
        defaults={
            "regime": campaign.regime,
            "place": campaign.place,
            "has_seal": not concurrent,
            "archive_line": last[:200] if words(last).startswith("luu") else "",
        },
    )
    if made:
        note("issuer.added", issuer, campaign=campaign.slug)
        if signer := signer_of(campaign, issuer):
            signer.save()
    return issuer


def same(one: Signer, other: Signer) -> bool:
    """The same person with the same power and posts, however these are spelt."""
    return (one.name, one.power, *map(words, (one.post, one.stands_for))) == (
        other.name,
        other.power,
        *map(words, (other.post, other.stands_for)),
    )


def _key(*names: str) -> tuple[str, ...]:
    return tuple(words(name) for name in names)
