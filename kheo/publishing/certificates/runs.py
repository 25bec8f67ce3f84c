"""Prints many certificates in one PDF in the background, with progress; a killed worker's run is taken up again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.journal.book import note
from kheo.publishing.certificates import giving
from kheo.publishing.certificates.designs import layout_of
from kheo.publishing.certificates.drawing import MODES, pdf_of_all
from kheo.publishing.certificates.faces import NoFaceError
from kheo.publishing.certificates.models import Certificate, Printer, PrintRun

MOST = 2_000
# A run says that it lives with each step of its progress; silent for longer, its worker is dead.
LEASE = timedelta(seconds=25)
MOST_TRIES = 4
_GIVEN_UP = "Đã thử in nhiều lần nhưng lần nào cũng đứt giữa chừng. Hãy in thành nhiều phần nhỏ hơn."


class CannotPrintError(Exception):
    """What keeps certificates from being printed, as a sentence."""


@transaction.atomic
def ask(
    campaign: Campaign, certificates: Sequence[Certificate], *, mode: str, printer: Printer | None, actor: User | None
) -> list[PrintRun]:
    """A run for each design among them, in the order given; the workers print them. Raises CannotPrintError."""
    if mode not in MODES:
        raise CannotPrintError("Hãy chọn in cả nền và chữ, hoặc chỉ in chữ.")
    if not certificates:
        raise CannotPrintError("Không có giấy nào để in; hãy bỏ bớt điều kiện lọc.")
    if len(certificates) > MOST:
        raise CannotPrintError(f"Mỗi lần in nhiều nhất {MOST} giấy; hãy lọc bớt, ví dụ theo số quyết định.")
    of_designs: dict[int, list[int]] = {}
    for one in certificates:
        of_designs.setdefault(one.design_id, []).append(one.pk)
    now = timezone.now()
    runs = [
        PrintRun.objects.create(
            campaign=campaign, certificates=numbers, mode=mode, printer=printer, total=len(numbers), asked_at=now,
            asked_by=actor,
        )
        for numbers in of_designs.values()
    ]  # fmt: skip
    for run in runs:
        note("printrun.asked", run, actor=actor, total=run.total, mode=mode)
    return runs


def work_off(numbers: Sequence[int]) -> None:
    """Print what is not yet printed; doing it twice does nothing twice."""
    for number in numbers:
        now = timezone.now()
        taken = _free(now).filter(pk=number).update(worked_at=now, tries=F("tries") + 1, done=0)
        if taken:
            _print(PrintRun.objects.select_related("printer", "campaign").get(pk=number))


def forgotten(now: datetime) -> list[int]:
    """Runs nobody is on: their task was lost, or its worker died. One that killed every worker is given up."""
    free = _free(now).filter(asked_at__lt=now - LEASE)
    free.filter(tries__gte=MOST_TRIES).update(failed=_GIVEN_UP)
    return list(_free(now).filter(asked_at__lt=now - LEASE).order_by("pk").values_list("pk", flat=True)[:50])


def file_of(certificate: Certificate, *, mode: str, printer: Printer | None) -> bytes:
    """One certificate at once. Raises CannotPrintError."""
    try:
        return pdf_of_all([giving.printed_of(certificate)], layout_of(certificate.design), mode=mode, off=_off(printer))
    except NoFaceError as error:
        raise CannotPrintError(str(error)) from error


def _free(now: datetime) -> QuerySet[PrintRun]:
    waiting = PrintRun.objects.filter(original=None, failed="")
    return waiting.filter(Q(worked_at=None) | Q(worked_at__lt=now - LEASE))


def _print(run: PrintRun) -> None:
    rows = Certificate.objects.select_related("design__background").in_bulk(run.certificates)
    chosen = [rows[number] for number in run.certificates if number in rows]

    def progress(done: int) -> None:
        PrintRun.objects.filter(pk=run.pk).update(done=done, worked_at=timezone.now())

    try:
        pdf = pdf_of_all(
            [giving.printed_of(one) for one in chosen],
            layout_of(chosen[0].design),
            mode=run.mode,
            off=_off(run.printer),
            progress=progress,
        )
    except (NoFaceError, FileNotFoundError) as error:
        said = str(error) if isinstance(error, NoFaceError) else "Tệp nền của mẫu không còn trong kho."
        PrintRun.objects.filter(pk=run.pk).update(failed=said[:500])
        return
    original = vault.keep([pdf])[0]
    with transaction.atomic():
        ended = PrintRun.objects.filter(pk=run.pk, original=None)
        if ended.update(original=original, done=run.total):
            note("printrun.made", run, actor=run.asked_by, total=run.total, sha256=original.sha256)


def _off(printer: Printer | None) -> tuple[float, float]:
    return (float(printer.right), float(printer.down)) if printer else (0.0, 0.0)
