"""Registrations (đăng ký): what a unit puts forward at the start of the year."""

from collections.abc import Sequence
from datetime import datetime

from kheo.campaigns.paper import Paper, PaperField, Row, place_of, spellings
from kheo.campaigns.problems import Problem
from kheo.campaigns.requirements import Counts
from kheo.records.carrying import first_appearances
from kheo.records.checks import emptiness, lateness, shortness, titles
from kheo.records.models import Entry, Registration
from kheo.records.sameness import title_key
from kheo.records.searching import folded
from kheo.records.situation import Answer, Judged, Situation
from kheo.records.versions import put, record_of

PAPER = Paper(
    code="registration",
    title="Biểu tổng hợp đăng ký thi đua “Dân vận khéo”",
    needs=frozenset({"title"}),
    fields=(
        PaperField(
            name="title",
            label="Tên mô hình, điển hình",
            required=True,
            headings=spellings(
                "Tên mô hình; Tên điển hình; Tên gọi mô hình; Tên MH; Tên DVK; Tên việc làm;"
                "Tên mô hình đăng ký; Tên mô hình, điển hình; Tên mô hình, điển hình “Dân vận khéo” đăng ký;"
                "Tên mô hình hoặc điển hình; Tên nội dung; Tên nội dung, mô hình;"
                "Nội dung mô hình; Nội dung mô hình, điển hình; Nội dung đăng ký; Nội dung, tên mô hình;"
                "Mô hình; Điển hình; Mô hình, điển hình; Mô hình, công trình; Mô hình đăng ký; Điển hình đăng ký;"
                "Mô hình “Dân vận khéo”; Mô hình DVK; Mô hình, cách làm; Tên đăng ký;"
                "Tên công trình, phần việc; Tên công trình, phần việc, mô hình; Công trình, phần việc;"
                "Công trình, phần việc, mô hình; Tên mô hình, công trình, phần việc; Mô hình, công trình, phần việc;"
                "Tên công trình, mô hình; Tên mô hình, công trình; Tên mô hình, cách làm; Tên chủ đề"
            ),
        ),
        PaperField(
            name="kind",
            label="Loại (mô hình, điển hình)",
            by_section=True,
            headings=spellings(
                "Loại; Loại (mô hình, điển hình); Loại mô hình, điển hình; Loại hình; Loại hình đăng ký; Phân loại;"
                "Loại đăng ký; Loại mô hình; Hình thức đăng ký; Mô hình, điển hình; Mô hình hay điển hình;"
                "Mô hình hoặc điển hình; Là mô hình hay điển hình"
            ),
            codes={
                "practice": spellings("Mô hình; MH; Mô hình “Dân vận khéo”; Mô hình DVK; Các mô hình; Mô hình điểm"),
                "exemplar": spellings(
                    "Điển hình; ĐH; Điển hình “Dân vận khéo”; Điển hình DVK; Các điển hình; Điển hình tiên tiến;"
                    "Điển hình tiêu biểu; Gương điển hình; Gương “Dân vận khéo”"
                ),
            },
        ),
        PaperField(
            name="subject",
            label="Tập thể, cá nhân",
            by_section=True,
            headings=spellings(
                "Đối tượng; Đối tượng đăng ký; Đối tượng thực hiện; Loại đối tượng; Chủ thể; Chủ thể thực hiện;"
                "Tập thể, cá nhân; Tập thể, cá nhân đăng ký; Tập thể hay cá nhân; Tập thể hoặc cá nhân;"
                "Cá nhân, tập thể; Tập thể, cá nhân, hộ gia đình; Tập thể, cá nhân, hộ; Loại (tập thể, cá nhân);"
                "Loại hình (tập thể, cá nhân); TT, CN; TT CN"
            ),
            codes={
                "collective": spellings(
                    "Tập thể; TT; Các tập thể; Mô hình tập thể; Điển hình tập thể; Mô hình của tập thể;"
                    "Đối với tập thể; Về tập thể; Tập thể đăng ký; Mô hình, điển hình tập thể"
                ),
                "individual": spellings(
                    "Cá nhân; CN; Các cá nhân; Mô hình cá nhân; Điển hình cá nhân; Mô hình của cá nhân;"
                    "Đối với cá nhân; Về cá nhân; Cá nhân đăng ký; Mô hình, điển hình cá nhân"
                ),
                "household": spellings(
                    "Hộ gia đình; Hộ; HGĐ; Gia đình; Các hộ gia đình; Mô hình hộ gia đình; Điển hình hộ gia đình;"
                    "Đối với hộ gia đình; Về hộ gia đình; Hộ gia đình đăng ký"
                ),
            },
        ),
        PaperField(
            name="person_name",
            label="Họ và tên cá nhân",
            headings=spellings(
                "Họ và tên; Họ tên; Họ, tên; Họ và tên cá nhân; Họ tên cá nhân; Họ và chữ đệm, tên; Tên cá nhân;"
                "Họ tên người thực hiện; Họ tên người đại diện; Tên người thực hiện; Cá nhân; Cá nhân thực hiện;"
                "Cá nhân đăng ký; Người thực hiện; Người đăng ký; Người đại diện; Người phụ trách; Chủ mô hình;"
                "Cá nhân phụ trách; Cá nhân tiêu biểu; Cá nhân điển hình; Người chịu trách nhiệm; Chủ hộ;"
                "Tên tập thể, cá nhân; Tên cá nhân, tập thể; Tên tập thể, cá nhân, hộ gia đình; Tên đơn vị, cá nhân;"
                "Tập thể, cá nhân; Tập thể, cá nhân thực hiện; Đơn vị, cá nhân; Đơn vị, cá nhân thực hiện;"
                "Cá nhân, tập thể thực hiện; Cá nhân, đơn vị thực hiện"
            ),
        ),
        PaperField(
            name="position",
            label="Chức vụ, đơn vị công tác",
            headings=spellings(
                "Chức vụ; Chức vụ, đơn vị; Chức vụ, đơn vị công tác; Chức vụ, nơi công tác; Chức vụ, chức danh;"
                "Chức vụ, nghề nghiệp; Chức danh; Chức danh, chức vụ; Nghề nghiệp; Nghề nghiệp, chức vụ;"
                "Đơn vị công tác; Nơi công tác; CV, đơn vị"
            ),
        ),
        PaperField(
            name="field",
            label="Lĩnh vực",
            by_section=True,
            headings=spellings(
                "Lĩnh vực; Lĩnh vực đăng ký; Lĩnh vực thực hiện; Lĩnh vực hoạt động; Thuộc lĩnh vực; Trên lĩnh vực;"
                "Trong lĩnh vực; Về lĩnh vực; Các lĩnh vực; Nhóm lĩnh vực; LV"
            ),
        ),
        PaperField(
            name="place",
            label="Địa điểm, địa bàn",
            headings=spellings(
                "Địa điểm; Địa bàn; Địa điểm, địa bàn; Địa bàn, đối tượng; Địa điểm thực hiện; Địa bàn thực hiện;"
                "Địa điểm triển khai; Địa bàn triển khai; Địa chỉ; Địa chỉ thực hiện; Nơi thực hiện; Nơi triển khai;"
                "Phạm vi; Phạm vi thực hiện; Phạm vi, địa điểm thực hiện; Đơn vị, địa bàn thực hiện; Thôn, bản;"
                "Thôn, bản, tổ dân phố; Thôn, tổ dân phố; Ấp, khu phố; Địa phương thực hiện"
            ),
        ),
        PaperField(
            name="need",
            label="Sự cần thiết",
            headings=spellings(
                "Sự cần thiết; Sự cần thiết xây dựng mô hình; Thực trạng; Thực trạng, lý do; Lý do; Lý do, thực trạng;"
                "Lý do đăng ký; Lý do xây dựng; Lý do lựa chọn; Lý do, sự cần thiết; Tính cần thiết; Tính cấp thiết;"
                "Lý do chọn; Lý do chọn mô hình; Thực trạng trước khi thực hiện; Đặc điểm tình hình; Tình hình, lý do"
            ),
        ),
        PaperField(
            name="goals",
            label="Mục tiêu, chỉ tiêu",
            headings=spellings(
                "Mục tiêu; Chỉ tiêu; Mục tiêu, chỉ tiêu; Mục tiêu, tiêu chí; Mục tiêu, nội dung; Mục tiêu và nội dung;"
                "Mục tiêu, nội dung, giải pháp; Mục tiêu, yêu cầu; Mục đích; Mục đích, yêu cầu; Mục tiêu phấn đấu;"
                "Chỉ tiêu phấn đấu; Chỉ tiêu, lộ trình; Kết quả dự kiến; Dự kiến kết quả; Kết quả cần đạt;"
                "Nội dung, mục tiêu; Nội dung, chỉ tiêu; Nội dung, giải pháp; Nội dung thực hiện; Mục tiêu, giải pháp"
            ),
        ),
        PaperField(
            name="resources",
            label="Nguồn lực, kinh phí",
            headings=spellings(
                "Nguồn lực; Kinh phí; Nguồn lực, kinh phí; Kinh phí, nguồn lực; Kinh phí thực hiện; Kinh phí dự kiến;"
                "Dự kiến kinh phí; Dự toán kinh phí; Dự toán; Nguồn kinh phí; Nguồn lực thực hiện; Dự kiến nguồn lực"
            ),
        ),
        PaperField(
            name="time",
            label="Thời gian thực hiện",
            headings=spellings(
                "Thời gian; Thời gian thực hiện; Thời gian, tiến độ; Thời gian triển khai; Thời gian hoàn thành;"
                "Thời gian bắt đầu; Thời gian bắt đầu, kết thúc; Thời gian dự kiến;"
                "Thời hạn; Thời hạn hoàn thành; Thời điểm thực hiện; Tiến độ; Tiến độ thực hiện; TG thực hiện; TG;"
                "Lộ trình; Lộ trình thực hiện"
            ),
        ),
        PaperField(
            name="level",
            label="Cấp đăng ký công nhận",
            by_section=True,
            headings=spellings(
                "Cấp; Cấp công nhận; Cấp đăng ký; Cấp đăng ký công nhận; Đăng ký cấp; Đăng ký cấp công nhận;"
                "Đăng ký công nhận cấp; Cấp đề nghị công nhận; Đề nghị công nhận cấp; Đề nghị cấp công nhận;"
                "Cấp mô hình; Cấp độ; Cấp quản lý; Mức đăng ký; Cấp đề nghị; Đăng ký đạt cấp; Đề nghị công nhận"
            ),
        ),
        PaperField(
            name="continuity",
            label="Mới hay duy trì",
            by_section=True,
            headings=spellings(
                "Mới, duy trì; Mới hay duy trì; Mới hoặc duy trì; Mới, tiếp tục; Mới, cũ; Xây dựng mới, duy trì;"
                "Xây dựng mới hay duy trì; Đăng ký mới, duy trì; Mô hình mới, duy trì; Mô hình mới hay duy trì;"
                "Mô hình mới, mô hình duy trì; Tính chất; Tình trạng; Hình thức (mới, duy trì);"
                "Hình thức thực hiện (mới, duy trì); Mới hay tiếp tục; Mới hay cũ; Trạng thái"
            ),
            codes={
                "new": spellings(
                    "Mới; Xây dựng mới; Đăng ký mới; Thực hiện mới; Làm mới; XD mới; Mới xây dựng; Mới đăng ký;"
                    "Lần đầu; Mô hình mới; Mô hình xây dựng mới; Mô hình đăng ký mới"
                ),
                "continued": spellings(
                    "Duy trì; Tiếp tục; Tiếp tục duy trì; Tiếp tục thực hiện; Cũ; Mô hình cũ; Chuyển tiếp; Kế thừa;"
                    "Đã có; Duy trì, nhân rộng; Duy trì và nhân rộng; Mô hình duy trì; Mô hình tiếp tục duy trì;"
                    "Mô hình chuyển tiếp; Nâng chất"
                ),
                # Of last year's, and not carried on: told of, never registered.
                "ended": spellings("Kết thúc; Không tiếp tục; Không duy trì; Thôi thực hiện; Dừng; Dừng thực hiện"),
            },
        ),
    ),
)


def check(answer: Answer, situation: Situation) -> Judged:
    """All problems of a registration at once, and what it is short of."""
    rows = [row for row in answer.filled.rows if not is_ended(row)]
    problems = [*answer.filled.problems, *emptiness(answer), *_ended(answer), *titles(rows), *lateness(answer)]
    for row in rows:
        problems += _of_row(row, rows, situation)
    counts = Counts.of((code_of(row, "kind"), subject_of(row)) for row in rows)
    lacking, short = shortness(answer, counts, situation)
    return Judged(answer, (*problems, *lacking), short)


def take(answers: Sequence[Answer], *, situation: Situation, at: datetime) -> list[Registration]:
    """Record registrations, one a duty at most; each replaces what that unit had registered before."""
    registrations = [record_of(Registration, answer, situation, at) for answer in answers]
    put(Registration, registrations, situation)
    Entry.objects.bulk_create(
        entry
        for registration, answer in zip(registrations, answers, strict=True)
        for entry in _entries(registration, answer, situation)
    )
    return registrations


def subject_of(row: Row) -> str:
    """What the row says it is about; unsaid, a line naming a person is an individual's, any other a collective's."""
    stated = code_of(row, "subject")
    if stated:
        return stated
    return Entry.Subject.INDIVIDUAL if row.text("person_name") else Entry.Subject.COLLECTIVE


def code_of(row: Row, name: str) -> str:
    """The code of a field that has codes, or nothing where what stands there is none."""
    value = row.text(name)
    return value if value in PAPER.field(name).codes else ""


def is_ended(row: Row) -> bool:
    return code_of(row, "continuity") == "ended"


def _ended(answer: Answer) -> list[Problem]:
    rows = [row for row in answer.filled.rows if is_ended(row)]
    said = "; ".join(row.text("title") for row in rows if row.text("title"))
    return [Problem("not_carried_on", rows[0].at("continuity"), {"titles": said})] if said else []


def _of_row(row: Row, rows: Sequence[Row], situation: Situation) -> list[Problem]:
    problems = []
    if code_of(row, "subject") == Entry.Subject.INDIVIDUAL and not row.text("person_name"):
        problems.append(Problem("missing_person", place_of(row, "person_name", rows)))
    area = row.text("field")
    if area and situation.areas and situation.areas.named(area) is None:
        problems.append(Problem("unknown_area", row.at("field"), {"area": area}))
    return problems


def _entries(registration: Registration, answer: Answer, situation: Situation) -> list[Entry]:
    unit = answer.obligation.unit
    # What is not carried on is not free for a new line either.
    matched = zip(answer.filled.rows, first_appearances(answer.filled.rows, unit.pk, situation), strict=True)
    kept = [(row, same_as) for row, same_as in matched if not is_ended(row)]
    return [
        _entry(row, position, registration=registration, same_as=same_as, situation=situation, unit_name=unit.name)
        for position, (row, same_as) in enumerate(kept, start=1)
    ]


def _entry(
    row: Row,
    position: int,
    *,
    registration: Registration,
    same_as: int | None,
    situation: Situation,
    unit_name: str,
) -> Entry:
    area = situation.areas.named(row.text("field")) if row.text("field") else None
    title, person, place = row.text("title"), row.text("person_name"), row.text("place")
    return Entry(
        registration=registration,
        campaign=situation.campaign,
        unit_id=registration.unit_id,
        same_as_id=same_as,
        current=registration.replaced_by_id is None,
        position=position,
        kind=code_of(row, "kind"),
        subject=subject_of(row),
        title=title,
        person_name=person,
        job=row.text("position"),
        area=area,
        strand_id=area.strand_id if area else None,
        area_text=row.text("field"),
        place=place,
        need=row.text("need"),
        goals=row.text("goals"),
        resources=row.text("resources"),
        time=row.text("time"),
        level=row.text("level"),
        continuity=code_of(row, "continuity"),
        cells={name: value.at for name, value in row.cells.items()},
        folded=folded(title, person, unit_name, place),
        title_key=title_key(title),
    )
