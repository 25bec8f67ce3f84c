"""Roles and what they may do: one table of verbs, asked at a node and all above it."""

from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from kheo.units.models import PATH_STEP, Membership, Role, Unit

# What each role may do at its node and everywhere below it; the screens ask by the same words.
ROLES: dict[str, frozenset[str]] = {
    Role.OFFICER: frozenset(
        {
            "unit.see",
            "unit.write",
            "campaign.see",
            "campaign.write",
            "campaign.publish",
            "obligation.excuse",
            "link.give",
            "submission.see",
            "submission.send",
            "submission.mend",
            "submission.decide",
            "entry.see",
            "entry.export",
            "document.see",
            "document.write",
            "document.issue",
            "issuer.write",
            "appraisal.see",
            "appraisal.write",
            "appraisal.score",
            "letter.see",
            "letter.write",
            "mailbox.write",
            "award.see",
            "award.write",
            "award.decide",
            "journal.see",
        }
    ),
    Role.LEADER: frozenset(
        {
            "unit.see",
            "campaign.see",
            "campaign.publish",
            "obligation.excuse",
            "submission.see",
            "submission.decide",
            "entry.see",
            "entry.export",
            "document.see",
            "document.issue",
            "letter.see",
            "appraisal.see",
            "appraisal.score",
            "award.see",
            "award.decide",
            "journal.see",
        }
    ),
    Role.CLERK: frozenset(
        {"unit.see", "campaign.see", "submission.see", "submission.send", "entry.see", "entry.export"}
    ),
    Role.VIEWER: frozenset({"unit.see", "campaign.see", "submission.see", "entry.see", "document.see", "award.see"}),
}
# Only who looks after the instance gives roles: an officer could otherwise widen their own.
INSTANCE_VERBS = frozenset({"role.grant"})
VERBS = frozenset().union(*ROLES.values()) | INSTANCE_VERBS

# How a refused or allowed act is named to people.
_SAID: dict[str, str] = {
    "unit.see": "xem đơn vị",
    "letter.see": "xem thư đi và lịch nhắc",
    "letter.write": "soạn, giữ, gửi thư và đặt lịch nhắc",
    "unit.write": "sửa danh sách đơn vị",
    "campaign.see": "xem đợt thi đua",
    "campaign.write": "soạn đợt thi đua",
    "campaign.publish": "phát hành đợt thi đua",
    "obligation.excuse": "miễn, gia hạn cho đơn vị",
    "link.give": "cấp đường dẫn riêng, đọc mã, đổi địa chỉ liên hệ",
    "submission.see": "xem hồ sơ gửi đến",
    "submission.send": "gửi hồ sơ",
    "submission.mend": "sửa hồ sơ",
    "submission.decide": "quyết định về hồ sơ",
    "entry.see": "xem mô hình, điển hình",
    "entry.export": "xuất danh sách mô hình, điển hình",
    "document.see": "xem văn bản",
    "document.write": "soạn văn bản",
    "document.issue": "ban hành văn bản, cấp giấy khen",
    "issuer.write": "đặt cơ quan ban hành, người ký, sổ số, mẫu văn bản",
    "appraisal.see": "xem việc thẩm định",
    "appraisal.write": "lập tổ thẩm định, bộ tiêu chí, chốt kết quả",
    "appraisal.score": "chấm điểm thẩm định",
    "mailbox.write": "đặt hộp thư của cơ quan",
    "award.see": "xem việc xét công nhận, khen thưởng",
    "award.write": "xét công nhận, khen thưởng và ghi việc của Hội đồng",
    "award.decide": "công bố, hủy quyết định và thu hồi khen thưởng",
    "journal.see": "xem nhật ký",
    "role.grant": "phân quyền",
}


def may(user: User | AnonymousUser, verb: str, unit: Unit) -> bool:
    """May this person do this at this unit? One query. Raises KeyError for a verb nobody has."""
    if verb not in VERBS:
        raise KeyError(verb)
    return verb in verbs_at(user, unit)


def verbs_at(user: User | AnonymousUser, unit: Unit) -> frozenset[str]:
    """All the person may do at the unit, by roles there or above; one query."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return VERBS
    roles = _reaching(user, unit).values_list("role", flat=True)
    return reduce(or_, (ROLES[role] for role in roles), frozenset())


def explain(user: User | AnonymousUser, verb: str, unit: Unit) -> str:
    """Why the person may or may not, as a sentence for the page of rights."""
    said = _SAID[verb]
    if not user.is_authenticated:
        return f"Chưa đăng nhập nên không được {said}."
    if not user.is_active:
        return f"Tài khoản {user.get_username()} đã khóa nên không được {said}."
    if user.is_superuser:
        return f"{user.get_username()} quản trị hệ thống nên được {said} tại {unit}."
    held = list(_reaching(user, unit).select_related("unit").order_by("-unit__path"))
    for membership in held:
        if verb in ROLES[membership.role]:
            return f"{user.get_username()} được {said} tại {unit} vì là {_as(membership)}."
    if held:
        return f"{user.get_username()} là {_as(held[0])}; vai trò này không được {said}."
    return f"{user.get_username()} không có vai trò nào tại {unit} hay cấp trên nên không được {said}."


def _as(membership: Membership) -> str:
    return f"{membership.get_role_display().lower()} của {membership.unit}"


def _reaching(user: User, unit: Unit) -> QuerySet[Membership]:
    """The person's roles at the unit or at what holds it; a clerk's reaches its own unit's branch only."""
    above = [unit.path[:end] for end in range(PATH_STEP, len(unit.path) + 1, PATH_STEP)]
    return Membership.objects.current().filter(Q(user=user), Q(unit__path__in=above))
