"""Looks an uploaded template over, as a job of a confined process: everything that is wrong, a sentence each."""

from typing import Any

from kheo.office.archive import Archive
from kheo.office.markup import root_of
from kheo.publishing.templates.confined.packing import foreign, opened, text_parts, unfit
from kheo.publishing.templates.confined.rendering import parted
from kheo.publishing.templates.confined.weaving import weave

# How the parent names the job.
EXAMINE = "kheo.publishing.templates.confined.examining:examine"
MOST_FAULTS = 40


def examine(data: bytes) -> list[str]:
    """The faults of the template behind {"shape", "required": [[[names], sentence], …]}; none: it can be filled.

    A requirement is met when one of its names is used anywhere.
    """
    asked, template = parted(data)
    package = opened(template)
    faults = list(foreign(package, Archive(template).names))
    used: set[str] = set()
    said: Any = ""
    for part, (kind, called) in text_parts(package).items():
        root = root_of(package.read(part), kind)
        faults += unfit(root, called)
        said += "".join(text.text or "" for text in root.iter("{*}t"))
        woven = weave(root, asked["shape"], part=called)
        faults += woven.faults
        used |= woven.names | woven.printed
    faults += [
        says
        for names, words, says in asked["required"]
        if not used.intersection(names) and not (words and words.casefold() in said.casefold())
    ]
    return list(dict.fromkeys(faults))[:MOST_FAULTS]
