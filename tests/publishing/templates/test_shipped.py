"""The shipped templates, filled, print what the layout prints; for every kind, by every rule set."""

import pytest

from kheo.publishing.kinds import KINDS
from kheo.publishing.rulesets import codes, load
from kheo.publishing.templates.checking import faults
from kheo.publishing.templates.filling import fill
from kheo.publishing.templates.shipped import shipped_template
from kheo.publishing.word.laying_out import word_file
from tests.publishing.templates.reading import looks, texts
from tests.publishing.templates.samples import VARIANTS, sample

# A letter, a paper with its type and grounds, minutes signed on both sides, a list.
WHOLE = ("call-letter", "recognition-decision", "council-minutes", "results")
CASES = [(rules, kind, 1) for rules in codes() for kind in KINDS]
CASES += [(rules, kind, variant) for rules in codes() for kind in WHOLE for variant in range(2, VARIANTS)]


@pytest.mark.parametrize(("code", "kind", "variant"), CASES)
def test_filled_it_looks_as_if_it_had_been_laid_out(code: str, kind: str, variant: int) -> None:
    rules, paper = load(code), sample(KINDS[kind], variant)

    filled, laid_out = fill(shipped_template(kind, rules), paper, rules), word_file(paper, rules)

    assert texts(filled) == texts(laid_out)
    assert looks(filled) == looks(laid_out)


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_no_faults(kind: str) -> None:
    assert faults(shipped_template(kind, load()), kind) == []


@pytest.mark.parametrize("kind", WHOLE)
def test_the_same_bytes_each_time(kind: str) -> None:
    rules, paper = load(), sample(KINDS[kind], 1)
    template = shipped_template(kind, rules)

    assert fill(template, paper, rules) == fill(template, paper, rules)
    shipped_template.__globals__["_shipped"].cache_clear()
    assert shipped_template(kind, rules) == template
