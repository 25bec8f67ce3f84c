"""Quyền hạn, chức vụ, họ tên: the signs of the regime, "kiêm", no titles of honour, nothing parted by a page."""

import re

from kheo.office.wording import fold
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.ending import AUTHORITY, is_kiem
from kheo.publishing.validating.components.parts import Parts, Signature
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import look
from kheo.publishing.validating.rules.signing import minutes

_SIGNS = {"TM": "T/M", "KT": "K/T", "TL": "T/L"}
_HONOURS = re.compile(
    r"^((GS|PGS|TS|ThS|ThS|BS|CN|KS|CK\s?I{1,2}|NGND|NGƯT|NSND|NSƯT|LS|TSKH)\b\.?,?\s*|"
    r"(Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Tiến sĩ|Thạc sĩ|Bác sĩ|Đồng chí|Đ/c|Ông|Bà)\s+)"
)
_ORGAN_SAID = re.compile(
    r"^(k/t |q\. )?((pho )?(bi thu|chu nhiem|chanh van phong)|(pho )?truong ban) +"
    r"(?!thuong truc|phu trach|chi dao)(?P<organ>.+)$"
)

_COMMITTEE = re.compile(r"^/?\s*(pho )?bi thu\b")


def check(parts: Parts, rules: RuleSet) -> Departures:
    if not parts.signatures:
        if parts.receivers_label is not None or parts.letter:
            yield Departure("signature.missing", "cuối văn bản, góc phải", "không có", "chức vụ, họ tên người ký")
        return
    joint = len(parts.signatures) > 1
    if parts.kind.name is not None and parts.kind.name.key.startswith("bien ban"):
        yield from minutes.check(parts.signatures, rules)
    for signature in parts.signatures:
        yield from _signs(signature, rules)
        yield from _posted(signature, rules)
        yield from _kiem(signature, rules)
        yield from _name(signature)
        if rules.regime == "party" and not joint:
            yield from _organ(signature)
        if parts.formatted:
            yield from _looks(signature, rules)
            yield from _together(signature)


def _signs(signature: Signature, rules: RuleSet) -> Departures:
    for post in signature.posts:
        found = AUTHORITY.match(post.text)
        if found is None:
            continue
        typed = re.sub(r"\s", "", found[1])
        plain = typed.replace("/", "")
        if rules.regime == "party":
            wanted = _SIGNS.get(plain, "")
            if plain.startswith("TU") or not wanted:
                yield Departure(
                    "signature.delegated", post.at, quoted(post.text), "văn bản của Đảng không có TUQ.; dùng T/L"
                )
            elif not post.text.startswith(f"{wanted} "):
                yield Departure("signature.sign", post.at, quoted(post.text), quoted(f"{wanted} …"))
        elif not post.text.startswith(f"{plain}. "):
            yield Departure("signature.sign", post.at, quoted(post.text), quoted(f"{plain}. …"))


def _posted(signature: Signature, rules: RuleSet) -> Departures:
    """Who signs for another names the own post below; a committee (cấp uỷ) signs T/M, never K/T."""
    for place, post in enumerate(signature.posts):
        found = AUTHORITY.match(post.text)
        plain = re.sub(r"[\s/]", "", found[1]) if found else ""
        below = [one for one in signature.posts[place + 1 :] if not AUTHORITY.match(one.text)]
        if plain in {"KT", "TL", "TUQ"} and not below:
            found_ = f"dưới {quoted(post.text)}: không có chức vụ"
            yield Departure("signature.post", post.at, found_, "chức vụ của người ký ở dòng dưới")
        if (
            plain == "KT"
            and rules.regime == "party"
            and _COMMITTEE.match(fold(post.text[found.end() :] if found else ""))
        ):
            wanted = "cấp uỷ không dùng K/T: “T/M …”, dưới đó là chức vụ"
            yield Departure("signature.committee", post.at, quoted(post.text), wanted)


def _kiem(signature: Signature, rules: RuleSet) -> Departures:
    wanted = rules.signing.between_posts
    for piece in signature.posts:
        if is_kiem(piece) and piece.text != wanted:
            yield Departure("signature.kiem", piece.at, quoted(piece.text), quoted(wanted))


def _name(signature: Signature) -> Departures:
    name = signature.name
    if name is None:
        last = signature.posts[-1]
        yield Departure("signature.name", last.at, f"dưới {quoted(last.text)}: không có họ tên", "họ và tên người ký")
    elif _HONOURS.match(name.text):
        wanted = "chỉ họ và tên, không học hàm, học vị, quân hàm, danh hiệu"
        yield Departure("signature.honours", name.at, quoted(name.text), wanted)
    elif name.text.isupper():
        yield Departure("signature.name", name.at, quoted(name.text), "họ tên viết bằng chữ in thường")


def _organ(signature: Signature) -> Departures:
    """Where a body without a seal of its own signs ("kiêm"), the post names the organ that has one."""
    if any(is_kiem(piece) for piece in signature.posts):
        return
    for post in signature.posts:
        found = _ORGAN_SAID.match(fold(post.text))
        if found:
            wanted = "chức vụ không kèm tên cơ quan"
            yield Departure("signature.organ", post.at, quoted(post.text), wanted)


def _looks(signature: Signature, rules: RuleSet) -> Departures:
    signed = [piece for piece in signature.posts if AUTHORITY.match(piece.text) or piece.text.startswith("Q.")]
    between = [piece for piece in signature.posts if is_kiem(piece)]
    posts = [piece for piece in signature.posts if piece not in (*signed, *between)]
    yield from look(
        "signature.sign_look", [one for one in signed if AUTHORITY.match(one.text)], rules.style("authority")
    )
    if not signed and not between and posts and _bold(posts[0]):
        # A head who signs directly: the text has the post light, practice has it bold.
        yield from look("signature.post_look", posts[:1], rules.style("post"), bold=True)
        posts = posts[1:]
    yield from look("signature.post_look", posts, rules.style("post"))
    yield from look("signature.between_look", between, rules.style("between_posts"))
    if signature.name is not None:
        yield from look("signature.name_look", [signature.name], rules.style("signer"))


def _bold(piece: Piece) -> bool:
    return any(run.bold for run in piece.runs)


def _together(signature: Signature) -> Departures:
    """A row that may split, or paragraphs not held together, can leave a name alone on a page."""
    first, last = signature.posts[0], signature.name or signature.posts[-1]
    cell, setting = first.line.cell, first.line.setting
    held = not cell.splits if cell is not None else bool(setting and setting.keep_next) or first.number == last.number
    if not held and cell is not None:
        wanted = "dòng của bảng không tách sang hai trang"
        yield Departure(
            "signature.together", first.at, f"{quoted(first.text)}: khối chữ ký có thể bị tách trang", wanted
        )
