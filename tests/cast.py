"""The one cast: a district office with two communes and a school, Lan its officer, Minh and Thu two clerks."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from kheo.units.models import Bloc, Membership, Role, Unit
from kheo.units.tree import found


@dataclass(frozen=True)
class Cast:
    district: Unit
    an_binh: Unit
    binh_minh: Unit
    school: Unit
    communes: Bloc
    schools: Bloc
    lan: User
    minh: User
    thu: User
    chief: User
    stranger: User


def make_cast() -> Cast:
    communes = Bloc.objects.create(name="Khối xã", position=1)
    schools = Bloc.objects.create(name="Khối trường học", position=2)
    district = found(code="H", name="Huyện ủy Hòa Bình Hạ", kind="huyện")
    an_binh = found(code="AB", name="Xã An Bình", short_name="An Bình", kind="xã", bloc=communes, parent=district)
    binh_minh = found(code="BM", name="Xã Bình Minh", short_name="Bình Minh", kind="xã", bloc=communes, parent=district)
    school = found(code="MN", name="Trường Mầm non Hoa Sen", kind="trường", bloc=schools, parent=district)
    people = {name: User.objects.create_user(name) for name in ("lan", "minh", "thu", "chief", "stranger")}
    for name, unit, role in (
        ("lan", district, Role.OFFICER),
        ("chief", district, Role.LEADER),
        ("minh", an_binh, Role.CLERK),
        ("thu", binh_minh, Role.CLERK),
    ):
        Membership.objects.create(user=people[name], unit=unit, role=role)
    return Cast(
        district=district,
        an_binh=an_binh,
        binh_minh=binh_minh,
        school=school,
        communes=communes,
        schools=schools,
        **people,
    )
