"""Biên bản: who wrote it signs on the left, who was in the chair on the right."""

from collections.abc import Sequence

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Signature
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted

_WRITERS, _CHAIRS = ("nguoi ghi", "thu ky"), ("chu tri", "chu toa", "nguoi chu tri", "chu nhiem", "chu tich")


def check(signatures: Sequence[Signature], rules: RuleSet) -> Departures:
    writer, chair = _first(signatures, _WRITERS), _first(signatures, _CHAIRS)
    wanted = (rules.signing.minutes_writer.upper(), rules.signing.minutes_chair.upper())
    at = signatures[0].posts[0].at
    if writer is None:
        yield Departure("signature.minutes", at, f"không có {wanted[0]}", f"góc trái: {quoted(wanted[0])}")
    if chair is None and writer is not None and len(signatures) == 1:
        yield Departure("signature.minutes", at, f"không có {wanted[1]}", f"góc phải: {quoted(wanted[1])}")
    if writer is not None and chair is not None and _stands(writer) > _stands(chair):
        said = f"{quoted(writer.text)} ở bên phải"
        yield Departure(
            "signature.sides", writer.at, said, f"{quoted(wanted[0])} bên trái, {quoted(wanted[1])} bên phải"
        )


def _first(signatures: Sequence[Signature], beginnings: tuple[str, ...]) -> Piece | None:
    posts = (post for signature in signatures for post in signature.posts)
    return next((post for post in posts if post.key.startswith(beginnings)), None)


def _stands(piece: Piece) -> tuple[int, int]:
    return (piece.column[1], piece.place)
