"""Which campaign a letter belongs to: among the open ones whose address is the mailbox's, by what the letter cites."""

import re
from collections.abc import Collection, Sequence

from kheo.campaigns.models import Campaign
from kheo.office.wording import words
from kheo.post.models import Mailbox, Outgoing

_NUMBER = re.compile(r"\b(\d{1,5})\s*-?\s*/?\s*([a-zA-ZĐđ]{1,10}\s*/\s*[a-zA-ZĐđ-]{2,20})")
# Words of a title that are in the subject must be this many to tell one campaign from another.
_FEWEST_WORDS = 3


def open_campaigns(mailbox: Mailbox) -> list[Campaign]:
    """Published and not closed, the newest first; none: nothing is fetched from the mailbox."""
    rows = Campaign.objects.filter(email__iexact=mailbox.address, closed_at=None).exclude(published_at=None)
    return list(rows.order_by("-published_at", "-pk"))


def campaigns_of_threads(message_ids: Collection[str]) -> dict[str, int]:
    """Message-ID of a letter of ours → the campaign it went out for."""
    rows = Outgoing.objects.filter(message_id__in=message_ids).exclude(campaign=None)
    return {message_id: campaign for message_id, campaign in rows.values_list("message_id", "campaign") if campaign}


def campaign_of(
    subject: str, references: Sequence[str], among: Sequence[Campaign], *, threads: dict[str, int]
) -> Campaign:
    """By the letter of ours it answers, the number and symbol it cites, a slug, the words of a title; else the newest.

    `among` is not empty and the newest comes first.
    """
    if len(among) == 1:
        return among[0]
    answered = {threads[one] for one in references if one in threads}
    by_thread = [campaign for campaign in among if campaign.pk in answered]
    by_number = [campaign for campaign in among if _cites(subject, campaign)]
    return next(iter((*by_thread, *by_number, *_by_words(subject, among))), among[0])


def _cites(subject: str, campaign: Campaign) -> bool:
    """«12-CV/BDVHU», «Công văn số 12 CV/BDVHU»; or the slug."""
    said = f" {subject.casefold()} "
    if campaign.slug.casefold() in said:
        return True
    cited = {(int(number), _plain(symbol)) for number, symbol in _NUMBER.findall(subject)}
    return campaign.number is not None and (campaign.number, _plain(campaign.symbol)) in cited


def _plain(symbol: str) -> str:
    return "".join(symbol.casefold().split())


def _by_words(subject: str, among: Sequence[Campaign]) -> list[Campaign]:
    """The one that shares the most words with the subject, where no other shares as many."""
    said = set(words(subject).split())
    shared = {campaign.pk: len(said & set(words(f"{campaign.title} {campaign.year}").split())) for campaign in among}
    ranked = sorted(among, key=lambda campaign: -shared[campaign.pk])
    best, second = shared[ranked[0].pk], shared[ranked[1].pk]
    return ranked[:1] if best > second and best >= _FEWEST_WORDS else []
