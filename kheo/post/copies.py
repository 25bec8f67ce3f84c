"""Did a letter of ours go out? Its own copy in the mailbox says so, wherever a rule or the server has put it."""

from django.utils import timezone

from kheo.mail.identity import Known
from kheo.mail.imap import Folder, NoFolder
from kheo.post.models import Fetched, Outgoing
from kheo.post.sorting import COPY, Place, write_down

MOST_AT_ONCE = 20


def copy_seen(outgoing: Outgoing) -> bool | None:
    """True: its copy came. False: it would have come by now. None: nobody has looked since, so nobody knows."""
    if Fetched.objects.filter(mailbox=outgoing.mailbox_id, message_id=outgoing.message_id).exists():
        return True
    looked_at = outgoing.mailbox.last_fetched_at
    return None if looked_at is None or looked_at < outgoing.next_try_at else False


def look_elsewhere(folder: Folder, place: Place, *, among_new: bool) -> int:
    """Look for copies of letters that may have gone out in every other folder; in the mailbox's own too where what
    is new there was not looked at. Gives how many were found.
    """
    unsure = _without_copy(place)
    if not unsure:
        return 0
    found = 0
    for name in folder.folders():
        if not unsure or (name == place.folder and not among_new):
            continue
        try:
            folder.open(name, only_look=True)
        except NoFolder:
            continue
        here = Place(place.mailbox, name, folder.uidvalidity)
        met = {one: uids[0] for one in unsure if (uids := folder.with_message_id(one))}
        _write_down(met, here)
        found += len(met)
        unsure = [one for one in unsure if one not in met]
    return found


def _without_copy(place: Place) -> list[str]:
    """Message-IDs of letters nobody knows of whether they went out."""
    unsure = Outgoing.objects.filter(mailbox=place.mailbox, state=Outgoing.State.UNSURE)
    ids = list(unsure.order_by("pk").values_list("message_id", flat=True))
    seen = set(Fetched.objects.filter(mailbox=place.mailbox, message_id__in=ids).values_list("message_id", flat=True))
    return [one for one in ids if one not in seen][:MOST_AT_ONCE]


def _write_down(met: dict[str, int], here: Place) -> None:
    now = timezone.now()
    rows = [here.row(uid, Known(fingerprint="", message_id=message_id), now, COPY) for message_id, uid in met.items()]
    for row in rows:
        # It lies where it was put; only the mailbox's own folder is tidied, when it is next looked through.
        row.filed_at = now
    write_down(rows, here)
