"""The lines above a signer's name: with which power somebody signs, by the rules of Party or State.

The forms stand in the rule sets; who may use which stands here. Party: 05-HD/VPTW of 27/5/2026, I.7 (36-HD/VPTW alike):
T/M, K/T, T/L, Q., "kiêm"; no TUQ. State: Decree 30/2020, annex I, II.7: TM., KT., TL., TUQ., Q.
"""

import re
from collections.abc import Iterator

from django.utils import timezone

from kheo.office.wording import tidy
from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.issuers import posts
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.papers import Signature
from kheo.publishing.rulesets import RuleSet, of_regime

_Power = Signer.Power
_STANDS_FOR = {
    _Power.COLLECTIVE: "tên tập thể được thay mặt (ví dụ: Ban Thường vụ)",
    _Power.DEPUTY: "chức vụ người đứng đầu được ký thay (ví dụ: Trưởng ban)",
    _Power.DEPUTY_IN_CHARGE: "chức vụ người đứng đầu (ví dụ: Chủ tịch)",
    _Power.BY_ORDER: "nơi giao thừa lệnh (ví dụ: Ban Thường vụ)",
    _Power.AUTHORISED: "chức vụ người uỷ quyền (ví dụ: Chủ tịch)",
    _Power.CONCURRENT: "chức vụ kiêm nhiệm trong ban chỉ đạo, tiểu ban, hội đồng (ví dụ: Trưởng Ban Chỉ đạo)",
}
# "T/M Ban Thường vụ" typed where "Ban Thường vụ" is meant.
_AUTHORITY = re.compile(r"(T/M|K/T|T/L|TM\.?|KT\.?|TL\.?|TUQ\.?|Q\.)\s+(.+)", re.IGNORECASE)


class CannotSignError(CannotComposeError):
    """The rules know no such signature; the message says why and what to put instead."""


def titles(signer: Signer, rules: RuleSet | None = None) -> tuple[str, ...]:
    """The lines as printed above the hand, top to bottom: ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"). Raises CannotSignError.

    By the forms of `rules`, else of the rule set of the issuer's regime that is in force today.
    """
    return signature(signer, rules).titles


def signature(signer: Signer, rules: RuleSet | None = None) -> Signature:
    """The lines and the name under them; a post that stands between is a line of the name. Raises CannotSignError."""
    if said := refusals(signer):
        raise CannotSignError(" ".join(said))
    return sketch(signer, rules)


def sketch(signer: Signer, rules: RuleSet | None = None) -> Signature:
    """The signature as far as it is filled in, even of a power the rules refuse, for a page that shows both."""
    forms = (rules or rules_of(signer.issuer)).signing.forms
    post, other = _capital(signer.post), _capital(signer.stands_for)
    name = " ".join(tidy(signer.name).split())
    if signer.power == _Power.CONCURRENT and _Power.CONCURRENT not in forms:
        # Decree 30, annex I, II.7c and 7đ: above the hand the title in the body, above the name the post in the organ.
        return Signature(tuple(filter(None, [other])), "\n".join(filter(None, [post, name])))
    if signer.power == _Power.CONCURRENT and not (post and other):
        return Signature(tuple(filter(None, [post, other])), name)
    # An acting head's post may be said in either field.
    values = {"post": post, "stands_for": other or (post if signer.power == _Power.ACTING else "")}
    found = [line.format(**values) for line in forms.get(signer.power, ()) if _is_filled(line, values)]
    if further := _of_deputy(signer, post):
        found.insert(-1, forms[_Power.DEPUTY][0].format(stands_for=further))
    return Signature(tuple(found), name)


def lines(signer: Signer, rules: RuleSet | None = None) -> tuple[str, ...]:
    """The lines of `sketch` above the hand."""
    return sketch(signer, rules).titles


def rules_of(issuer: Issuer) -> RuleSet:
    """The rule set of the issuer's regime that is in force today."""
    return of_regime(issuer.regime, timezone.localdate())


def known(issuer: Issuer) -> list[str]:
    """The powers the rules of its regime have a form for."""
    # An advisory body of the State has one as well: the post in the organ stands above the name.
    return [*rules_of(issuer).signing.forms, _Power.CONCURRENT]


def _is_filled(line: str, values: dict[str, str]) -> bool:
    return not any(f"{{{name}}}" in line and not value for name, value in values.items())


def _of_deputy(signer: Signer, post: str) -> str:
    """In State papers a deputy who signs for a collective or by order says for whom as well (Decree 30, Article 13)."""
    further = signer.power in {_Power.COLLECTIVE, _Power.BY_ORDER} and signer.issuer.regime == Issuer.Regime.STATE
    return posts.head_of(post) if further else ""


def refusals(signer: Signer) -> list[str]:
    """Why the rules of the issuer's regime know no such signature, a sentence each; empty: it may be used."""
    if not signer.name.strip():
        return ["Chưa ghi họ tên người ký."]
    if said := _prefixed(signer):
        return [said]
    party = signer.issuer.regime == Issuer.Regime.PARTY
    return [*_unfilled(signer), *(_party(signer) if party else _state(signer))]


def _prefixed(signer: Signer) -> str:
    """About an authority typed where only a name or post stands: it is printed by itself."""
    for typed in (signer.stands_for, signer.post):
        if found := _AUTHORITY.match(" ".join(tidy(typed).split())):
            return f"“{typed}”: bỏ chữ “{found[1]}”, chỉ ghi “{found[2]}”; khi in, chữ ấy được thêm theo quyền hạn ký."
    return ""


def _unfilled(signer: Signer) -> Iterator[str]:
    party = signer.issuer.regime == Issuer.Regime.PARTY
    direct = signer.power == _Power.DEPUTY_IN_CHARGE and party
    if signer.power in _STANDS_FOR and not direct and not signer.stands_for.strip():
        yield f"Chưa ghi {_STANDS_FOR[_Power(signer.power)]}."
    needs_no_post = {_Power.COLLECTIVE, _Power.ACTING} if signer.stands_for.strip() else set()
    if not signer.post.strip() and signer.power not in needs_no_post:
        yield "Chưa ghi chức vụ người ký."


def _party(signer: Signer) -> Iterator[str]:
    if signer.power == _Power.AUTHORISED:  # 7.1.4d; there is no T/U
        yield "Văn bản của Đảng không có “TUQ.”; chọn thừa lệnh (T/L)."
        return
    yield from _of_whom(signer)
    yield from _of_seals(signer)
    yield from _of_posts(signer)
    named = "" if signer.power == _Power.CONCURRENT else posts.organ_in(signer.post)
    if named:
        yield (
            f"Chức vụ “{signer.post}” kèm tên cơ quan (“{named}”); chỉ ghi chức vụ, tên cơ quan đã có ở đầu văn bản "
            "(05-HD/VPTW, mục 7.1.2)."
        )


def _of_whom(signer: Signer) -> Iterator[str]:
    organ, power = signer.issuer.organ, signer.power
    together = posts.is_collective(organ)
    if power == _Power.DEPUTY and together:
        yield f"{organ} không đề “K/T”: cấp phó ký cũng thay mặt (T/M)."
    if power in {_Power.HEAD, _Power.DEPUTY_IN_CHARGE, _Power.ACTING} and together:
        yield f"{organ} làm việc theo chế độ tập thể: chọn ký thay mặt (T/M)."
    if power == _Power.COLLECTIVE and signer.stands_for.strip() and not posts.is_collective(signer.stands_for):
        yield (
            f"“{signer.stands_for}” không đề “T/M”: chỉ cấp uỷ, ban thường vụ, uỷ ban kiểm tra, hội đồng, đại hội ký "
            "thay mặt; ban làm việc theo chế độ thủ trưởng thì người đứng đầu ký trực tiếp, cấp phó ký K/T."
        )


def _of_seals(signer: Signer) -> Iterator[str]:
    issuer, power = signer.issuer, signer.power
    if power == _Power.CONCURRENT and issuer.has_seal:
        yield (
            f"{issuer.organ} có con dấu riêng nên ký trực tiếp, K/T hoặc T/M; “kiêm” chỉ dùng khi ký bằng dấu của cơ "
            "quan khác (05-HD/VPTW, mục 7.1.4đ)."
        )
    without = not issuer.has_seal and posts.is_steering(issuer.organ)
    if without and power in {_Power.HEAD, _Power.DEPUTY, _Power.DEPUTY_IN_CHARGE, _Power.ACTING, _Power.COLLECTIVE}:
        yield (
            f"{issuer.organ} không có con dấu riêng: không đề K/T, T/M; ghi chức vụ gắn với con dấu, “kiêm”, rồi chức "
            "vụ trong ban (chọn “Kiêm nhiệm”)."
        )


def _of_posts(signer: Signer) -> Iterator[str]:
    post, power = signer.post, signer.power
    other_post = post.strip() and not posts.organ_in(post) and not posts.is_in(post, "collective_posts")
    if power == _Power.COLLECTIVE and other_post:
        yield (
            f"Khi ký thay mặt (T/M) không ghi chức vụ “{post}”: chỉ ghi bí thư, phó bí thư, chủ nhiệm, phó chủ nhiệm, "
            "chủ tịch, phó chủ tịch. Chức vụ khác thì để trống."
        )
    direct = power in {_Power.HEAD, _Power.DEPUTY, _Power.DEPUTY_IN_CHARGE, _Power.ACTING}
    of_committees = [one for one in (post, signer.stands_for) if posts.is_in(one, "of_collectives")]
    if direct and of_committees:
        yield f"“{of_committees[0]}” ký văn bản của cấp uỷ thì thay mặt (T/M), không ký trực tiếp, không K/T."
    if power == _Power.HEAD and posts.is_deputy(post):
        yield f"“{post}” là cấp phó: chọn ký thay (K/T), hoặc cấp phó phụ trách khi chưa có người đứng đầu."
    if power in {_Power.DEPUTY, _Power.DEPUTY_IN_CHARGE} and post.strip() and not posts.is_deputy(post):
        yield f"“{post}” không phải cấp phó nên không ký thay người đứng đầu."
    yield from _of_heads(signer)


def _of_heads(signer: Signer) -> Iterator[str]:
    """Whom a deputy or acting head stands for is the head, and another than the signer."""
    post, other = signer.post, signer.stands_for
    if signer.power in {_Power.DEPUTY, _Power.ACTING} and posts.is_deputy(other):
        yield f"“{other}” là cấp phó; ghi chức vụ của người đứng đầu."
    if signer.power in {_Power.DEPUTY, _Power.CONCURRENT} and post.strip() and _capital(post) == _capital(other):
        yield "Hai dòng chức vụ giống nhau; ghi lại chức vụ của người ký và chức vụ được ký thay hoặc kiêm."
    if signer.power == _Power.DEPUTY and (named := posts.organ_in(other)):
        yield f"Chức vụ “{other}” kèm tên cơ quan (“{named}”); chỉ ghi chức vụ (05-HD/VPTW, mục 7.1.2)."


def _state(signer: Signer) -> Iterator[str]:
    if signer.power == _Power.HEAD and posts.is_deputy(signer.post):
        yield f"“{signer.post}” là cấp phó: chọn ký thay (KT.)."
    yield from _of_heads(signer)


def _capital(text: str) -> str:
    return " ".join(tidy(text).split()).upper()
