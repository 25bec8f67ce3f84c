"""What the styles of an OpenDocument text say of its letters: their font, and whether they are hidden."""

from dataclasses import dataclass, replace

from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, kind

_FAMILIES = frozenset(("paragraph", "text"))
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """How letters are seen."""

    font: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    """Empty and None where it says nothing."""

    parent: str
    face: str
    hidden: bool | None


class Styles:
    """What was told so far, by family and name."""

    def __init__(self) -> None:
        self._faces: dict[str, str] = {}
        self._styles: dict[tuple[str, str], _Style] = {}
        self._default = ""

    def take(self, root: Element) -> None:
        """Those of a part: common ones, and those programs make for single places."""
        for group in root:
            if kind(group) == "font-face-decls":
                self._faces |= {attribute(face, "name"): _bare(attribute(face, "font-family")) for face in group}
            elif kind(group) in {"styles", "automatic-styles"}:
                for style in group:
                    self._take(style)

    def of_paragraph(self, name: str) -> Seen:
        return self._applied(Seen(self._faces.get(self._default, self._default)), "paragraph", name)

    def of_run(self, name: str, around: Seen) -> Seen:
        return self._applied(around, "text", name) if name else around

    def _take(self, style: Element) -> None:
        family = attribute(style, "family")
        if family not in _FAMILIES:
            return
        said = first(style, "text-properties")
        face = attribute(said, "font-name") or _bare(attribute(said, "font-family"))
        if kind(style) == "default-style":
            self._default = self._default if family == "text" else face
        elif kind(style) == "style":
            display = attribute(said, "display")
            hidden = display == "none" if display else None
            self._styles[family, attribute(style, "name")] = _Style(attribute(style, "parent-style-name"), face, hidden)

    def _applied(self, seen: Seen, family: str, name: str) -> Seen:
        chain: list[_Style] = []
        while (style := self._styles.get((family, name))) and len(chain) < _MOST_PARENTS:
            chain.append(style)
            name = style.parent
        for style in reversed(chain):
            seen = replace(
                seen,
                font=self._faces.get(style.face, style.face) or seen.font,
                hidden=seen.hidden if style.hidden is None else style.hidden,
            )
        return seen


def _bare(family: str) -> str:
    return family.partition(",")[0].strip().strip("'\"")
