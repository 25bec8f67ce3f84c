"""The one program: `kheo COMMAND …` (or `python -m kheo`), on the instance named by --home or KHEO_HOME."""

import os
import sys
from typing import NoReturn

# Commands that work on an instance there must already be: a slip in --home never makes an empty one.
ON_AN_INSTANCE = frozenset({"backup", "board", "doctor", "export", "form", "issue", "match", "take", "tick", "work"})
WITHOUT_INSTANCE = frozenset({"read", "restore", "validate", "help", "docs"})
WRONG_USE = 2


def main() -> None:
    """Take --home off the arguments wherever it stands, then hand over to Django's command runner."""
    arguments = _without_home(sys.argv[1:])
    if arguments[:1] == ["demo"]:
        _live_in_the_demo(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.settings")
    command = arguments[0] if arguments else "help"
    if command not in WITHOUT_INSTANCE:
        _enter_instance(command)
    _run(command, arguments)


def _enter_instance(command: str) -> None:
    from kheo.home import current  # noqa: PLC0415 after --home has set KHEO_HOME

    home = current()
    if command in ON_AN_INSTANCE and not (os.environ.get("DATABASE_URL") or home.database.exists()):
        _refuse(f"chưa có dữ liệu ở {home.path}; kiểm tra lại --home, hoặc bắt đầu bằng `kheo serve`, `kheo import`.")
    try:
        home.make()
    except OSError as error:
        _refuse(f"không dùng được thư mục {home.path} ({type(error).__name__}); chọn thư mục khác bằng --home.")


def _run(command: str, arguments: list[str]) -> None:
    import django  # noqa: PLC0415 reads the settings, so after --home
    from django.core.management import execute_from_command_line, get_commands  # noqa: PLC0415 as above
    from django.db import DatabaseError  # noqa: PLC0415 as above

    django.setup()
    if command not in {*get_commands(), "help"} and not command.startswith("-"):
        _refuse(f"không có lệnh “{command}”; xem `kheo help`.")
    try:
        execute_from_command_line(["kheo", *arguments])
    except DatabaseError as error:
        if os.environ.get("KHEO_DEBUG"):
            raise
        first = str(error).splitlines()[0]
        _refuse(f"cơ sở dữ liệu chưa sẵn sàng ({first}). Chạy `kheo migrate`, hoặc `kheo doctor` để xem máy thiếu gì.")


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"kheo: {sentence}\n")
    sys.exit(WRONG_USE)


def _live_in_the_demo(arguments: list[str]) -> None:
    """The demo is an instance of its own, in its own directory and embedded database, whatever else is set."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--dir="):
            os.environ["KHEO_HOME"] = argument.removeprefix("--dir=")
        elif argument == "--dir" and position + 1 < len(arguments):
            os.environ["KHEO_HOME"] = arguments[position + 1]
    os.environ.setdefault("KHEO_HOME", "demo")
    os.environ.pop("DATABASE_URL", None)


def _without_home(arguments: list[str]) -> list[str]:
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--home":
            named = next(waiting, "")
            if not named:
                _refuse("--home cần tên thư mục.")
            os.environ["KHEO_HOME"] = named
        elif argument.startswith("--home="):
            os.environ["KHEO_HOME"] = argument.removeprefix("--home=")
        else:
            rest.append(argument)
    return rest


if __name__ == "__main__":
    main()
