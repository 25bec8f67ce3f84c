"""So many filled forms of a format, drawn from a seed: the same seed gives the same forms."""

import random
from collections.abc import Callable
from dataclasses import replace

from kheo.demo.forms import DELIMITED_NAME
from kheo.demo.layouts import FileFormat, PaperKind
from kheo.demo.samples import cards, several
from kheo.demo.samples.converting import converted
from kheo.demo.samples.habits import lines_for, unit_name
from kheo.demo.samples.legacy import Encoding, retyped
from kheo.demo.samples.paper import printed, scanned
from kheo.demo.samples.sample import Expected, Sample
from kheo.demo.workbooks import delimited, lay_out, sheet_address, workbook

# Every format with how its samples come about: drawn by us, then passed through other programs.
FORMATS = (
    "xlsx", "docx", "csv", "ods", "xls", "doc", "rtf", "odt",
    "tcvn3.docx", "tcvn3.xlsx", "tcvn3.doc", "tcvn3.xls", "vni.docx", "vni.xlsx", "vni.doc", "vni.xls",
    "card.docx", "card.xlsx", "several.docx", "several.xlsx", "pdf", "card.pdf", "scan",
)  # fmt: skip
NEEDS_LIBREOFFICE = frozenset({"ods", "xls", "doc", "rtf", "odt", "pdf", "scan"})
_DRAWN: dict[str, FileFormat] = {"xlsx": "xlsx", "docx": "docx", "csv": "csv"}
_FROM: dict[str, FileFormat] = {
    "xls": "xlsx",
    "ods": "xlsx",
    "doc": "docx",
    "rtf": "docx",
    "odt": "docx",
    "pdf": "docx",
}


def make_samples(format: str, *, seed: int, count: int) -> list[Sample]:  # noqa: A002 - the word everybody uses
    """`count` samples of one of FORMATS. RuntimeError where a program that is needed does not do its work."""
    way, _, suffix = format.rpartition(".")
    if format in {"pdf", "scan"}:
        return (printed if suffix == "pdf" else scanned)(seed=seed, count=count)
    drawn = _FROM.get(suffix) or _DRAWN[suffix]
    samples = [_drawn(way, drawn, random.Random(f"{format} {seed} {number}"), number) for number in range(count)]  # noqa: S311
    if suffix == drawn:
        return samples
    made = converted({f"{sample.name}.{drawn}": sample.data for sample in samples}, to=suffix)
    return [
        replace(sample, data=data, suffix=suffix, placed=suffix != "pdf")
        for sample, data in zip(samples, made.values(), strict=True)
    ]


def needs_libreoffice(format: str) -> bool:  # noqa: A002 - as above
    return format.rpartition(".")[2] in NEEDS_LIBREOFFICE


def _drawn(way: str, suffix: FileFormat, rng: random.Random, number: int) -> Sample:
    """A .xlsx, .docx or .csv as our own libraries write it."""
    paper: PaperKind = "results" if rng.random() < 0.4 else "registration"
    if way in {"card", "several"}:
        data, forms = _cards(rng, suffix, paper) if way == "card" else _several(rng, suffix)
        return Sample(f"{way}-{number:04d}", suffix, data, forms)
    form = several.drawn_form(rng, paper, unit_name(rng), format=suffix)
    data, expected = _WRITERS[suffix](form)
    if way:
        encoding: Encoding = "vni" if way == "vni" else "tcvn3"
        data = retyped(data, suffix, encoding)
    return Sample(f"form-{number:04d}", suffix, data, (expected,))


def _cards(rng: random.Random, suffix: str, paper: PaperKind) -> tuple[bytes, tuple[Expected, ...]]:
    lines = lines_for(rng, paper, count=rng.choice((1, 1, 2, 3)))
    write = cards.document if suffix == "docx" else cards.workbook
    data, expected = write(rng, paper, unit_name(rng), lines)
    return data, (expected,)


def _several(rng: random.Random, suffix: FileFormat) -> tuple[bytes, tuple[Expected, ...]]:
    forms = several.draw_several(rng, format=suffix)
    return several.document(forms) if suffix == "docx" else several.workbook(forms)


def _as_document(form: several.Drawn) -> tuple[bytes, Expected]:
    data, (expected,) = several.document([form])
    return data, expected


def _as_sheet(form: several.Drawn, write: Callable[..., bytes], sheet: str) -> tuple[bytes, Expected]:
    top = lay_out(form.drawing, form.around, form.layout).top
    rows = several.placed(form, lambda place: sheet_address(top, sheet, place))
    return write(form.drawing, form.around, form.layout), form.expected(rows)


_WRITERS: dict[str, Callable[[several.Drawn], tuple[bytes, Expected]]] = {
    "docx": _as_document,
    "xlsx": lambda form: _as_sheet(form, workbook, form.layout.sheet_name),
    "csv": lambda form: _as_sheet(form, delimited, DELIMITED_NAME),
}
