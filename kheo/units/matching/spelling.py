"""Names of units brought to one spelling, so that two writings of a name can be compared.

Only keys are kept of what is made here; nobody's text is changed.
"""

import itertools
import re
import unicodedata
from functools import lru_cache

from kheo.office.wording import fold, tidy
from kheo.units.matching.abbreviations import ABBREVIATIONS, AFTER, BEFORE, CAPITALS_ONLY, SAME

KEY_LENGTH = 250
_TOKENS = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"([pqx])([0-9]+)")
_DROPPED = frozenset({"va", "cac", "cua"})
_READINGS = 4
_LONGEST = max(len(left.split()) for left in SAME)
_OPENING = frozenset(left.split()[0] for left in SAME)

# TCVN 5712 (fonts .VnTime…): what its bytes look like when taken for Latin-1 (documents: legacy encodings).
_TCVN3 = str.maketrans(
    dict(
        zip(
            "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
            "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            strict=True,
        )
    )
)
# Latin-1 signs which Vietnamese does not use (Ð is left out: it is also typed for Đ).
_TCVN3_SIGNS = re.compile("[¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇËÎÏÑÖ×ØÜÞßäåæçëîïñö÷øûüþ]")
# VNI writes marks as letters behind their vowel; dropped, the folded word stays. The signs never stand in Vietnamese.
_VNI_SIGNS = re.compile("[ñøûïåäüëö]")
_VNI_MARKS = re.compile("(?<=[aeouyôö])[ùøûõïâáàåãäêéèúüë]")
_VNI_LETTERS = str.maketrans("ñôöæóòî", "đơưiiiy")
# VNI text converted by guess leaves ị for ò ("Hịa Vang", "Phịng").
_VNI_GLITCH = str.maketrans("ịỊ", "òÒ")

_SYLLABLE = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(uyen|uyet|uye|uong|uoc|uon|uom|uot|uoi|uou|uop|uya|ieng|iec|iem|ien|iep|iet|ieu|yem|yen|yet|yeu|oang|oanh|oach"
    r"|oac|oai|oan|oat|oay|oao|oam|oap|oen|oet|oeo|oong|uang|uan|uat|uac|uay|uau|uenh|uech|uen|uynh|uych|uyt|uyn|uyu"
    r"|ang|anh|ach|ac|ai|am|an|ao|ap|at|au|ay|eng|enh|ech|ec|em|en|eo|ep|et|eu|inh|ich|im|in|ip|it|iu|ia|ie"
    r"|ong|oc|oi|om|on|op|ot|oa|oe|oo|ung|uc|ui|um|un|up|ut|ua|ue|uy|uo|uu|ynh|y|a|e|i|o|u)"
)


def key_of(name: str) -> str:
    """The usual reading of a name: 'UBND TT. Thủ Thừa' → 'uy ban nhan dan thi tran thu thua'."""
    return readings(name)[0]


@lru_cache(maxsize=20_000)
def readings(text: str) -> tuple[str, ...]:
    """All readings of a text whose abbreviations are ambiguous, the usual one first; at least one, maybe ''."""
    return tuple(dict.fromkeys(_same(long.split()) for long in long_forms(text)))


@lru_cache(maxsize=20_000)
def long_forms(text: str) -> tuple[str, ...]:
    """Abbreviations written out and nothing else: 'UBMTTQ' stays another body than 'MTTQ'."""
    tokens = _TOKENS.findall(tidy(text))
    folded = [fold(token) for token in tokens]
    shouted = len(tokens) > 1 and all(token == token.upper() for token in tokens)
    choices = [_written_out(place, tokens, folded, shouted=shouted) for place in range(len(tokens))]
    return tuple(" ".join(said) for said in itertools.islice(itertools.product(*choices), _READINGS))


def repaired(text: str) -> list[str]:
    """Texts this one may have been before a wrong encoding or conversion spoilt it; none where nothing shows it."""
    texts = []
    if _TCVN3_SIGNS.search(text):
        texts.append(text.translate(_TCVN3))
    if _VNI_SIGNS.search(text.casefold()):
        texts.append(_VNI_MARKS.sub("", text.casefold()).translate(_VNI_LETTERS))
    if "ị" in text.lower():
        texts.append(unicodedata.normalize("NFC", text).translate(_VNI_GLITCH))
    return texts


def accented(text: str) -> tuple[str, ...]:
    """The words with their letters and tones, wherever the tone mark was put: 'Hoà' and 'Hòa' are the same."""
    return tuple(_syllable(token) for token in _TOKENS.findall(tidy(text).casefold()))


def has_accents(text: str) -> bool:
    return fold(text) != text.casefold()


def is_syllable(word: str) -> bool:
    """Could this folded word be Vietnamese at all? A slip of the keyboard seldom is."""
    return word.isdecimal() or _SYLLABLE.fullmatch(word) is not None


def _written_out(place: int, tokens: list[str], folded: list[str], *, shouted: bool) -> tuple[str, ...]:
    word = folded[place]
    following = folded[place + 1] if place + 1 < len(folded) else ""
    decided = BEFORE.get((word, following)) or AFTER.get((folded[place - 1] if place else "", word))
    if decided is None and not shouted:
        decided = CAPITALS_ONLY.get(tokens[place])
    if decided:
        return (decided,)
    if numbered := _NUMBERED.fullmatch(word):
        return (f"{ABBREVIATIONS[numbered[1]][0]} {_number(numbered[2])}",)
    if word.isdecimal():
        return (_number(word),)
    # A lone letter shortens a level only before a name ("H. Lục Ngạn"), not in "tổ X" or "nhóm T".
    return (word,) if len(word) == 1 and not following else ABBREVIATIONS.get(word, (word,))


def _number(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _same(words: list[str]) -> str:
    words = [word for word in words if word not in _DROPPED]
    kept: list[str] = []
    place = 0
    while place < len(words):
        same, length = _named_otherwise(words, place) if words[place] in _OPENING else (words[place], 1)
        kept.append(same)
        place += length
    return " ".join(kept)[:KEY_LENGTH]


def _named_otherwise(words: list[str], place: int) -> tuple[str, int]:
    for length in range(min(_LONGEST, len(words) - place), 1, -1):
        same = SAME.get(" ".join(words[place : place + length]))
        if same is not None:
            return same, length
    return words[place], 1


@lru_cache(maxsize=20_000)
def _syllable(token: str) -> str:
    marks = unicodedata.normalize("NFD", token)
    tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tones
