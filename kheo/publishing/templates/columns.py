"""The columns of each kind's table where they are always the same; other tables are printed whole."""

from collections.abc import Mapping

from kheo.publishing.documents import recipients
from kheo.publishing.documents.council_pack import composing as council_pack
from kheo.publishing.documents.registrations import composing as registrations
from kheo.publishing.documents.results import composing as results
from kheo.publishing.documents.score_sheet import composing as score_sheet
from kheo.publishing.documents.urging_letter import owing_annex
from kheo.publishing.papers import Column

# Any year: a heading that names one is a tag in the template, since the campaign's year stands there.
_A_YEAR = 2026
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "registrations": registrations.COLUMNS,
    "results": results.columns(_A_YEAR),
    "commendation-list": recipients.COLUMNS,
    "council-pack": council_pack.COLUMNS,
    "score-sheet": score_sheet.COLUMNS,
    "urging-letter": owing_annex.COLUMNS,
}
