import datetime as dt
from collections.abc import Callable

import pytest

from kheo.campaigns.models import Addressee, Section
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import Wish, begin
from kheo.publishing.issuers.finding import issuer_of
from kheo.publishing.issuers.models import Issuer
from tests.cast import Cast
from tests.tally.world import World, at, make_world

TERM = dt.date(2020, 8, 1)
DAY = dt.date(2022, 10, 19)

Drafted = Callable[..., Draft]


def letter_ready(world: World) -> Issuer:
    """The world's letter with addressees, words and figures; its issuer with a term, so that numbers can be given."""
    campaign = world.campaign
    if not campaign.sections.exists():
        Addressee.objects.create(campaign=campaign, position=1, text="Đảng ủy các xã")
        Section.objects.create(campaign=campaign, position=1, part="opening", text="Thực hiện kế hoạch năm 2022.")
        Section.objects.create(campaign=campaign, position=2, part="status", text="{status}")
        Section.objects.create(campaign=campaign, position=3, part="item", text="Gửi báo cáo **đúng hạn**.")
        Section.objects.create(campaign=campaign, position=4, part="item", text="Nhân rộng mô hình.")
        Section.objects.create(campaign=campaign, position=5, part="closing", text="Đề nghị quan tâm thực hiện.")
    issuer = issuer_of(campaign)
    issuer.term_started_on = TERM
    issuer.save()
    return issuer


@pytest.fixture
def world(cast: Cast) -> World:
    made = make_world(cast)
    made.answer(cast.an_binh, made.results, at(12))
    made.answer(cast.school, made.conference, at(13))
    letter_ready(made)
    return made


@pytest.fixture
def drafted(world: World, cast: Cast) -> Drafted:
    """A draft of the urging letter as of 18/10/2022, or as the keywords say."""

    def make(kind: str = "urging-letter", **wished: object) -> Draft:
        wish = Wish(**{"as_of": at(18), "dated": DAY, **wished})  # type: ignore[arg-type]
        return begin(campaign=world.campaign, kind=kind, wish=wish, actor=cast.lan)

    return make
