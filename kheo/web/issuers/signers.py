"""Who signs for an issuer, with the lines as they will be printed beside the form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kheo.publishing.issuers import posts, powers
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.settling import keep_signer
from kheo.publishing.word.signature import style_of
from kheo.web.answering import page
from kheo.web.issuers.inputs import Signing
from kheo.web.issuers.seeing import found
from kheo.web.rights import person, seen


@dataclass(frozen=True)
class Shown:
    """A signature as printed: (line, bold) above the hand and below it; what the rules refuse, what to look at."""

    above: list[tuple[str, bool]]
    below: list[tuple[str, bool]]
    refusals: list[str]
    warnings: list[str]
    source: str


def shown(signer: Signer) -> Shown:
    """By the rule set of the issuer's regime in force today; no query."""
    rules = powers.rules_of(signer.issuer)
    drawn = powers.sketch(signer, rules)
    *between, name = drawn.name.split("\n")
    post, bold = rules.style("post").bold, rules.style("signer").bold
    return Shown(
        [(line, rules.style(style_of(line, rules)).bold) for line in drawn.titles],
        [*((line, post) for line in between), (name, bold)],
        powers.refusals(signer),
        list(_doubts(signer)),
        rules.source,
    )


def _doubts(signer: Signer) -> Iterator[str]:
    if honorific := posts.honorific_in(signer.name):
        yield f"Trước họ tên người ký không ghi “{honorific}”."
    elif right := posts.small_in(signer.name):
        yield f"Họ tên người ký viết hoa chữ đầu mỗi tiếng: {right}."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    issuer = found(request, number, to_write=True)
    return _written(request, issuer, Signer(issuer=issuer, power=_usual(issuer)))


@require_http_methods(["GET", "HEAD", "POST"])
def signer(request: HttpRequest, number: int, signer: int) -> HttpResponse:
    issuer = found(request, number, to_write=True)
    return _written(request, issuer, seen(issuer.signers.select_related("issuer"), pk=signer))


def _usual(issuer: Issuer) -> str:
    """What most who sign for such an organ have."""
    if posts.is_collective(issuer.organ) and (issuer.has_seal or posts.is_cell(issuer.organ)):
        return Signer.Power.COLLECTIVE
    return Signer.Power.HEAD if issuer.has_seal else Signer.Power.CONCURRENT


def _written(request: HttpRequest, issuer: Issuer, one: Signer) -> HttpResponse:
    """Saved only where the button of that name was pressed; else the form is shown with its preview."""
    form = Signing(request.POST or None, instance=one)
    if form.is_bound and form.is_valid() and "save" in request.POST:
        form.refuse()
        if form.is_valid():
            kept = keep_signer(form.save(commit=False), changed=form.changed_data, actor=person(request))
            there = kept is not form.instance
            messages.success(request, f"{kept.name}: đã {'có người ký này, không thêm lần nữa' if there else 'lưu'}.")
            for doubt in _doubts(kept):
                messages.warning(request, doubt)
            return redirect("issuer", issuer.pk)
    context = {"issuer": issuer, "one": one, "form": form, "shown": shown(one) if form.is_bound or one.pk else None}
    return page(request, "issuers/signer.html", context, part="issuers/_signature.html")
