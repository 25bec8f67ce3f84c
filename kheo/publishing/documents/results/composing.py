"""Composes the results list with the two-level heading of the form, word for word."""

from collections.abc import Iterator
from itertools import groupby

from kheo.campaigns.letter_text import compose
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import list_paper, numeral
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import amount
from kheo.publishing.papers import Annex, Column, Grid, Line, Paper
from kheo.records.models import Outcome
from kheo.tally.lists import OutcomeLine, results

_WHO = "Đơn vị, cá nhân thực hiện"
_TITLE = "Danh sách"
_SUBTITLE = "Kết quả thực hiện mô hình, điển hình “Dân vận khéo” năm {year}"


def columns(year: int) -> tuple[Column, ...]:
    """The form's headings; the last names the year after the campaign's."""
    return (
        Column("STT", 14, centred=True),
        Column("Tên mô hình", 45),
        Column("Tên đơn vị", 33, _WHO),
        Column("Tên cá nhân", 27, _WHO),
        Column("Thời gian, địa điểm thực hiện", 32),
        Column("Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân)", 56),
        Column("Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia)", 33),
        Column(f"Dự kiến nhân rộng năm {year + 1}", 24),
    )


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The list by itself, without a number."""
    return list_paper(compose(campaign), listing(campaign, order), order)


def listing(campaign: Campaign, order: Order) -> Annex:
    """The list as of the ordered instant, an empty one where nothing was reported."""
    lines = results(campaign, as_of=order.as_of)
    return Annex(
        title=_TITLE,
        subtitle=_subtitle(campaign),
        grid=Grid(columns(campaign.year), tuple(lines_of(lines))),
        note=f"(Số liệu tính đến {order.moment_words})",
    )


def _subtitle(campaign: Campaign) -> str:
    """As the form of the call is titled ('Danh sách kết quả …'), or as the campaign words it."""
    worded = campaign.wording.get("results_title")
    titles = campaign.calls.filter(paper="results").values_list("form_title", flat=True)
    forms = (title[len(_TITLE) :].strip() for title in titles if title.startswith(_TITLE))
    title = str(worded or next(forms, "") or _SUBTITLE).format(year=campaign.year)
    return title[:1].upper() + title[1:]


def lines_of(outcomes: list[OutcomeLine]) -> Iterator[Line]:
    position = 0
    for number, (bloc, in_bloc) in enumerate(groupby(outcomes, key=lambda outcome: outcome.bloc), start=1):
        members = list(in_bloc)
        yield Line((f"{numeral(number)}. {bloc.upper()} ({_figures(members)})",), level=1)
        for outcome in members:
            position += 1
            source = {"outcome": outcome.outcome, "entry": outcome.entry, "original": outcome.original}
            yield Line(_cells(outcome, position), source=source)
    yield Line((f"Tổng cộng: {_figures(outcomes)}",), level=1)


def _cells(outcome: OutcomeLine, position: int) -> tuple[str, ...]:
    return (
        str(position),
        outcome.title,
        outcome.named_unit or outcome.unit_name,
        outcome.person_name,
        outcome.time_place,
        outcome.results,
        outcome.replication or _honest(outcome),
        outcome.replication_plan,
    )


def _honest(outcome: OutcomeLine) -> str:
    """An honourable end is said in so many words where the unit left the column empty."""
    ending = Outcome.Ending(outcome.ending) if outcome.ending else None
    return str(ending.label) if ending in {Outcome.Ending.NOT_REPLICABLE, Outcome.Ending.NOT_DONE} else ""


def _figures(outcomes: list[OutcomeLine]) -> str:
    units = len({outcome.unit for outcome in outcomes})
    replicated = sum(outcome.ending == Outcome.Ending.REPLICATED for outcome in outcomes)
    failed = sum(outcome.ending == Outcome.Ending.NOT_REPLICABLE for outcome in outcomes)
    said = f"{amount(units)} đơn vị, {amount(len(outcomes))} mô hình, điển hình"
    said += f", {amount(replicated)} đã nhân rộng" if replicated else ""
    return said + (f", {amount(failed)} không nhân rộng được" if failed else "")


KIND: Kind = kind_of(__file__, compose_paper, formats=("docx", "xlsx"))
