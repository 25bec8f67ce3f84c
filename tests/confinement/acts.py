"""What a hostile file might bring a reader to do; the tests name these functions as jobs."""

import ctypes
import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

from kheo.confinement.further import Further
from kheo.confinement.refusal import Refusal


def length(data: bytes) -> int:
    return len(data)


def echo(data: bytes) -> str:
    return data.decode()


def process(data: bytes) -> int:
    return os.getpid()


def environment(data: bytes) -> dict[str, str]:
    return dict(os.environ)


def refuse(data: bytes) -> Any:
    raise Refusal("damaged_file", data.decode())


def refuse_unopened(data: bytes) -> Any:
    raise Refusal("pdf_file", "tệp PDF", unopened=True)


def stumble(data: bytes) -> Any:
    raise KeyError(data.decode())


def leave(data: bytes) -> Any:
    sys.exit("bye")


def abort(data: bytes) -> Any:
    os.abort()


def crash(data: bytes) -> Any:
    ctypes.string_at(0)


def sleep(data: bytes) -> Any:
    time.sleep(60)


def spin(data: bytes) -> Any:
    while True:
        pass


def hoard(data: bytes) -> int:
    return len(bytearray(2_000_000_000))


def recurse(data: bytes) -> Any:
    return recurse(data)


def flood(data: bytes) -> str:
    return "x" * 40_000_000


def not_json(data: bytes) -> Any:
    return object()


def chatter(data: bytes) -> str:
    print("noise on standard output")  # noqa: T201 - the noise is the point
    os.write(1, b"more noise")
    os.write(2, b"and on the other")
    return "heard nothing"


def write_file(data: bytes) -> int:
    return Path(data.decode()).write_bytes(b"evil")


def call_out(data: bytes) -> Any:
    with socket.create_connection(("127.0.0.1", int(data)), timeout=1):
        return "reached"


def start_process(data: bytes) -> int:
    return os.spawnlp(os.P_WAIT, "true", "true")


def open_many(data: bytes) -> int:
    return len([os.open(os.devnull, os.O_RDONLY) for _ in range(200)])


def part(data: bytes, argument: Any) -> str:
    if argument == 2:
        raise Refusal("damaged_file", "phần hỏng")
    if argument == "deadly":
        os.abort()
    if argument == "slowly":
        time.sleep(1)
    return f"{data.decode()}-{argument}"


def slow_part(data: bytes, argument: Any) -> str:
    time.sleep(0.6)
    return part(data, argument)


def bind(data: bytes) -> Any:
    found = json.loads(data)
    refused = [place for place, each in enumerate(found["refused"], start=1) if each]
    return {"kept": found["kept"], "parts": found["answers"], "refused": refused}


def ask_for_parts(data: bytes) -> Further:
    return Further(tuple((f"{__name__}:part", number) for number in (1, 2, 3)), f"{__name__}:bind", data.decode())


def ask_for_a_deadly_part(data: bytes) -> Further:
    return Further(tuple((f"{__name__}:part", each) for each in (1, "deadly", 3)), f"{__name__}:bind")


def ask_for_slow_parts(data: bytes) -> Further:
    return Further(tuple((f"{__name__}:slow_part", each) for each in (1, 3, 4)), f"{__name__}:bind")
