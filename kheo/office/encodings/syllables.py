"""What can be a Vietnamese syllable, by how it is spelled: the measure of whether letters were read rightly."""

import re
import unicodedata
from functools import lru_cache

# Before e, ê, i and y the same sounds are written with other letters.
_FRONT = "k gh ngh"
_BACK = "c g ng"
_ANYWHERE = "b ch d đ h kh l m n nh p ph r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt
up ut uơ uy uya uych uyên uyêt uynh uyt uyu uyn uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu
"""
# After q, whose u belongs to the sound before.
_AFTER_QU = """
a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eng eo et ê ên ênh êt êu i ôc ơ ơi ơn ơt
y yên yêt ynh yt yn ych yp yêu
"""
_AFTER_G = "i in iêc iêng iêt iêm"
_FRONT_VOWELS = "eêi"
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_RISING_OR_HEAVY = "\u0301\u0323"
_STOPPED = re.compile(r"(?:c|ch|p|t)\Z")


def _spellings() -> frozenset[str]:
    """Every syllable without its tone."""
    every = _RIMES.split()
    front = [rime for rime in every if rime[0] in _FRONT_VOWELS or rime[0] == "y"]
    back = [rime for rime in every if rime[0] not in _FRONT_VOWELS]
    made = set(every)
    for onsets, rimes in ((_ANYWHERE, every), (_FRONT, front), (_BACK, back)):
        made |= {onset + rime for onset in onsets.split() for rime in rimes}
    # After gi the i is not written twice.
    made |= {"gi" + rime for rime in every if rime[0] not in "iy"}
    return frozenset(made | {"qu" + rime for rime in _AFTER_QU.split()} | {"g" + rime for rime in _AFTER_G.split()})


_SPELLINGS = _spellings()


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """'Đảng' is one, 'Céng' and '§¶ng' are none. Case does not matter; syllables without any mark count too."""
    split = unicodedata.normalize("NFD", word.casefold())
    tones = _TONES.findall(split)
    bare = unicodedata.normalize("NFC", _TONES.sub("", split))
    if len(tones) > 1 or bare not in _SPELLINGS:
        return False
    return not tones or tones[0] in _RISING_OR_HEAVY or not _STOPPED.search(bare)
