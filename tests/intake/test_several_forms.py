"""Several forms in one file: each is an object of its own to read, and a submission of its own on the river."""

import io
import threading

import pytest
from django.db import connection, transaction
from openpyxl import Workbook

from kheo.confinement.pool import shared
from kheo.intake import pipeline
from kheo.intake.desk.deciding import retake
from kheo.intake.doors import by_letter, by_upload
from kheo.intake.models import Delivery, Submission
from kheo.intake.recognising import directory
from kheo.intake.taking import take_batch
from kheo.intake.understanding import understand
from kheo.journal.models import Event
from kheo.records import registering, reporting
from kheo.records.models import Entry, Registration, Report
from tests.asked import HEADINGS, IN_TIME, Asked, letter
from tests.cast import Cast
from tests.intake.drawn import Rows, document, read_all, workbook

PLAIN: Rows = [["STT", "Tên mô hình", "Lĩnh vực"], [1, "Đường hoa", "Kinh tế"]]
RESULTS: Rows = [["STT", "Tên mô hình", "Kết quả thực hiện"], [1, "Hát then", "Tốt"]]
PAPERS = [registering.PAPER, reporting.PAPER]


def named(unit: str, title: str) -> Rows:
    return [[f"Đơn vị: {unit}"], PLAIN[0], [1, title, "Kinh tế"]]


def forms(data: bytes) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (form.paper, form.unit.value if form.unit else None, [row.text("title") for row in form.rows])
        for form in read_all(data)
    ]


def test_forms_beyond_the_most_are_told_with_the_first() -> None:
    data = workbook({f"S{number}": named(f"Xã {number}", "Một") for number in range(102)})

    read = read_all(data)
    assert (len(read), [problem.message for problem in read[0].problems if problem.code == "too_many_forms"]) == (
        100,
        ["Tệp có 102 biểu, chỉ đọc 100 biểu đầu. Đề nghị tách phần còn lại thành tệp khác rồi gửi."],
    )


def test_sheets_of_two_units_and_another_paper_are_three_forms() -> None:
    data = workbook({"A": named("Xã A", "Một"), "B": named("Xã B", "Hai"), "KQ": [["Đơn vị: Xã B"], *RESULTS]})

    assert forms(data) == [
        ("registration", "Xã A", ["Một"]),
        ("registration", "Xã B", ["Hai"]),
        ("results", "Xã B", ["Hát then"]),
    ]


def test_the_only_unit_a_file_names_is_that_of_all_its_forms() -> None:
    assert forms(workbook({"ĐK": named("Xã A", "Một"), "KQ": RESULTS})) == [
        ("registration", "Xã A", ["Một"]),
        ("results", "Xã A", ["Hát then"]),
    ]


def test_forms_of_several_units_follow_each_other_in_a_document() -> None:
    data = document("Đơn vị: Xã A", "BIỂU ĐĂNG KÝ", PLAIN, "THỦ TRƯỞNG", "Đơn vị: Xã B", "BIỂU ĐĂNG KÝ", PLAIN)

    assert forms(data) == [("registration", "Xã A", ["Đường hoa"]), ("registration", "Xã B", ["Đường hoa"])]


def test_a_sheet_a_unit_says_so_by_its_name_where_no_head_does() -> None:
    assert forms(workbook({"Xã Mường So": PLAIN, "TH Dào San": PLAIN})) == [
        ("registration", "Xã Mường So", ["Đường hoa"]),
        ("registration", "TH Dào San", ["Đường hoa"]),
    ]
    assert forms(workbook({"Tập thể": PLAIN, "Cá nhân": PLAIN})) == [("registration", None, ["Đường hoa", "Đường hoa"])]


def test_one_units_lines_over_several_tables_stay_one_answer() -> None:
    data = document("Đơn vị: Xã A", PLAIN, "Tiếp theo", [PLAIN[0], [2, "Chợ sạch", "Xã hội"]])

    assert forms(data) == [("registration", "Xã A", ["Đường hoa", "Chợ sạch"])]


def test_sections_go_on_in_the_next_sheet_where_the_numbers_do() -> None:
    first: Rows = [PLAIN[0][:2], ["A", "LĨNH VỰC KINH TẾ"], [1, "Một"], [2, "Hai"]]
    on: Rows = [PLAIN[0][:2], [3, "Ba"]]
    anew: Rows = [PLAIN[0][:2], [1, "Bốn"]]

    def fields(second: Rows) -> list[str]:
        return [row.text("field") for row in read_all(workbook({"1": first, "2": second}))[0].rows]

    assert fields(on) == ["KINH TẾ", "KINH TẾ", "KINH TẾ"]
    assert fields(anew) == ["KINH TẾ", "KINH TẾ", ""]


def book(*pages: tuple[str, str, list[tuple[str, ...]]]) -> bytes:
    """Sheets of (unit, title, rows)."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for number, (unit, title, rows) in enumerate(pages):
        page = made.create_sheet(f"B{number}")
        page.append([f"Đơn vị: {unit}"])
        page.append([title])
        page.append(list(HEADINGS if "ĐĂNG KÝ" in title else ("STT", "Tên mô hình", "Kết quả thực hiện")))
        for row in rows:
            page.append([1, *row])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def registered(unit: str) -> tuple[str, str, list[tuple[str, ...]]]:
    return unit, "BIỂU ĐĂNG KÝ", [("Đường hoa", "Tập thể", "", "Kinh tế")]


def reported(unit: str) -> tuple[str, str, list[tuple[str, ...]]]:
    return unit, "BÁO CÁO KẾT QUẢ", [("Đường hoa", "Có hiệu quả")]


TWO = book(registered("Xã An Bình"), registered("Xã Bình Minh"))


def upload(asked: Asked, data: bytes) -> Submission:
    (submission,) = by_upload([("gộp.xlsx", data)], campaign=asked.campaign, received_at=IN_TIME)
    return submission


def stood() -> list[tuple[int, str, str | None, str | None]]:
    rows = Submission.objects.select_related("unit", "call").order_by("portion")
    return [
        (one.portion, one.state, one.unit.code if one.unit else None, one.call.slug if one.call else None)
        for one in rows
    ]


BOTH = [(0, "taken", "AB", "registration"), (1, "taken", "BM", "registration")]


@pytest.mark.django_db
def test_each_form_becomes_a_submission_of_its_own(asked: Asked) -> None:
    first = upload(asked, TWO)

    pipeline.work_off([first.pk])

    assert stood() == BOTH
    second = Submission.objects.get(portion=1)
    assert (second.part_of, second.original, second.filename) == (first, first.original, "gộp.xlsx")
    assert (Registration.objects.count(), Entry.objects.count(), Delivery.objects.count()) == (2, 2, 2)
    assert set(Entry.objects.values_list("cells__title", flat=True)) == {"B0!B4", "B1!B4"}


@pytest.mark.django_db
def test_registration_and_results_in_one_workbook_answer_both_calls(asked: Asked) -> None:
    pipeline.work_off([upload(asked, book(registered("Xã An Bình"), reported("Xã An Bình"))).pk])

    assert stood() == [(0, "taken", "AB", "registration"), (1, "taken", "AB", "results")]
    assert (Registration.objects.count(), Report.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_call_that_was_told_is_that_of_the_form_which_answers_it(asked: Asked) -> None:
    (first,) = by_upload(
        [("a.xlsx", book(reported("Xã An Bình"), registered("Xã An Bình")))],
        campaign=asked.campaign, received_at=IN_TIME, call=asked.registration,
    )  # fmt: skip

    pipeline.work_off([first.pk])

    assert stood() == [(0, "taken", "AB", "results"), (1, "taken", "AB", "registration")]


@pytest.mark.django_db
def test_in_a_letter_every_form_is_part_of_the_letter(asked: Asked) -> None:
    raw = letter("ai@do.vn", ("gop.xlsx", TWO))
    (sent,) = by_letter([raw], campaign=asked.campaign, received_at=IN_TIME)

    pipeline.work_off([sent.pk])

    parts = Submission.objects.exclude(pk=sent.pk).order_by("portion")
    assert [(part.portion, part.part_of, part.state, part.sender) for part in parts] == [
        (0, sent, "taken", "ai@do.vn"),
        (1, sent, "taken", "ai@do.vn"),
    ]


@pytest.mark.django_db
def test_the_same_bytes_again_are_told_by_the_first_form_alone(asked: Asked) -> None:
    first = upload(asked, TWO)
    pipeline.work_off([first.pk])

    assert upload(asked, TWO) == first
    pipeline.work_off([first.pk])

    assert (stood(), Delivery.objects.filter(submission=first).count()) == (BOTH, 2)


@pytest.mark.django_db
def test_worked_off_twice_and_read_again_nothing_is_there_twice(cast: Cast, asked: Asked) -> None:
    first = upload(asked, TWO)
    pipeline.work_off([first.pk])
    events = Event.objects.count()
    pipeline.work_off([first.pk])
    assert (stood(), Event.objects.count()) == (BOTH, events)

    retake(first, actor=cast.lan)
    retake(Submission.objects.get(portion=1), actor=cast.lan)
    pipeline.work_off(Submission.objects.values_list("pk", flat=True))

    assert stood() == BOTH
    assert Entry.objects.current().count() == 2


@pytest.mark.django_db
def test_killed_before_the_commit_leaves_no_portion_and_killed_after_it_one_that_waits(asked: Asked) -> None:
    first = upload(asked, TWO)
    batch = list(understand(iter([first]), shared(), lambda _: PAPERS))
    with transaction.atomic():
        take_batch(batch, directory_of=directory, attached={})
        transaction.set_rollback(True)
    assert stood() == [(0, "received", None, None)]

    waiting = take_batch(batch, directory_of=directory, attached={})
    assert stood() == [BOTH[0], (1, "received", None, None)]
    assert waiting == [Submission.objects.get(portion=1).pk]
    assert take_batch(batch, directory_of=directory, attached={}) == []

    pipeline.work_off(waiting)
    assert stood() == BOTH


@pytest.mark.django_db(transaction=True)
def test_workers_beside_each_other_enter_each_form_once(asked: Asked) -> None:
    first = upload(asked, TWO)
    failures: list[Exception] = []

    def work() -> None:
        try:
            pipeline.work_off([first.pk])
        except Exception as error:  # noqa: BLE001 told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    pipeline.work_off(Submission.objects.values_list("pk", flat=True))

    assert (failures, stood(), Registration.objects.count()) == ([], BOTH, 2)


@pytest.mark.django_db
def test_a_second_form_of_one_unit_for_one_call_waits_for_a_person(asked: Asked) -> None:
    pipeline.work_off([upload(asked, book(registered("Xã An Bình"), registered("Đảng ủy xã An Bình"))).pk])

    assert stood() == [BOTH[0], (1, "puzzling", "AB", "registration")]
    problems = Submission.objects.get(portion=1).problems
    assert [problem["code"] for problem in problems] == ["another_portion"]


@pytest.mark.django_db
def test_what_was_told_of_the_file_holds_only_for_forms_of_the_same_unit(cast: Cast, asked: Asked) -> None:
    files = [("a.xlsx", book(registered("Xã An Bình"), registered("Xã Bình Minh"), reported("Xã An Bình")))]
    (first,) = by_upload(files, campaign=asked.campaign, received_at=IN_TIME, unit=cast.an_binh, actor=cast.minh)

    pipeline.work_off([first.pk])

    told = Submission.objects.order_by("portion").values_list("unit__code", "decided_by")
    assert list(told) == [("AB", cast.minh.pk), ("BM", None), ("AB", cast.minh.pk)]
