"""No false alarms: what the program writes, by every rule set, also after other programs have been through it."""

from collections.abc import Callable

import pytest

from kheo.campaigns.models import Campaign
from kheo.publishing.kinds import KINDS
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import codes, load
from kheo.publishing.validating.judging import judge
from kheo.publishing.word.laying_out import word_file
from tests.publishing.kinds.composing import composed
from tests.publishing.kinds.conftest import AS_OF, seed
from tests.publishing.validating.papers import STATE, found, letter, plan, right

__all__ = ["seed"]


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("paper", [letter, plan])
def test_right_papers_depart_in_nothing(paper: Callable[[str], Paper], code: str) -> None:
    assert found(right(paper, code), code) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", codes())
def test_every_kind_by_every_rule_set_departs_in_nothing(seed: Campaign, kind: str, code: str) -> None:
    if code == STATE:
        # The seeds are letters of the Party: what keeps their papers is written as the State writes it.
        seed.recipients = [*seed.recipients[:-1], "Lưu: VT, NV"]
        seed.save(update_fields=["recipients"])
    paper = composed(KINDS[kind], seed, AS_OF[seed.slug])

    assert judge(word_file(paper, load(code)), load(code)) == []
