import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Standing
from kheo.confinement.pool import shared
from kheo.intake import pipeline
from kheo.intake.desk.deciding import retake
from kheo.intake.doors import by_letter, by_screen, by_upload
from kheo.intake.models import Submission
from kheo.intake.recognising import directory
from kheo.intake.taking import take_batch
from kheo.intake.typed import Typed
from kheo.intake.understanding import Understood, restored, stored, understand
from kheo.journal.models import Event
from kheo.journal.vault import path_of
from kheo.records import registering
from kheo.records.models import Entry, Registration
from tests.asked import IN_TIME, Asked, collectives, individuals, letter, sheet
from tests.cast import Cast

ROWS = [*collectives("Đường hoa"), *individuals(("Chị Hoa", "Nguyễn Thị Hoa"))]
NAMES = ("Xã An Bình", "Xã Bình Minh", "Trường Mầm non Hoa Sen")


def arrive(asked: Asked, *names: str) -> list[Submission]:
    files = [(f"{name}.xlsx", sheet(name, ROWS)) for name in names]
    return by_upload(files, campaign=asked.campaign, received_at=IN_TIME)


def understood(submissions: list[Submission]) -> list[Understood]:
    return list(understand(iter(submissions), shared(), lambda _: [registering.PAPER]))


def states() -> list[str]:
    return list(Submission.objects.order_by("id").values_list("state", flat=True))


def refuse_entries_of_binh_minh() -> None:
    """The database itself refuses them, until the test's transaction is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER refusing BEFORE INSERT ON kheo_entry WHEN new.folded LIKE '%binh minh%' "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        else:
            cursor.execute("ALTER TABLE kheo_entry ADD CONSTRAINT refusing CHECK (folded NOT LIKE '%binh minh%')")


@pytest.mark.parametrize("names", [NAMES[:1], NAMES])
def test_taking_three_costs_as_many_queries_as_taking_one(
    asked: Asked, django_assert_num_queries: DjangoAssertNumQueries, names: tuple[str, ...]
) -> None:
    among = directory(asked.campaign)
    batch = understood(arrive(asked, *names))

    with django_assert_num_queries(40):
        take_batch(batch, directory_of=lambda _: among, attached={})

    assert (states(), Entry.objects.count()) == (["taken"] * len(names), 2 * len(names))


def test_doing_it_twice_does_nothing_twice(asked: Asked) -> None:
    ids = [one.pk for one in arrive(asked, *NAMES)]

    pipeline.work_off(ids)
    events = Event.objects.count()
    pipeline.work_off(ids)

    assert (Registration.objects.count(), Standing.objects.count(), Event.objects.count()) == (3, 3, events)


def test_killed_before_the_commit_leaves_everything_to_be_done_again(asked: Asked) -> None:
    batch = understood(arrive(asked, *NAMES))
    with transaction.atomic():
        take_batch(batch, directory_of=directory, attached={})
        transaction.set_rollback(True)
    assert (states(), Registration.objects.count()) == (["received"] * 3, 0)

    pipeline.work_off([one.submission.pk for one in batch])

    assert (states(), Registration.objects.count()) == (["taken"] * 3, 3)


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_submission_once(asked: Asked) -> None:
    ids = [one.pk for one in arrive(asked, *NAMES)]
    failures: list[Exception] = []

    def work() -> None:
        try:
            pipeline.work_off(ids)
        except Exception as error:  # noqa: BLE001 told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failures == []
    assert (states(), Registration.objects.count(), Entry.objects.count()) == (["taken"] * 3, 3, 6)
    assert Event.objects.filter(happened="submission.taken").count() == 3


def test_two_answers_of_one_unit_in_one_batch_are_two_versions(asked: Asked) -> None:
    files = [("1.xlsx", sheet("Xã An Bình", ROWS)), ("2.xlsx", sheet("Xã An Bình", ROWS[:1]))]
    submissions = by_upload(files, campaign=asked.campaign, received_at=IN_TIME)

    pipeline.work_off([one.pk for one in submissions])

    first, later = Registration.objects.order_by("id")
    assert (first.replaced_by, later.replaced_by) == (later, None)
    assert list(Entry.objects.current().values_list("title", flat=True)) == ["Đường hoa"]


def test_bytes_the_store_lost_puzzle_and_do_not_stop_the_others(asked: Asked) -> None:
    submissions = arrive(asked, *NAMES)
    path_of(submissions[1].original.sha256).unlink()

    pipeline.work_off([one.pk for one in submissions])

    assert states() == ["taken", "puzzling", "taken"]
    lost = Submission.objects.get(pk=submissions[1].pk)
    assert ([problem["code"] for problem in lost.problems], lost.tries) == (["stumbled"], 2)
    errors = Event.objects.filter(happened="submission.stumbled").order_by("id")
    assert [event.details["error"].split(":")[0] for event in errors] == ["FileNotFoundError"] * 2


def test_a_record_the_database_refuses_puzzles_and_does_not_stop_the_others(asked: Asked) -> None:
    submissions = arrive(asked, *NAMES)
    refuse_entries_of_binh_minh()

    pipeline.work_off([one.pk for one in submissions])

    assert (states(), Registration.objects.count()) == (["taken", "puzzling", "taken"], 2)


def test_a_unit_that_is_not_asked_waits_for_a_person(cast: Cast, asked: Asked) -> None:
    asked.duty(cast.an_binh).delete()
    (submission,) = by_upload(
        [("a.xlsx", sheet("Xã An Bình", ROWS))],
        campaign=asked.campaign,
        received_at=IN_TIME,
        call=asked.registration,
    )

    pipeline.work_off([submission.pk])

    submission.refresh_from_db()
    assert [problem["message"] for problem in submission.problems] == [
        "Xã An Bình không thuộc đối tượng phải gửi theo công văn này; cần cán bộ xem."
    ]


def test_a_file_with_no_form_waits_for_a_person_with_its_guess(asked: Asked) -> None:
    (submission,) = by_upload(
        [("Xã An Bình.xlsx", sheet("Xã An Bình", [("Chè", "12")], ("STT", "Hàng", "Tiền")))],
        campaign=asked.campaign,
        received_at=IN_TIME,
    )

    pipeline.work_off([submission.pk])

    submission.refresh_from_db()
    assert (submission.state, [guess["unit"] for guess in submission.guesses]) == ("puzzling", ["AB"])
    assert [problem["code"] for problem in submission.problems][-1] == "no_form"


def test_what_an_officer_types_is_taken_in_that_officers_name(cast: Cast, asked: Asked) -> None:
    typed = Typed("registration", ({"title": "Đường hoa"}, {"title": "Chị Hoa", "person_name": "Nguyễn Thị Hoa"}))
    submission = by_screen(typed, unit=cast.school, call=asked.registration, received_at=IN_TIME, actor=cast.lan)

    pipeline.work_off([submission.pk])

    assert Registration.objects.get().taken_by == cast.lan
    assert Entry.objects.order_by("id")[1].cells == {"title": "row 2", "person_name": "row 2"}
    assert asked.duty(cast.school).state == "accepted"


def test_a_reading_is_kept_whole(asked: Asked) -> None:
    (one,) = understood(arrive(asked, "Xã An Bình"))

    assert restored(stored(one.said)) == one.said  # type: ignore[arg-type]


def test_letters_and_their_attachments_are_worked_off_in_one_go(asked: Asked) -> None:
    raws = [letter("ai@do.vn", (f"{name}.xlsx", sheet(name, ROWS)), subject=name) for name in NAMES]
    letters = by_letter(raws, campaign=asked.campaign, received_at=IN_TIME)

    pipeline.work_off(one.pk for one in letters)

    assert states() == ["opened"] * 3 + ["taken"] * 3


def test_a_second_reading_counts_from_its_own_instant(cast: Cast, asked: Asked) -> None:
    (submission,) = arrive(asked, "Xã An Bình")
    pipeline.work_off([submission.pk])
    begun = timezone.now()

    retake(submission, actor=cast.lan)
    pipeline.work_off([submission.pk])

    submission.refresh_from_db()
    assert submission.reopened_at is not None
    assert submission.reopened_at >= begun
