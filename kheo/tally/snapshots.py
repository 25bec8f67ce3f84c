"""Takes snapshots: plain values with a fingerprint, from which a paper can be made again word for word."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.tally.models import Snapshot


def fingerprint(content: Any) -> str:
    """SHA-256 of the canonical JSON of plain values: keys sorted, no spaces, letters as they are."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def take_snapshot(
    *, campaign: Campaign, kind: str, content: Any, as_of: dt.datetime, actor: User | None = None
) -> Snapshot:
    """Keep `content` (plain values only: TypeError for others); the same content again gives the earlier snapshot."""
    mark = fingerprint(content)
    # Two clerks asking at once must end with one snapshot: the campaign's row is the lock.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    earlier = Snapshot.objects.filter(campaign=campaign, kind=kind, fingerprint=mark).order_by("pk").first()
    return earlier or Snapshot.objects.create(
        campaign=campaign,
        kind=kind,
        as_of=as_of,
        taken_at=timezone.now(),
        taken_by=actor,
        content=content,
        fingerprint=mark,
    )
