"""What a person is told who just let files in: their codes, and which of them were here before."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count

from kheo.intake.models import Submission


def known_before(kept: Sequence[Submission]) -> list[Submission]:
    """Those of what was let in just now whose very bytes had come before (one query)."""
    now = Counter(one.pk for one in kept)
    rows = Submission.objects.filter(pk__in=now).values_list("pk").annotate(times=Count("deliveries"))
    before = {pk for pk, times in rows if times > now[pk]}
    return [one for one in dict.fromkeys(kept) if one.pk in before]


def receipt(kept: Sequence[Submission], known: Sequence[Submission]) -> str:
    """'Đã nhận 3 tệp. Mã nhận: K-…, K-…. 1 tệp đã nhận trước đó (mã K-…).'"""
    new = [one for one in dict.fromkeys(kept) if one not in known]
    said = []
    if new:
        said.append(f"Đã nhận {len(new)} tệp. Mã nhận: {', '.join(one.code for one in new)}.")
    if known:
        codes = ", ".join(one.code for one in known)
        said.append(f"{len(known)} tệp đã nhận trước đó (mã {codes}), không ghi nhận thêm lần nữa.")
    return " ".join(said)
