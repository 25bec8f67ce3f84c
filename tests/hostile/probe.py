"""Reads files through the readers in a program of its own, and tells what came of each, how long and how much it took.

A program of its own, so that the memory of its children is that of the readers and of nothing else.
"""

import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

SLOW = {b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF"}


def main(folder: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from kheo.confinement.pool import Readers
    from kheo.management.commands.read import read_file

    paths = sorted(Path(folder).iterdir())
    with Readers() as readers:

        def told(path: Path) -> dict[str, Any]:
            begun, forms, crash = time.monotonic(), [], ""
            try:
                for _, filled, readable in read_file(path, readers):
                    problems = [problem.as_json() for problem in filled.problems]
                    forms.append({"readable": readable, "rows": len(filled.rows), "problems": problems})
            except Exception as error:  # noqa: BLE001 the very thing that must not happen
                crash = f"{type(error).__name__}: {error}"
            return {"name": path.name, "seconds": time.monotonic() - begun, "forms": forms, "crash": crash}

        told(paths[0])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # What is slow goes one after another, so that no file is charged with the waiting for another.
        slow = [path for path in paths if path.read_bytes().lstrip()[:4] in SLOW]
        quick = [path for path in paths if path not in slow]
        with ThreadPoolExecutor(2) as lanes:
            outcomes = [one for lane in lanes.map(lambda some: list(map(told, some)), (slow, quick)) for one in lane]
    measured = {
        "outcomes": outcomes,
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "parent_mb": [before / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024],
    }
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1])
