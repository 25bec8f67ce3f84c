"""What the tests of papers' pages share: a campaign with a letter, a draft of it, and how pages are read."""

import re
from html import unescape

from django.test import Client

from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import Wish, begin
from tests.cast import Cast
from tests.publishing.drafts.conftest import DAY, letter_ready
from tests.tally.world import World, at, make_world

ALL = "/campaigns/tong-ket-2022/drafts/"


def lettered(cast: Cast) -> World:
    made = make_world(cast)
    made.answer(cast.an_binh, made.results, at(12))
    letter_ready(made)
    return made


def begun(world: World, cast: Cast) -> Draft:
    wish = Wish(as_of=at(18), dated=DAY)
    return begin(campaign=world.campaign, kind="urging-letter", wish=wish, actor=cast.lan)


def said(client: Client, address: str) -> str:
    """The page's text: tags out, white space collapsed."""
    body = client.get(address, follow=True).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def told(answer: object) -> list[str]:
    """The newest of what is told: nobody looked at the earlier ones."""
    return [str(message) for message in answer.context["messages"]][-1:]  # type: ignore[attr-defined]
