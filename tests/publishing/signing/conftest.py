import pytest

from kheo.publishing.drafts.issuing import issue_draft
from kheo.publishing.drafts.writing import Wish, begin
from kheo.publishing.models import Document
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY, letter_ready
from tests.publishing.signing.signed import Authority
from tests.tally.world import World, at, make_world


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def world(cast: Cast) -> World:
    made = make_world(cast)
    made.answer(cast.an_binh, made.results, at(12))
    letter_ready(made)
    return made


@pytest.fixture
def issued(world: World, cast: Cast) -> Document:
    wish = Wish(as_of=at(18), dated=DAY)
    return issue_draft(begin(campaign=world.campaign, kind="urging-letter", wish=wish, actor=cast.lan), cast.lan)


@pytest.fixture
def pdf(issued: Document) -> Document:
    return Document.objects.get(draft=issued.draft, format="pdf")
