"""How rightly letters of before Unicode are read: diacritic accuracy over real files, beside plain LibreOffice."""

from pathlib import Path
from typing import Any

from kheo.bench.measures.diacritics import Accuracy, accuracy
from kheo.bench.measures.plainly import is_installed, texts_of
from kheo.confinement.pool import Readers, Refused
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.tables import Book, Table

# The choice that comes with the sources; a folder of the same make may be given instead.
SHIPPED = Path(__file__).parent.parent.parent / "tests" / "data" / "old_letters"
_KINDS = (".doc", ".rtf", ".odt", ".xls", ".ods", ".pdf")


def run(*, folder: str = "", size: int = 0) -> dict[str, Any]:
    """Of a folder with `corpus` and `ground-truth` (or the first `size` files of it): shares by kind and by file.

    `exact` is the diacritic accuracy as the corpus defines it; `but_for_case` takes a capital for its small letter,
    since its transcripts could not know what stood in a capital font.
    """
    root = Path(folder) if folder else SHIPPED
    truths = _truths(root, size)
    if not truths:
        return {"bench": "encodings", "files": 0}
    ours = _read(list(truths))
    theirs = texts_of(list(truths)) if is_installed() else {}
    measured = {path: (accuracy(ours[path], truth), _plain(path, theirs, truth)) for path, truth in truths.items()}
    kinds = {path.suffix for path in truths}
    return {
        "bench": "encodings",
        "files": len(truths),
        **{
            kind[1:]: _summed([pair for path, pair in measured.items() if path.suffix == kind])
            for kind in sorted(kinds)
        },
        "each": {path.name: _told([pair]) for path, pair in measured.items()},
    }


def _truths(root: Path, size: int) -> dict[Path, str]:
    """Files that have a transcript."""
    found = {}
    for path in sorted((root / "corpus").rglob("*")):
        transcript = root / "ground-truth" / f"{path.name.removesuffix(path.suffix)}.txt"
        if path.suffix in _KINDS and transcript.exists():
            found[path] = transcript.read_text(encoding="utf-8")
    return dict(list(found.items())[: size or None])


def _read(paths: list[Path]) -> dict[Path, str]:
    with Readers(1) as readers:
        answers = readers.each((OPEN_FILE, path.read_bytes()) for path in paths)
        return {
            path: "" if isinstance(answer, Refused) else text_of(book_of(answer))
            for path, answer in zip(paths, answers, strict=True)
        }


def text_of(book: Book) -> str:
    """All text in the order of the file."""
    texts, told = [], 0
    for line in book.lines:
        texts += [_text_of(table) for table in book.tables[told : line.before]]
        told = line.before
        texts.append(line.text)
    return "\n".join([*texts, *(_text_of(table) for table in book.tables[told:])])


def _text_of(table: Table) -> str:
    return "\n".join("\t".join(row.values()) for _, row in table.rows())


def _plain(path: Path, theirs: dict[Path, str], truth: str) -> Accuracy | None:
    return accuracy(theirs[path], truth) if path in theirs else None


def _summed(pairs: list[tuple[Accuracy, Accuracy | None]]) -> dict[str, Any]:
    return {"files": len(pairs), "letters": sum(ours.marked for ours, _ in pairs), **_told(pairs)}


def _told(pairs: list[tuple[Accuracy, Accuracy | None]]) -> dict[str, float | None]:
    ours = sum((pair[0] for pair in pairs), Accuracy(0, 0, 0))
    plain = [pair[1] for pair in pairs if pair[1] is not None]
    theirs = sum(plain, Accuracy(0, 0, 0)) if plain else None
    return {
        "exact": round(ours.share, 4),
        "but_for_case": round(ours.share_but_for_case, 4),
        "libreoffice_exact": None if theirs is None else round(theirs.share, 4),
        "libreoffice_but_for_case": None if theirs is None else round(theirs.share_but_for_case, 4),
    }
