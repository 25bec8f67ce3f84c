"""What of a PDF's page can be seen: text outside its clipping area or written invisibly is none, and all is counted.

The library draws whatever is written; programs clip headings they repeat on the next page, and hide text in margins.
"""

from typing import Any

from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from kheo.confinement.refusal import Refusal

MOST_OBJECTS = 60_000
MOST_DEPTH = 8
_INVISIBLE = 3
# As a share of a letter's size above the line it stands on.
_FOOT = 0.2
_Edges = tuple[float, float, float, float]
_EVERYWHERE: _Edges = (float("-inf"), float("-inf"), float("inf"), float("inf"))


class SeenPage(Page):
    """A page whose objects are those a reader of the paper would see."""

    @property
    def layout(self) -> LTPage:
        if not hasattr(self, "_layout"):
            device = PDFPageAggregatorWithMarkedContent(
                self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams
            )
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout: LTPage = device.get_result()
        return self._layout


class _Interpreter(PDFPageInterpreter):
    """The operators of a page, with its clipping area carried along as a box."""

    def __init__(self, resources: Any, device: Any) -> None:
        super().__init__(resources, device)
        self._clip = _EVERYWHERE
        self._kept: list[_Edges] = []
        self._depth = 0
        self._count = [0]

    def dup(self) -> "_Interpreter":
        """For a form drawn on the page: the count goes on, and no deeper than anybody needs."""
        inner = _Interpreter(self.rsrcmgr, self.device)
        inner._clip, inner._count, inner._depth = self._clip, self._count, self._depth + 1
        if inner._depth > MOST_DEPTH:
            raise Refusal("hostile_file", "PDF có hình lồng nhau quá nhiều tầng")
        return inner

    def do_q(self) -> None:
        super().do_q()
        self._kept.append(self._clip)

    def do_Q(self) -> None:  # noqa: N802 - the name of the operator
        super().do_Q()
        if self._kept:
            self._clip = self._kept.pop()

    def do_W(self) -> None:  # noqa: N802
        self._narrow()

    def do_W_a(self) -> None:  # noqa: N802
        self._narrow()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        self._add(1)
        super().do_Do(xobjid_arg)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        # The library's device keeps what it draws in the current item; there is no other way to it.
        drawn = self.device.cur_item._objs  # type: ignore[attr-defined]  # noqa: SLF001
        before = len(drawn)
        super().do_TJ(seq)
        self._add(len(drawn) - before)
        if self.textstate.render == _INVISIBLE:
            del drawn[before:]
        elif self._clip != _EVERYWHERE:
            drawn[before:] = [each for each in drawn[before:] if self._shows(each)]

    def do_re(self, x: Any, y: Any, w: Any, h: Any) -> None:
        self._add(1)
        super().do_re(x, y, w, h)

    def do_l(self, x: Any, y: Any) -> None:
        self._add(1)
        super().do_l(x, y)

    def _add(self, count: int) -> None:
        self._count[0] += count
        if self._count[0] > MOST_OBJECTS:
            raise Refusal("too_large", "một trang PDF có quá nhiều nét, nhiều chữ")

    def _narrow(self) -> None:
        """To the box around the path: those of forms are boxes."""
        pairs = [segment[1:] for segment in self.curpath if len(segment) == 3]
        points = [apply_matrix_pt(self.ctm, (float(x), float(y))) for x, y in pairs]
        if not points:
            return
        across, up = [point[0] for point in points], [point[1] for point in points]
        left, bottom, right, top = self._clip
        self._clip = (max(left, min(across)), max(bottom, min(up)), min(right, max(across)), min(top, max(up)))

    def _shows(self, letter: LTChar) -> bool:
        """Its foot must be inside: of a line cut through only the tips are seen."""
        across, up = (letter.x0 + letter.x1) / 2, letter.matrix[5] + _FOOT * letter.size
        left, bottom, right, top = self._clip
        return left - 1 <= across <= right + 1 and bottom - 1 <= up <= top + 1
