"""Printing in the background: progress, one file a design, and what a killed worker leaves is printed by the next."""

import datetime as dt
import os
import time

import pytest
from django.utils import timezone

from kheo import reactions
from kheo.journal import vault
from kheo.publishing.certificates import runs
from kheo.publishing.certificates.designs import copied, samples
from kheo.publishing.certificates.drawing import pdf_of_all
from kheo.publishing.certificates.giving import Award, give
from kheo.publishing.certificates.models import Certificate, PrintRun
from kheo.publishing.certificates.recipients import Recipient
from tests.asked import Asked
from tests.kills.processes import fork, kill
from tests.publishing.certificates.reading import lines_of


def given(asked: Asked, award: Award, number: int = 3) -> list[Certificate]:
    return list(
        give(asked.campaign, [Recipient(f"Người {one}") for one in range(number)], award, actor=None).certificates
    )


def ask(asked: Asked, certificates: list[Certificate]) -> PrintRun:
    return runs.ask(asked.campaign, certificates, mode="whole", printer=None, actor=None)[0]


def test_a_run_is_printed_kept_and_the_same_again(asked: Asked, award: Award) -> None:
    certificates = given(asked, award)
    first, second = ask(asked, certificates), ask(asked, certificates)

    runs.work_off([first.pk, second.pk])
    runs.work_off([first.pk])

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.done, first.tries, first.failed, first.original) == (3, 1, "", second.original)
    assert first.original is not None
    pdf = vault.read(first.original)
    assert [[line for line in lines_of(pdf, page) if line.startswith("Người")] for page in range(3)] == [
        ["Người 0"], ["Người 1"], ["Người 2"]
    ]  # fmt: skip


def test_each_design_gets_a_file_of_its_own(asked: Asked, award: Award) -> None:
    other = copied(samples()["bang-khen"], issuer=award.design.issuer, actor=None)
    mine = given(asked, award)
    more = give(asked.campaign, [Recipient("Khác")], Award(other, "1", award.decided_on, award.signature), actor=None)

    made = runs.ask(asked.campaign, [*mine, *more.certificates], mode="text", printer=None, actor=None)

    assert [run.total for run in made] == [3, 1]


@pytest.mark.parametrize(
    ("mode", "number", "said"),
    [
        ("paper", 1, "Hãy chọn in cả nền và chữ, hoặc chỉ in chữ."),
        ("whole", 0, "Không có giấy nào để in; hãy bỏ bớt điều kiện lọc."),
        ("whole", 2001, "Mỗi lần in nhiều nhất 2000 giấy; hãy lọc bớt, ví dụ theo số quyết định."),
    ],
)
def test_what_cannot_be_printed_is_said(mode: str, number: int, said: str, asked: Asked) -> None:
    with pytest.raises(runs.CannotPrintError) as caught:
        runs.ask(asked.campaign, [Certificate()] * number, mode=mode, printer=None, actor=None)

    assert str(caught.value) == said


def test_a_run_in_hand_is_left_alone_and_a_silent_one_taken_up(asked: Asked, award: Award) -> None:
    run = ask(asked, given(asked, award))
    now = timezone.now()
    PrintRun.objects.update(worked_at=now, asked_at=now - dt.timedelta(minutes=5))
    runs.work_off([run.pk])
    in_hand = PrintRun.objects.get().original
    late = now + runs.LEASE + dt.timedelta(seconds=1)

    assert (in_hand, runs.forgotten(now), runs.forgotten(late)) == (None, [], [run.pk])


def test_a_run_that_kills_every_worker_is_given_up(asked: Asked, award: Award) -> None:
    run = ask(asked, given(asked, award))
    PrintRun.objects.update(tries=runs.MOST_TRIES, asked_at=timezone.now() - dt.timedelta(minutes=5))

    assert runs.forgotten(timezone.now()) == []
    run.refresh_from_db()
    assert run.failed.endswith("Hãy in thành nhiều phần nhỏ hơn.")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_on_the_way_is_followed_by_another(
    asked: Asked, award: Award, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(asked, given(asked, award, 120))

    def slowly(*arguments: object, **options: object) -> bytes:
        found = pdf_of_all(*arguments, **options)  # type: ignore[arg-type]
        time.sleep(60)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(runs, "pdf_of_all", slowly)
        worker = fork(lambda: runs.work_off([run.pk]))
    until = time.monotonic() + 30
    while PrintRun.objects.get().done < 100 and time.monotonic() < until:
        time.sleep(0.1)
    left = PrintRun.objects.get()
    kill(worker)

    # The clock, when the lease is over.
    later = timezone.now() + runs.LEASE + dt.timedelta(seconds=1)
    swept = reactions.sweep_prints(later)
    PrintRun.objects.update(worked_at=timezone.now() - 2 * runs.LEASE)
    runs.work_off([run.pk])

    run.refresh_from_db()
    assert ((left.done, left.original), swept, run.done, run.tries) == ((100, None), 1, 120, 2)
    assert run.original is not None
