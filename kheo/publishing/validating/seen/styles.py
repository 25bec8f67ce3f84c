"""How words and paragraphs look in the end: defaults, table, paragraph and character styles, their own properties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, is_on, kind, parse

# A chain of styles is a handful long; a longer one goes in circles.
MOST_PARENTS = 30
# Each of these, said by a paragraph's and by a character's style, takes the other back.
_TOGGLES = ("b", "i", "caps")
_MIRRORED = {"start": "left", "end": "right"}
_NO_COLOUR = frozenset(("auto", "000000", "", "windowText", "text1", "dark1"))

Properties = Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Face:
    """The look of a run."""

    fonts: Mapping[str, str]
    size: float
    bold: bool
    italic: bool
    underline: bool
    caps: bool
    hidden: bool
    black: bool
    highlighted: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id; ask `face` and `form` for what a run or a paragraph looks like in the end."""

    of: Mapping[str, Element] = field(default_factory=dict)
    defaults: Mapping[str, Element | None] = field(default_factory=dict)
    theme: Mapping[str, str] = field(default_factory=dict)
    usual: str = ""

    def face(self, own: Element | None, paragraph_style: str, table_style: str) -> Face:
        """How a run with these properties looks in a paragraph of this style."""
        character = attribute(first(own, "rStyle"), "val")
        levels = [
            self._merged(None, "rPr", self.defaults.get("rPr")),
            self._chained(table_style, "rPr"),
            self._chained(paragraph_style or self.usual, "rPr"),
            self._chained(character, "rPr"),
        ]
        direct = self._merged(None, "rPr", own)
        merged: dict[str, Element] = {}
        for level in (*levels, direct):
            merged.update(level)
        switched = {name: _toggled(name, levels, direct) for name in _TOGGLES}
        return Face(
            fonts=self._fonts([*levels, direct]),
            size=_half_points(merged.get("sz")),
            bold=switched["b"],
            italic=switched["i"],
            underline=attribute(merged.get("u"), "val") not in {"", "none"},
            caps=switched["caps"],
            hidden="vanish" in merged and _is_set(merged["vanish"]),
            black=attribute(merged.get("color"), "val") in _NO_COLOUR,
            highlighted=attribute(merged.get("highlight"), "val") not in {"", "none"},
            struck=any(name in merged and _is_set(merged[name]) for name in ("strike", "dstrike")),
        )

    def form(
        self, own: Element | None, table_style: str, numbering: Element | None = None
    ) -> dict[str, dict[str, str]]:
        """The paragraph's properties as name → attributes, the nearest saying winning for each attribute."""
        style = attribute(first(own, "pStyle"), "val") or self.usual
        said: dict[str, dict[str, str]] = {}
        for source in (
            self.defaults.get("pPr"),
            *self._sources(table_style, "pPr"),
            *self._sources(style, "pPr"),
            numbering,
            own,
        ):
            for child in source if source is not None else ():
                _add(said, child)
        return said

    def _chained(self, style: str, part: str) -> dict[str, Element]:
        merged: dict[str, Element] = {}
        for source in self._sources(style, part):
            merged.update(self._merged(None, part, source))
        return merged

    def _sources(self, style: str, part: str) -> list[Element]:
        """The properties of a style and what it is based on, the farthest first."""
        found: list[Element] = []
        for _ in range(MOST_PARENTS):
            element = self.of.get(style)
            if element is None:
                break
            properties = first(element, part)
            if properties is not None:
                found.append(properties)
            style = attribute(first(element, "basedOn"), "val")
        return found[::-1]

    @staticmethod
    def _merged(_: None, __: str, source: Element | None) -> dict[str, Element]:
        return {kind(child): child for child in source} if source is not None else {}

    def _fonts(self, levels: list[dict[str, Element]]) -> dict[str, str]:
        """Script → font; a theme's name counts as the font the theme gives it."""
        found: dict[str, str] = {}
        for level in levels:
            fonts = level.get("rFonts")
            if fonts is None:
                continue
            for script in ("ascii", "hAnsi"):
                themed = self.theme.get(attribute(fonts, f"{script}Theme"), "")
                found[script] = themed or attribute(fonts, script) or found.get(script, "")
        return found


def styles_of(xml: bytes, theme: bytes) -> Styles:
    """The styles of word/styles.xml (empty bytes: none)."""
    if not xml:
        return Styles(theme=_theme(theme))
    root = parse(xml, "styles")
    of = {attribute(style, "styleId"): style for style in root if kind(style) == "style"}
    usual = next(
        (
            key
            for key, style in of.items()
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
        ),
        "",
    )
    defaults = first(root, "docDefaults")
    inner = {part: first(first(defaults, f"{part}Default"), part) for part in ("rPr", "pPr")}
    return Styles(of=of, defaults=inner, theme=_theme(theme), usual=usual)


def _theme(xml: bytes) -> dict[str, str]:
    """'minorHAnsi' → 'Times New Roman'; empty where there is no theme."""
    if not xml:
        return {}
    found: dict[str, str] = {}
    for fonts in _named(parse(xml, "theme"), "majorFont", "minorFont"):
        typeface = attribute(first(fonts, "latin"), "typeface")
        start = kind(fonts).removesuffix("Font")
        found |= {f"{start}HAnsi": typeface, f"{start}Ascii": typeface}
    return found


def _named(root: Element, *names: str) -> Iterator[Element]:
    yield from (element for element in root.iter() if kind(element) in names)


def _add(said: dict[str, dict[str, str]], child: Element) -> None:
    held = said.setdefault(kind(child), {})
    attributes = {str(key).rpartition("}")[2]: str(value) for key, value in child.items()}
    attributes = {_MIRRORED.get(key, key): value for key, value in attributes.items()}
    # "hanging" and "firstLine" are one thing said in two ways.
    if "hanging" in attributes:
        held.pop("firstLine", None)
    if "firstLine" in attributes:
        held.pop("hanging", None)
    if kind(child) in {"keepNext", "contextualSpacing"}:
        attributes = {"on": "" if not _is_set(child) else "1"}
    if kind(child) == "pBdr":
        attributes = {kind(side): attribute(side, "val") for side in child}
    held.update(attributes)


def _toggled(name: str, levels: list[dict[str, Element]], direct: dict[str, Element]) -> bool:
    if name in direct:
        return _is_set(direct[name])
    if name in levels[0] and _is_set(levels[0][name]):
        return True
    return sum(name in level and _is_set(level[name]) for level in levels[1:]) % 2 == 1


def _is_set(switch: Element) -> bool:
    parent = switch.getparent()
    return is_on(parent, kind(switch)) if parent is not None else True


def _half_points(size: Element | None) -> float:
    """Word's own default is 10 points."""
    text = attribute(size, "val") or "20"
    return float(text) / 2 if text.replace(".", "", 1).isdigit() and len(text) < 7 else 10.0
