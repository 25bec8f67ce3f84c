"""Forms on paper: printed to PDF, and the print scanned."""

import random
from dataclasses import replace

import numpy as np

from kheo.demo.layouts import PaperKind
from kheo.demo.samples.habits import unit_name
from kheo.demo.samples.sample import Expected, Sample
from kheo.demo.scans.printing import pages_of, pdfs_of
from kheo.demo.scans.typesetting import PrintedForm, printed_form
from kheo.demo.scans.wearing import CLEAN, NOISY, PHOTO, as_jpeg, as_pdf, worn

_WEARS = (CLEAN, NOISY, NOISY, PHOTO)


def printed(*, seed: int, count: int) -> list[Sample]:
    """PDFs of a word processor; a row's address on paper is not foretold."""
    forms = [_form(random.Random(f"pdf {seed} {number}")) for number in range(count)]  # noqa: S311 - samples
    pdfs = pdfs_of([("form.docx", form.document) for form in forms])
    return [_sample(form, number, pdf) for number, (form, pdf) in enumerate(zip(forms, pdfs, strict=True))]


def scanned(*, seed: int, count: int) -> list[Sample]:
    """The same on paper: pages scanned into a PDF, or a photograph where there is one page."""
    samples = []
    for number, sample in enumerate(printed(seed=seed, count=count)):
        noise = np.random.default_rng([seed, number])
        wear = _WEARS[number % len(_WEARS)]
        pictures = [worn(page, wear, noise) for page in pages_of(sample.data, dpi=wear.dpi)]
        if len(pictures) == 1 and number % 2:
            samples.append(replace(sample, data=as_jpeg(pictures[0], wear), suffix="jpg"))
        else:
            samples.append(replace(sample, data=as_pdf(pictures, wear)))
    return samples


def _form(rng: random.Random) -> PrintedForm:
    paper: PaperKind = "results" if rng.random() < 0.4 else "registration"
    return printed_form(rng, unit=unit_name(rng), paper=paper)


def _sample(form: PrintedForm, number: int, pdf: bytes) -> Sample:
    rows = tuple({name: (value, "") for name, value in said.items()} for said in form.truth)
    return Sample(f"paper-{number:04d}", "pdf", pdf, (Expected(form.paper, form.unit, rows),), placed=False)
