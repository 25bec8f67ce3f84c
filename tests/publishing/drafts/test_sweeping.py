import datetime as dt

import pytest
from django.utils import timezone

from kheo.publishing.drafts import printing
from kheo.publishing.drafts.issuing import issue_draft
from kheo.publishing.models import Document
from kheo.reactions import print_papers, sweep_papers
from tests.cast import Cast
from tests.publishing.drafts.conftest import Drafted
from tests.publishing.drafts.test_printing import no_office


def test_the_clock_has_papers_printed_that_were_not(
    drafted: Drafted, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "pdf_of", no_office)
    document = issue_draft(drafted(), cast.lan)
    Document.objects.update(issued_at=timezone.now() - dt.timedelta(minutes=5))
    monkeypatch.undo()

    asked = sweep_papers(timezone.now())
    print_papers.func()

    assert (asked, sweep_papers(timezone.now())) == (1, 0)
    assert Document.objects.get(format="pdf").made_from == document
