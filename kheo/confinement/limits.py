"""What a reader process may use, and how much of that the operating system will hold it to."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

MEGABYTE = 1024 * 1024

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds: memory for the process, the rest for one file; `files` until it is replaced.

    `memory` counts addresses, what large libraries map and never touch among them; `data`, where it is set, counts
    what the process may really fill.
    """

    memory: int = 512 * MEGABYTE
    cpu: int = 10
    wall: float = 12
    answer: int = 32 * MEGABYTE
    files: int = 500
    data: int | None = None


# For what reads pictures: its libraries map some 300 MB of addresses of which it touches a fifth.
SLOW = Limits(memory=768 * MEGABYTE, data=400 * MEGABYTE, cpu=20, wall=28, files=40)


def confine(limits: Limits) -> dict[str, bool]:
    """Bind this process for good; says which bounds the system could set. Without any, the parent's clock remains."""
    bounds: dict[str, Callable[[], None]] = {
        "processes": _start_no_processes,
        "network": _leave_network,
        "memory": lambda: _bound("RLIMIT_AS", limits.memory),
        "data": lambda: _bound("RLIMIT_DATA", limits.data or limits.memory),
        "files_written": lambda: _bound("RLIMIT_FSIZE", 0),
        "files_open": lambda: _bound("RLIMIT_NOFILE", 64),
        "dumps": lambda: _bound("RLIMIT_CORE", 0),
        "cpu": lambda: allow_cpu(limits.cpu),
    }
    return {name: _holds(act) for name, act in bounds.items()}


class TimeUp(BaseException):
    """The processor's time for one file is over; no reader's `except Exception` may keep it."""


def allow_cpu(seconds: int) -> None:
    """So many more seconds from now: the soft limit counts from the start of the process and is moved up."""
    if sys.platform == "win32":
        raise OSError("no limits on this system")
    signal.signal(signal.SIGXCPU, _stop)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))


def _stop(_signal: int, _frame: object) -> None:
    """The system asks before it kills; code within a library that does not listen is ended by the parent's clock."""
    raise TimeUp


def _bound(name: str, most: int) -> None:
    if sys.platform == "win32":
        raise OSError("no limits on this system")
    number = getattr(resource, name)
    resource.setrlimit(number, (most, most))


def _start_no_processes() -> None:
    _bound("RLIMIT_NPROC", 0)
    if os.getuid() == 0:
        raise OSError("root is not held to this")


def _leave_network() -> None:
    """Into a network of its own with nothing in it. Root gives up its powers over the host at the same time."""
    if not sys.platform.startswith("linux"):
        raise OSError("no network namespaces on this system")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) and libc.unshare(_CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _holds(act: Callable[[], None]) -> bool:
    try:
        act()
    except (OSError, ValueError, AttributeError):
        return False
    return True
