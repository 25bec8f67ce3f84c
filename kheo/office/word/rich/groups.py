"""What groups of an RTF document are for, and controls that stand for text."""

from dataclasses import dataclass
from enum import Enum, auto


class Purpose(Enum):
    """`ASIDE`: text of a note or a box; `SHAPE`: what draws a box around it; `INNER_ROW`: a row of an inner table."""

    SHOWN = auto()
    LEFT_OUT = auto()
    FONTS = auto()
    INSTRUCTION = auto()
    INNER_ROW = auto()
    ASIDE = auto()
    SHAPE = auto()


@dataclass(frozen=True, slots=True)
class Group:
    """What holds until the group ends; `repeats`: how many characters after a code point repeat it for old programs."""

    purpose: Purpose = Purpose.SHOWN
    font: int = 0
    hidden: bool = False
    deleted: bool = False
    repeats: int = 1


_LEFT_OUT = """
annotation atnauthor atnid atnref author bkmkend bkmkstart buptim colortbl comment company creatim doccomm filetbl
footer footerf footerl footerr footnotesep header headerf headerl headerr hlinkbase info keywords listtext manager
nonesttables object operator pict pntext printim private revtim revtbl rxe shprslt stylesheet subject tc template txe xe
"""
# Groups that begin with one of these words; those that begin with a star and none of them are left out too.
PURPOSES = {
    **dict.fromkeys(_LEFT_OUT.split(), Purpose.LEFT_OUT),
    "fonttbl": Purpose.FONTS,
    "fldinst": Purpose.INSTRUCTION,
    "nesttableprops": Purpose.INNER_ROW,
    "footnote": Purpose.ASIDE,
    "shptxt": Purpose.ASIDE,
    "dptxbxtext": Purpose.ASIDE,
    "shpinst": Purpose.SHAPE,
    "do": Purpose.SHAPE,
}
TEXTS = {
    "tab": " ", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "~": "\u00a0", "_": "-", "-": "\u00ad", "open brace": "{", "close brace": "}", "\\": "\\",
}  # fmt: skip
