import datetime as dt

import cv2
import numpy as np
import pytest

from kheo.publishing.certificates.designs import copied, samples
from kheo.publishing.certificates.giving import Award
from kheo.publishing.certificates.models import Design
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.papers import Signature
from tests.asked import Asked, ask
from tests.cast import Cast


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)


@pytest.fixture
def issuer(cast: Cast) -> Issuer:
    return Issuer.objects.create(
        unit=cast.district, parent_organ="Đảng bộ tỉnh", organ="Huyện uỷ Hoà Bình Hạ", symbol="HU", place="Hoà Bình Hạ"
    )


@pytest.fixture
def design(issuer: Issuer, cast: Cast) -> Design:
    return copied(samples()["giay-khen-dang"], issuer=issuer, actor=cast.lan)


@pytest.fixture
def award(design: Design) -> Award:
    signed = Signature(("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Trần Văn Mẫu")
    return Award(design, "12-QĐ/HU", dt.date(2026, 2, 3), signed, merit="Đã có thành tích xuất sắc")


@pytest.fixture(scope="session")
def picture() -> bytes:
    """An A4 picture at 150 dots an inch: a red frame on cream."""
    pixels = np.full((1240, 1754, 3), (225, 245, 252), np.uint8)
    cv2.rectangle(pixels, (60, 60), (1694, 1180), (30, 30, 190), 18)
    return bytes(cv2.imencode(".png", pixels)[1].tobytes())
