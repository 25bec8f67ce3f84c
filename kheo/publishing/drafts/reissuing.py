"""One paper is replaced by one paper: which reissue of it there is, and how that is said."""

from kheo.office.wording import count, short_date
from kheo.publishing.drafts.models import Draft
from kheo.publishing.models import Document


def reissue_of(document: Document) -> Draft | None:
    """The draft that replaces this paper, or the paper made of it; a dropped one does not count."""
    rows = Draft.objects.exclude(state=Draft.State.DROPPED).filter(replaces__isnull=False)
    same = rows.filter(replaces__draft=document.draft_id) if document.draft_id else rows.filter(replaces=document)
    return same.order_by("pk").first()


def replaced_by_words(reissue: Draft) -> str:
    """'bản ban hành lại đang soạn', or 'văn bản số 53 ngày 19/10/2022'."""
    if reissue.state == Draft.State.OPEN:
        return "bản ban hành lại đang soạn"
    made = Document.objects.filter(draft=reissue, format="docx").only("number", "dated").first()
    number = f" số {count(made.number)}" if made and made.number else ""
    day = f" ngày {short_date(made.dated)}" if made and made.dated else ""
    return f"văn bản{number}{day}"
