"""What goes over the pipes between the parent and a reader process: lengths first, then bytes; never a pickle."""

import struct
from collections.abc import Sequence
from enum import IntEnum
from typing import IO

# A job names a pure function by its dotted path (`package.module:function`), behind it perhaps a blank and an argument
# in JSON, and carries the bytes it shall read.
Job = tuple[str, bytes]

_COUNT = struct.Struct(">I")
_JOB = struct.Struct(">HI")
_ANSWER = struct.Struct(">BI")


class Verdict(IntEnum):
    """How a job ended. After REFUSED the process ends itself: a hostile file must not meet the next one in it."""

    ANSWERED = 0
    UNOPENED = 1
    REFUSED = 2
    FURTHER = 3


def write_parcel(stream: IO[bytes], jobs: Sequence[Job]) -> None:
    """Several jobs at once: a busy parent then does not hold up its readers after every file."""
    pieces = [_COUNT.pack(len(jobs))]
    for function, data in jobs:
        name = function.encode()
        pieces += (_JOB.pack(len(name), len(data)), name, data)
    stream.write(b"".join(pieces))
    stream.flush()


def read_parcel(stream: IO[bytes]) -> list[Job]:
    """Whole before the first job is begun, so that the two sides never wait for each other. Empty at the end."""
    head = stream.read(_COUNT.size)
    if len(head) < _COUNT.size:
        return []
    (count,) = _COUNT.unpack(head)
    jobs = []
    for _ in range(count):
        name, size = _JOB.unpack(_exactly(stream, _JOB.size))
        jobs.append((_exactly(stream, name).decode(), _exactly(stream, size)))
    return jobs


def write_answer(stream: IO[bytes], verdict: Verdict, payload: bytes) -> None:
    stream.write(_ANSWER.pack(verdict, len(payload)) + payload)
    stream.flush()


def read_answer(stream: IO[bytes], *, limit: int) -> tuple[Verdict, bytes]:
    """EOFError when the process ended before it answered, ValueError for what no honest reader sends."""
    number, size = _ANSWER.unpack(_exactly(stream, _ANSWER.size))
    if size > limit:
        raise ValueError("answer too large")
    return Verdict(number), _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
