"""The list of certificates given, one of them, giving them out, reissue and withdrawal."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.models import Campaign
from kheo.office.wording import tidy
from kheo.publishing.certificates import decisions, giving, recipients
from kheo.publishing.certificates.designs import layout_of, usable
from kheo.publishing.certificates.drawing import squeezed
from kheo.publishing.certificates.faces import NoFaceError, unknown_letters
from kheo.publishing.certificates.layout import Printed
from kheo.publishing.certificates.models import Certificate, Design, PrintRun
from kheo.publishing.certificates.recipients import CannotReadError, Recipient
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.issuers.powers import CannotSignError, signature
from kheo.publishing.papers import Signature
from kheo.records.models import Entry
from kheo.web.answering import page
from kheo.web.certificates.inputs import Giving, Print, Reissue, Withdrawal
from kheo.web.certificates.queries import Sieve, happenings, seen_certificates, signers_of
from kheo.web.paging import page_of
from kheo.web.rights import campaigns_seen, led, led_ids, need, need_anywhere, person, rights_at, seen

_SHOWN = ("campaign", "design", "issuer", "replaced_by")


def certificates(request: HttpRequest) -> HttpResponse:
    need_anywhere(request, "document.see", None)
    sieve = sieve_of(request)
    shown = page_of(
        sieve.certificates(), Certificate.objects.select_related(*_SHOWN).defer("printed"), request.GET.get("page")
    )
    campaign = sieve.campaign
    rights = rights_at(request, campaign.root) if campaign else {}
    context = {
        "sieve": sieve,
        "page": shown,
        "pills": sieve.pills(),
        "campaign": campaign,
        "campaigns": [one for one in sieve.campaigns if one.published_at][:20],
        "rights": rights,
        "print": Print(issuers=_issuers(campaign)) if campaign and rights.get("document_issue") else None,
        "runs": list(PrintRun.objects.filter(campaign=campaign).select_related("original")[:5]) if campaign else [],
        "query": _query(request),
    }
    return page(request, "certificates/list.html", context, part="certificates/_list.html")


def certificate(request: HttpRequest, number: int, reissued: Reissue | None = None) -> HttpResponse:
    one = found(request, number, "document.see")
    context = {
        "one": one,
        "replacement": getattr(one, "replaced_by", None),
        "rights": rights_at(request, one.campaign.root),
        "print": Print(issuers=[one.issuer_id], initial={"mode": "whole"}),
        "reissue": reissued or Reissue(instance=one),
        "withdrawal": Withdrawal(),
        "happenings": happenings(one),
    }
    return page(request, "certificates/certificate.html", context)


@require_POST
def reissue(request: HttpRequest, number: int) -> HttpResponse:
    one = found(request, number, "document.issue")
    form = Reissue(request.POST, instance=Certificate.objects.get(pk=one.pk))
    if not form.is_valid():
        return certificate(request, number, form)
    said = form.cleaned_data
    changes = {name: said[name] for name in ("recipient", "of_unit", "merit")}
    return _done(
        request,
        one,
        "Đã cấp lại. Giấy cũ được giữ trong sổ và không còn giá trị.",
        lambda: giving.reissue(one, changes, reason=said["reason"], actor=person(request)),
    )


@require_POST
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    one = found(request, number, "document.issue")
    reason = request.POST.get("reason", "")
    return _done(request, one, "Đã thu hồi.", lambda: giving.withdraw(one, reason=reason, actor=person(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The list is read and shown before anything is given; only the button that names the count gives."""
    campaign = seen(led(request), slug=slug)
    need(request, "document.issue", campaign.root)
    issuers = list(Issuer.objects.filter(unit=campaign.root, closed_on=None))
    designs = usable(issuers)
    today = timezone.localdate()
    initial = {"decided_on": today, "numbered": True, "merit": f"Đã có thành tích trong {campaign.title}"}
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and (typed := _read(request, campaign)) is not None:
        data["recipients"] = typed
    form = Giving(data, request.FILES or None, designs=designs, signers=signers_of(issuers), initial=initial)
    context: dict[str, Any] = {"campaign": campaign, "form": form, "designs": designs}
    if data is not None and form.is_valid():
        answer = _checked(request, campaign, form, context)
        if answer is not None:
            return answer
    return page(request, "certificates/new.html", context)


def found(request: HttpRequest, number: int, verb: str) -> Certificate:
    """The certificate, if the person sees it and may do this about it."""
    one = seen(
        seen_certificates(request).select_related(
            *_SHOWN, "campaign__root", "replaces", "issued_by", "design__background"
        ),
        pk=number,
    )
    need(request, verb, one.campaign.root)
    return one


def sieve_of(request: HttpRequest) -> Sieve:
    mine = set(led_ids(request))
    campaigns = [one for one in campaigns_seen(request) if one.pk in mine][:50]
    designs = list(Design.objects.visible_to(person(request)).order_by("name", "pk")[:50])
    return Sieve(request.GET, seen_certificates(request), campaigns, designs)


def _read(request: HttpRequest, campaign: Campaign) -> str | None:
    """What a file or the campaign's entries put into the field of recipients; None: what was typed stands."""
    act, file = request.POST.get("act", ""), request.FILES.get("file")
    try:
        if act == "entries":
            rows = Entry.objects.current().filter(campaign=campaign).select_related("unit").order_by("unit__path", "pk")
            return recipients.as_lines(recipients.from_entries(rows[: recipients.MOST]))
        if file is not None and act != "give":
            return recipients.as_lines(recipients.from_file(file.read()))
    except CannotReadError as error:
        messages.error(request, str(error))
    return None


def _checked(request: HttpRequest, campaign: Campaign, form: Giving, context: dict[str, Any]) -> HttpResponse | None:
    """Gives, or fills `context` with what would be given and with what a person should look at."""
    said = form.cleaned_data
    try:
        named = recipients.from_lines(form.data.get("recipients", ""))
        award = giving.Award(
            design=said["design"],
            decision_number=tidy(said["decision_number"]),
            decided_on=said["decided_on"],
            signature=signature(said["signer"]) if said["signer"] else Signature((), ""),
            merit=tidy(said["merit"]),
            numbered=said["numbered"],
            first=said["first"],
        )
        asked = list(_asked(named, award))
        context |= {"asked": asked, "asked_key": _key(asked), "ticked": asked and said["seen"] == _key(asked)}
        if request.POST.get("act") == "give" and asked and said["seen"] != _key(asked):
            messages.error(request, "Chưa cấp: hãy xem và đánh dấu vào chỗ lưu ý dưới đây rồi bấm cấp lại.")
        elif request.POST.get("act") == "give":
            return _given(request, campaign, giving.give(campaign, named, award, actor=person(request)))
        planned = giving.plan(campaign, named, award)
        context |= {"named": named[:200], "lines": len(named), "count": len(planned.left), "planned": planned}
        context |= {"twice": recipients.repeated(named)[:10]}
        letters = unknown_letters("".join(f"{one.recipient}{one.of_unit}{one.merit}" for one in named) + award.merit)
        context |= {"squeezed": _squeezed(named, award)[:10], "next": _next(award), "letters": letters[:20]}
    except (CannotReadError, giving.CannotGiveError, CannotSignError, NoFaceError) as error:
        messages.error(request, str(error))
    return None


def _asked(named: list[Recipient], award: giving.Award) -> Iterator[str]:
    """What must be ticked before anything is given."""
    yield from decisions.doubts(award.design.issuer, award.decision_number, award.decided_on)
    without = [one.recipient for one in named if not (one.merit or award.merit)]
    if without:
        yield f"{len(without)} dòng không có thành tích, giấy sẽ để trống chỗ ấy: {', '.join(without[:5])}."


def _key(asked: list[str]) -> str:
    return f"{zlib.crc32(' '.join(asked).encode()):08x}" if asked else ""


def _next(award: giving.Award) -> int | None:
    if not award.numbered:
        return None
    return award.first or giving.next_book_number(award.design.issuer, award.decided_on.year)


def _squeezed(named: list[Recipient], award: giving.Award) -> list[str]:
    """Names that stand in less than the least size of the design."""
    layout = layout_of(award.design)
    return [
        text
        for one in named
        for text in squeezed(Printed(one.recipient, one.of_unit, one.merit or award.merit), layout)
    ]


def _given(request: HttpRequest, campaign: Campaign, given: giving.Given) -> HttpResponse:
    if given.certificates:
        messages.success(request, f"Đã cấp {len(given.certificates)} giấy.")
    if given.doubled:
        messages.warning(
            request, f"{len(given.doubled)} dòng trùng hệt dòng khác nên chỉ cấp một giấy: {_few(given.doubled)}."
        )
    if given.skipped:
        messages.warning(
            request,
            f"{len(given.skipped)} dòng đã có giấy theo quyết định này nên không cấp lần nữa: {_few(given.skipped)}.",
        )
    return redirect(f"{reverse('certificates')}?campaign={campaign.slug}")


def _few(named: Sequence[Recipient]) -> str:
    return ", ".join(one.recipient for one in named[:5])


def _done(request: HttpRequest, one: Certificate, said: str, act: Callable[[], Certificate]) -> HttpResponse:
    try:
        left = act()
    except giving.CannotGiveError as error:
        messages.error(request, str(error))
        return redirect("certificate", one.pk)
    messages.success(request, said)
    return redirect("certificate", left.pk)


def _issuers(campaign: Campaign) -> list[int]:
    return list(Issuer.objects.filter(unit=campaign.root_id).values_list("pk", flat=True))


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
