"""Waits at every mailbox whose server tells of new letters (IDLE), and calls out as soon as one comes.

Only a hint: whoever is called fetches, and the clock has every mailbox looked into each minute anyway.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from kheo.mail.imap import LONGEST_IDLE, Folder
from kheo.mail.smtp import NoServer
from kheo.mail.tokens import TokenRefused
from kheo.post.fetching import server_of
from kheo.post.models import Mailbox
from kheo.post.sealing import SealBroken

MOST_MAILBOXES = 20
SECONDS_BETWEEN_ROUNDS = 30.0
SECONDS_OF_REST = 60.0
SECONDS_TO_END = 10.0

# Gets the mailbox's id and the present moment.
Arrived = Callable[[int, datetime], object]

logger = logging.getLogger(__name__)


def wait_at_mailboxes(stop: threading.Event, arrived: Arrived) -> None:
    """One thread a mailbox, for mailboxes that come and go, until `stop` is set. Ends with its threads."""
    waiting: dict[int, threading.Thread] = {}
    while not stop.wait(0 if not waiting else SECONDS_BETWEEN_ROUNDS):
        waiting = {pk: thread for pk, thread in waiting.items() if thread.is_alive()}
        for pk in _mailboxes():
            if pk not in waiting:
                waiting[pk] = _started(pk, stop, arrived)
        if not waiting:
            stop.wait(SECONDS_BETWEEN_ROUNDS)
    for thread in waiting.values():
        thread.join(timeout=SECONDS_TO_END)


def _started(pk: int, stop: threading.Event, arrived: Arrived) -> threading.Thread:
    thread = threading.Thread(target=_wait_at, args=(pk, stop, arrived), name=f"mailbox-{pk}", daemon=True)
    thread.start()
    return thread


def _mailboxes() -> list[int]:
    try:
        rows = Mailbox.objects.filter(enabled=True, failing_since=None).exclude(imap_host="").order_by("pk")
        return list(rows.values_list("pk", flat=True)[:MOST_MAILBOXES])
    except DatabaseError:
        return []
    finally:
        connection.close()


def _wait_at(pk: int, stop: threading.Event, arrived: Arrived) -> None:
    """Until it is switched off, fails, or `stop` is set. Who starts it again is the round above."""
    try:
        while not stop.is_set():
            mailbox = Mailbox.objects.get(pk=pk, enabled=True)
            server, name = server_of(mailbox), mailbox.folder
            # Waiting may take long; nobody needs the database meanwhile.
            connection.close()
            with Folder(server, name) as folder:
                if not folder.can_wait:
                    stop.wait(LONGEST_IDLE)
                while folder.can_wait and folder.wait(LONGEST_IDLE, stop.is_set):
                    arrived(pk, timezone.now())
                    connection.close()
    except (NoServer, TokenRefused, SealBroken, Mailbox.DoesNotExist, DatabaseError) as why:
        # The fetching finds the same and tells the office.
        logger.info("no waiting at mailbox %s: %s", pk, why)
        stop.wait(SECONDS_OF_REST)
    finally:
        connection.close()
