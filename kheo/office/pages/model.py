"""Where the Vietnamese model of Tesseract lies; asked without loading anything of Tesseract."""

import os
from collections.abc import Sequence
from pathlib import Path

MODEL = "vie.traineddata"
FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


def model_folder(folders: Sequence[str] = FOLDERS) -> Path | None:
    """As TESSDATA_PREFIX says, else where systems put it; None where there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in (*((named, f"{named}/tessdata") if named else ()), *folders):
        if (Path(folder) / MODEL).is_file():
            return Path(folder)
    return None
