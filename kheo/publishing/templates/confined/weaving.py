"""Turns a part of a template into the source of a Jinja template: each tag in its place, everything else inert.

The tags become Jinja between delimiters no document can hold, so what else looks like a tag stays text.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from kheo.office.markup import Element
from kheo.publishing.templates.confined.language import TAG, Shape, Tag, TagError, inside, names_in, read_tag, shape_of
from kheo.publishing.templates.confined.paragraphs import (
    Places,
    W,
    isolated,
    joined,
    name_of,
    pieces,
    quoted,
    text_of,
    wrong_braces,
)
from kheo.publishing.templates.confined.shaping import BY_LINE, At, Shaper, block, value
from kheo.publishing.templates.confined.surgery import put, replace, say_before

_PRIVATE = dict.fromkeys(range(0xE000, 0xE020))
_LEVELS = {"p": "đoạn", "tr": "hàng", "tc": "ô"}
# What is done to the tree once all tags of a paragraph were read.
Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Frame:
    """An open for or if: where it began, at which level, and the names known inside."""

    tag: Tag
    level: str
    container: Element
    place: str
    scope: Mapping[str, Shape]
    # Statements of the same sort opened and closed inside: the missing end may be one of theirs.
    inner: list[str] = field(default_factory=list)

    def is_for(self, tag: Tag, container: Element) -> bool:
        """May this tag end it, or stand in it?"""
        opener = "for" if tag.word == "endfor" else "if"
        return self.tag.word == opener and self.level == tag.level and self.container is container


@dataclass
class Woven:
    """The source, the faults on the way to it, the names used, and the last part of each (what is printed of it)."""

    source: str = ""
    faults: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)


def weave(root: Element, shape: Mapping[str, Shape], *, part: str = "") -> Woven:
    """`part` is how people call it ("đầu trang"); empty for the body. The tree is used up."""
    weaver = _Weaver(shape, Places(root, part))
    for paragraph in list(root.iter(f"{W}p")):
        weaver.paragraph(paragraph)
    weaver.end()
    if not weaver.woven.faults:
        weaver.woven.source = weaver.source(root)
    return weaver.woven


class _Weaver:
    def __init__(self, shape: Mapping[str, Shape], places: Places) -> None:
        self.woven = Woven()
        self._places = places
        self._scope: Mapping[str, Shape] = shape
        self._frames: list[Frame] = []
        self._tokens: list[str] = []
        # So that no text of the template can name a token.
        self._mark = secrets.token_hex(8)
        self._shaper = Shaper(self._token)

    def paragraph(self, paragraph: Element) -> None:
        place = self._places.of(paragraph)
        for broken in joined(paragraph):
            self._fault(place, f"thẻ {quoted(broken)} bị hình hoặc trường (field) chen vào giữa; hãy xóa và gõ lại thẻ")
        for words in wrong_braces(paragraph):
            self._fault(
                place, f"dấu ngoặc của thẻ chưa đúng ở {quoted(words)}; thẻ phải viết liền dạng {{{{ ten_the }}}}"
            )
        found: list[tuple[At, Tag]] = []
        for piece in pieces(paragraph):
            for match in TAG.finditer(piece.text) if name_of(piece.element) == "t" else ():
                tag = self._read(match[0], place)
                if tag:
                    found.append(((piece.element, match.start(), match.end()), tag))
        if found:
            self._tags(paragraph, place, found)

    def end(self) -> None:
        for frame in self._frames:
            self._unclosed(frame)

    def source(self, root: Element) -> str:
        text = unicodedata.normalize("NFC", etree.tostring(root, encoding="unicode"))
        parts = re.split(f"\ue000{self._mark}:(\\d+)\ue001", text)
        return "".join(
            self._tokens[int(part)] if number % 2 else part.translate(_PRIVATE) for number, part in enumerate(parts)
        )

    def _fault(self, place: str, says: str) -> None:
        self.woven.faults.append(f"{place}: {says}" if says.endswith("?") else f"{place}: {says}.")

    def _unclosed(self, frame: Frame) -> None:
        ending = f"{{%{frame.level} end{frame.tag.word} %}}"
        doubt = f" (hoặc thiếu ở {', '.join(map(quoted, frame.inner[:3]))} nằm trong nó)" if frame.inner else ""
        self._fault(frame.place, f"lệnh {quoted(frame.tag.typed)} chưa có {ending} đi kèm{doubt}")

    def _read(self, typed: str, place: str) -> Tag | None:
        try:
            return read_tag(typed)
        except TagError as error:
            self._fault(place, f"thẻ {quoted(typed)}: {error}")
            return None

    def _tags(self, paragraph: Element, place: str, found: list[tuple[At, Tag]]) -> None:
        whole = [tag for _, tag in found if tag.word and tag.level in _LEVELS]
        alone = len(found) == 1 and text_of(paragraph).strip() == found[0][1].typed.strip()
        acts: list[Act] = []
        for at, tag in found:
            if whole and not (tag.word and tag.level == whole[0].level):
                self._fault(
                    place, f"thẻ {quoted(tag.typed)}: không được đứng chung chỗ với lệnh {quoted(whole[0].typed)}"
                )
                acts.append(partial(put, *at, ""))
                continue
            try:
                acts.append(self._act(paragraph, place, at, tag, alone=alone))
            except TagError as error:
                self._fault(place, f"thẻ {quoted(tag.typed)}: {error}")
                acts.append(partial(put, *at, ""))
        # From the last to the first: cutting a run moves only what stands behind.
        for act in reversed(acts):
            act()
        if whole:
            self._take_out(paragraph, place, whole)

    def _act(self, paragraph: Element, place: str, at: At, tag: Tag, *, alone: bool) -> Act:
        """Check the tag against what is open and known; gives what is then done to the tree."""
        if tag.word == "#":
            return lambda: put(*at, "")
        if tag.word:
            token = self._token(self._statement(tag, _container(paragraph, tag, at[0]), place))
            if tag.level in _LEVELS:
                return lambda: put(*at, token)
            return lambda: replace(isolated(*at), token)
        shape = shape_of(tag.rest, self._scope)
        self._use(tag.rest)
        if isinstance(shape, dict | list):
            raise TagError("đây là cả một nhóm, không in ra được; hãy dùng vòng lặp for và một phần của nó")
        if shape == "flag":
            raise TagError("đây là điều kiện, chỉ dùng được sau if")
        return self._value(paragraph, at, tag, shape, alone=alone)

    def _value(self, paragraph: Element, at: At, tag: Tag, shape: str, *, alone: bool) -> Act:
        given, scope = tag.rest, self._scope
        if shape == "block":
            if not alone or tag.level not in {"", "p"}:
                raise TagError("thẻ này phải đứng một mình trong đoạn")
            return lambda: replace(paragraph, self._token(value(f"({given})|_xml")))
        if tag.level in _LEVELS:
            raise TagError(f"thẻ này viết {{{{ {given} }}}}, không có “{tag.level}”")
        if shape == "picture":
            return lambda: self._shaper.picture(paragraph, isolated(*at), given, scope)
        fill: Act = lambda: put(*at, self._token(value(given)))  # noqa: E731
        if shape == "spans":
            fill = lambda: self._shaper.spans(isolated(*at), given)  # noqa: E731
        elif shape in BY_LINE and alone:
            fill = lambda: self._shaper.repeat(paragraph, at, given, shape, scope)  # noqa: E731

        def fill_and_hold() -> None:
            fill()
            self._shaper.hold(paragraph, given, scope)

        return fill_and_hold

    def _statement(self, tag: Tag, container: Element, place: str) -> str:
        if tag.word in {"for", "if"}:
            return self._open(tag, container, place)
        frame = self._frame_of(tag, container)
        if tag.word == "elif":
            shape_of(tag.rest, self._scope)
            self._use(tag.rest)
            return block(f"elif {tag.rest}")
        if tag.word.startswith("end"):
            self._frames.pop()
            self._scope = frame.scope
            if self._frames and self._frames[-1].is_for(tag, container):
                self._frames[-1].inner.append(frame.tag.typed)
        return block(tag.word)

    def _frame_of(self, tag: Tag, container: Element) -> Frame:
        """The open statement this tag belongs to; those opened after it were left open, and are told of."""
        for number in range(len(self._frames) - 1, -1, -1):
            if self._frames[number].is_for(tag, container):
                for frame in self._frames[number + 1 :]:
                    self._unclosed(frame)
                del self._frames[number + 1 :]
                return self._frames[number]
        opener = "for" if tag.word == "endfor" else "if"
        apart = next((frame for frame in reversed(self._frames) if frame.tag.word == opener), None)
        if apart is None:
            raise TagError(f"không có lệnh {opener} nào đang mở để {tag.word}")
        if tag.word.startswith("end"):
            # Its end, at the wrong place: it is told of once.
            self._frames.remove(apart)
            self._scope = apart.scope
        raise TagError(
            f"lệnh mở {quoted(apart.tag.typed)} ở chỗ khác ({apart.place}); mở và đóng phải cùng dạng, trong cùng một "
            "đoạn, hoặc cùng là {%p …%} trong một ô, hoặc cùng là {%tr …%} trong một bảng"
        )

    def _open(self, tag: Tag, container: Element, place: str) -> str:
        # Pushed even where its words are wrong, so that its end is not told of as well.
        self._frames.append(Frame(tag, tag.level, container, place, self._scope))
        shape = shape_of(tag.rest, self._scope)
        self._use(tag.rest)
        if tag.word == "if":
            return block(f"if {tag.rest}")
        if not isinstance(shape, list):
            raise TagError(f"“{tag.rest}” không phải danh sách nên không lặp được")
        self._scope = {**self._scope, **inside(tag.each, shape)}
        return block(f"for {tag.each} in {tag.rest}")

    def _use(self, expression: str) -> None:
        self.woven.names |= names_in(expression)
        self.woven.printed.add(expression.partition("|")[0].strip().rpartition(".")[2])

    def _take_out(self, paragraph: Element, place: str, tags: list[Tag]) -> None:
        """The paragraph, row or cell of a {%p %}, {%tr %}, {%tc %} goes; only the statements stay."""
        level = tags[0].level
        element = paragraph if level == "p" else next(paragraph.iterancestors(f"{W}{level}"), None)
        if element is None:
            return
        tokens = "".join(re.findall(f"\ue000{self._mark}:\\d+\ue001", "".join(map(str, element.itertext()))))
        left = re.sub(f"\ue000{self._mark}:\\d+\ue001", "", "".join(text_of(one) for one in element.iter(f"{W}p")))
        if left.strip():
            self._fault(
                place, f"{_LEVELS[level]} có lệnh {quoted(tags[0].typed)} sẽ bị bỏ khi điền, nên không được có chữ khác"
            )
        if element.find(f"{W}pPr/{W}sectPr") is None:
            replace(element, tokens)
            return
        # LibreOffice hangs the break between two parts of a paper on the last paragraph before it: the break stays.
        for child in [child for child in element if name_of(child) != "pPr"]:
            element.remove(child)
        say_before(element, tokens)

    def _token(self, source: str) -> str:
        self._tokens.append(source)
        return f"\ue000{self._mark}:{len(self._tokens) - 1}\ue001"


def _container(paragraph: Element, tag: Tag, text: Element) -> Element:
    """Within what the tag and its end must both stand. TagError where there is none."""
    if tag.level == "p":
        found = paragraph.getparent()
    elif tag.level in _LEVELS:
        element = next(paragraph.iterancestors(f"{W}{tag.level}"), None)
        if element is None:
            raise TagError(f"lệnh {{%{tag.level} …%}} chỉ dùng được trong bảng")
        found = element.getparent()
    else:
        run = text.getparent()
        found = None if run is None else run.getparent()
    if found is None:
        raise TagError("thẻ đứng ở chỗ không dùng được")
    return found
