"""Good files of every format, cut short and with bytes changed at random; and each under every other's name."""

import random
from collections.abc import Mapping

from kheo.demo.samples import converting
from kheo.demo.samples.making import make_samples
from tests.hostile.papers import GOOD_PDF, drawn
from tests.hostile.parcels import letter
from tests.hostile.words import odt, rtf
from tests.office.hostile_workbooks import ods, ods_cell, xml_2003
from tests.office.packages import zipped

SEED = 1923
# Half as many of what takes long to read.
CUTS, FLIPS = 2, 4
_CELL = "<table:table-cell><text:p>x</text:p></table:table-cell>"


def good_files() -> dict[str, bytes]:
    """Suffix → a file that opens."""
    xlsx, docx, csv = (make_samples(way, seed=SEED, count=1)[0].data for way in ("xlsx", "docx", "csv"))
    files = {
        "xlsx": xlsx,
        "docx": docx,
        "csv": csv,
        "rtf": rtf("\\trowd\\cellx100\\cellx200 T\\'cang m\\'f4 h\\'ecnh\\cell x\\cell\\row" * 30),
        "odt": odt(f"<table:table><table:table-row>{_CELL * 3}</table:table-row></table:table>" * 9),
        "ods": ods("<table:table-row>" + ods_cell("x") * 9 + "</table:table-row>"),
        "pdf": GOOD_PDF,
        "png": drawn("PNG"),
        "jpg": drawn("JPEG"),
        "tif": drawn("TIFF"),
        "html": b"<html><table>" + b"<tr><td>x</td><td>y</td></tr>" * 30 + b"</table></html>",
        "xml": xml_2003('<Row><Cell><Data ss:Type="String">x</Data></Cell></Row>' * 30),
        "eml": letter(b"x" * 500),
        "zip": zipped({"a.xlsx": xlsx, "b.csv": csv}),
    }  # fmt: skip
    if converting.is_installed():
        files["doc"] = converting.converted({"a.docx": docx}, to="doc")["a.docx"]
        files["xls"] = converting.converted({"a.xlsx": xlsx}, to="xls")["a.xlsx"]
    return files


def cases(good: Mapping[str, bytes]) -> dict[str, bytes]:
    rng = random.Random(SEED)
    made = {}
    for suffix, data in good.items():
        dear = suffix in {"pdf", "png", "jpg", "tif"}
        for number in range(CUTS // (1 + dear)):
            made[f"{suffix} cut, {number}"] = data[: rng.randrange(5, len(data))]
        for number in range(FLIPS // (1 + dear)):
            made[f"{suffix} changed, {number}"] = _changed(data, rng, 1 << (2 * number))
    return made


def _changed(data: bytes, rng: random.Random, count: int) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[rng.randrange(8, len(data))] = rng.randrange(256)
    return bytes(changed)
