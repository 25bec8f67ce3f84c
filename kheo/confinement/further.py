"""What a job answers when reading on needs other limits: a slow job for each part, then one that binds them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Further:
    """`jobs` are (function, argument), run over the same bytes by the slow readers: `function(data, argument)`.

    `then` is a function of the quick readers; it gets {"answers": […], "refused": [bool …], "kept": kept} as JSON: of
    each job its answer, or [code, why] where it was refused, or null where it was not begun in time.
    """

    jobs: tuple[tuple[str, Any], ...]
    then: str
    kept: Any = field(default=None)
