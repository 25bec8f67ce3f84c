import datetime as dt
import hashlib
import io
import threading
from collections.abc import Iterator

import docx
import pytest
from django.db import connection, connections

from kheo.journal.models import Event, Original
from kheo.journal.vault import read
from kheo.publishing import making, rulesets
from kheo.publishing.drafts import issuing
from kheo.publishing.drafts.issuing import CannotIssueError, foreseen_number, issue_draft, shortcomings
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import DRAFT_MARK, Wish, begin, composed, drop, reword
from kheo.publishing.models import Document
from kheo.publishing.papers import Paper
from kheo.publishing.register.giving import give
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, ReasonNeededError
from kheo.publishing.templates.shipped import shipped_template
from kheo.publishing.templates.versions import put_in_use, upload
from tests.cast import Cast, make_cast
from tests.publishing.drafts.conftest import DAY, Drafted, letter_ready
from tests.tally.world import World, at, make_world


def text_of(document: Document) -> str:
    opened = docx.Document(io.BytesIO(read(document.original)))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in opened.paragraphs] + cells)


@pytest.fixture
def two_writers() -> Iterator[None]:
    yield
    connections.close_all()


def test_the_number_is_given_at_issue_and_stands_on_the_paper(drafted: Drafted, cast: Cast) -> None:
    draft = drafted(given={DRAFT_MARK: "Dự thảo lần 2"})
    assert (Number.objects.count(), foreseen_number(draft, DAY)) == (0, 52)

    document = issue_draft(draft, cast.lan)

    # The campaign's own letter has number 51: the next of its series follows it.
    number = Number.objects.get()
    assert (number.number, number.document, number.dated) == (52, document, DAY)
    assert (document.number, document.dated, document.issued_by, document.rule_set) == (
        52,
        DAY,
        cast.lan,
        draft.rule_set,
    )
    said = text_of(document)
    assert "Số 52-CV/BDVHU" in said
    assert "ngày 19 tháng 10 năm 2022" in said
    assert "Kèm theo Công văn số 52-CV/BDVHU, ngày 19/10/2022" in said
    assert "Dự thảo" not in said
    draft.refresh_from_db()
    assert (draft.state, draft.dated) == (Draft.State.ISSUED, DAY)


def test_the_words_of_the_officer_are_what_is_issued_and_kept(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    last = len(composed(draft).paragraphs) - 1
    reword(draft, changed={last: "Xin **cảm ơn**."}, added={}, seen=draft.changed_at)

    document = issue_draft(draft, cast.lan)

    assert "Xin cảm ơn." in text_of(document)
    kept = Paper.from_plain(document.snapshot.content)
    assert kept.paragraphs[-1].text == "Xin cảm ơn."
    assert making.file_of(kept, "docx", rulesets.load(document.rule_set)) == read(document.original)
    assert hashlib.sha256(read(document.original)).hexdigest() == document.original.sha256


def test_issued_twice_it_is_one_paper(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()

    first, again = issue_draft(draft, cast.lan), issue_draft(draft, cast.chief)

    assert (again, Number.objects.count(), Document.objects.filter(format="docx").count()) == (first, 1, 1)
    assert Event.objects.filter(happened="document.issued").count() == 1


def test_a_list_bears_no_number_and_comes_as_workbook_too(drafted: Drafted, cast: Cast) -> None:
    document = issue_draft(drafted("results"), cast.lan)

    assert (document.number, Number.objects.count()) == (None, 0)
    assert sorted(Document.objects.exclude(format="pdf").values_list("format", flat=True)) == ["docx", "xlsx"]


def test_the_pdf_is_made_from_the_word_file(drafted: Drafted, cast: Cast) -> None:
    document = issue_draft(drafted(), cast.lan)

    pdf = Document.objects.get(format="pdf")
    assert (pdf.made_from, pdf.draft, pdf.number) == (document, document.draft, 52)
    assert read(pdf.original).startswith(b"%PDF-")


def test_what_is_missing_stops_the_issue_by_name(drafted: Drafted, world: World, cast: Cast) -> None:
    world.campaign.signer_name = ""
    world.campaign.sections.filter(part="closing").update(text="Gửi trước {moment_unknown}.")
    world.campaign.save()
    draft = drafted()

    assert shortcomings(draft) == ["họ tên người ký", "giá trị của {moment_unknown}"]
    with pytest.raises(CannotIssueError, match=r"còn thiếu họ tên người ký; giá trị của \{moment_unknown\}"):
        issue_draft(draft, cast.lan)
    assert (Number.objects.count(), Document.objects.count()) == (0, 0)


def test_words_that_wait_for_a_decision_stop_the_issue(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    Draft.objects.update(words={"pending": [{"words": "a", "generated": "b", "at": 0}]})

    with pytest.raises(CannotIssueError, match="quyết định về 01 đoạn"):
        issue_draft(draft, cast.lan)


def test_a_dropped_draft_is_not_issued(drafted: Drafted, cast: Cast) -> None:
    draft = drop(drafted(), reason="Nhầm")

    with pytest.raises(CannotIssueError, match="đã bỏ"):
        issue_draft(draft, cast.lan)


def test_a_number_out_of_turn_needs_its_reason(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    give(draft.issuer, "Công văn", dt.date(2022, 11, 1), actor=cast.lan)

    with pytest.raises(ReasonNeededError):
        issue_draft(draft, cast.lan)
    document = issue_draft(draft, cast.lan, reason="Ký ngày 19/10, vào sổ muộn")

    assert (document.number, Number.objects.get(document=document).reason) == (53, "Ký ngày 19/10, vào sổ muộn")


def test_without_a_term_the_register_says_what_to_do(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    draft.issuer.term_started_on = None
    draft.issuer.save()

    with pytest.raises(CannotGiveError, match="nhiệm kỳ"):
        issue_draft(draft, cast.lan)
    assert Document.objects.count() == 0


def test_a_reissue_names_what_it_replaces_and_why(drafted: Drafted, world: World, cast: Cast) -> None:
    first = issue_draft(drafted(), cast.lan)
    wish = Wish(as_of=at(18), dated=DAY)
    again = begin(
        campaign=world.campaign, kind="urging-letter", wish=wish, replaces=first, reason="Sai thời hạn", actor=cast.lan
    )

    second = issue_draft(again, cast.lan)

    assert (second.replaces, second.reason, second.number) == (first, "Sai thời hạn", 53)
    assert read(first.original) != read(second.original)


@pytest.mark.parametrize("step", ["take_snapshot", "give", "note"])
def test_killed_between_any_two_steps_there_is_no_number(
    drafted: Drafted, cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    draft = drafted()

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr(issuing, step, die)
    with pytest.raises(SystemExit):
        issue_draft(draft, cast.lan)
    monkeypatch.undo()

    assert (Number.objects.count(), Document.objects.count()) == (0, 0)
    assert Original.objects.count() > 0
    assert issue_draft(draft, cast.lan).number == 52


def test_a_number_overtaken_is_taken_anew(drafted: Drafted, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = drafted()
    foreseen = issuing.foreseen_number
    early = iter([7])
    monkeypatch.setattr(issuing, "foreseen_number", lambda *asked: next(early, None) or foreseen(*asked))

    document = issue_draft(draft, cast.lan)

    assert (document.number, Number.objects.get().number) == (52, 52)
    assert "Số 52-CV" in text_of(document)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_issue_once(two_writers: None) -> None:
    cast = make_cast()
    world = make_world(cast)
    letter_ready(world)
    draft = begin(campaign=world.campaign, kind="urging-letter", wish=Wish(as_of=at(18), dated=DAY), actor=cast.lan)
    together, issued, failed = threading.Barrier(4), [], []

    def click() -> None:
        try:
            together.wait()
            issued.append(issue_draft(draft, cast.lan).pk)
        except BaseException as error:  # noqa: BLE001 shown below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert (len(issued), len(set(issued))) == (4, 1)
    assert (Number.objects.count(), Document.objects.filter(format="docx").count()) == (1, 1)
    assert Document.objects.filter(format="pdf").count() == 1


def test_the_office_s_own_template_is_filled_where_one_is_in_use(drafted: Drafted, cast: Cast) -> None:
    draft = drafted()
    shipped = shipped_template(draft.kind, rulesets.load(draft.rule_set))
    opened = docx.Document(io.BytesIO(shipped))
    opened.paragraphs[-1].insert_paragraph_before("Bản in của Ban Dân vận")
    written = io.BytesIO()
    opened.save(written)
    version = upload(draft.issuer, draft.kind, draft.rule_set, data=written.getvalue(), actor=cast.lan)
    put_in_use(version, actor=cast.lan)

    document = issue_draft(draft, cast.lan)

    assert document.template == version
    said = text_of(document)
    assert "Bản in của Ban Dân vận" in said
    assert "Số 52-CV/BDVHU" in said
