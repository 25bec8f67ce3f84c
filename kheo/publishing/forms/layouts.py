"""How the form of each kind of paper is laid out: titles, and columns in the order of the movement."""

from collections.abc import Mapping
from dataclasses import dataclass

from kheo.campaigns.paper import Paper, PaperField
from kheo.publishing.documents.results.composing import columns as columns_of_results
from kheo.publishing.papers import Column
from kheo.records import conferring, registering, reporting

NUMBER = Column("STT", 14, centred=True)


@dataclass(frozen=True, slots=True)
class Layout:
    """`verb` says what is asked; `shares` are the widths of the paper's fields, in their order on the form."""

    paper: Paper
    kind: str
    subject: str
    sheet: str
    verb: str
    shares: Mapping[str, float]

    def fields(self) -> tuple[PaperField, ...]:
        return tuple(self.paper.field(name) for name in self.shares)

    def columns(self, year: int) -> tuple[Column, ...]:
        """One a field, of a campaign of this year."""
        columns = [Column(field.label, self.shares[field.name], centred=bool(field.codes)) for field in self.fields()]
        if self.paper is reporting.PAPER:
            # The list of the letter 51-CV/BCĐ of Thủ Thừa, word for word; how each thing ended is asked beside it.
            printed = columns_of_results(year)[1:]
            return (*printed, *columns[len(printed) :])
        return tuple(columns)


LAYOUTS = {
    layout.paper.code: layout
    for layout in (
        Layout(
            paper=registering.PAPER,
            kind="Biểu tổng hợp",
            subject="Đăng ký thi đua “Dân vận khéo” năm {year}",
            sheet="Đăng ký",
            verb="Đăng ký",
            shares={
                "title": 40,
                "kind": 17,
                "subject": 16,
                "person_name": 24,
                "position": 22,
                "field": 21,
                "place": 20,
                "need": 20,
                "goals": 25,
                "resources": 20,
                "time": 16,
                "level": 16,
                "continuity": 14,
            },
        ),
        Layout(
            paper=reporting.PAPER,
            kind="Danh sách",
            subject="Kết quả thực hiện mô hình, điển hình “Dân vận khéo” năm {year}",
            sheet="Kết quả",
            verb="Báo cáo",
            shares={
                "title": 45,
                "unit_name": 33,
                "person_name": 27,
                "time_place": 32,
                "results": 56,
                "replication": 33,
                "replication_plan": 24,
                "outcome": 24,
            },
        ),
        Layout(
            paper=conferring.PAPER,
            kind="Báo cáo",
            subject="Kết quả tổ chức hội nghị tổng kết mô hình “Dân vận khéo” năm {year}",
            sheet="Hội nghị",
            verb="Báo cáo",
            shares={"held_on": 40, "place": 80, "note": 100},
        ),
    )
}
