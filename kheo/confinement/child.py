"""The reader process: takes jobs from standard input, answers on standard output, and trusts nothing it is given."""

import gc
import json
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from traceback import extract_tb
from typing import IO, Any

from kheo.confinement.frames import Verdict, read_parcel, write_answer
from kheo.confinement.further import Further
from kheo.confinement.limits import Limits, TimeUp, allow_cpu, confine
from kheo.confinement.refusal import Refusal


def main(limits: Limits) -> None:
    """Work until the parent closes the pipe, or until a file was refused after it had been opened."""
    jobs, answers = _own_streams()
    held = confine(limits)
    write_answer(answers, Verdict.ANSWERED, json.dumps(held).encode())
    gc.freeze()
    while parcel := read_parcel(jobs):
        for function, data in parcel:
            if held["cpu"]:
                allow_cpu(limits.cpu)
            verdict, payload = _work_off(function, data, limits)
            write_answer(answers, verdict, payload)
            if verdict is Verdict.REFUSED:
                return


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes under new numbers; what a library prints goes nowhere instead of between two answers."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return jobs, answers


def _work_off(function: str, data: bytes, limits: Limits) -> tuple[Verdict, bytes]:
    """Whatever happens inside, one verdict comes out."""
    verdict = Verdict.ANSWERED
    try:
        found = _found(function, data)
        if isinstance(found, Further):
            verdict, found = Verdict.FURTHER, (found.jobs, found.then, found.kept)
        payload = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    except TimeUp:
        return Verdict.REFUSED, _reasons("too_large", "đọc tệp này mất quá nhiều thời gian")
    except Refusal as refusal:
        verdict = Verdict.UNOPENED if refusal.unopened else Verdict.REFUSED
        return verdict, _reasons(refusal.code, refusal.why)
    except MemoryError:
        return Verdict.REFUSED, _reasons("too_large", "đọc tệp này cần quá nhiều bộ nhớ")
    except BaseException as error:  # noqa: BLE001 - some libraries raise what is no Exception
        return Verdict.REFUSED, _reasons("unreadable", "cấu trúc tệp khác thường", _place(error))
    if len(payload) > limits.answer:
        return Verdict.REFUSED, _reasons("too_large", "nội dung đọc được quá lớn")
    return verdict, payload


def _found(function: str, data: bytes) -> Any:
    name, _, argument = function.partition(" ")
    return _named(name)(data, json.loads(argument)) if argument else _named(name)(data)


@cache
def _named(function: str) -> Callable[..., Any]:
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _reasons(code: str, why: str, place: str = "") -> bytes:
    return json.dumps([code, why, place]).encode()


def _place(error: BaseException) -> str:
    """Where our reader stumbled, for its makers; nothing of the file is in it."""
    steps = extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {os.path.basename(steps[-1].filename)}:{steps[-1].lineno}"  # noqa: PTH119


def start() -> None:
    """As the parent starts it: the limits stand in the arguments."""
    main(Limits(**json.loads(sys.argv[1])))
