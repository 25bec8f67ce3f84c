"""What one worker of several does, in a process of its own: prints its share, one LibreOffice killed on the way."""

import os
import signal
import threading
from collections.abc import Sequence

from kheo.publishing.printing.offices import Offices
from kheo.publishing.printing.reading import wording_of

KILLED_AT = 10


def print_share(papers: Sequence[tuple[int, bytes]], *, kills: bool) -> list[tuple[int, bytes]]:
    """Number and PDF of each paper; with `kills` the worker's LibreOffice is killed at the tenth, and none survives."""
    made = []
    with Offices(1) as offices:
        for place, (number, docx) in enumerate(papers):
            if kills and place == KILLED_AT:
                (pid,) = offices.pids()
                threading.Timer(0.01, os.kill, (pid, signal.SIGKILL)).start()
            made.append((number, offices.pdf(docx, wording_of(docx))))
            if kills and place == KILLED_AT + 1:
                assert offices.pids() != [pid]
    return made
