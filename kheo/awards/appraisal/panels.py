"""Panels of a campaign and who appraises in them; what is taken away can be given back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.appraisal.models import Appraiser, Closure, Panel, Rubric, Score
from kheo.awards.appraisal.reckoning import reckon
from kheo.campaigns.models import Area, Campaign
from kheo.journal.book import note
from kheo.units import access

SEE, WRITE, SCORE = "appraisal.see", "appraisal.write", "appraisal.score"


class CannotAppraiseError(Exception):
    """The act cannot be done as things stand; the message says why and what to do."""


@dataclass(frozen=True)
class Setting:
    """What a panel is: none of the areas means all."""

    name: str
    rubric: Rubric
    areas: Sequence[Area] = ()
    least: int = 1


def locked(panel: Panel) -> Panel:
    """The panel's row, held till the act ends: closing and scoring wait for each other. Raises CannotAppraiseError."""
    held = Panel.objects.select_for_update(of=("self",)).select_related("rubric", "campaign__root").get(pk=panel.pk)
    if held.withdrawn_at is not None:
        raise CannotAppraiseError("Tổ này đã được rút; khôi phục tổ rồi làm tiếp.")
    if closure_of(held) is not None:
        raise CannotAppraiseError("Tổ này đã chốt kết quả; muốn sửa thì mở lại, có ghi lý do.")
    return held


def closure_of(panel: Panel) -> Closure | None:
    """The closure that stands, or None while the panel works."""
    return Closure.objects.filter(panel=panel, reopened_at=None).first()


@transaction.atomic
def make_panel(campaign: Campaign, setting: Setting, *, actor: User | None) -> Panel:
    """Raises CannotAppraiseError where the campaign has a panel of that name."""
    _refuse_twin(campaign, setting.name, None)
    made = Panel.objects.create(
        campaign=campaign, name=setting.name, rubric=setting.rubric, least=setting.least, made_at=timezone.now()
    )
    made.areas.set(setting.areas)
    note("panel.made", made, actor=actor, name=made.name, rubric=setting.rubric.pk)
    return made


@transaction.atomic
def change_panel(panel: Panel, setting: Setting, *, actor: User) -> Panel:
    """Another name, other fields; another rubric only while nobody has scored by the one there is."""
    held = locked(panel)
    _refuse_twin(held.campaign, setting.name, held)
    if setting.rubric.pk != held.rubric_id and Score.objects.filter(panel=held).exists():
        raise CannotAppraiseError("Tổ này đã có phiếu chấm theo bộ tiêu chí cũ nên không đổi được bộ tiêu chí.")
    before = {"name": held.name, "rubric": held.rubric_id, "least": held.least}
    held.name, held.rubric, held.least = setting.name, setting.rubric, setting.least
    held.save(update_fields=["name", "rubric", "least"])
    held.areas.set(setting.areas)
    note("panel.changed", held, actor=actor, before=before, areas=[area.pk for area in setting.areas])
    return held


@transaction.atomic
def withdraw_panel(panel: Panel, *, reason: str, actor: User) -> None:
    """Made by mistake: it and what was scored stay, and stand for nothing."""
    held = locked(panel)
    Panel.objects.filter(pk=held.pk).update(withdrawn_at=timezone.now())
    note("panel.withdrawn", held, actor=actor, reason=reason)


@transaction.atomic
def restore_panel(panel: Panel, *, actor: User) -> None:
    if Panel.objects.filter(pk=panel.pk).exclude(withdrawn_at=None).update(withdrawn_at=None):
        note("panel.restored", panel, actor=actor)


@transaction.atomic
def name_appraiser(panel: Panel, user: User, *, actor: User | None) -> Appraiser:
    """Name a person; one whose time had ended comes back with all they scored."""
    held = locked(panel)
    found, made = Appraiser.objects.get_or_create(panel=held, user=user, defaults={"named_at": timezone.now()})
    if not made and found.ended_at is None:
        return found
    if not made:
        found.ended_at = None
        found.save(update_fields=["ended_at"])
        _reckon_of(found)
    note("appraiser.named", found, actor=actor, panel=held.pk, user=user.pk)
    return found


@transaction.atomic
def join(panel: Panel, *, actor: User) -> Appraiser:
    """Who may score at the campaign's root comes in of their own accord, before any sheet is in that they could see."""
    if not access.may(actor, SCORE, panel.campaign.root):
        raise CannotAppraiseError(access.explain(actor, SCORE, panel.campaign.root))
    if Score.objects.filter(panel=panel, appraiser__isnull=False).exclude(appraiser__user=actor).exists():
        raise CannotAppraiseError(
            "Đã có phiếu chấm mà bạn xem được, nên không tự vào tổ nữa; cán bộ tổng hợp ghi tên nếu vẫn cần."
        )
    return name_appraiser(panel, actor, actor=actor)


@transaction.atomic
def end_appraiser(appraiser: Appraiser, *, reason: str, actor: User) -> None:
    """From now on not of the panel; their sheets stay, and count no longer."""
    held = locked(appraiser.panel)
    if Appraiser.objects.filter(pk=appraiser.pk, ended_at=None).update(ended_at=timezone.now()):
        _reckon_of(appraiser)
        note("appraiser.ended", appraiser, actor=actor, panel=held.pk, reason=reason)


def _reckon_of(appraiser: Appraiser) -> None:
    reckon(appraiser.panel, Score.objects.filter(appraiser=appraiser, current=True).values_list("appraisal", flat=True))


def _refuse_twin(campaign: Campaign, name: str, own: Panel | None) -> None:
    twins = Panel.objects.filter(campaign=campaign, name=name)
    if twins.exclude(pk=own.pk if own else 0).exists():
        raise CannotAppraiseError(f"Đợt này đã có tổ tên “{name}”; hãy đặt tên khác.")
