"""How quickly letters come out of a real mailbox: from Dovecot into the vault, and on until their forms are taken."""

import multiprocessing
import os
import random
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

from kheo.bench.take import name_of, own_instance, prepare_office
from kheo.campaigns.models import Campaign
from kheo.demo.forms import registration_form
from kheo.demo.letters import Posted, make_letter
from kheo.demo.servers.dovecot import PASSWORD, PROGRAM, Dovecot
from kheo.intake import pipeline
from kheo.intake.doors import by_mailbox
from kheo.intake.models import Submission
from kheo.post import fetching
from kheo.post.models import Fetched, Mailbox
from kheo.post.sealing import seal

SEED = 2024
ADDRESS, ACCOUNT = "office@example.vn", "office"
_HOURS = 3600.0


def run(*, size: int = 2_000) -> dict[str, Any]:
    """Letters a second, each with one form: until they are stored and filed on the server, and until they are taken."""
    if PROGRAM is None:
        return {"bench": "mail", "missing": "Chưa cài Dovecot (apt install dovecot-imapd) nên không đo được."}
    server = Dovecot()
    try:
        server.start()
        _deliver(server, size)
        with tempfile.TemporaryDirectory(prefix="kheo-bench-") as folder, own_instance(Path(folder)):
            # A fresh process, so that Django starts on the new instance.
            spawn = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(1, mp_context=spawn, initializer=django.setup) as pool:
                measured = pool.submit(_through_the_mailbox, server.port, size).result()
    finally:
        server.close()
    return {"bench": "mail", "size": size, "cores": os.cpu_count(), **measured}


def _deliver(server: Dovecot, size: int) -> None:
    for number in range(size):
        form = registration_form(random.Random(SEED + number), unit=name_of(number))  # noqa: S311 - no secrets
        posted = Posted(
            sender=f"{name_of(number)} <x{number}@example.vn>",
            to=ADDRESS,
            subject=f"Đăng ký của {name_of(number)}",
            body="Xin gửi biểu.",
            at=timezone.now(),
            attachments=((form.filename, form.data),),
        )
        server.deliver(ACCOUNT, make_letter(posted))


def _through_the_mailbox(port: int, size: int) -> dict[str, Any]:
    """Runs in its own process on the new instance."""
    campaign = prepare_office(size)
    Campaign.objects.filter(pk=campaign.pk).update(email=ADDRESS, published_at=timezone.now() - timedelta(days=1))
    mailbox = Mailbox.objects.create(
        office=campaign.root,
        address=ADDRESS,
        imap_host="127.0.0.1",
        imap_port=port,
        imap_security=Mailbox.Security.NONE,
        username=ACCOUNT,
        sealed_secret=seal(PASSWORD),
        done_folder="Đã nhận",
    )
    begun = time.perf_counter()
    fetching.fetch(mailbox.pk, by_mailbox, seconds=_HOURS)
    stored = time.perf_counter()
    pipeline.work_off(Submission.objects.values_list("pk", flat=True).order_by("pk"))
    taken = time.perf_counter()
    return {
        "stored": Fetched.objects.exclude(filed_at=None).count(),
        "taken": Submission.objects.filter(state=Submission.State.TAKEN).count(),
        "letters_per_second_stored": round(size / (stored - begun), 1),
        "letters_per_second_taken": round(size / (taken - begun), 1),
        "ms_per_letter_stored": round((stored - begun) / size * 1000, 2),
        "ms_per_letter_taken": round((taken - begun) / size * 1000, 2),
    }
