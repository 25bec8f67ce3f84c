"""The one program: `kheo COMMAND …` (or `python -m kheo`), on the instance named by --home or KHEO_HOME."""

import os
import sys

COMMANDS_WITHOUT_HOME = frozenset({"read", "validate", "help"})


def main() -> None:
    """Take --home off the arguments wherever it stands, then hand over to Django's command runner."""
    arguments = _without_home(sys.argv[1:])
    if arguments[:1] == ["demo"]:
        _live_in_the_demo(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.settings")
    if arguments and arguments[0] not in COMMANDS_WITHOUT_HOME:
        from kheo.home import current  # noqa: PLC0415 after --home has set KHEO_HOME

        current().make()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 reads the settings: after --home

    execute_from_command_line(["kheo", *arguments])


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
            os.environ["KHEO_HOME"] = next(waiting, "") or sys.exit("kheo: --home cần tên thư mục")
        elif argument.startswith("--home="):
            os.environ["KHEO_HOME"] = argument.removeprefix("--home=")
        else:
            rest.append(argument)
    return rest


if __name__ == "__main__":
    main()
