from kheo.campaigns.models import Campaign
from kheo.journal.models import Event
from kheo.publishing.drafts.issuing import issue_draft
from kheo.publishing.drafts.own_letter import OWN_NUMBER
from kheo.publishing.register.models import Number
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY, Drafted
from tests.tally.world import World


def test_the_letter_takes_the_number_typed_in_its_campaign(drafted: Drafted, cast: Cast) -> None:
    document = issue_draft(drafted("call-letter"), cast.lan)

    number = Number.objects.get()
    assert (document.number, number.number, number.reason) == (51, 51, OWN_NUMBER)


def test_the_letter_issued_anew_is_what_later_papers_cite(drafted: Drafted, world: World, cast: Cast) -> None:
    issue_draft(drafted("call-letter"), cast.lan)

    second = issue_draft(drafted("call-letter"), cast.lan)

    world.campaign.refresh_from_db()
    assert (second.number, world.campaign.number, world.campaign.issued_on) == (52, 52, DAY)
    assert Event.objects.filter(happened="campaign.numbered").count() == 2


def test_a_campaign_without_number_gets_the_one_of_its_letter(drafted: Drafted, world: World, cast: Cast) -> None:
    Campaign.objects.update(number=None, issued_on=None)
    world.campaign.refresh_from_db()

    issue_draft(drafted("call-letter"), cast.lan)

    assert list(Campaign.objects.values_list("number", "issued_on")) == [(1, DAY)]
