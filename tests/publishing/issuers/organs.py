"""Organs of the cast's district as the tests of papers need them: of Party and State, with and without a seal."""

import datetime as dt

from kheo.publishing.issuers.models import Issuer, Signer
from kheo.units.models import Unit

TERM = dt.date(2025, 9, 12)


def party(unit: Unit, organ: str = "Ban Tuyên giáo và Dân vận", **fields: object) -> Issuer:
    said = {"parent_organ": "Tỉnh uỷ Hoà Bình Hạ", "symbol": "BTGDVTU", "place": "Hoà Bình", "term_started_on": TERM}
    return Issuer.objects.create(unit=unit, organ=organ, **{**said, **fields})


def state(unit: Unit, organ: str = "Uỷ ban nhân dân xã An Bình", **fields: object) -> Issuer:
    said = {"regime": "state", "symbol": "UBND", "place": "An Bình"}
    return Issuer.objects.create(unit=unit, organ=organ, **{**said, **fields})


def signs(issuer: Issuer, power: str, post: str, stands_for: str = "", name: str = "Hoàng Thị Mẫu") -> Signer:
    """Not kept: what its lines are does not depend on that."""
    return Signer(issuer=issuer, power=power, post=post, stands_for=stands_for, name=name)
