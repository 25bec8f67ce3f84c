"""Beside a worker: waits at the mailboxes whose servers tell of new letters."""

import threading

from django.conf import settings

from kheo import reactions


def wait_for_letters(stop: threading.Event) -> list[threading.Thread]:
    """The thread that waits until `stop` is set; none where the instance only looks each minute."""
    if not settings.MAIL_IDLE:
        return []
    thread = threading.Thread(target=reactions.wait_for_letters, args=(stop,), name="mailboxes", daemon=True)
    thread.start()
    return [thread]
