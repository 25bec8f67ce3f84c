"""Results (báo cáo kết quả): how each registered practice or exemplar ended."""

from collections.abc import Sequence
from datetime import datetime

from kheo.campaigns.paper import Paper, PaperField, Row, place_of, spellings
from kheo.campaigns.problems import Problem
from kheo.campaigns.requirements import Counts
from kheo.office.wording import words
from kheo.records.checks import emptiness, lateness, shortness, titles
from kheo.records.models import Entry, Outcome, Report
from kheo.records.sameness import Match, matches
from kheo.records.searching import folded
from kheo.records.situation import Answer, Judged, Situation
from kheo.records.versions import put, record_of

# Phrases (as words() gives them) that tell an ending wherever they stand…
_SAID = {
    "not_replicable": ("khong nhan rong duoc", "khong the nhan rong"),
    "replicated": ("da nhan rong", "da duoc nhan rong"),
}
# …and those that tell it only where hardly anything else is said.
_SAID_BRIEFLY = {
    "not_replicable": ("khong dat hieu qua", "khong hieu qua", "khong nhan rong"),
    "not_done": ("chua thuc hien", "khong thuc hien", "chua trien khai", "khong trien khai"),
    "effective": ("chua nhan rong", "chua duoc nhan rong"),
    "replicated": ("nhan rong tai", "nhan rong ra", "nhan rong den"),
}
_BRIEF = 8
_NOTHING = frozenset({"", "khong", "khong co", "0", "chua", "chua co", "x"})

PAPER = Paper(
    code="results",
    title="Danh sách kết quả thực hiện mô hình, điển hình “Dân vận khéo”",
    needs=frozenset({"title"}),
    # The headings of the list attached to the letter 51-CV/BCĐ of Thủ Thừa (19/10/2022) stand first, word for word.
    fields=(
        PaperField(
            name="title",
            label="Tên mô hình",
            required=True,
            headings=spellings(
                "Tên mô hình; Tên mô hình, điển hình; Tên mô hình hoặc điển hình; Tên điển hình;"
                "Tên gọi mô hình; Tên MH; Tên DVK; Tên việc làm; Nội dung mô hình; Mô hình; Điển hình;"
                "Mô hình, điển hình; Mô hình, công trình; Mô hình đã thực hiện; Mô hình đã đăng ký;"
                "Mô hình “Dân vận khéo”; Mô hình DVK;"
                "Tên công trình, phần việc; Tên công trình, phần việc, mô hình; Công trình, phần việc;"
                "Công trình, phần việc, mô hình; Tên mô hình, công trình, phần việc; Mô hình, công trình, phần việc;"
                "Tên mô hình đã triển khai; Tên mô hình đã thực hiện; Tên mô hình, cách làm; Tên mô hình, cách làm hay"
            ),
        ),
        PaperField(
            name="unit_name",
            label="Tên đơn vị",
            headings=spellings(
                "Tên đơn vị; Đơn vị; Đơn vị thực hiện; ĐV thực hiện; Tên đơn vị thực hiện; Đơn vị chủ trì; Tên tập thể;"
                "Tập thể; Tập thể thực hiện; Tên tập thể, đơn vị; Cơ quan, đơn vị; Tên cơ quan, đơn vị;"
                "Cơ quan, đơn vị thực hiện; Địa phương, đơn vị; Đơn vị, cá nhân; Đơn vị, cá nhân thực hiện;"
                "Tập thể, cá nhân; Tập thể, cá nhân thực hiện; Tên tập thể, cá nhân; Tên đơn vị, cá nhân;"
                "Cơ quan thực hiện; Đơn vị chủ quản; Đơn vị triển khai"
            ),
        ),
        PaperField(
            name="person_name",
            label="Tên cá nhân",
            headings=spellings(
                "Tên cá nhân; Họ và tên; Họ tên; Họ, tên; Họ và tên cá nhân; Họ tên cá nhân; Cá nhân;"
                "Cá nhân thực hiện; Tên người thực hiện; Người thực hiện; Người phụ trách; Chủ mô hình;"
                "Cá nhân tiêu biểu"
            ),
        ),
        PaperField(
            name="time_place",
            label="Thời gian, địa điểm thực hiện",
            headings=spellings(
                "Thời gian, địa điểm thực hiện; Thời gian, địa điểm; Thời gian và địa điểm;"
                "Thời gian và địa điểm thực hiện; Địa điểm, thời gian; Địa điểm, thời gian thực hiện;"
                "Thời gian, địa bàn; Thời gian, địa bàn thực hiện; TG, địa điểm; Thời gian; Thời gian thực hiện;"
                "Địa điểm; Địa điểm thực hiện; Địa bàn; Địa bàn thực hiện; Nơi thực hiện; Nơi triển khai"
            ),
        ),
        PaperField(
            name="results",
            label="Kết quả thực hiện và hiệu quả mô hình",
            headings=spellings(
                "Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân);"
                "Kết quả thực hiện và hiệu quả mô hình; Kết quả thực hiện, hiệu quả mô hình; Kết quả; Hiệu quả;"
                "Kết quả thực hiện; Kết quả đạt được; Kết quả nổi bật; Kết quả, hiệu quả; Kết quả và hiệu quả;"
                "Kết quả, hiệu quả mô hình; Hiệu quả mô hình; Hiệu quả của mô hình; KQ thực hiện; Tóm tắt kết quả;"
                "Tóm tắt kết quả thực hiện; Tóm tắt thành tích; Thành tích; Thành tích nổi bật; Hiệu quả mang lại;"
                "Hiệu quả kinh tế, xã hội; Tác động, hiệu quả; Nội dung, kết quả; Nội dung, kết quả thực hiện;"
                "Tóm tắt nội dung, kết quả; Cách làm, kết quả; Cách làm, hiệu quả"
            ),
        ),
        PaperField(
            name="replication",
            label="Kết quả nhân rộng",
            headings=spellings(
                "Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia); Kết quả nhân rộng; Tình hình nhân rộng;"
                "Kết quả nhân rộng mô hình; Nhân rộng; Nhân rộng mô hình; Việc nhân rộng; Đã nhân rộng; Nơi nhân rộng;"
                "Đơn vị nhân rộng; Số đơn vị nhân rộng; KQ nhân rộng; Nhân rộng ra đơn vị khác"
            ),
        ),
        PaperField(
            name="replication_plan",
            label="Dự kiến nhân rộng",
            headings=spellings(
                "Dự kiến nhân rộng năm 2023; Dự kiến nhân rộng; Dự kiến nhân rộng năm sau; Dự kiến nhân rộng năm tới;"
                "Kế hoạch nhân rộng; Hướng nhân rộng; Phương hướng nhân rộng; Định hướng nhân rộng; Đề xuất nhân rộng;"
                "Khả năng nhân rộng; Khả năng duy trì, nhân rộng; Kế hoạch năm sau; Phương hướng năm sau;"
                "Phương hướng; Dự kiến năm sau; Kế hoạch tiếp theo"
            ),
        ),
        PaperField(
            name="outcome",
            label="Kết quả cuối cùng",
            by_section=True,
            headings=spellings(
                "Đánh giá; Đánh giá chung; Đánh giá kết quả; Đánh giá hiệu quả; Đánh giá, xếp loại; Tự đánh giá;"
                "Xếp loại; Phân loại; Kết luận; Kết quả cuối cùng; Kết quả đánh giá; Kết quả xếp loại; Mức độ;"
                "Mức độ hiệu quả; Mức độ hoàn thành; Tình trạng; Trạng thái; Ghi chú"
            ),
            codes={
                "replicated": spellings(
                    "Đã nhân rộng; Được nhân rộng; Đã được nhân rộng; Nhân rộng; Nhân rộng được;"
                    "Hiệu quả, đã nhân rộng; Có hiệu quả, đã nhân rộng; Hiệu quả, được nhân rộng;"
                    "Hiệu quả, nhân rộng; Mô hình được nhân rộng; Mô hình đã nhân rộng; Mô hình đã được nhân rộng"
                ),
                "effective": spellings(
                    "Hiệu quả; Có hiệu quả; Đạt hiệu quả; Hiệu quả tốt; Hiệu quả cao; Thực hiện hiệu quả;"
                    "Thực hiện có hiệu quả; Phát huy hiệu quả; Mô hình có hiệu quả; Mô hình hiệu quả;"
                    "Mô hình đạt hiệu quả"
                ),
                "not_replicable": spellings(
                    "Mô hình thực hiện không nhân rộng được; Mô hình không nhân rộng được;"
                    "Thực hiện không nhân rộng được; Không nhân rộng được; Không nhân rộng;"
                    "Không thể nhân rộng; Chưa nhân rộng được; Không hiệu quả; Không có hiệu quả; Không đạt hiệu quả;"
                    "Chưa hiệu quả; Chưa có hiệu quả; Chưa đạt hiệu quả"
                ),
                "not_done": spellings(
                    "Không thực hiện; Không thực hiện được; Chưa thực hiện; Chưa thực hiện được; Không triển khai;"
                    "Không triển khai được; Chưa triển khai; Dừng thực hiện; Ngừng thực hiện"
                ),
            },
        ),
    ),
)


def check(answer: Answer, situation: Situation) -> Judged:
    """All problems of a report at once: lines without an outcome, and what was registered but is not spoken of."""
    rows = answer.filled.rows
    problems = [*answer.filled.problems, *emptiness(answer), *titles(rows), *lateness(answer)]
    problems += [Problem("missing_outcome", place_of(row, "outcome", rows)) for row in rows if not ending_of(row)]
    problems += _against_registered(answer, situation)
    counts = Counts.of(("", _subject_of(row)) for row in rows)
    lacking, short = shortness(answer, counts, situation)
    return Judged(answer, (*problems, *lacking), short)


def take(answers: Sequence[Answer], *, situation: Situation, at: datetime) -> list[Report]:
    """Record reports, one a duty at most; each line ends the entry it speaks of, unregistered ones are kept too."""
    reports = [record_of(Report, answer, situation, at) for answer in answers]
    put(Report, reports, situation)
    Outcome.objects.bulk_create(
        outcome
        for report, answer in zip(reports, answers, strict=True)
        for outcome in _outcomes(report, answer, situation)
    )
    return reports


def ending_of(row: Row) -> str:
    """How the line says the thing ended: its outcome column first, else what its words say; empty where nothing does.

    "Mô hình thực hiện không nhân rộng được" is an ending the letter asks for by name (Thủ Thừa 51-CV/BCĐ, point 1).
    """
    stated = row.text("outcome")
    if stated in PAPER.field("outcome").codes:
        return stated
    texts = [words(row.text(name)) for name in ("outcome", "replication", "results")]
    brief = [text for text in texts if len(text.split()) <= _BRIEF]
    for said, phrases in ((texts, _SAID), (brief, _SAID_BRIEFLY)):
        for ending, ways in phrases.items():
            if any(way in text for way in ways for text in said):
                return ending
    if _says_something(row.text("replication")):
        return Outcome.Ending.REPLICATED
    return Outcome.Ending.EFFECTIVE if _says_something(row.text("results")) else ""


def _says_something(text: str) -> bool:
    return words(text) not in _NOTHING


def _subject_of(row: Row) -> str:
    return Entry.Subject.INDIVIDUAL if row.text("person_name") else Entry.Subject.COLLECTIVE


def _matches(answer: Answer, situation: Situation) -> list[Match | None]:
    asked = [(row.text("title"), row.text("person_name")) for row in answer.filled.rows]
    return matches(asked, situation.entries_here(answer.obligation.unit_id))


def _against_registered(answer: Answer, situation: Situation) -> list[Problem]:
    registered = situation.entries_here(answer.obligation.unit_id)
    if not registered:
        return []
    problems = []
    spoken_of = set()
    for row, match in zip(answer.filled.rows, _matches(answer, situation), strict=True):
        if match is None:
            problems.append(Problem("not_registered", row.at("title") or row.start))
            continue
        spoken_of.add(match.entry.pk)
        if not match.certain:
            problems.append(Problem("doubtful_match", row.at("title"), {"title": match.entry.title}))
    silent = [entry.title for entry in registered if entry.pk not in spoken_of]
    if silent:
        problems.append(Problem("not_reported", details={"count": len(silent), "titles": "; ".join(silent)}))
    return problems


def _outcomes(report: Report, answer: Answer, situation: Situation) -> list[Outcome]:
    pairs = zip(answer.filled.rows, _matches(answer, situation), strict=True)
    return [
        _outcome(row, position, report=report, entry=match.entry if match else None, answer=answer)
        for position, (row, match) in enumerate(pairs, start=1)
    ]


def _outcome(row: Row, position: int, *, report: Report, entry: Entry | None, answer: Answer) -> Outcome:
    title, person, place = row.text("title"), row.text("person_name"), row.text("time_place")
    return Outcome(
        report=report,
        campaign_id=answer.obligation.call.campaign_id,
        unit_id=report.unit_id,
        entry=entry,
        current=report.replaced_by_id is None,
        position=position,
        title=title,
        unit_name=row.text("unit_name"),
        person_name=person,
        time_place=place,
        results=row.text("results"),
        replication=row.text("replication"),
        replication_plan=row.text("replication_plan"),
        ending=ending_of(row),
        cells={name: value.at for name, value in row.cells.items()},
        folded=folded(title, person, row.text("unit_name") or answer.obligation.unit.name, place),
    )
