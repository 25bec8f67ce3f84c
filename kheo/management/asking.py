"""What commands are asked for by name, found or refused with a sentence (exit status 2)."""

import datetime as dt

from django.core.management.base import CommandError

from kheo.campaigns.models import Call, Campaign
from kheo.tally.instants import instant


def campaign_named(slug: str) -> Campaign:
    """Raises CommandError, which names the campaigns there are."""
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        known = ", ".join(Campaign.objects.order_by("slug").values_list("slug", flat=True)) or "chưa có đợt nào"
        raise CommandError(f"Không có đợt “{slug}”. Hiện có: {known}.", returncode=2)
    return campaign


def call_named(campaign: Campaign, slug: str | None) -> Call | None:
    """None where no call was asked for. Raises CommandError, which names the calls there are."""
    call = campaign.calls.filter(slug=slug).first() if slug else None
    if slug and call is None:
        known = ", ".join(campaign.calls.values_list("slug", flat=True))
        raise CommandError(f"Đợt này không có nội dung “{slug}”. Hiện có: {known}.", returncode=2)
    return call


def instant_named(text: str | None) -> dt.datetime | None:
    """None where no time was given. Raises CommandError for what is no date or time."""
    if not text:
        return None
    try:
        return instant(text)
    except ValueError:
        raise CommandError(
            f"Không hiểu thời điểm “{text}”; hãy ghi như 2022-10-18 hoặc 2022-10-18T17:00.", returncode=2
        ) from None


def failure_words(error: OSError) -> str:
    """Why a file could not be read or written, for the person at the keyboard."""
    kinds = {
        FileNotFoundError: "không có tệp hoặc thư mục này",
        IsADirectoryError: "đây là thư mục, không phải tệp",
        NotADirectoryError: "đường dẫn đi qua một tệp",
        PermissionError: "không có quyền đọc hoặc ghi ở đây",
        FileExistsError: "đã có tệp cùng tên",
    }
    return next((words for kind, words in kinds.items() if isinstance(error, kind)), "máy báo lỗi khi đọc ghi đĩa")


def day_named(text: str | None) -> dt.date | None:
    """None where no day was given. Raises CommandError for what is no date."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"Không hiểu ngày “{text}”; hãy ghi như 2022-10-19.", returncode=2) from None
