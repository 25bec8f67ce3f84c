"""A paragraph's properties, as gathered from its styles, as a `Setting`."""

from kheo.publishing.validating.facts import CENTRE, JUSTIFIED, LEFT, RIGHT, Setting
from kheo.publishing.validating.seen.measures import millimetres, points

_ALIGNED = {"center": CENTRE, "right": RIGHT, "end": RIGHT, "both": JUSTIFIED, "distribute": JUSTIFIED}
_RULES = {"exact": "exactly", "atLeast": "at_least"}
# Lines are counted in 240ths; points in 20ths.
_LINE = 240
# What Word puts for "auto" between paragraphs.
_AUTOMATIC = 14.0


def setting(form: dict[str, dict[str, str]]) -> Setting:
    """`form`: property → attributes (see `Styles.form`)."""
    indent, spacing = form.get("ind", {}), form.get("spacing", {})
    rule = _RULES.get(spacing.get("lineRule", ""), "multiple")
    line = points(spacing.get("line", "240"))
    return Setting(
        align=_ALIGNED.get(form.get("jc", {}).get("val", ""), LEFT),
        left=millimetres(indent.get("left", "0")),
        first_line=millimetres(indent.get("firstLine", "0")) - millimetres(indent.get("hanging", "0")),
        before=_space(spacing, "before"),
        after=_space(spacing, "after"),
        line=line * 20 / _LINE if rule == "multiple" else line,
        line_rule=rule,
        keep_next=form.get("keepNext", {}).get("on") == "1",
        bordered=any(form.get("pBdr", {}).get(side, "nil") not in {"nil", "none", ""} for side in ("top", "bottom")),
    )


def _space(spacing: dict[str, str], name: str) -> float:
    automatic = spacing.get(f"{name}Autospacing", "0") not in {"0", "false", "off"}
    return _AUTOMATIC if automatic else points(spacing.get(name, "0"))
