"""Fills a template with plain values, as a job of a confined process; what was woven is kept for the next paper."""

import base64
import hashlib
import json
import re
import struct
import unicodedata
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from jinja2 import Template, TemplateError, Undefined
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from kheo.confinement.refusal import Refusal
from kheo.office.marking.package import TYPES
from kheo.office.markup import Element, root_of
from kheo.publishing.templates.confined.packing import CORE, core, detach, main_part, opened, packed, text_parts
from kheo.publishing.templates.confined.paragraphs import W, name_of, text_of
from kheo.publishing.templates.confined.shaping import BLOCK, END_BLOCK, END_REMARK, END_VALUE, REMARK, VALUE
from kheo.publishing.templates.confined.weaving import Woven, weave

# How the parent names the job.
RENDER = "kheo.publishing.templates.confined.rendering:render"
MOST_LETTERS = 64 * 1024 * 1024
_KEPT = 8
_POINT = 12700
_LENGTH = struct.Struct(">I")
_PICTURE_PART = "word/media/kheo-ma-qr.png"
# Stands in the drawing for the id of the relation to the picture.
PICTURE = "rIdKheoMaQR"
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
_EMPTY_CELL = re.compile(r"(</w:tcPr>|<w:tc>|</w:tbl>)</w:tc>")


@dataclass
class _Ready:
    """A template taken apart: its parts as they are, the ones to fill, and the two listings that name a picture."""

    parts: dict[str, bytes]
    woven: dict[str, Template]
    uses: set[str]
    faults: list[str]
    with_picture: dict[str, bytes] = field(default_factory=dict)
    picture_id: str = ""


def job(values: Mapping[str, Any], template: bytes) -> bytes:
    """What the parent hands over: {"values", "shape", "title", "author", "picture"} as JSON, then the template."""
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return _LENGTH.pack(len(said)) + said + template


def parted(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The two again."""
    (length,) = _LENGTH.unpack_from(data)
    end = _LENGTH.size + length
    return json.loads(data[_LENGTH.size : end]), data[end:]


def render(data: bytes) -> dict[str, Any]:
    """{"file": base64}, or {"faults": [sentences]}, or {"lacks": [names]} where whole tables must be given as well."""
    given, template = parted(data)
    ready = _ready(template, given["shape"])
    if ready.faults:
        return {"faults": ready.faults}
    if lost := [says for name, says in given.get("must", {}).items() if name not in ready.uses]:
        return {"faults": lost}
    if "ca_bang" in ready.uses and not given.get("tables"):
        return {"lacks": ["ca_bang"]}
    try:
        texts = {part: _rendered(woven, given["values"]) for part, woven in ready.woven.items()}
    except TemplateError as error:
        return {"faults": [f"Mẫu gọi một phần mà văn bản này không có ({error}); hãy đặt trong lệnh if hoặc for."]}
    parts = dict(ready.parts)
    if given.get("picture") and ready.picture_id:
        parts |= {**ready.with_picture, _PICTURE_PART: base64.b64decode(given["picture"])}
    for part, text in texts.items():
        parts[part] = _finished(text.replace(PICTURE, ready.picture_id), given.get("lines", {}))
    parts[CORE] = core(given["title"], given["author"]) if CORE in parts else b""
    file = packed({name: content for name, content in parts.items() if content})
    return {"file": base64.b64encode(file).decode()}


def woven_parts(template: bytes, shape: Mapping[str, Any]) -> dict[str, Woven]:
    """Each part with text, woven. Refusal for a file that is no .docx."""
    package = opened(template)
    return {
        part: weave(root_of(package.read(part), kind), shape, part=called)
        for part, (kind, called) in text_parts(package).items()
    }


def _ready(template: bytes, shape: Mapping[str, Any]) -> _Ready:
    key = hashlib.sha256(template + json.dumps(shape, sort_keys=True).encode()).hexdigest()
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    package = opened(template)
    detach(package)
    woven = woven_parts(template, shape)
    with zipfile.ZipFile(BytesIO(template)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    ready = _Ready(
        {name: package.read(name) for name in names},
        {part: _jinja.from_string(one.source) for part, one in woven.items() if not one.faults},
        set().union(*(one.printed | one.names for one in woven.values())),
        [fault for one in woven.values() for fault in one.faults],
    )
    if "ma_qr" in ready.uses:
        main = main_part(package)
        ready.picture_id = package.relate(main, "image", _PICTURE_PART)
        package.declare(ending="png", kind="image/png")
        listing = f"{main.rpartition('/')[0]}/_rels/{main.rpartition('/')[2]}.rels"
        ready.with_picture = {TYPES: package.read(TYPES), listing: package.read(listing)}
    _kept[key] = ready
    while len(_kept) > _KEPT:
        _kept.popitem(last=False)
    return ready


def _rendered(woven: Template, values: Mapping[str, Any]) -> str:
    """The text, given up when it grows beyond what a paper can be."""
    said: list[str] = []
    size = 0
    for piece in woven.generate(values):
        said.append(piece)
        size += len(piece)
        if size > MOST_LETTERS:
            raise Refusal("too_large", "mẫu cho ra văn bản quá dài; hãy xem lại các vòng lặp lồng nhau")
    return _EMPTY_CELL.sub(r"\1<w:p/></w:tc>", "".join(said))


def _finished(text: str, lines: Mapping[str, int]) -> bytes:
    """The part as XML; a last section with nothing in it is left out, shapes made twice get numbers of their own.

    `lines` are the lengths of drawn lines by the description of their shapes.
    """
    if text.count("<w:sectPr") < 2 and text.count("<wp:docPr") < 2 and not lines:
        etree.fromstring(text.encode(), _parser)
        return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.encode()
    root = etree.fromstring(text.encode(), _parser)
    _drop_empty_section(root)
    seen: set[str] = set()
    for shape in root.iter("{*}docPr"):
        if shape.get("id", "") in seen:
            shape.set("id", str(1 + max(int(one) for one in seen if one.isdigit())))
        seen.add(shape.get("id", ""))
        if shape.get("descr") in lines:
            _draw(shape, lines[shape.get("descr", "")])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _draw(shape: Element, length: int) -> None:
    """Make the line as long as its words want, for new programs and for old ones."""
    anchor = shape.getparent()
    whole = next(shape.iterancestors("{*}AlternateContent"), anchor)
    for extent in [] if anchor is None else [*anchor.findall("{*}extent"), *anchor.iter("{*}ext")]:
        if extent.get("cx"):
            extent.set("cx", str(length))
    for line in [] if whole is None else whole.iter("{urn:schemas-microsoft-com:vml}line"):
        line.set("to", f"{round(length / _POINT, 2)}pt,0")


def _drop_empty_section(root: Element) -> None:
    """Annexes stand in a section of their own, and there may be none of them."""
    body = next(iter(root), None)
    if body is None or name_of(body) != "body" or name_of(body[-1]) != "sectPr":
        return
    for element in reversed(list(body)[:-1]):
        inner = element.find(f"{W}pPr/{W}sectPr")
        if inner is not None:
            body.replace(body[-1], inner)
            if not text_of(element).strip():
                body.remove(element)
            return
        if name_of(element) != "p" or text_of(element).strip():
            return


class _Absent(StrictUndefined):
    """Named in Vietnamese: the message reaches the officer."""

    @property
    def _undefined_message(self) -> str:
        return f"không có “{self._undefined_name}”"


def _printed(value: Any) -> Any:
    """Text without what XML cannot hold, its breaks and tabs as Word's own."""
    if isinstance(value, Markup | Undefined):
        return value
    text = str(escape(unicodedata.normalize("NFC", str(value).translate(_CONTROLS))))
    return Markup(text.replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704 - escaped above


def _filtered(change: Any) -> Any:
    """A filter of text goes over lists of words in styles as well."""

    def apply(value: Any) -> Any:
        if isinstance(value, list):
            return [{**one, "loi": change(one["loi"])} for one in value]
        return change(str(value))

    return apply


_CONTROLS = dict.fromkeys([*range(9), 11, 12, 13, *range(14, 32), *range(0xE000, 0xE020), 0xFFFE, 0xFFFF])
_kept: OrderedDict[str, _Ready] = OrderedDict()
_parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_jinja = ImmutableSandboxedEnvironment(
    block_start_string=BLOCK,
    block_end_string=END_BLOCK,
    variable_start_string=VALUE,
    variable_end_string=END_VALUE,
    comment_start_string=REMARK,
    comment_end_string=END_REMARK,
    autoescape=True,
    finalize=_printed,
    undefined=_Absent,
    keep_trailing_newline=True,
)
_jinja.globals.clear()
_jinja.filters = {
    "hoa": _filtered(str.upper),
    "thuong": _filtered(str.lower),
    "hoa_dau": _filtered(lambda text: text[:1].upper() + text[1:]),
    "length": len,
    "_xml": lambda text: Markup(text),  # noqa: S704, PLW0108 - laid out by our own code, never typed by anybody
    "_lines": lambda text: str(text).split("\n"),
    "_paragraphs": lambda text: [line for line in str(text).split("\n") if line],
    "_optional": lambda text: [text] if text else [],
}
