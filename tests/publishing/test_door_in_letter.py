"""The campaign's common door in its letter: the address in words and as a QR code that reads back."""

import io
import zipfile

import cv2
import numpy as np
import pytest
from docx import Document
from pytest_django import Settings

from kheo.campaigns.doors.models import Door
from kheo.campaigns.doors.opening import set_door
from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.publishing.issuing import Wanted, issue
from tests.campaigns.seeds import plant


@pytest.fixture
def campaign(db: None) -> Campaign:
    return plant("phong-tho-units.csv", "phong-tho-2024.toml")


def letter(campaign: Campaign) -> bytes:
    return vault.read(issue(campaign, wanted=Wanted("call-letter")).original)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs if paragraph.text.strip()]


def pictures(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]


def said_by(picture: bytes) -> str:
    drawn = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert drawn is not None
    # The older detector of OpenCV misses one clean drawing in a hundred.
    return cv2.QRCodeDetectorAruco().detectAndDecode(drawn)[0]


def test_the_letter_prints_the_door_with_a_code_that_reads_back(campaign: Campaign, settings: Settings) -> None:
    plain = texts(letter(campaign))
    settings.PUBLIC_ADDRESS = "https://kheo.example.vn"
    set_door(campaign, opened=True, in_letter=True, actor=None)

    printed = letter(campaign)

    address = f"https://kheo.example.vn/g/{Door.objects.get().code}"
    added = [text for text in texts(printed) if text not in plain]
    assert [said_by(picture) for picture in pictures(printed)] == [address]
    assert [address in text for text in added if "quét mã QR" in text] == [True]
    # The mark that closes the letter moves to its new last words; all else stays as it was.
    assert [text for text in plain if text.rstrip("./") not in "\n".join(texts(printed))] == []


@pytest.mark.parametrize(
    ("address", "opened", "in_letter"),
    [("", True, True), ("https://kheo.example.vn", True, False), ("https://kheo.example.vn", False, True)],
    ids=["no public address", "not wanted", "shut"],
)
def test_without_a_door_to_print_the_letter_is_as_before(
    *, address: str, opened: bool, in_letter: bool, campaign: Campaign, settings: Settings
) -> None:
    before = letter(campaign)
    settings.PUBLIC_ADDRESS = address
    set_door(campaign, opened=opened, in_letter=in_letter, actor=None)

    assert letter(campaign) == before


def test_the_same_letter_gives_the_same_bytes(campaign: Campaign, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://kheo.example.vn"
    set_door(campaign, opened=True, in_letter=True, actor=None)
    first = issue(campaign, wanted=Wanted("call-letter"))
    first.delete()

    assert issue(campaign, wanted=Wanted("call-letter")).original_id == first.original_id
