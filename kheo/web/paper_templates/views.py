"""An issuer's templates by kind, one of them with its versions and tags, and what is done with a version."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.journal import vault
from kheo.publishing import rulesets
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.kinds import KINDS, Kind
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates.departing import template_departures
from kheo.publishing.templates.filling import CannotFillError, fill
from kheo.publishing.templates.models import TemplateVersion
from kheo.publishing.templates.sampling import sample_paper
from kheo.publishing.templates.shipped import shipped_template
from kheo.publishing.templates.tags import meanings
from kheo.publishing.templates.versions import FaultyTemplateError, back_to_shipped, put_in_use, upload, versions
from kheo.publishing.validating.departures import Departure
from kheo.web.answering import download, page
from kheo.web.issuers.seeing import found
from kheo.web.paper_templates.inputs import Upload
from kheo.web.rights import person, rights_at, seen


def templates(request: HttpRequest, number: int) -> HttpResponse:
    issuer = found(request, number)
    asked = request.GET.get("rules", "")
    rules = rulesets.load(asked) if asked in rulesets.codes() else _present(issuer)
    rows = TemplateVersion.objects.filter(issuer=issuer, rule_set=rules.code).select_related("uploaded_by")
    own: dict[str, list[TemplateVersion]] = {}
    for one in rows.order_by("-version"):
        own.setdefault(one.kind, []).append(one)
    listed = [
        (kind, len(own.get(kind.code, ())), next((one for one in own.get(kind.code, ()) if one.in_use), None))
        for kind in KINDS.values()
    ]
    context = {"issuer": issuer, "rules": rules, "all_rules": _all_rules(), "kinds": listed}
    return page(request, "paper_templates/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, number: int, rules: str, kind: str) -> HttpResponse:
    """One kind's template; what is sent is checked at once, and kept only without faults.

    `?ask` names a version to be put in use: then its departures from the rules are shown, to be ticked.
    """
    issuer = found(request, number, to_write=request.method == "POST")
    rule_set, one = _named(rules, kind)
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, issuer, rule_set, one, form)
        except FaultyTemplateError as error:
            faults = error.faults
    own = list(versions(issuer, one.code, rule_set.code))
    rights = rights_at(request, issuer.unit)
    wished = _asked(request, own) if rights.get("issuer_write") else None
    context = {
        "issuer": issuer,
        "rules": rule_set,
        "kind": one,
        "wished": wished,
        "departures": _departures(wished) if wished else [],
        "form": form,
        "faults": faults,
        "versions": own,
        "used": next((version for version in own if version.in_use), None),
        "meanings": meanings(one),
        "rights": rights,
    }
    return page(request, "paper_templates/template.html", context)


def shipped(request: HttpRequest, number: int, rules: str, kind: str) -> HttpResponse:
    found(request, number)
    rule_set, one = _named(rules, kind)
    return download(shipped_template(one.code, rule_set), f"mau-{one.code}-{rule_set.code}.docx")


def preview(request: HttpRequest, number: int, rules: str, kind: str) -> HttpResponse:
    """The template in use, or the version asked for, filled with an invented paper under the issuer's name."""
    issuer = found(request, number)
    rule_set, one = _named(rules, kind)
    chosen = _chosen(request, issuer, rule_set, one)
    data = vault.read(chosen.original) if chosen else shipped_template(one.code, rule_set)
    paper = sample_paper(one)
    head = replace(paper.head, parent_organ=issuer.parent_organ, organ=issuer.organ, place=issuer.place)
    try:
        filled = fill(data, replace(paper, head=head), rule_set)
    except CannotFillError as error:
        messages.error(request, str(error))
        return redirect("template", issuer.pk, rule_set.code, one.code)
    return download(filled, f"xem-thu-{one.code}.docx")


def version_file(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """The file as it was uploaded, for saving only."""
    one = _version(found(request, number), version)
    return download(vault.read(one.original), f"mau-{one.kind}-ban-{one.version}.docx")


@require_POST
def use(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """What departs from the rules is shown first and must be ticked."""
    one = _version(found(request, number, to_write=True), version)
    if "seen" not in request.POST and _departures(one):
        return _ask(one)
    put_in_use(one, actor=person(request))
    messages.success(request, f"Từ nay dùng bản {one.version} cho các văn bản mới.")
    return redirect("template", number, one.rule_set, one.kind)


@require_POST
def restoration(request: HttpRequest, number: int, rules: str, kind: str) -> HttpResponse:
    issuer = found(request, number, to_write=True)
    rule_set, one = _named(rules, kind)
    back_to_shipped(issuer, one.code, rule_set.code, actor=person(request))
    messages.success(request, "Từ nay dùng mẫu gốc cho các văn bản mới; các bản của cơ quan vẫn được giữ.")
    return redirect("template", issuer.pk, rule_set.code, one.code)


def _kept(request: HttpRequest, issuer: Issuer, rules: RuleSet, kind: Kind, form: Upload) -> HttpResponse:
    said = form.cleaned_data
    data, note = said["file"].read(), said["note"]
    made = upload(issuer, kind.code, rules.code, data=data, note=note, actor=person(request))
    if said["use"] and _departures(made):
        messages.warning(request, f"Đã giữ thành bản {made.version}, chưa dùng: có chỗ khác quy định, xem ở dưới.")
        return _ask(made)
    if said["use"]:
        put_in_use(made, actor=person(request))
    used = "và dùng cho các văn bản mới" if said["use"] else "chưa dùng"
    messages.success(request, f"Mẫu không có lỗi; đã giữ thành bản {made.version}, {used}.")
    return redirect("template", issuer.pk, rules.code, kind.code)


def _departures(version: TemplateVersion) -> list[Departure]:
    if version.in_use:
        return []
    return template_departures(vault.read(version.original), version.kind, rulesets.load(version.rule_set))


def _ask(version: TemplateVersion) -> HttpResponse:
    address = reverse("template", args=[version.issuer_id, version.rule_set, version.kind])
    return redirect(f"{address}?ask={version.version}#departures")


def _asked(request: HttpRequest, own: list[TemplateVersion]) -> TemplateVersion | None:
    return next((one for one in own if str(one.version) == request.GET.get("ask")), None)


def _chosen(request: HttpRequest, issuer: Issuer, rules: RuleSet, kind: Kind) -> TemplateVersion | None:
    """The version the address names, None for the shipped template; without a name the one in use."""
    asked = request.GET.get("version", "")
    own = versions(issuer, kind.code, rules.code)
    if asked == "shipped":
        return None
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        return seen(own, version=int(asked))
    return own.filter(in_use=True).first()


def _version(issuer: Issuer, number: int) -> TemplateVersion:
    return seen(TemplateVersion.objects.filter(issuer=issuer).select_related("issuer", "original"), pk=number)


def _named(rules: str, kind: str) -> tuple[RuleSet, Kind]:
    if rules not in rulesets.codes() or kind not in KINDS:
        raise Http404
    return rulesets.load(rules), KINDS[kind]


def _present(issuer: Issuer) -> RuleSet:
    """The rules in force for the issuer today."""
    try:
        return rulesets.of_regime(issuer.regime, timezone.localdate())
    except rulesets.UnknownRuleSetError:
        return rulesets.load()


def _all_rules() -> list[RuleSet]:
    return sorted(map(rulesets.load, rulesets.codes()), key=lambda rules: rules.code != rulesets.DEFAULT)
