"""Who signs a campaign's papers, from the lines typed in the campaign, written by a rule set; no rows are made."""

from kheo.campaigns.models import Campaign
from kheo.publishing.issuers.finding import read_titles
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.powers import sketch
from kheo.publishing.papers import Signature
from kheo.publishing.rulesets import RuleSet


def typed_signature(campaign: Campaign, rules: RuleSet) -> Signature | None:
    """The signature as the rules write it: "KT." and "K/T" are one power. None: it stays as it was typed.

    So where the lines have no form we know, or the rules have none for their power. Whether the power fits the organ
    is not asked: the lines were signed before.
    """
    read = read_titles(tuple(campaign.signer_titles))
    if read is None or not campaign.signer_name.strip():
        return None
    power, post, stands_for = read
    if power not in rules.signing.forms and power != Signer.Power.CONCURRENT:
        return None
    issuer = Issuer(regime=rules.regime, organ=campaign.organ, parent_organ=campaign.parent_organ)
    signer = Signer(issuer=issuer, name=campaign.signer_name, power=power, post=post, stands_for=stands_for)
    return sketch(signer, rules)
