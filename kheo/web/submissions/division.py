"""Splitting a file: the lines that belong to another unit are ticked and given to it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kheo.campaigns.models import Call
from kheo.intake.desk import deciding, replacing, splitting
from kheo.intake.desk.replacing import InForce
from kheo.intake.models import Submission
from kheo.web.answering import page
from kheo.web.rights import need, person
from kheo.web.submissions.acts import done, found
from kheo.web.submissions.inputs import Owner
from kheo.web.submissions.rows import shown_rows


class Division(Owner):
    """Which lines (counted from 0), whose they are, and which answer in force they may replace."""

    field_order = ("lines",)
    replacing = forms.CharField(required=False, max_length=20)
    # The answer of that unit that would be replaced, once it is known whose the lines are.
    known: InForce | None = None

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, submission=submission, **kwargs)
        choices = [(str(row.index), str(row.number)) for row in shown_rows(submission)]
        self.fields["lines"] = forms.MultipleChoiceField(
            choices=choices, error_messages={"required": "Hãy đánh dấu các dòng của đơn vị ấy."}
        )
        self.source = submission

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        call = said.get("call") or self.source.call
        self.known = replacing.would_replace(self.source, unit=said["owner"], call=call)
        if self.known is not None and self.known.code != said.get("replacing"):
            raise forms.ValidationError(
                f"{self.known.words}. Tách thì các dòng được đánh dấu thay toàn bộ bản ấy: "
                "hãy đánh dấu đồng ý ở dưới rồi bấm lại, hoặc thôi."
            )
        return said


@require_http_methods(["GET", "HEAD", "POST"])
def division(request: HttpRequest, code: str) -> HttpResponse:
    one = found(request, code)
    need(request, "submission.decide", one.campaign.root)
    form = Division(request.POST or None, submission=one, initial={"call": one.call.slug if one.call else ""})
    if request.method == "POST" and form.is_valid():
        lines = [int(number) for number in form.cleaned_data["lines"]]
        said = form.cleaned_data

        def give() -> None:
            splitting.split(
                one,
                lines=lines,
                unit=said["owner"],
                call=said["call"],
                actor=person(request),
                replacing=said["replacing"],
            )

        return done(request, one, "", f"Đã tách {len(lines)} dòng cho {said['owner'].name}.", give)
    ticked = request.POST.getlist("lines")
    context = {
        "one": one,
        "rows": [(row, str(row.index) in ticked) for row in shown_rows(one)],
        "form": form,
        "in_force": _others_in_force(one),
        "shown": request.POST.get("shown") or deciding.stamp(one),
        "may": deciding.may("split", one),
    }
    return page(request, "submissions/division.html", context)


def _others_in_force(one: Submission) -> list[InForce]:
    """The answers that stand for other units where the lines would go."""
    calls = [one.call] if one.call else list(Call.objects.filter(campaign=one.campaign_id))
    return [each for each in replacing.in_force(calls) if each.unit.pk != one.unit_id]
