"""Papers printed by LibreOffice and read back: lines of text with face and size, drawn lines."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class Text:
    """A line of text on a page: where, in which sizes and faces of the font."""

    page: int
    x0: float
    x1: float
    top: float
    text: str
    sizes: frozenset[float]
    faces: frozenset[str]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Drawn:
    """A level line: its left and right end, its height on the page."""

    page: int
    x0: float
    x1: float
    top: float

    @property
    def length(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True)
class Printed:
    sizes: tuple[tuple[float, float], ...]
    texts: tuple[Text, ...]
    drawn: tuple[Drawn, ...]
    # All letters in the order they are drawn, without spaces, page by page, without what is above the margin.
    letters: tuple[str, ...]
    fonts: frozenset[str]

    def line(self, words: str) -> Text:
        """The one line with these words, whatever the spaces between them."""
        (found,) = (text for text in self.texts if text.text == "".join(words.split()))
        return found

    def above(self, margin: float, page: int) -> list[str]:
        return [text.text for text in self.texts if text.page == page and text.top < margin - 5]


def print_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Every .docx as PDF beside it: one process for all, with a profile of its own."""
    paths = []
    for name, content in files.items():
        path = folder / f"{name}.docx"
        path.write_bytes(content)
        paths.append(str(path))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def read(path: Path) -> Printed:
    with pdfplumber.open(path) as pdf:
        pages = list(enumerate(pdf.pages, start=1))
        return Printed(
            sizes=tuple((float(page.width), float(page.height)) for _, page in pages),
            texts=tuple(text for number, page in pages for text in _texts(number, page)),
            drawn=tuple(
                Drawn(number, line["x0"], line["x1"], line["top"])
                for number, page in pages
                for line in page.lines
                if abs(line["top"] - line["bottom"]) < 1
            ),
            letters=tuple(
                "".join(char["text"] for char in page.chars if char["text"].strip() and char["top"] > 20 * MM - 5)
                for _, page in pages
            ),
            fonts=frozenset(char["fontname"].partition("+")[2] for _, page in pages for char in page.chars),
        )


def _texts(number: int, page: Any) -> Iterator[Text]:
    """Lines by column: what stands more than a word's space apart is another line."""
    for line in page.extract_text_lines(return_chars=True, x_tolerance=3):
        group: list[Any] = []
        for char in line["chars"]:
            if group and char["x0"] - group[-1]["x1"] > 18:
                yield _text(number, group)
                group = []
            group.append(char)
        yield _text(number, group)


def _text(number: int, chars: list[Any]) -> Text:
    seen = [char for char in chars if char["text"].strip()]
    return Text(
        number, seen[0]["x0"], seen[-1]["x1"], seen[0]["top"],
        "".join(char["text"] for char in chars).strip(),
        frozenset(round(char["size"], 1) for char in seen),
        frozenset(char["fontname"].partition("-")[2] for char in seen),
    )  # fmt: skip
