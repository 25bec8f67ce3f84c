"""The page behind the QR code of a certificate: it confirms what is printed on it, to anybody, and says no more."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kheo.office.wording import count, short_date
from kheo.publishing.certificates.codes import meant
from kheo.publishing.certificates.layout import Printed
from kheo.publishing.certificates.models import Certificate
from kheo.web.link.guarding import origin_of, public

# Codes that open nothing, from one address in ten minutes; who scans real ones never meets this.
MOST_MISSES = 30
_MINUTES = 10


@dataclass(frozen=True)
class Confirmed:
    """What everybody may read: no more than the certificate itself says, and whether it still holds."""

    recipient: str
    title: str
    issuer: str
    decision: str
    book: str
    withdrawn: bool
    replaced: bool


@public
def check(request: HttpRequest, code: str) -> HttpResponse:
    misses = f"certificate-misses:{origin_of(request)}"
    if int(cache.get(misses, 0)) >= MOST_MISSES:
        return render(request, "certificates/too_many.html", {"minutes": _MINUTES}, status=429)
    found = Certificate.objects.filter(code=meant(code) or "-").select_related("replaced_by").first()
    if found is None:
        cache.add(misses, 0, _MINUTES * 60)
        cache.incr(misses)
        return render(request, "certificates/unknown.html", status=404)
    return render(request, "certificates/check.html", {"one": confirmed(found)})


def confirmed(certificate: Certificate) -> Confirmed:
    """`certificate` with what replaced it, if anything."""
    printed = Printed.from_plain(certificate.printed)
    parts = [f"số {printed.decision_number}" if printed.decision_number else ""]
    parts += [f"ngày {short_date(certificate.decided_on)}" if certificate.decided_on else ""]
    return Confirmed(
        recipient=printed.recipient,
        title=printed.title,
        issuer=printed.organ,
        decision=", ".join(filter(None, parts)),
        book=f"{count(printed.book_number)}/{printed.book_year}" if printed.book_number else "",
        withdrawn=certificate.withdrawn_at is not None,
        replaced=hasattr(certificate, "replaced_by"),
    )
