"""What may stand in a tag: names of the catalogue, dots, indexes, a few filters, for and if; nothing that calls.

The grammar is that of docxtpl ({{ … }}, {% … %}, {%p … %}, {%tr … %}, {{r … }}); of Jinja only what is listed here is
let through, so that a template can do no more than place values.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

# The skeleton of the values: a leaf's sort, a list of one, or a record. Sorts: "text"; "lines" (a paragraph for each
# line where it stands alone), "paragraphs" (the same, none where empty), "optional" (no paragraph where empty);
# "spans" (words with their weight and slant); "flag"; "number"; "block" (a whole table); "picture".
Shape = Any

_NO_BRACES = r"(?:(?!\{\{|\}\}|\{%|%\}).)*"
TAG = re.compile(rf"\{{\{{{_NO_BRACES}\}}\}}|\{{%{_NO_BRACES}%\}}|\{{#.*?#\}}", re.DOTALL)
MOST_LETTERS = 300
TEXT_FILTERS = ("hoa", "thuong", "hoa_dau")
_WORDS = frozenset({"text", "lines", "paragraphs", "optional", "spans"})
_LOOP = {"first": "flag", "last": "flag", "index": "number", "length": "number"}
# What the shipped templates call each one of a list.
_EACH = frozenset({"noi", "doan", "can", "dong", "phu_luc"})
_LEVEL = re.compile(r"(tr|tc|p|r)\s+(?=\S)")
_STATEMENT = re.compile(r"(for|if|elif|else|endif|endfor)\b\s*(.*)", re.DOTALL)
_FOR = re.compile(r"([^\W\d]\w*)\s+in\s+(.+)", re.DOTALL)
_SMART = re.compile("[“”‘’„‟‚‛«»]")
# What Word puts in by itself: hard spaces, zero-width ones.
_SOFT = str.maketrans(
    {**dict.fromkeys("\u00a0\u202f\u2007\t\n", " "), **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad", "")}
)
_SAYS_ALL = (
    "trong thẻ chỉ dùng được tên thẻ, dấu chấm, số thứ tự trong ngoặc vuông và các bộ lọc hoa, thuong, hoa_dau, length"
)


class TagError(Exception):
    """What is wrong with a tag, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as typed. `word` is "" for a value, else for, if, elif, else, endif, endfor, or "#" for a remark."""

    typed: str
    level: str
    word: str
    rest: str
    # The name a `for` gives to each one.
    each: str = ""

    @property
    def family(self) -> str:
        return self.word.removeprefix("end") if self.word.startswith("end") else self.word


def read_tag(typed: str) -> Tag:
    """The tag of this text. Raises TagError."""
    body = unicodedata.normalize("NFC", typed[2:-2].translate(_SOFT)).strip()
    if typed.startswith("{#"):
        return Tag(typed, "", "#", "")
    if len(body) > MOST_LETTERS:
        raise TagError("thẻ quá dài")
    if _SMART.search(body):
        raise TagError("trong thẻ có dấu nháy cong (“ ”, ‘ ’); hãy gõ nháy thẳng (\" hoặc ')")
    if not typed.startswith("{{"):
        body = body.strip("-+").strip()
    level = _LEVEL.match(body)
    if level:
        body = body[level.end() :]
    if not body:
        raise TagError("thẻ trống, chưa có tên")
    if typed.startswith("{{"):
        return Tag(typed, level[1] if level else "", "", body)
    return _statement(typed, level[1] if level else "", body)


def _statement(typed: str, level: str, body: str) -> Tag:
    found = _STATEMENT.fullmatch(body)
    if not found:
        raise TagError(
            f"không dùng được lệnh “{body.split(maxsplit=1)[0]}”; trong mẫu chỉ có for, endfor, if, elif, else, endif"
        )
    word, rest = found[1], found[2].strip()
    if word in {"else", "endif", "endfor"}:
        return Tag(typed, level, word, "")
    if not rest:
        raise TagError(f"lệnh “{word}” thiếu phần đứng sau")
    if word != "for":
        return Tag(typed, level, word, rest)
    parts = _FOR.fullmatch(rest)
    if not parts:
        raise TagError("lệnh for phải viết dạng “for doan in noi_dung”")
    if parts[1].startswith("_") or parts[1] == "loop":
        raise TagError(f"không đặt được tên “{parts[1]}” trong lệnh for")
    return Tag(typed, level, word, parts[2].strip(), parts[1])


def inside(each: str, listed: Shape) -> dict[str, Shape]:
    """The names a loop over `listed` adds."""
    return {each: listed[0], "loop": _LOOP}


def shape_of(expression: str, scope: Mapping[str, Shape]) -> Shape:
    """What the expression gives. Raises TagError for a name that is unknown and for all that is not allowed."""
    try:
        body = _PARSER.parse(f"{{{{ {expression} }}}}").body
    except (TemplateSyntaxError, RecursionError) as error:
        raise TagError(_misread(expression, scope)) from error
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise TagError(_SAYS_ALL)
    return _shape(output.nodes[0], scope)


def names_in(expression: str) -> set[str]:
    """The names an expression begins with; it was found allowed before."""
    return {node.name for node in _PARSER.parse(f"{{{{ {expression} }}}}").find_all(nodes.Name)}


def nearest(name: str, known: list[str]) -> str:
    """What to add to a sentence about an unknown name: one like it that there is, or what there is."""
    bare = _bare(name)
    if bare in _EACH:
        return f"; tên này chỉ dùng được giữa {{%p for {bare} in … %}} và {{%p endfor %}}"
    close = difflib.get_close_matches(bare, known, n=1, cutoff=0.6)
    if not close and len(bare) > 3:
        close = [one for one in known if one.startswith(bare) or bare.startswith(one)][:1]
    if close:
        return f"; có phải ý “{close[0]}” không?"
    return (
        f"; ở đây có: {', '.join(sorted(known)[:12])}" if len(known) <= 12 else "; xem bảng các thẻ ở trang mẫu văn bản"
    )


def _shape(node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
    read = _READ.get(type(node))
    if read is None:
        raise TagError(_SAYS_ALL)
    return read(node, scope)


def _name(node: Any, scope: Mapping[str, Shape]) -> Shape:
    if node.name not in scope:
        raise TagError(f"không có thẻ “{node.name}”{nearest(node.name, list(scope))}")
    return scope[node.name]


def _part(node: Any, scope: Mapping[str, Shape]) -> Shape:
    whole = _shape(node.node, scope)
    if not isinstance(whole, dict):
        raise TagError(f"không có phần “.{node.attr}” ở đây")
    if node.attr not in whole:
        raise TagError(f"không có phần “.{node.attr}”{nearest(node.attr, list(whole))}")
    return whole[node.attr]


def _item(node: Any, scope: Mapping[str, Shape]) -> Shape:
    whole = _shape(node.node, scope)
    if not isinstance(whole, list):
        raise TagError("ngoặc vuông chỉ dùng được sau tên một danh sách")
    if isinstance(node.arg, nodes.Slice):
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        if all(end is None or _number(end) is not None for end in ends):
            return whole
    elif _number(node.arg) is not None:
        return whole[0]
    raise TagError("trong ngoặc vuông chỉ được ghi số, đếm từ 0")


def _number(node: Any) -> int | None:
    if isinstance(node, nodes.Neg):
        node = node.node
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, int) else None


def _filter(node: Any, scope: Mapping[str, Shape]) -> Shape:
    if node.node is None or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise TagError(_SAYS_ALL)
    whole = _shape(node.node, scope)
    if node.name == "length" and isinstance(whole, list):
        return "number"
    if node.name not in (*TEXT_FILTERS, "length"):
        raise TagError(f"không có bộ lọc “{node.name}”{nearest(node.name, [*TEXT_FILTERS, 'length'])}")
    if not isinstance(whole, str) or whole not in _WORDS:
        raise TagError(f"bộ lọc “{node.name}” không dùng được ở đây")
    return whole


def _const(node: Any, _: Mapping[str, Shape]) -> Shape:
    return "text" if isinstance(node.value, str) else "number"


def _compared(node: Any, scope: Mapping[str, Shape]) -> Shape:
    for one in (node.expr, *(operand.expr for operand in node.ops)):
        _shape(one, scope)
    return "flag"


def _both(node: Any, scope: Mapping[str, Shape]) -> Shape:
    _shape(node.left, scope)
    _shape(node.right, scope)
    return "flag"


def _not(node: Any, scope: Mapping[str, Shape]) -> Shape:
    _shape(node.node, scope)
    return "flag"


def _either(node: Any, scope: Mapping[str, Shape]) -> Shape:
    _shape(node.test, scope)
    found = _shape(node.expr1, scope)
    if node.expr2 is not None and _shape(node.expr2, scope) != found:
        raise TagError("hai vế của “if … else …” trong thẻ phải cùng loại")
    return found


def _misread(expression: str, scope: Mapping[str, Shape]) -> str:
    """Several words where one name was meant are the usual mistake: "co quan", "cơ quan"."""
    joined = _bare(expression)
    close = difflib.get_close_matches(joined, list(scope), n=1, cutoff=0.75)
    return f"không hiểu “{expression}”" + (f"; có phải ý “{close[0]}” không?" if close else f"; {_SAYS_ALL}")


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D")).casefold()
    return re.sub(r"\W+", "_", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip("_")


_READ: dict[type[nodes.Node], Any] = {
    nodes.Name: _name,
    nodes.Getattr: _part,
    nodes.Getitem: _item,
    nodes.Filter: _filter,
    nodes.Const: _const,
    nodes.Compare: _compared,
    nodes.And: _both,
    nodes.Or: _both,
    nodes.Not: _not,
    nodes.CondExpr: _either,
}
_PARSER = ImmutableSandboxedEnvironment()
